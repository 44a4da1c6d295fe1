/** Walking through the changes of a comparison: `[` back, `]` on. */

/** @returns {{tables: string[], previous: () => void, next: () => void}} */
export function changeSteps(root, picture, chooser, signal) {
  const label = root.querySelector("[data-change]");
  const changed = [...picture.cards.values()]
    .filter(({ element }) => element.matches(".add, .del, .mod, .ren"))
    .sort((a, b) => a.box.x - b.box.x || a.box.y - b.box.y)
    .map(({ name }) => name);
  let current = -1;

  const say = () => {
    if (label && current >= 0) label.textContent = `${current + 1} of ${changed.length}: ${changed[current]}`;
  };
  const step = (by) => {
    if (!changed.length) return;
    current = current < 0 && by < 0 ? changed.length - 1 : (current + by + changed.length) % changed.length;
    chooser.choose({ table: changed[current] }, { centre: true });
  };
  // However a changed table was chosen, the walk goes on from there.
  root.addEventListener("choose", ({ detail }) => {
    const at = changed.indexOf(detail?.table);
    if (at >= 0) current = at;
    say();
  }, { signal });
  const previous = () => step(-1);
  const next = () => step(1);
  root.querySelector("[data-step=previous]")?.addEventListener("click", previous, { signal });
  root.querySelector("[data-step=next]")?.addEventListener("click", next, { signal });
  if (label && changed.length) label.textContent = `${changed.length} changed`;
  return { tables: changed, previous, next };
}
