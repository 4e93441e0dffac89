// A kiosk: nobody leaves it, and nothing of a visit remains. Pages replace each other, so that Back leads nowhere.
import "./kiosk-offline.js";

const SECOND = 1000;
const RETRY = 3 * SECOND;
const PAUSE_BEFORE_EXCUSE = 600;
const moment = document.getElementById("moment");
const dialog = document.getElementById("still-there");
const { reset, start } = moment.dataset;
let waiting;
let counting;

// Tries until the server answers. A browser's own error page would have no way back, so nothing navigates before that.
async function answerTo(address, request) {
  const excuse = setTimeout(() => {
    moment.textContent = "One moment…";
  }, PAUSE_BEFORE_EXCUSE);
  for (;;) {
    try {
      const answer = await fetch(address, request);
      clearTimeout(excuse);
      return answer;
    } catch {
      await pause();
    }
  }
}

async function go(address) {
  follow(await answerTo(address));
}

function follow(answer) {
  if (answer.ok && new URL(answer.url).pathname.startsWith(start)) location.replace(answer.url);
  else startOver();
}

// A form with a mistake comes back in its place, as the visitor filled it in.
async function send(form, address, body) {
  const answer = await answerTo(address, { method: "POST", body, headers: { "X-Part": "form" } });
  if (answer.ok) return follow(answer);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const again = form.id && page.getElementById(form.id);
  if (!again) return startOver();
  moment.textContent = "";
  form.replaceChildren(...again.childNodes);
  (form.querySelector("[aria-invalid]") ?? form.querySelector("[autofocus]"))?.focus();
}

// The screen is covered until the server has confirmed, so that the next visitor never sees this one's car.
async function startOver() {
  if (document.body.inert) return;
  clearInterval(counting);
  clearTimeout(waiting);
  dialog?.close();
  document.body.inert = true;
  document.documentElement.dataset.kiosk = "resetting";
  while (!(await fetch(reset, { method: "POST" }).catch(() => null))?.ok) await pause();
  try {
    localStorage.clear();
    sessionStorage.clear();
  } catch {
    // The browser refuses storage, so nothing is stored.
  }
  location.replace(start);
}

function pause() {
  return new Promise((done) => setTimeout(done, RETRY));
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-stay]")) return stay();
  if (event.target.closest("[data-start-over]")) {
    event.preventDefault();
    return startOver();
  }
  const link = event.target.closest("a[href]:not([data-swap])");
  if (!link) return;
  event.preventDefault();
  if (link.getAttribute("href").startsWith("#")) return document.querySelector(link.hash).scrollIntoView();
  go(link.href);
});

addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  event.preventDefault();
  const { target: form, submitter } = event;
  const data = new URLSearchParams(new FormData(form, submitter));
  const address = new URL(submitter?.hasAttribute("formaction") ? submitter.formAction : form.action);
  if (form.method === "post") return send(form, address, data);
  address.search = data;
  go(address);
});

// Nobody has touched the screen for a while.
function ask() {
  let left = Number(dialog.dataset.countdown);
  const shown = dialog.querySelector("[data-left]");
  shown.textContent = left;
  dialog.showModal();
  counting = setInterval(() => {
    left -= 1;
    shown.textContent = left;
    if (left <= 0) startOver();
  }, SECOND);
}

function stay() {
  clearInterval(counting);
  dialog.close();
  touched();
}

function touched() {
  if (!dialog || dialog.open || document.body.inert) return;
  clearTimeout(waiting);
  waiting = setTimeout(ask, Number(dialog.dataset.idle) * SECOND);
}

dialog?.addEventListener("cancel", (event) => {
  event.preventDefault();
  stay();
});
for (const type of ["pointerdown", "keydown", "wheel"])
  addEventListener(type, touched, { capture: true, passive: true });
for (const type of ["contextmenu", "dragstart"]) addEventListener(type, (event) => event.preventDefault());
for (const type of ["error", "unhandledrejection"]) addEventListener(type, startOver);
addEventListener("kiosk:start-over", startOver);
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) startOver();
});
touched();
