// Buttons with data-open="#id" open a <dialog>; data-close-dialog closes the one around it. Esc is the browser's.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener) {
    document.querySelector(opener.dataset.open)?.showModal();
    opener.closest("details")?.removeAttribute("open");
    return;
  }
  if (event.target.closest("[data-close-dialog]")) event.target.closest("dialog")?.close();
  // A click outside closes the menus that are <details>.
  document.querySelectorAll("details.who-menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.removeAttribute("open");
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll("details.who-menu[open]").forEach((menu) => {
    menu.removeAttribute("open");
    menu.querySelector("summary").focus();
  });
});
