// Shows one car after the other. Everything moves a little each time, so that nothing burns into the screen; with
// reduced motion the cars change less often, and without a transition.
const SECOND = 1000;
const CALM = 60 * SECOND;
const LIVELY = 8 * SECOND;
const FRESH = 10 * 60 * SECOND;
const STEPS = 7;
const REACH = 4;
const begin = document.getElementById("begin");
const slides = [...document.querySelectorAll(".slide")];
const still = matchMedia("(prefers-reduced-motion: reduce)");
let shown = 0;

function next() {
  delete slides[shown % slides.length].dataset.shown;
  shown += 1;
  const slide = slides[shown % slides.length];
  slide.dataset.shown = "";
  if (slide.dataset.href) begin.href = slide.dataset.href;
  // Back and forth within a few percent of the screen; with two different periods no place is the same for long.
  begin.style.setProperty("--shift-x", `${swing(shown, STEPS)}cqi`);
  begin.style.setProperty("--shift-y", `${swing(shown, STEPS + 2)}cqb`);
  setTimeout(next, still.matches ? CALM : LIVELY);
}

function swing(step, steps) {
  const place = step % (2 * steps);
  return (REACH * Math.min(place, 2 * steps - place)) / steps - REACH / 2;
}

setTimeout(next, still.matches ? CALM : LIVELY);

// Fetches the newest pictures, and a new version of the app, while nobody is here.
setInterval(async () => {
  const answer = await fetch(location.href).catch(() => null);
  if (answer?.ok) location.replace(location.href);
}, FRESH);

// Frees the memory of the visit before, if Chromium runs with --js-flags=--expose-gc. It would wait much longer itself.
setTimeout(() => globalThis.gc?.(), SECOND);
