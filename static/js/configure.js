// Updates the page after a choice without reloading it. js/recolour.js recolours the drawing; this script fetches
// prices and notes and replaces them. Without it, the form's button does the same.
//
// What the form shows is the visitor's choice. The address follows it at once, so that whatever happens before the
// answer arrives, going back or reloading the page brings the choice back. The page keeps one entry of the history.
import { explain, load as loadView, show, showWhere, startViews, updateViews } from "./configure-views.js";
import { recolour } from "./recolour.js";
import { say } from "./say.js";

const form = document.getElementById("build");
const total = document.getElementById("total");
const conflicts = document.getElementById("conflicts");
let address = location.href.replace(location.hash, "");
let isAnswered = true;
let order = "";
let waiting = new AbortController();

form.addEventListener("change", ({ target }) => {
  if (target.form !== form || !target.name) return;
  showWhere(target);
  ask();
});

form.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=view]");
  if (!button) return;
  event.preventDefault();
  show(button.value);
  addressTheView();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (link.getAttribute("href").startsWith("#")) {
    event.preventDefault();
    return location.replace(link.hash);
  }
  if (link.pathname !== new URL(form.action).pathname) return;
  const wanted = withNewChoices(link.href);
  if (!("swap" in link.dataset)) {
    link.href = wanted;
    return;
  }
  event.preventDefault();
  load(wanted, { thenFocus: conflicts.contains(link) ? conflicts : total });
});

// Only fragments change the address of this page, and they only scroll.
addEventListener("popstate", () => moveTo(address + location.hash));

// A browser may keep the page as it was when the visitor left, but not the answer that it was waiting for.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted && !isAnswered) ask();
});

// Browsers may fill in the form again as it was. The address does that here, and knows more.
form.autocomplete = "off";
startViews((view) => page(addressOf(form), view));
if (newChoices().length) ask();

function ask() {
  setAddress(addressOf(form));
  load(address);
}

function addressOf(form) {
  return `${form.action}?${new URLSearchParams(new FormData(form))}`;
}

function setAddress(next) {
  address = next;
  moveTo(next);
}

function moveTo(place) {
  history.replaceState(null, "", place);
}

// The controls that differ from the last answer: choices that no link on the page knows yet.
function newChoices() {
  return [...form.elements].filter((control) => control.checked !== control.defaultChecked);
}

function withNewChoices(href) {
  const wanted = new URL(href);
  for (const { type, name, value, checked } of newChoices()) {
    if (type === "radio") {
      if (checked) wanted.searchParams.set(name, value);
      continue;
    }
    const others = wanted.searchParams.getAll(name).filter((other) => other !== value);
    wanted.searchParams.delete(name);
    for (const each of checked ? [...others, value] : others) wanted.searchParams.append(name, each);
  }
  return wanted.href;
}

function addressTheView() {
  const wanted = new URL(address);
  wanted.searchParams.set("view", form.dataset.view);
  setAddress(wanted.href);
}

// js/sort-paints.js has sorted the paints. The answer to an earlier question doesn't know that.
form.addEventListener("sorted", ({ detail }) => {
  order = detail;
  setAddress(inOrder(address));
});

function inOrder(place) {
  const wanted = new URL(place);
  if (order) wanted.searchParams.set("sort", order);
  return wanted.href;
}

async function page(address, part, signal) {
  const answer = await fetch(address, { signal, headers: { "X-Part": part } });
  if (!answer.ok) throw new Error(answer.statusText);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  return Object.assign(fresh, { address: answer.url });
}

async function load(wanted, { thenFocus } = {}) {
  waiting.abort();
  waiting = new AbortController();
  isAnswered = false;
  total.setAttribute("aria-busy", "true");
  const { view } = form.dataset;
  try {
    const fresh = await page(wanted, "live", waiting.signal);
    if (fresh.getElementById("build").dataset.line !== form.dataset.line) return location.replace(fresh.address);
    update(fresh);
    setAddress(inOrder(fresh.address));
    const turned = form.dataset.view !== view;
    show(turned ? form.dataset.view : fresh.getElementById("build").dataset.view);
    if (turned) addressTheView();
    focusOn(thenFocus);
  } catch (error) {
    if (error.name !== "AbortError") explainNoAnswer();
  }
}

// The notices are gone once nothing is left to decide.
function focusOn(place) {
  const isGone = place === conflicts && !conflicts.firstElementChild;
  (isGone ? total : place)?.focus({ preventScroll: !isGone && place === total });
}

// Keeps the controls, and with them the focus and the drawing's transitions; replaces the text around them.
function update(fresh) {
  document.title = fresh.title;
  for (const now of document.querySelectorAll("[data-live]")) {
    replaceChanged(now, fresh.getElementById(now.id));
  }
  for (const now of [...form.elements].filter((control) => control.matches("input[name]"))) {
    const { checked, disabled, value } = fresh.getElementById(now.id);
    Object.assign(now, { defaultChecked: checked, checked, disabled, value });
  }
  recolour();
  updateViews(fresh);
  isAnswered = true;
  total.removeAttribute("aria-busy");
  markCurrent();
  say(fresh.getElementById("said").textContent);
}

// What hasn't changed stays in place: a click whose press is over a link would get lost with the link.
function replaceChanged(now, next) {
  const [old, fresh] = [[...now.childNodes], [...next.childNodes]];
  if (old.length !== fresh.length) return now.replaceChildren(...fresh);
  for (const [n, node] of old.entries()) if (!node.isEqualNode(fresh[n])) node.replaceWith(fresh[n]);
}

function explainNoAnswer() {
  total.removeAttribute("aria-busy");
  explain("The server can't be reached right now. Your choice is kept. Choose again to update the total.");
}

// The current section is the one below the middle of the screen, or the first while the preview is still there.
const sections = [...form.querySelectorAll(".sec[id]")];
const reading = new IntersectionObserver(
  (entries) => {
    const middle = entries.find((entry) => entry.isIntersecting)?.target;
    const here = middle ?? (sections[0].getBoundingClientRect().top > innerHeight / 2 ? sections[0] : null);
    if (!here) return;
    if (form.dataset.at) form.dataset.read = "yes";
    form.dataset.at = here.id;
    markCurrent();
  },
  { rootMargin: "-55% 0px -40% 0px" },
);
for (const section of sections) reading.observe(section);

function markCurrent() {
  for (const link of document.querySelectorAll("#index a")) {
    if (link.hash !== `#${form.dataset.at}`) {
      link.removeAttribute("aria-current");
      continue;
    }
    link.setAttribute("aria-current", "step");
    link.parentElement.scrollTo({ left: link.offsetLeft - 60 });
  }
}

const nearInterior = new IntersectionObserver(
  (entries) => {
    if (entries.some((entry) => entry.isIntersecting)) loadView("interior");
  },
  { rootMargin: "400px" },
);
nearInterior.observe(document.getElementById("interior"));

// Where there is room, every paint group is open. The style sheet opens them only in newer browsers.
function openPaintGroups() {
  if (!matchMedia("(min-width: 720px)").matches) return;
  for (const group of form.querySelectorAll(".paint-group")) group.open = true;
}
form.addEventListener("sorted", openPaintGroups);
openPaintGroups();
