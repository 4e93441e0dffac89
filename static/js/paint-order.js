// Sorts the paints without reloading the page. The script for it is loaded when it is first needed; if that fails, the
// button reloads the page.
const form = document.getElementById("build");
let wanted = new URLSearchParams(location.search).get("sort");

form.addEventListener("click", async (event) => {
  const button = event.target.closest("button[name=sort]");
  if (!button) return;
  event.preventDefault();
  const before = wanted;
  wanted = button.value;
  const { sort } = await import("./sort-paints.js").catch(() => ({ sort: () => form.requestSubmit(button) }));
  if ((await sort(button)) === "failed" && wanted === button.value) wanted = before;
});

// Whatever else sends the form asks for the order that is shown, also after an answer to an earlier question.
form.addEventListener("formdata", ({ formData }) => {
  if (wanted) formData.set("sort", wanted);
});
