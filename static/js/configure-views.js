// The views of the preview. A view's drawing is loaded when the visitor wants to see it, or is about to; a body's, such as
// the convertible, when it is chosen. Colours need no new drawing: CSS sets them.
import { say } from "./say.js";

const form = document.getElementById("build");
const views = [...form.querySelectorAll(".view")];
const buttons = [...form.querySelectorAll("button[name=view]")];
const field = document.getElementById("view");
let exterior = form.dataset.view === "interior" ? "side" : form.dataset.view;

// The body that each view shows, or will show; "" for the interior.
const drawn = new Map(views.filter((view) => view.firstElementChild).map((view) => [view, view.dataset.art ?? ""]));

// `pageWith` fetches the page of the form's car with the drawing of a view.
let pageWith;

export function startViews(fetchPage) {
  pageWith = fetchPage;
  for (const button of buttons) {
    for (const type of ["pointerenter", "focus"]) button.addEventListener(type, () => load(button.value));
  }
}

export function show(name) {
  form.dataset.view = name;
  form.dataset.turned = "yes";
  field.value = name;
  if (name !== "interior") exterior = name;
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === name));
  for (const part of form.querySelectorAll("[data-shows]"))
    part.toggleAttribute("data-shown", part.dataset.shows === name);
  load(name);
}

// Stays in this view if the choice is visible in it. Extras say which views show them; most are in none.
export function showWhere({ name, dataset: { views } }) {
  const now = form.dataset.view;
  const shown = { interior: ["interior"], feature: views?.split(" ") ?? [now] }[name] ?? [exterior];
  if (!shown.includes(now)) show(shown.includes(exterior) ? exterior : shown[0]);
}

export function load(name) {
  draw(viewOf(name));
}

// After an answer: the drawings get the names of the car, and those that are there its body.
export function updateViews(fresh) {
  for (const view of views) {
    const { name, art = "" } = fresh.getElementById(view.id).dataset;
    Object.assign(view.dataset, { name, art });
    nameDrawing(view);
    if (drawn.has(view) || view.firstElementChild) draw(view);
  }
}

// The old drawing stays until the new one is there, and for good if it can't be loaded. The car may change again while its
// drawing is on the way, so its name comes from the page and not from the answer.
async function draw(view) {
  const { art = "", shows } = view.dataset;
  if (drawn.get(view) === art) return;
  drawn.set(view, art);
  const isWanted = () => drawn.get(view) === art;
  try {
    const fresh = (await pageWith(shows)).getElementById(view.id);
    if (!isWanted()) return;
    view.replaceChildren(...fresh.childNodes);
    nameDrawing(view);
  } catch {
    if (!isWanted()) return;
    drawn.delete(view);
    if (view.firstElementChild) explainOther(view);
  }
}

function viewOf(name) {
  return document.getElementById(`${name}-view`);
}

function nameDrawing(view, addition = "") {
  view.querySelector(".k-car")?.setAttribute("aria-label", view.dataset.name + addition);
}

function explainOther(view) {
  nameDrawing(view, ", drawn with another body");
  explain("The drawing of this body couldn't be loaded. You see another body until you choose again.");
}

// Beside the total, and to those who hear the page.
export function explain(words) {
  form.querySelector(".status-line").textContent = words;
  say(words);
}
