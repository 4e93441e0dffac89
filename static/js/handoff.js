// Copies a link or a code, and prints. If the browser doesn't let scripts copy, selects the text instead.
import { say } from "./say.js";

const statusLine = document.querySelector("[data-status]");

async function copy({ copy: text, copied }) {
  try {
    await navigator.clipboard.writeText(text);
    say(copied, statusLine);
  } catch {
    const field = document.querySelector("#link");
    field.value = text;
    field.select();
    say("Selected. Copy it with your keyboard or the menu.", statusLine);
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", () => copy(button.dataset));
}
document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
