// Staff hold the word "Profile" for three seconds. A visitor's touch on it does what it would do beside it. Keyboards and
// screen readers need not hold it.
const HOLD = 3000;
const door = document.getElementById("door");
let holding;
let opened = false;

door.addEventListener("pointerdown", (event) => {
  if (!event.isPrimary) return;
  holding = setTimeout(open, HOLD);
});
// A finger that slides away ends the hold, as it does on any button.
door.addEventListener("pointermove", ({ clientX, clientY }) => {
  if (!door.contains(document.elementFromPoint(clientX, clientY))) clearTimeout(holding);
});
for (const type of ["pointerup", "pointercancel", "pointerleave"])
  door.addEventListener(type, () => clearTimeout(holding));

// kiosk.js follows the link once the server answers.
function open() {
  opened = true;
  door.click();
}

door.addEventListener("click", (event) => {
  if (!event.pointerType) return;
  event.preventDefault();
  event.stopPropagation();
  if (!opened) document.getElementById("begin")?.click();
});
