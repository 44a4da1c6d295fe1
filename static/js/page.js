/** Small things every page may have: theme, copy buttons, menus that close. */

import "./sheets.js";

const THEMES = ["", "light", "dark"];

function theme(button) {
  const now = document.documentElement.dataset.theme ?? "";
  const next = THEMES[(THEMES.indexOf(now) + 1) % THEMES.length];
  localStorage.setItem("theme", next);
  if (next) document.documentElement.dataset.theme = next;
  else delete document.documentElement.dataset.theme;
  button.title = `Theme: ${next || "as the system"}`;
}

/** A `data-copy` button copies the SQL beside it, or the first link of its panel. */
async function copy(button) {
  const panel = button.closest("[data-sql], .stack");
  const source = panel.querySelector("pre code, input[data-select]");
  const said = button.textContent;
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    button.textContent = "Copied";
  } catch {
    // Without permission the text is selected instead, ready for Ctrl-C.
    if (source.select) source.select();
    else getSelection().selectAllChildren(source);
    button.textContent = "Press Ctrl-C";
  }
  setTimeout(() => (button.textContent = said), 1600);
}

document.addEventListener("focusin", (event) => {
  if (event.target.matches("input[data-select]")) event.target.select();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy], [data-theme-switch]");
  if (button?.matches("[data-copy]")) copy(button);
  else if (button) theme(button);
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
