// Keeps the chosen light, so that the server draws the next page in it from the first paint on.
const YEAR = 365 * 24 * 60 * 60;

document.querySelector(".light")?.addEventListener("change", ({ target }) => {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet
  document.cookie = `light=${target.value}; path=/; max-age=${YEAR}; samesite=lax`;
});
