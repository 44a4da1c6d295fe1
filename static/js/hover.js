/** What the mouse rests on lights up with its neighbourhood, for as long as it rests there. */

import { along, around } from "./light.js";

const INTENT = 90; // ms of rest before something happens

/** @param {() => void} rest what to light when the mouse is on nothing */
export function hover(picture, light, rest, signal) {
  const wires = new Map(picture.wires.map((wire) => [wire.element, wire]));
  let current = null;
  let timer = 0;

  const turn = (thing) => {
    if (thing === current) return;
    current = thing;
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (picture.svg.classList.contains("dragging")) return;
      if (!thing) rest();
      else light.show(thing.wires ? around(thing) : along(thing));
    }, INTENT);
  };
  const over = (event) => {
    if (event.pointerType !== "mouse" || event.buttons) return;
    const element = event.target.closest("g.card, g.edge, g.chip");
    turn(picture.byId.get(element?.id) ?? wires.get(element) ?? null);
  };
  picture.svg.addEventListener("pointerover", over, { signal });
  picture.svg.addEventListener("pointerleave", () => turn(null), { signal });
  /** Forget what the mouse is on, so that what was just chosen stays lit. */
  return () => {
    clearTimeout(timer);
  };
}
