/** Where the tables of a picture stand; what hangs on them follows, and comes back as it was drawn. */

import { crosses, runsOf } from "./corners.js";
import { asDrawn, reroute } from "./wire.js";

export class Places {
  /** @param {import("./picture.js").Picture} picture */
  constructor(picture) {
    this.picture = picture;
    this.homes = new Map(); // where the server drew the cards that were ever put elsewhere
    this.drawn = new Map(); // what puts an element back to how the server drew it
    this.runs = new Map(); // of lines as the server drew them
    this.anew = new Set(); // wires that are not as the server drew them
  }

  /** Put a card somewhere, with its lines and chips, and with the ground it stands on. */
  put(card, x, y) {
    if (!this.homes.has(card)) this.homes.set(card, { x: card.box.x, y: card.box.y });
    Object.assign(card.box, { x, y });
    card.element.setAttribute("transform", `translate(${x} ${y})`);
    for (const wire of card.wires) {
      if (!wire.chip) this.#lead(wire);
      else if (wire.from === card) this.#hang(wire);
    }
    const { frames, titles, onMoved } = this.picture;
    for (const group of [...frames, ...titles]) if (group.cards.includes(card)) this.#follow(group);
    onMoved?.(card);
  }

  /** Lines go round the cards that were put elsewhere, and back where none of them stands any more. */
  settle() {
    const away = this.#away();
    for (const wire of this.picture.wires) {
      if (!wire.chip && (this.anew.has(wire) || this.#isCrossed(wire, away))) this.#lead(wire, away);
    }
  }

  #isAway(card) {
    const home = this.homes.get(card);
    return Boolean(home) && (home.x !== card.box.x || home.y !== card.box.y);
  }

  #away() {
    return [...this.homes.keys()].filter((card) => this.#isAway(card));
  }

  #isCrossed(wire, cards) {
    if (!this.runs.has(wire)) this.runs.set(wire, runsOf(asDrawn(wire)));
    return cards.some(({ box }) => crosses(this.runs.get(wire), box));
  }

  #lead(wire, away = this.#away()) {
    const putBack = this.#remember(wire.element);
    const anew = this.#isAway(wire.from) || this.#isAway(wire.to) || this.#isCrossed(wire, away);
    if (anew) reroute(wire, this.picture.cards.values());
    else putBack();
    this.anew[anew ? "add" : "delete"](wire);
  }

  /** A chip hangs on its card as the server hung it there. */
  #hang({ element, from }) {
    this.#remember(element)();
    const home = this.homes.get(from);
    if (this.#isAway(from)) shift(element, from.box.x - home.x, from.box.y - home.y);
  }

  #follow(group) {
    const putBack = this.#remember(group.element);
    if (group.cards.some((card) => this.#isAway(card))) group.follow();
    else putBack();
  }

  #remember(element) {
    if (!this.drawn.has(element)) this.drawn.set(element, remembered(element));
    return this.drawn.get(element);
  }
}

const ATTRIBUTES = ["d", "transform", "x", "y", "width", "height"];

/** @returns {() => void} puts everything in the element to where it is now */
function remembered(element) {
  const parts = [element, ...element.querySelectorAll("path, use, rect, text")];
  const places = parts.map((part) => [part, ATTRIBUTES.map((name) => [name, part.getAttribute(name)])]);
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
