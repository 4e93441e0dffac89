// Some browsers fill in what was chosen when the visitor left this page. The cookie knows what was chosen last.
addEventListener("pageshow", () => {
  for (const light of document.querySelectorAll(".light input"))
    light.checked = document.cookie.includes(`light=${light.value}`);
});

// Stores the chosen light in a cookie, so that the server can send the next page with it.
const YEAR = 365 * 24 * 60 * 60;

document.querySelector(".light")?.addEventListener("change", ({ target }) => {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet
  document.cookie = `light=${target.value}; path=/; max-age=${YEAR}; samesite=lax`;
});
