// Updates the page after a choice without reloading it. The page's own CSS recolours the drawing; this script fetches
// prices and notes and replaces them. Without it, the form's button does the same.
const form = document.getElementById("build");
const total = document.getElementById("total");
const inside = document.getElementById("inside");
const VIEW_OF = { interior: "inside", color: "outside", tire: "outside", feature: "outside" };
// A kiosk has no history: Back would show the next visitor this one's car.
const KEEPS_HISTORY = !("kiosk" in document.documentElement.dataset);
let waiting = new AbortController();

form.addEventListener("change", ({ target }) => {
  if (target.form !== form) return;
  show(VIEW_OF[target.name] ?? form.dataset.view);
  load(addressOf(form));
});

form.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=view]");
  if (!button) return;
  event.preventDefault();
  show(button.value);
  addressTheView();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-swap]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  load(link.href, { thenFocus: total });
});

addEventListener("popstate", () => load(location.href, { push: false }));

function addressOf(form) {
  return `${form.action}?${new URLSearchParams(new FormData(form))}`;
}

// Shows the view in which the last choice is visible: interiors from inside, everything else from outside.
function show(view) {
  form.dataset.view = view;
  form.dataset.turned = "yes";
  document.getElementById("view").value = view;
  for (const button of form.querySelectorAll("button[name=view]")) {
    button.setAttribute("aria-pressed", String(button.value === view));
  }
  if (view === "inside") fetchCabin();
}

function addressTheView() {
  const address = new URL(location.href);
  address.searchParams.set("view", form.dataset.view);
  history.replaceState(null, "", address);
}

// The cabin is loaded when the visitor wants to see it, or is about to reach its section.
async function fetchCabin() {
  if (inside.dataset.asked || inside.firstElementChild) return;
  inside.dataset.asked = "yes";
  try {
    const fresh = await page(addressOf(form), "inside");
    inside.replaceChildren(...fresh.getElementById("inside").childNodes);
    nameDrawing(inside);
  } catch {
    delete inside.dataset.asked;
  }
}

async function page(address, part, signal) {
  const answer = await fetch(address, { signal, headers: { "X-Part": part } });
  if (!answer.ok) throw new Error(answer.statusText);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  return Object.assign(fresh, { address: answer.url });
}

async function load(address, { push = true, thenFocus } = {}) {
  waiting.abort();
  waiting = new AbortController();
  total.setAttribute("aria-busy", "true");
  const { view } = form.dataset;
  try {
    const fresh = await page(address, "live", waiting.signal);
    if (fresh.getElementById("build").dataset.line !== form.dataset.line) return leave(fresh.address);
    update(fresh);
    if (push) history[KEEPS_HISTORY ? "pushState" : "replaceState"](null, "", fresh.address);
    const turned = form.dataset.view !== view;
    show(turned ? form.dataset.view : fresh.getElementById("build").dataset.view);
    if (turned) addressTheView();
    thenFocus?.focus({ preventScroll: true });
  } catch (error) {
    if (error.name !== "AbortError") explain();
  }
}

function leave(address) {
  if (KEEPS_HISTORY) location.assign(address);
  else location.replace(address);
}

// Keeps the controls, and with them the focus and the drawing's transitions; replaces the text around them.
function update(fresh) {
  document.title = fresh.title;
  for (const now of document.querySelectorAll("[data-live]")) {
    const next = fresh.getElementById(now.id);
    if (next.innerHTML !== now.innerHTML) now.replaceChildren(...next.childNodes);
  }
  for (const now of [...form.elements].filter((control) => control.matches("input"))) {
    const { checked, disabled, value } = fresh.getElementById(now.id);
    Object.assign(now, { checked, disabled, value });
  }
  for (const id of ["outside", "inside"]) {
    const now = document.getElementById(id);
    now.dataset.name = fresh.getElementById(id).dataset.name;
    nameDrawing(now);
  }
  drawBody(fresh);
  total.removeAttribute("aria-busy");
  markCurrent();
}

// Another body is another drawing. Few visitors need it, so its script is loaded with it.
async function drawBody(fresh) {
  const { dataset } = document.getElementById("outside");
  dataset.wanted = fresh.getElementById("outside").dataset.art;
  if (dataset.wanted === dataset.art) return;
  try {
    const { draw } = await import("./configure-body.js");
    await draw(dataset.wanted, () => page(fresh.address, "outside"));
  } catch {
    explain();
  }
}

// The cabin may arrive after a later choice, so its name comes from its container and not from the response.
function nameDrawing(place) {
  place.querySelector(":scope > svg")?.setAttribute("aria-label", place.dataset.name);
}

function explain() {
  total.removeAttribute("aria-busy");
  total.querySelector(".status-line").textContent =
    "The server can't be reached right now. Your choice is kept. Choose again to update the total.";
}

// The current section is the one below the middle of the screen, or the first while the preview is still there.
const sections = [...form.querySelectorAll(".sec[id]")];
const reading = new IntersectionObserver(
  (entries) => {
    const middle = entries.find((entry) => entry.isIntersecting)?.target;
    const here = middle ?? (sections[0].getBoundingClientRect().top > innerHeight / 2 ? sections[0] : null);
    if (!here) return;
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
    if (entries.some((entry) => entry.isIntersecting)) fetchCabin();
  },
  { rootMargin: "400px" },
);
nearInterior.observe(document.getElementById("interior"));

// Where the style sheet shows every paint group open, opens them for screen readers, too.
const roomy = matchMedia("(min-width: 720px)");
function openPaintGroups() {
  if (roomy.matches) for (const group of form.querySelectorAll(".paint-group")) group.open = true;
}
roomy.addEventListener("change", openPaintGroups);
openPaintGroups();
