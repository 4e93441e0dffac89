// Loads what details of equipment and its search need, when somebody first wants them.
const form = document.getElementById("build");
const parts = () => import("./equipment-parts.js").catch(() => null);

form.addEventListener("click", async (event) => {
  const button = event.target.closest("[aria-expanded]");
  if (!button) return;
  event.preventDefault();
  const loaded = await parts();
  if (loaded) loaded.toggle(button);
  else form.requestSubmit(button);
});

// What is typed is searched at once. Without its name, no address of a car depends on it.
const find = document.getElementById("find");
find.removeAttribute("name");
find.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
form.addEventListener("focusin", async ({ target }) => {
  if (target.id === "find") (await parts())?.search(target);
});
