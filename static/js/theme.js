// Runs before the first paint, so that nothing flashes: a chosen theme, and that scripts run at all.
(() => {
  const root = document.documentElement;
  const theme = localStorage.getItem("theme");
  if (theme) root.dataset.theme = theme;
  root.classList.add("js");
  if (localStorage.getItem("folded")) root.classList.add("folded");
})();
