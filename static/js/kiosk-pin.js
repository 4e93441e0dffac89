// The keys of the PIN. The script of the kiosk replaces the form's content after a wrong PIN, so the document listens.
const SECOND = 1000;
const MINUTE = 60;

function typed() {
  return document.getElementById("pin");
}

// A touch on a key doesn't take the focus away from the field.
document.addEventListener("pointerdown", (event) => {
  if (event.target.closest("[data-digit], [data-erase]")) event.preventDefault();
});

document.addEventListener("click", ({ target }) => {
  const key = target.closest("[data-digit], [data-erase]");
  const field = typed();
  if (!key || !field) return;
  if ("erase" in key.dataset) field.value = field.value.slice(0, -1);
  else if (field.value.length < field.maxLength) field.value += key.dataset.digit;
  announce(field);
});

document.addEventListener("input", ({ target }) => {
  if (target === typed()) announce(target);
});

// Says how many digits there are, never which.
function announce({ value }) {
  document.getElementById("typed").textContent = `${value.length} ${value.length === 1 ? "digit" : "digits"}`;
}

setInterval(() => {
  const shown = document.querySelector("[data-wait]");
  if (!shown) return;
  const left = Number(shown.dataset.wait) - 1;
  shown.dataset.wait = left;
  shown.textContent = words(left);
  if (left > 0) return;
  delete shown.dataset.wait;
  document.getElementById("again").click();
}, SECOND);

function words(seconds) {
  const parts = [
    [Math.floor(seconds / MINUTE), "minute"],
    [seconds % MINUTE, "second"],
  ];
  const some = parts.filter(([number]) => number > 0);
  return some.map(([number, name]) => `${number} ${name}${number === 1 ? "" : "s"}`).join(" and ");
}
