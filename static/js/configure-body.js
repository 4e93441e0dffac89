// Draws another body of the same line, such as the convertible. Colours need no new drawing: CSS sets them.
const outside = document.getElementById("outside");
let wanted = outside.dataset.art;

// `fresh` is the car's page without its drawing; `fetchPage` fetches the page with the drawing at the same address. The
// old drawing stays until the new one is there, and for good if it can't be loaded.
export async function drawBody(fresh, fetchPage) {
  const { art } = fresh.getElementById("outside").dataset;
  wanted = art;
  if (art === outside.dataset.art) return;
  try {
    const drawn = (await fetchPage(fresh.address)).getElementById("outside");
    if (art !== wanted) return;
    outside.replaceChildren(...drawn.childNodes);
    outside.dataset.art = art;
    name("");
  } catch {
    if (art === wanted) explain();
  }
}

function name(addition) {
  outside.querySelector(":scope > svg").setAttribute("aria-label", outside.dataset.name + addition);
}

function explain() {
  name(", drawn with another body");
  document.querySelector("#total .status-line").textContent =
    "The drawing of this body couldn't be loaded. It shows another body until you choose again.";
}
