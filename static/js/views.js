// Switches the large drawing between the views of the car. Without it, the switch's links do. A view is loaded when the
// visitor wants to see it, or is about to. The address has the view, and the render's panel shows the same one.
import { say } from "./say.js";

const views = document.getElementById("car-views");
const links = [...document.querySelectorAll(".view-switch a")];

for (const link of views ? links : []) {
  for (const type of ["pointerenter", "focus"])
    link.addEventListener(type, () => load(link.dataset.shows).catch(() => {}));
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    choose(link);
  });
}

// The render's panel has links to the same views, and one to the rear, for which another drawing stands.
document.addEventListener("view-chosen", ({ target, detail }) => {
  if (views && !views.contains(target)) show(detail.drawing);
});

async function choose(link) {
  history.replaceState(null, "", link.href);
  views.dispatchEvent(new CustomEvent("view-chosen", { bubbles: true, detail: { address: link.href } }));
  await show(link.dataset.shows);
}

// The old view stays until the new one is there. If it can't be loaded, its page may say why.
async function show(name) {
  views.dataset.wanted = name;
  const chosen = linkOf(name);
  for (const link of links) link.toggleAttribute("aria-current", link === chosen);
  chosen.setAttribute("aria-current", "true");
  try {
    await load(name);
  } catch {
    return location.assign(chosen.href);
  }
  if (views.dataset.wanted !== name) return;
  views.dataset.turned = "";
  views.dataset.view = name;
  for (const part of document.querySelectorAll("[data-shows]"))
    part.toggleAttribute("data-shown", part.dataset.shows === name);
  say(placeOf(name).querySelector("[aria-label]").ariaLabel, document.getElementById("view-status"));
}

const loading = new Map();

function load(name) {
  if (placeOf(name).firstElementChild) return Promise.resolve();
  if (!loading.has(name))
    loading.set(
      name,
      fill(name).finally(() => loading.delete(name)),
    );
  return loading.get(name);
}

async function fill(name) {
  const answer = await fetch(linkOf(name).href, { headers: { "X-Part": "drawing" } });
  if (!answer.ok) throw new Error(answer.statusText);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(`${name}-view`);
  await styled(fresh.querySelector("link"));
  placeOf(name).replaceChildren(...fresh.querySelectorAll(":scope > svg"));
}

// The drawing would be shown in wrong colours until its style sheet has come.
function styled(sheet) {
  if (!sheet) return;
  return new Promise((done, fail) => {
    sheet.addEventListener("load", done);
    sheet.addEventListener("error", fail);
    document.head.append(sheet);
  });
}

function placeOf(name) {
  return document.getElementById(`${name}-view`);
}

function linkOf(name) {
  return links.find(({ dataset }) => dataset.shows === name);
}
