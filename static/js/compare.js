// Moves the seam between two paints on one car. Without this script, it stays in the middle.
for (const frame of document.querySelectorAll(".compare-paints .frame")) {
  const seam = frame.querySelector("[type=range]");
  const move = () => frame.style.setProperty("--seam", `${seam.value}%`);
  seam.addEventListener("input", move);
  move();
}
