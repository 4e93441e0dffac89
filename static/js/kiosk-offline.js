// Registers the service worker, which answers while the server is away, and tells it what this page shows. A new version
// of it takes over between two visits: at the start, and nowhere else.
const SECOND = 1000;
const KEEP_ALIVE = 20 * SECOND;
const IDLE = 3 * SECOND;
const { worker, vision } = document.documentElement.dataset;
const { start } = document.getElementById("moment").dataset;
const sign = document.getElementById("offline-sign");
const atStart = location.pathname === start;
let wasLocal = false;

function tell(message) {
  navigator.serviceWorker.controller?.postMessage(message);
}

function tellState() {
  // A page that is covered belongs to a visit that has ended.
  if (document.documentElement.dataset.kiosk === "resetting") return tell({ type: "alive" });
  const light = document.querySelector(".light input:checked")?.value ?? "";
  tell({ type: "state", vision, light, idle: atStart && performance.now() > IDLE });
}

function show({ local, waiting, ready, version }) {
  // The server is back: its start has the newest pictures, and reports that this screen runs.
  if (atStart && wasLocal && !local) return location.replace(start);
  wasLocal = local;
  const cars = waiting === 1 ? "1 saved car" : `${waiting} saved cars`;
  const parts = [local && "No connection", waiting && `${cars} to send`].filter(Boolean);
  showSign(parts.join(". "));
  Object.assign(document.documentElement.dataset, { waiting, version, offline: ready ? "ready" : "loading" });
}

function showSign(text) {
  sign.textContent = text;
  sign.hidden = !text;
}

async function register() {
  const options = { scope: start, type: "module", updateViaCache: "none" };
  const registration = await navigator.serviceWorker.register(worker, options);
  registration.addEventListener("updatefound", () => follow(registration.installing));
  follow(registration.installing ?? registration.waiting);
  await registration.update();
}

// A version that is ready takes over at the start, where no visit is interrupted.
function follow(next) {
  if (next?.state === "installed" && atStart) next.postMessage({ type: "activate" });
  if (next?.state === "redundant") refused();
  if (next?.state === "installing") next.addEventListener("statechange", () => follow(next), { once: true });
}

// Storage is full or switched off: the kiosk works as long as the server does.
function refused() {
  if (navigator.serviceWorker.controller) return;
  document.documentElement.dataset.offline = "refused";
  showSign("This kiosk needs its connection: the browser stores nothing");
}

if (worker && navigator.serviceWorker) {
  const isFirst = !navigator.serviceWorker.controller;
  navigator.serviceWorker.addEventListener("message", ({ data }) => show(data));
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (atStart && !isFirst) location.replace(start);
    else tellState();
  });
  if (atStart || isFirst) register().catch((error) => error.name === "TypeError" || refused());
  tellState();
  document.querySelector(".light")?.addEventListener("change", tellState);
  setTimeout(tellState, IDLE + SECOND);
  setInterval(tellState, KEEP_ALIVE);
}
