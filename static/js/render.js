// Follows a render: asks for its state, less and less often and only while the page is visible, and replaces the panel when
// it changes. Without this script, the page's own reload, links and forms do the same.
import { say } from "./say.js";

const place = document.getElementById("render");
const statusLine = document.getElementById("render-status");
const SLOWER = 1.3;
const SLOWEST = 20;
const SECOND = 1000;
let now;
let shownSince;
let pause;
let waiting;
let asking = new AbortController();

addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(waiting) : canChange() && look()));

place.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-view]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  history.replaceState(null, "", link.href);
  place.dispatchEvent(new CustomEvent("view-chosen", { bubbles: true, detail: { drawing: link.dataset.view } }));
  swap(link.href);
});

// The large drawing has links to the same views. Where none can be chosen here, the panel is the same in all of them.
document.addEventListener("view-chosen", ({ target, detail }) => {
  if (!place.contains(target) && place.querySelector("[data-view]")) swap(detail.address);
});

place.addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = new URLSearchParams(new FormData(event.target, event.submitter));
  const answer = await swap(event.target.action, { method: "POST", body });
  now.querySelector("[data-lead]")?.focus({ preventScroll: true });
  if (answer?.redirected) history.replaceState(null, "", answer.url);
});

// Images that loaded before this script did are checked in begin().
place.addEventListener("error", ({ target }) => target.matches("[data-picture]") && lose(target), true);

// Somebody who comes back may find a picture that was requested elsewhere meanwhile, such as on a kiosk.
function canChange() {
  return now.dataset.again || (now.dataset.state === "not_requested" && navigator.onLine);
}

function lose(picture) {
  picture.closest(".compare").dataset.lost = "";
}

// Fetches the panel and replaces it.
async function swap(address, request) {
  clearTimeout(waiting);
  asking.abort();
  if (isStartingOver()) return;
  asking = new AbortController();
  try {
    const answer = await fetch(address, { ...request, headers: { "X-Part": "render" }, signal: asking.signal });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = fresh.getElementById("render-now");
    if (!next) throw new Error(answer.statusText);
    if (now.dataset.poll) await loaded(next);
    put(next, fresh.title);
    return answer;
  } catch (error) {
    if (error.name === "AbortError") return;
    say("The server can't be reached right now. Nothing is lost. Try again in a moment.", statusLine);
    statusLine.classList.remove("vh");
    again();
  }
}

// Keeps the old state until the new picture has loaded.
async function loaded(next) {
  const picture = next.querySelector("[data-picture]");
  if (!picture) return;
  const early = new Image();
  early.src = picture.getAttribute("src");
  await early.decode().catch(() => {});
}

function put(next, title) {
  const focused = now.contains(document.activeElement) && document.activeElement;
  document.title = title;
  if (next.dataset.say !== now.dataset.say || !statusLine.classList.contains("vh")) say(next.dataset.say, statusLine);
  statusLine.classList.add("vh");
  place.replaceChildren(next);
  const same = focused.id && document.getElementById(focused.id);
  if (focused) (same || next.querySelector("[data-lead]"))?.focus({ preventScroll: true });
  begin();
}

function begin() {
  now = place.firstElementChild;
  shownSince = performance.now() - now.dataset.elapsed * SECOND;
  pause = Number(now.dataset.again);
  for (const name of ["ratio", "elapsed", "usual", "span"]) now.style.setProperty(`--${name}`, now.dataset[name]);
  for (const time of now.querySelectorAll("time[data-utc]")) localise(time);
  const picture = now.querySelector("[data-picture]");
  if (picture?.complete && !picture.naturalWidth) lose(picture);
  again();
}

function localise(time) {
  const moment = new Date(time.dateTime);
  if (moment.getTimezoneOffset() === 0) return;
  const local = moment.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  time.textContent = `${local} (${time.dataset.utc} UTC)`;
}

function again() {
  clearTimeout(waiting);
  if (pause && !document.hidden) waiting = setTimeout(look, pause * SECOND);
}

// A kiosk that starts over has deleted its cookies. A request would bring new ones.
function isStartingOver() {
  return document.body.inert;
}

// For an open render, a short API request; for everything else, the panel itself.
async function look() {
  if (isStartingOver()) return;
  if (!now.dataset.poll) return swap(location.href);
  pause = Math.min(pause * SLOWER, SLOWEST);
  try {
    const answer = await fetch(now.dataset.poll);
    const { state, fault } = await answer.json();
    if (state !== now.dataset.state || (fault ?? "") !== now.dataset.fault) return swap(location.href);
    pause = Math.max(pause, Number(answer.headers.get("Retry-After")));
  } catch {
    pause = SLOWEST;
  }
  again();
}

// Moves the needle every second, and extends the ruler when it gets too short.
setInterval(() => {
  const seconds = now.querySelector("[data-elapsed]");
  if (!seconds) return;
  const elapsed = Math.round((performance.now() - shownSince) / SECOND);
  seconds.textContent = elapsed;
  now.style.setProperty("--elapsed", elapsed);
  if (elapsed <= now.dataset.span) return;
  now.dataset.span = Number(now.dataset.span) + 60;
  now.style.setProperty("--span", now.dataset.span);
  now.querySelector("[data-span]").textContent = now.dataset.span;
}, SECOND);

begin();
