// Loads what details of equipment and its search need, when somebody first wants them.
const form = document.getElementById("build");
const parts = () => import("./equipment-parts.js");

form.addEventListener("click", async (event) => {
  const button = event.target.closest("[aria-expanded]");
  if (!button) return;
  event.preventDefault();
  const loaded = await parts().catch(() => null);
  if (loaded) loaded.toggle(button);
  else form.requestSubmit(button);
});

form.addEventListener("focusin", async ({ target }) => {
  if (target.id === "find") (await parts()).search(target);
});
