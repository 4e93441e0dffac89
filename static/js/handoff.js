// Copies a link or a code, and prints. Where the browser lets no script copy, the text is selected for the visitor.
const said = document.querySelector("[data-status]");

async function copy({ copy: text, copied }) {
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = copied;
  } catch {
    const field = document.querySelector("#link");
    field.value = text;
    field.select();
    said.textContent = "Selected: copy it with your keyboard or the menu";
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", () => copy(button.dataset));
}
document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
