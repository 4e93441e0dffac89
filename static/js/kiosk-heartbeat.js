// An enrolled screen reports once a minute that it runs. Every screen counts how often it is used; the counts are numbers
// only, so they survive the reset between visitors. Nothing here may fail loudly: the kiosk works without it.
import { addOne, forget, noCounts, raise, readNote, storedCounts, today, writeNote } from "./kiosk-counts.js";

const MINUTE = 60_000;
const NEXT = "next heartbeat";
const INVALID = 400;
const NOT_ENROLLED = 401;
const { heartbeat, version } = document.getElementById("moment").dataset;

// Other scripts say what happened: dispatchEvent(new CustomEvent("kiosk:count", { detail: "renders" })).
addEventListener("kiosk:count", ({ detail }) => {
  if (detail in noCounts()) addOne(today(), detail);
});

addEventListener("submit", ({ target }) => {
  if (target.closest("#render")) addOne(today(), "renders");
});

count();
if (heartbeat) schedule();

function count() {
  if (/\/kiosk\/(configure|finish|save)/.test(location.pathname)) once("visits");
  if (/\/kiosk\/finish/.test(location.pathname)) once("finished");
  if (document.querySelector("[data-saved]")) once("saved");
}

// Once in a visit: the reset forgets what was counted. A page that is left at once leaves the counting to the next one.
async function once(name) {
  try {
    if (sessionStorage.getItem(`counted ${name}`)) return;
    if (await addOne(today(), name)) sessionStorage.setItem(`counted ${name}`, "yes");
  } catch {
    // Storage is refused, so that a visit can't be told from the one before.
  }
}

// Pages change often, so the time of the next heartbeat is stored. Without storage, a page has to stay for a minute.
async function schedule() {
  const next = await readNote(NEXT);
  const left = next === null ? MINUTE : (next ?? 0) - Date.now();
  // A clock that was set back must not silence the screen.
  setTimeout(beat, Math.min(MINUTE, Math.max(0, left)));
}

async function beat() {
  await writeNote(NEXT, Date.now() + MINUTE);
  if (await everythingReported()) setTimeout(beat, MINUTE);
}

// Whether this screen is still enrolled.
async function everythingReported() {
  const stored = await storedCounts();
  const days = new Map(stored ?? []);
  const isNew = stored && !days.has(today());
  if (!days.has(today())) days.set(today(), noCounts());
  let reset = false;
  for (const [day, counts] of days) {
    const { status, answer } = await report(day, counts, isNew && day === today());
    if (status === NOT_ENROLLED) return false;
    if (day < today() && (answer || status === INVALID)) await forget(day);
    if (answer?.totals) await raise(day, answer.totals);
    reset ||= Boolean(answer?.reset);
  }
  if (reset) dispatchEvent(new Event("kiosk:start-over"));
  return true;
}

// Without an answer, the next heartbeat has the same totals or larger ones. The server keeps the larger ones.
async function report(day, counts, totals) {
  const waiting = Number(document.documentElement.dataset.waiting ?? 0);
  const size = `${screen.width}x${screen.height}`;
  try {
    const answer = await fetch(heartbeat, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ version, screen: size, waiting, day, counts, ...(totals ? { totals } : {}) }),
    });
    return { status: answer.status, answer: answer.ok ? await answer.json() : null };
  } catch {
    return { status: 0, answer: null };
  }
}
