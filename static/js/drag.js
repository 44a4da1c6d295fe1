/** Tables moved by hand: dragged at their heads, put back, kept with a saved view. */

import { reroute } from "./wire.js";

const GRID = 4;
const SLACK = 4; // px that a click may move

/** @param {Map<string, {x: number, y: number}>} moved what was moved before this picture came */
export function drag(root, picture, camera, moved, signal) {
  const { svg } = picture;
  const homes = new Map();
  const drawn = new Map(); // what puts an element back to how the server drew it
  const saved = JSON.parse(root.querySelector("#positions")?.textContent ?? "{}");
  let held = null;

  const put = (card, x, y) => {
    if (!homes.has(card)) homes.set(card, { x: card.box.x, y: card.box.y });
    const [dx, dy] = [x - card.box.x, y - card.box.y];
    Object.assign(card.box, { x, y });
    card.element.setAttribute("transform", `translate(${x} ${y})`);
    for (const wire of card.wires) {
      if (!drawn.has(wire.element)) drawn.set(wire.element, remembered(wire.element));
      if (!wire.chip) reroute(wire, picture.cards.values());
      else if (wire.from === card) shift(wire.element, dx, dy);
    }
    for (const frame of picture.frames) {
      if (!frame.cards.includes(card)) continue;
      if (!drawn.has(frame.element)) drawn.set(frame.element, remembered(frame.element));
      frame.follow();
    }
    picture.onMoved?.(card);
  };
  const say = () => {
    camera.whole = picture.whole();
    camera.apply();
    const bar = root.querySelector("[data-moved]");
    if (!bar) return;
    bar.hidden = !moved.size;
    bar.firstElementChild.textContent = `${moved.size} ${moved.size === 1 ? "table" : "tables"} moved`;
  };
  const places = () => {
    const found = { ...saved };
    for (const [name, { x, y }] of moved) found[name] = [x, y];
    return found;
  };

  for (const [name, [x, y]] of Object.entries(saved)) {
    const card = picture.cards.get(name);
    if (card) put(card, x, y);
  }
  // What is put back goes to where the view has it, lines included.
  homes.clear();
  drawn.clear();
  for (const [name, { x, y }] of moved) {
    const card = picture.cards.get(name);
    if (card) put(card, x, y);
    else moved.delete(name);
  }
  say();

  svg.addEventListener(
    "pointerdown",
    (event) => {
      const head = event.target.closest(".head");
      const card = head && picture.byId.get(head.closest("g.card").id);
      if (!card || event.button || event.pointerType === "touch" || svg.classList.contains("farther")) return;
      event.preventDefault(); // or the picture would move with it
      held = { card, startX: event.clientX, startY: event.clientY, x: card.box.x, y: card.box.y, far: false };
    },
    { capture: true, signal },
  );
  svg.addEventListener(
    "pointermove",
    (event) => {
      if (!held) return;
      const [dx, dy] = [event.clientX - held.startX, event.clientY - held.startY];
      if (!held.far && Math.abs(dx) + Math.abs(dy) <= SLACK) return;
      if (!held.far) svg.setPointerCapture(event.pointerId);
      held.far = true;
      const snap = (value) => Math.round(value / GRID) * GRID;
      put(held.card, snap(held.x + dx / camera.scale), snap(held.y + dy / camera.scale));
    },
    { signal },
  );
  const drop = () => {
    if (!held?.far) return (held = null);
    const { card } = held;
    moved.set(card.name, { x: card.box.x, y: card.box.y });
    say();
    // The click that ends a drag chooses nothing.
    svg.addEventListener("click", (event) => event.stopImmediatePropagation(), { capture: true, once: true });
    setTimeout(() => (held = null));
  };
  svg.addEventListener("pointerup", drop, { signal });
  svg.addEventListener("pointercancel", drop, { signal });

  root.querySelector("[data-moved-reset]")?.addEventListener(
    "click",
    () => {
      for (const [card, { x, y }] of homes) if (moved.has(card.name)) put(card, x, y);
      moved.clear();
      for (const putBack of drawn.values()) putBack();
      say();
    },
    { signal },
  );
  const form = document.querySelector("[data-save-view]");
  form?.addEventListener("submit", () => (form.elements.positions.value = JSON.stringify(places())), { signal });
  root.querySelector("[data-moved-save]")?.addEventListener(
    "click",
    () => {
      form.closest("details").open = true;
      form.elements.name.focus();
    },
    { signal },
  );
}

const PLACES = ["d", "transform", "x", "y", "width", "height"];

/** @returns {() => void} puts everything in the element to where it is now */
function remembered(element) {
  const parts = [element, ...element.querySelectorAll("path, use, rect, text")];
  const places = parts.map((part) => [part, PLACES.map((name) => [name, part.getAttribute(name)])]);
  return () => {
    for (const [part, values] of places) {
      for (const [name, value] of values) {
        if (value === null) part.removeAttribute(name);
        else part.setAttribute(name, value);
      }
    }
    // The wide line under the pointer may have come with the rows, after the first move.
    const line = element.querySelector("path.line");
    if (line) element.querySelector("path.hit")?.setAttribute("d", line.getAttribute("d"));
  };
}

function shift(element, dx, dy) {
  const { e, f } = element.transform.baseVal.consolidate().matrix;
  element.setAttribute("transform", `translate(${e + dx} ${f + dy})`);
}
