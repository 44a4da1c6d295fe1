"""The HTML around the picture: what the viewer looks for on a page, without what needs a server."""

from __future__ import annotations

POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' data:; style-src 'unsafe-inline'; "
    "font-src data:; img-src data:; connect-src data:; base-uri 'none'; form-action 'none'"
)
"""The file may run what it carries and fetch nothing."""

KEYS = (
    ("<kbd>/</kbd> <kbd>Ctrl K</kbd>", "Find a table, column or comment"),
    ("<kbd>p</kbd>", "Path from the chosen table to another"),
    ("<kbd>Shift</kbd> <kbd>←</kbd> <kbd>→</kbd> …", "Choose the next table that way"),
    ("<kbd>0</kbd>", "Fit the whole picture"),
    ("<kbd>+</kbd> <kbd>−</kbd>", "Zoom in, out"),
    ("<kbd>←</kbd> <kbd>↑</kbd> <kbd>→</kbd> <kbd>↓</kbd>", "Move"),
    ("<kbd>Esc</kbd>", "Choose nothing"),
)
_HELP = "".join(f"<dt>{key}</dt><dd>{does}</dd>" for key, does in KEYS)
_FIND = "Find a table, column or comment"


def skeleton(
    *,
    title: str,
    theme: str,
    styles: str,
    theme_script: str,
    imports: str,
    tables: str,
    count: str,
    names: str,
    rows: str,
    svg: str,
) -> str:
    """The whole document; every part is ready for its place."""
    forced = f"document.documentElement.dataset.theme={theme!r};" if theme != "auto" else ""
    lazy = f' data-rows="{rows}"' if rows else ""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{title}</title>
<style>
{styles}
</style>
<script>{theme_script}{forced}</script>
<script type="importmap">{imports}</script>
</head>
<body class="workspace">
<a class="skip" href="#main">Skip to the diagram</a>
<header class="bar">
  <b>{title}</b>
  <span class="spacer"></span>
  <button class="find" type="button" data-find hidden>
    <span>Find a table or column</span><kbd>Ctrl K</kbd></button>
  <button class="icon-button scripted" type="button" data-theme-switch aria-label="Light or dark">
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.5"/>
      <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor"/></svg>
  </button>
</header>
<main id="main" class="version">
<aside class="list" aria-label="Tables" data-list>
<h2>{count}</h2>
<ul>
{tables}
</ul>
</aside>
<section class="canvas" aria-label="Diagram" data-viewer data-names="{names}"{lazy}>
  <div class="picture">{svg}</div>
  <div class="minimap" data-minimap hidden></div>
  <div class="chosen" data-chosen hidden>
    <b data-chosen-name></b>
    <button type="button" data-chosen-path title="The shortest way to another table (p)">Path to …
    </button>
    <button type="button" data-chosen-clear aria-label="Choose nothing">×</button>
  </div>
  <p class="visually-hidden" role="status" data-said></p>
  <div class="floor"><nav class="pill" aria-label="Diagram controls">
    <button class="scripted" type="button" data-camera="out" aria-label="Zoom out">−</button>
    <span class="scripted" data-zoom>100 %</span>
    <button class="scripted" type="button" data-camera="in" aria-label="Zoom in">+</button>
    <button class="scripted" type="button" data-camera="fit">Fit</button>
  </nav></div>
</section>
<dialog class="finder" data-finder aria-label="{_FIND}">
  <input type="text" role="combobox" placeholder="{_FIND}" aria-label="{_FIND}"
    aria-controls="found" aria-expanded="true" aria-autocomplete="list" autocomplete="off">
  <ul id="found" role="listbox" aria-label="Found"></ul>
</dialog>
<dialog class="keys" data-help aria-labelledby="keys-title">
  <h2 id="keys-title">Keys</h2>
  <dl>{_HELP}</dl>
  <form method="dialog"><button type="submit">Close</button></form>
</dialog>
</main>
<script type="module">import "erdapp/page.js"; import "erdapp/viewer.js";</script>
</body>
</html>
"""
