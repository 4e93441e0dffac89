// Moves the seam between two paints on one car; where it stands without this script is the middle.
for (const frame of document.querySelectorAll(".compare-paints .frame")) {
  const seam = frame.querySelector("[type=range]");
  const move = () => frame.style.setProperty("--seam", `${seam.value}%`);
  seam.addEventListener("input", move);
  move();
}
