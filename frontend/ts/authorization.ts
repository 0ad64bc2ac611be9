/* IIIF Authorization Flow: tells the viewer around this frame what the server has to say, or closes a window that is done. */
const told = document.querySelector<HTMLElement>("[data-message]");
if (told?.dataset.message && told.dataset.origin) {
  window.parent.postMessage(JSON.parse(told.dataset.message), told.dataset.origin);
} else if (document.querySelector("[data-close-window]")) {
  window.close();
}
