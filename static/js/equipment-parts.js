// Details of equipment and its search, in place. The server finds and words everything; without this script, the same
// buttons and the same field bring the page with the answer in it.
const form = document.getElementById("build");
const words = document.getElementById("found-words");
const found = document.getElementById("found");
const typing = document.getElementById("typing");
const TROUBLE = "The server can't be reached right now. Try again in a moment.";
const PAUSE = 150;
const LEAST = 3;
let waiting = new AbortController();
let pause;

export function toggle(button) {
  const open = panel(button);
  if (!open || open.dataset.trouble) return show(button);
  open.hidden = !open.hidden;
  expand(button, !open.hidden);
}

function panel(button) {
  return document.getElementById(`about-${button.value}`);
}

function expand(button, isOpen) {
  button.setAttribute("aria-expanded", String(isOpen));
}

async function show(button) {
  const about = button.value;
  const fresh = await part({ about }).catch(() => null);
  const next = fresh?.getElementById(`about-${about}`) ?? trouble(about);
  panel(button)?.remove();
  const crop = next.querySelector("[data-shown]");
  for (const pair of crop?.dataset.shown.split(";") ?? []) crop.style.setProperty(...pair.split(":"));
  (button.closest(".row") ?? button).after(next);
  expand(button, true);
}

function trouble(about) {
  const note = Object.assign(document.createElement("p"), { id: `about-${about}`, className: "about", role: "alert" });
  note.dataset.trouble = "yes";
  note.textContent = TROUBLE;
  return note;
}

// Asks about the car as the form has it now.
async function part(asked, signal) {
  const car = new FormData(form);
  for (const [name, value] of Object.entries(asked)) car.set(name, value);
  const address = `${form.action}?${new URLSearchParams(car)}`;
  const answer = await fetch(address, { signal, headers: { "X-Part": "equipment" } });
  if (!answer.ok) throw new Error(answer.statusText);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  await style(fresh);
  return fresh;
}

function style(fresh) {
  const sheet = fresh.querySelector("link[rel=stylesheet]");
  if (document.querySelector(`link[href="${sheet.getAttribute("href")}"]`)) return null;
  return new Promise((done) => {
    sheet.onload = done;
    sheet.onerror = done;
    document.head.append(sheet);
  });
}

export function search(field) {
  if (field.dataset.live) return;
  field.dataset.live = "yes";
  const look = () => find(field.value.trim());
  const later = () => {
    clearTimeout(pause);
    pause = setTimeout(look, PAUSE);
  };
  field.addEventListener("input", later);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    clearTimeout(pause);
    find(field.value.trim(), 1);
  });
  // What is found may have been chosen since.
  form.addEventListener("change", later);
  later();
  if (typing) bringKeyboard(field);
}

// A kiosk's own keyboard is there while the field has the focus.
async function bringKeyboard(field) {
  const show = () => {
    typing.hidden = false;
    field.scrollIntoView({ block: "start" });
  };
  field.addEventListener("focus", show);
  field.addEventListener("blur", () => {
    typing.hidden = true;
  });
  const loaded = await import("./kiosk-keyboard.js").catch(() => null);
  if (loaded) show();
}

async function find(text, least = LEAST) {
  waiting.abort();
  waiting = new AbortController();
  if (text.length < least) return answer("", []);
  try {
    const fresh = await part({ find: text }, waiting.signal);
    answer(fresh.getElementById("found-words").textContent, fresh.getElementById("found").childNodes);
  } catch (error) {
    if (error.name !== "AbortError") answer(TROUBLE, []);
  }
}

function answer(text, nodes) {
  if (words.textContent !== text) words.textContent = text;
  found.replaceChildren(...nodes);
}

// Another model includes other things, and an extra can replace one of them.
new MutationObserver(() => {
  const button = form.querySelector("[value=standard][aria-expanded]");
  const open = button && panel(button);
  if (!open) return;
  if (open.hidden) open.remove();
  else show(button);
}).observe(document.getElementById("total"), { childList: true });
