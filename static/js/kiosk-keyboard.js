// The kiosk's own keyboard. The system's stays closed: it would suggest what earlier visitors typed.
const keyboard = document.getElementById("keyboard");
const variants = document.getElementById("variants");
const shift = keyboard.querySelector("[data-shift]");
let field = document.querySelector("[data-typed][autofocus]") ?? document.querySelector("[data-typed]");

document.addEventListener("focusin", ({ target }) => {
  if (!target.matches("[data-typed]")) return;
  begin(target);
});

function begin(target) {
  field = target;
  field.setSelectionRange(field.value.length, field.value.length);
  offer("");
  capitalise();
}

// A touch on a key doesn't take the focus away from the field.
keyboard.addEventListener("pointerdown", (event) => event.preventDefault());

keyboard.addEventListener("click", ({ target }) => {
  const key = target.closest("button");
  if (!key) return;
  if (key === shift) return setShift(shift.getAttribute("aria-pressed") !== "true");
  if ("close" in key.dataset) field.blur();
  else if ("delete" in key.dataset) erase();
  else if ("variant" in key.dataset) replace(key.dataset.variant);
  else type(key);
});

function type(key) {
  const isUpper = shift.getAttribute("aria-pressed") === "true";
  insert(isUpper ? key.dataset.key.toUpperCase() : key.dataset.key);
  offer(key.dataset.variants ?? "", isUpper);
}

function insert(text) {
  const end = field.selectionEnd;
  if (field.value.length - (end - field.selectionStart) + text.length > field.maxLength) return;
  field.setRangeText(text, field.selectionStart, end, "end");
  changed();
}

function erase() {
  const { selectionStart: start, selectionEnd: end } = field;
  const before = start === end ? ([...field.value.slice(0, start)].at(-1)?.length ?? 0) : 0;
  field.setRangeText("", start - before, end, "end");
  offer("");
  changed();
}

// An accented letter takes the place of the letter that was just typed.
function replace(letter) {
  const end = field.selectionEnd;
  field.setRangeText(letter, end - 1, end, "end");
  changed();
}

// As if the system's keyboard had typed it.
function changed() {
  field.dispatchEvent(new Event("input", { bubbles: true }));
  capitalise();
}

function offer(letters, isUpper = false) {
  variants.replaceChildren(
    ...[...letters].map((letter) => {
      const shown = isUpper && letter !== "ß" && letter !== "ı" ? letter.toUpperCase() : letter;
      const key = Object.assign(document.createElement("button"), {
        type: "button",
        className: "key",
        textContent: shown,
      });
      key.dataset.variant = shown;
      return key;
    }),
  );
}

// Names begin with a capital letter.
function capitalise() {
  setShift(field.name === "name" && /(^|[ -])$/.test(field.value.slice(0, field.selectionEnd)));
}

function setShift(on) {
  shift.setAttribute("aria-pressed", String(on));
  for (const key of keyboard.querySelectorAll("[data-key]")) {
    if (key.dataset.key !== " ") key.textContent = on ? key.dataset.key.toUpperCase() : key.dataset.key;
  }
}

field.focus();
// The browser may have focused it before.
begin(field);
