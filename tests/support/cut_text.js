// Finds text of which a part can't be seen: letters that stick out of a box that hides what is outside of it. A box that
// scrolls hides nothing. What counts is the ink of the letters, not the height of their line.
() => {
  const TOLERANCE = 1.5;
  const ink = document.createElement("canvas").getContext("2d");
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const parent = text.parentElement;
    if (!text.data.trim() || !isSeen(parent)) continue;
    const boxes = clippersOf(parent);
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const line of range.getClientRects()) {
      if (line.width < 2) continue;
      const letters = inkOf(line, text.data.trim(), getComputedStyle(parent));
      const cutter = boxes.find(
        ([, box, x, y]) =>
          (x && sticksOut(letters, box, "left", "right")) || (y && sticksOut(letters, box, "top", "bottom")),
      );
      if (cutter) found.push(describe(text, letters, cutter));
    }
  }
  return [...new Set(found)];

  function isSeen(element) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true }))
      return false;
    if (element.closest("option, script, style, noscript, svg")) return false;
    for (let one = element; one; one = one.parentElement) {
      const { clipPath, position } = getComputedStyle(one);
      if (clipPath === "inset(50%)" && position === "absolute") return false; // only for screen readers
    }
    return true;
  }

  function clippersOf(element) {
    const boxes = [];
    for (let one = element; one && one !== document.documentElement; one = one.parentElement) {
      const { overflowX, overflowY, display, position } = getComputedStyle(one);
      const hides = (overflow) => overflow === "hidden" || overflow === "clip";
      if (
        one !== document.body &&
        display !== "inline" &&
        display !== "contents" &&
        (hides(overflowX) || hides(overflowY))
      )
        boxes.push([one, one.getBoundingClientRect(), hides(overflowX), hides(overflowY)]);
      if (position === "fixed") break;
    }
    return boxes;
  }

  // `line` is as high as the font allows; the letters of this text are lower.
  function inkOf(line, words, { font, letterSpacing }) {
    ink.font = font;
    const measured = ink.measureText(words);
    const scale = line.height / (measured.fontBoundingBoxAscent + measured.fontBoundingBoxDescent);
    const baseline = line.top + measured.fontBoundingBoxAscent * scale;
    return {
      left: line.left,
      right: line.right - (Number.parseFloat(letterSpacing) || 0),
      top: baseline - measured.actualBoundingBoxAscent * scale,
      bottom: baseline + measured.actualBoundingBoxDescent * scale,
    };
  }

  function sticksOut(letters, box, from, to) {
    return letters[from] < box[from] - TOLERANCE || letters[to] > box[to] + TOLERANCE;
  }

  function describe(text, letters, [cutter, box]) {
    const sides = ["left", "right", "top", "bottom"].map(
      (side) => `${side} ${Math.round((letters[side] - box[side]) * 10) / 10}`,
    );
    const place = `${cutter.tagName.toLowerCase()}${cutter.id ? `#${cutter.id}` : ""}.${[...cutter.classList].join(".")}`;
    return `“${text.data.trim().slice(0, 40)}” in ${place}: ${sides.join(", ")}`;
  }
};
