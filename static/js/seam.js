// Moves the seam between drawing and picture with the slider.
document.addEventListener("input", ({ target }) => {
  const frame = target.type === "range" && target.closest(".compare");
  if (!frame) return;
  const drawing = Math.round(target.value);
  frame.style.setProperty("--seam", `${target.value}%`);
  target.setAttribute("aria-valuetext", `${drawing} % drawing, ${100 - drawing} % picture`);
});
