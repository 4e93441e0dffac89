// Says something to people who hear the page. A screen reader watches a live region that is already in the document, so
// the region stays, and only its text is replaced. It is emptied first, so that the same words are said again. The pause
// lets the reader say first what happened to the control.
const PAUSE = 150;

export function say(words, region = document.getElementById("said")) {
  region.textContent = "";
  setTimeout(() => {
    region.textContent = words;
  }, PAUSE);
}
