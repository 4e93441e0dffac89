// The server sends the paints in the new order, and each keeps its own control. So the focus stays, and so does a choice
// whose price has not arrived yet.
import { say } from "./say.js";

const form = document.getElementById("build");
const paints = document.getElementById("paints");
const status = form.querySelector(".sort-status");
let waiting = new AbortController();

// Returns "failed" if the order stays as it is.
export async function sort(button) {
  waiting.abort();
  waiting = new AbortController();
  try {
    show(await sorted(waiting.signal), button);
  } catch (error) {
    if (error.name === "AbortError") return;
    say("The server can't be reached right now. The order stays as it is.", status);
    return "failed";
  }
}

async function sorted(signal) {
  const query = new URLSearchParams(new FormData(form));
  const answer = await fetch(`${form.action}?${query}`, { signal, headers: { "X-Part": "live" } });
  if (!answer.ok) throw new Error(answer.statusText);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  return fresh.getElementById("paints");
}

function show(fresh, button) {
  // Without its style sheet, the new list would jump once it arrives.
  const sheet = fresh.querySelector("link");
  if (sheet) document.head.append(sheet);
  for (const radio of fresh.querySelectorAll("input")) {
    radio.replaceWith(document.getElementById(radio.id));
  }
  paints.className = fresh.className;
  paints.replaceChildren(...fresh.childNodes);
  for (const one of form.querySelectorAll("button[name=sort]"))
    one.setAttribute("aria-pressed", String(one === button));
  status.textContent = "";
  form.dispatchEvent(new CustomEvent("sorted", { detail: button.value }));
}
