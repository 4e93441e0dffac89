// Sends a message with the device's share sheet, where there is one. Otherwise the link itself opens the mail program.
const canShare = "share" in navigator;

async function share(link) {
  const { share: text, shareTitle: title } = link.dataset;
  try {
    await navigator.share({ title, text });
  } catch (error) {
    if (error.name !== "AbortError") location.assign(link.href);
  }
}

for (const link of document.querySelectorAll("[data-share]")) {
  if (!canShare) break;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    share(link);
  });
}
