/** The keyboard: one table of keys, as the `?` sheet lists them. */

/** @param {object} on what the keys do; @param {AbortSignal} signal ends it */
export function keyboard({ root, camera, chooser, find, pathTo, steps, tables }, signal) {
  const link = (name) => () => root.querySelector(`[data-key="${name}"]`)?.click();
  const help = document.querySelector("dialog[data-help]");
  const showHelp = () => {
    help?.showModal();
    help?.scrollTo(0, 0); // the button at its end has the focus
  };
  const keys = {
    "/": () => find(),
    "?": showHelp,
    "+": () => camera.zoomAt(1.25),
    "=": () => camera.zoomAt(1.25),
    "-": () => camera.zoomAt(0.8),
    0: () => camera.fit(),
    1: link("all"),
    2: link("keys"),
    3: link("names"),
    g: link("group"),
    i: link("inferred"),
    f: () => chooser.card && root.querySelector("[data-chosen-focus]")?.click(),
    h: () => chooser.card && root.querySelector("[data-chosen-hide]")?.click(),
    p: () => chooser.card && pathTo(),
    ",": link("earlier"),
    ".": link("later"),
    e: () => document.querySelector("[data-export] > summary")?.click(),
    "[": steps.previous,
    "]": steps.next,
    Escape: () => chooser.choose(null),
    Enter: () => chooser.card && root.querySelector("[data-chosen-page]")?.click(),
    ArrowLeft: () => camera.moveBy(60, 0),
    ArrowRight: () => camera.moveBy(-60, 0),
    ArrowUp: () => camera.moveBy(0, 60),
    ArrowDown: () => camera.moveBy(0, -60),
  };
  const toNext = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "k" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        find();
        return;
      }
      const typing = event.target.closest("input, textarea, select, dialog, [contenteditable]");
      if (typing || event.ctrlKey || event.metaKey) return;
      if (event.altKey) {
        const [dx, dy] = toNext[event.key] ?? [];
        if (dx === undefined || !chooser.card) return;
        event.preventDefault(); // or the browser would go back
        const step = event.shiftKey ? 100 : 20;
        tables.moveBy(chooser.card, dx * step, dy * step);
        return;
      }
      if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
      const way = event.shiftKey && toNext[event.key];
      const act = way ? () => neighbour(chooser, camera, way) : keys[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    },
    { signal },
  );
}

/** Choose the nearest table in that direction: of the chosen one, or of the middle of the view. */
function neighbour(chooser, camera, [dx, dy]) {
  const from = middle(chooser.card?.box ?? camera.view);
  let best = null;
  for (const card of chooser.picture.cards.values()) {
    if (card === chooser.card) continue;
    const to = middle(card.box);
    const along = (to.x - from.x) * dx + (to.y - from.y) * dy;
    const aside = Math.abs((to.x - from.x) * dy) + Math.abs((to.y - from.y) * dx);
    const far = along + 2 * aside;
    if (along > 0 && (!best || far < best.far)) best = { card, far };
  }
  if (best) chooser.choose({ table: best.card.name }, { centre: true });
}

const middle = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });
