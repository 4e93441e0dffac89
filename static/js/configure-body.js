// Draws another body of the same line, such as the convertible. Colours need no new drawing: CSS sets them.
const outside = document.getElementById("outside");

// The old drawing stays until the new one is there, and for good if it can't be loaded. `art` is the new one's name,
// `fetchPage` fetches a page that contains it. A later choice may want another one in the meantime.
export async function draw(art, fetchPage) {
  const isWanted = () => outside.dataset.wanted === art;
  try {
    const drawn = (await fetchPage()).getElementById("outside");
    if (!isWanted()) return;
    outside.replaceChildren(...drawn.childNodes);
    outside.dataset.art = art;
    name("");
  } catch {
    if (isWanted()) explain();
  }
}

function name(addition) {
  outside.querySelector(":scope > svg").setAttribute("aria-label", outside.dataset.name + addition);
}

function explain() {
  name(", drawn with another body");
  document.querySelector("#total .status-line").textContent =
    "The drawing of this body couldn't be loaded. The car is shown with another body until you choose again.";
}
