// Sorts the paints without reloading the page: the server sends them in the new order, and each keeps its own control.
// So the focus stays, and so does a choice whose price has not arrived yet. Without this script, the button reloads.
const form = document.getElementById("build");
const paints = document.getElementById("paints");
const buttons = [...form.querySelectorAll("button[name=sort]")];
const status = form.querySelector(".sort-status");
let wanted = new URLSearchParams(location.search).get("sort");
let waiting = new AbortController();

form.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=sort]");
  if (!button) return;
  event.preventDefault();
  sort(button);
});

// Whatever else sends the form asks for the order that is shown, also after an answer to an earlier question.
form.addEventListener("formdata", ({ formData }) => {
  if (wanted) formData.set("sort", wanted);
});

async function sort(button) {
  waiting.abort();
  waiting = new AbortController();
  const before = wanted;
  wanted = button.value;
  try {
    show(await sorted(waiting.signal), button);
  } catch (error) {
    if (error.name === "AbortError") return;
    wanted = before;
    status.textContent = "The server can't be reached right now. The order stays as it is.";
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
  for (const one of buttons) one.setAttribute("aria-pressed", String(one === button));
  status.textContent = "";
  const address = new URL(location.href);
  address.searchParams.set("sort", wanted);
  history.replaceState(history.state, "", address);
}
