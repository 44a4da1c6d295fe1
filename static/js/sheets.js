/** The list beside the diagram can be folded away; on a phone it, and the rail, are sheets. */

document.addEventListener("click", (event) => {
  const handle = event.target.closest("[data-sheet]");
  if (handle) {
    const open = handle.parentElement.classList.toggle("open");
    handle.setAttribute("aria-expanded", open);
    return;
  }
  if (event.target.closest("[data-fold]")) {
    const folded = document.documentElement.classList.toggle("folded");
    localStorage.setItem("folded", folded ? "1" : "");
  }
  // A table chosen in the sheet is to be seen.
  if (event.target.closest("[data-list] [data-table]")) closeSheets();
});

function closeSheets() {
  for (const handle of document.querySelectorAll("[data-sheet]")) {
    handle.parentElement.classList.remove("open");
    handle.setAttribute("aria-expanded", "false");
  }
}
