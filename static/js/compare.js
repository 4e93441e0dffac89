// Moves the seam between two paints on one car, and keeps the address of what is compared. Without this script, the seam
// stays in the middle, and the buttons of the views lead to that address.
import { say } from "./say.js";

for (const frame of document.querySelectorAll(".compare-paints .frame")) {
  const seam = frame.querySelector("[type=range]");
  const move = () => frame.style.setProperty("--seam", `${seam.value}%`);
  seam.addEventListener("input", move);
  move();
}

for (const list of document.querySelectorAll(".compare-paints select")) {
  list.addEventListener("change", () => {
    const address = new URL(location.href);
    for (const { name, value } of document.querySelectorAll(".compare-paints select"))
      address.searchParams.set(name, value);
    history.replaceState(null, "", address);
    // CSS shows the look-alikes of the chosen paint.
    say(document.getElementById(`${list.id.replace("paint", "mark")}-${list.value}`)?.textContent ?? "");
  });
}
