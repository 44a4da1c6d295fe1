/** Tables moved by hand: dragged at their heads or by keys, put back, kept with a saved view. */

import { reroute } from "./wire.js";

const GRID = 4;
const SLACK = 4; // px that a click may move
const HOLD = 400; // ms that a finger rests on a head until the table is taken
const TREMBLE = 10; // px that a resting finger may move

/**
 * @returns {(card: Card, dx: number, dy: number) => void} moves a table by so much of the picture
 * @param {Map<string, {x: number, y: number}>} moved what was moved before this picture came
 */
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
    for (const group of [...picture.frames, ...picture.titles]) {
      if (!group.cards.includes(card)) continue;
      if (!drawn.has(group.element)) drawn.set(group.element, remembered(group.element));
      group.follow();
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

  const keep = (card) => {
    const { x, y } = card.box;
    moved.set(card.name, { x, y });
    say();
    tell(`${card.name} moved to ${x}, ${y}`);
  };
  /** In words, to who doesn't see it; and to what is drawn over the picture. */
  const tell = (words) => {
    root.dispatchEvent(new CustomEvent("moved"));
    const said = root.querySelector("[data-said]");
    if (said) said.textContent = words;
  };
  const letGo = () => {
    clearTimeout(held?.waits);
    held?.card.element.classList.remove("held");
    held = null;
  };
  const take = () => {
    held.waits = 0;
    held.card.element.classList.add("held");
    navigator.vibrate?.(10);
  };

  svg.addEventListener(
    "pointerdown",
    (event) => {
      if (held && !event.isPrimary) {
        // A second finger zooms, unless a table is in the hand.
        if (held.waits) letGo();
        else event.preventDefault();
        return;
      }
      letGo();
      const head = event.target.closest(".head");
      const card = head && picture.byId.get(head.closest("g.card").id);
      if (!card || event.button || !event.isPrimary || svg.classList.contains("farther")) return;
      const touch = event.pointerType === "touch";
      if (!touch) event.preventDefault(); // or the picture would move with it
      const { clientX: startX, clientY: startY, pointerId: id } = event;
      held = { card, id, startX, startY, x: card.box.x, y: card.box.y, far: false, touch };
      if (touch) held.waits = setTimeout(take, HOLD);
    },
    { capture: true, signal },
  );
  svg.addEventListener(
    "pointermove",
    (event) => {
      if (held?.id !== event.pointerId) return;
      const [dx, dy] = [event.clientX - held.startX, event.clientY - held.startY];
      const way = Math.abs(dx) + Math.abs(dy);
      if (held.waits && way > TREMBLE) return letGo();
      if (held.touch) event.stopImmediatePropagation(); // it doesn't pan
      if (held.waits || (!held.far && way <= SLACK)) return;
      if (!held.far) svg.setPointerCapture(event.pointerId);
      held.far = true;
      const snap = (value) => Math.round(value / GRID) * GRID;
      put(held.card, snap(held.x + dx / camera.scale), snap(held.y + dy / camera.scale));
    },
    { signal },
  );
  const drop = (event) => {
    if (held?.id !== event.pointerId) return;
    const { card, far } = held;
    letGo();
    if (!far) return;
    keep(card);
    // The click that ends a drag chooses nothing; a finger's drag ends without one.
    const ignore = (click) => click.stopImmediatePropagation();
    svg.addEventListener("click", ignore, { capture: true, once: true });
    setTimeout(() => svg.removeEventListener("click", ignore, true), 100);
  };
  svg.addEventListener("pointerup", drop, { signal });
  svg.addEventListener("pointercancel", drop, { signal });
  // A finger that takes a table opens no menu of the link under it.
  svg.addEventListener("contextmenu", (event) => held?.touch && event.preventDefault(), { signal });

  root.querySelector("[data-moved-reset]")?.addEventListener(
    "click",
    () => {
      for (const [card, { x, y }] of homes) if (moved.has(card.name)) put(card, x, y);
      moved.clear();
      for (const putBack of drawn.values()) putBack();
      say();
      tell("Put back");
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

  return (card, dx, dy) => {
    put(card, card.box.x + dx, card.box.y + dy);
    const { box } = card;
    const { view, scale } = camera;
    const inside = box.x > view.x && box.x + box.width < view.x + view.width && box.y > view.y && box.y + box.height < view.y + view.height;
    if (!inside) camera.moveBy(-dx * scale, -dy * scale);
    keep(card);
  };
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
