/** Bring some cards and wires forward and dim everything else. */

import { across, rowOf } from "./picture.js";
import { make } from "./rows.js";
import { corners } from "./corners.js";
import { rounded } from "./wire.js";

const MOST_LINES = 80; // drawn for chips at once

export class Light {
  constructor(picture) {
    this.picture = picture;
    this.top = make("g", { class: "near" });
    picture.world.append(this.top);
    this.rows = new Map();
    this.homes = new Map();
    for (const card of picture.cards.values()) card.onFilled = () => this.#mark(card);
  }

  /**
   * @param {{cards: Set, wires: Set, chosen?: Set, column?: string}} lit see `around` and `along`;
   *   `chosen` cards get a frame, the row of `column` in them is pointed at
   */
  show({ cards, wires, chosen = new Set(), column = "" }) {
    this.clear();
    this.column = column;
    this.chosen = chosen;
    this.picture.svg.classList.add("lit");
    for (const wire of wires) {
      this.#raise(wire.element, "hot");
      this.#row(wire.from, wire.fromRow);
      this.#row(wire.to, wire.toRow);
    }
    for (const line of this.#lines(wires)) this.top.append(line);
    for (const card of cards) {
      this.#raise(card.element, chosen.has(card) ? "sel" : "lit");
      this.#mark(card);
    }
  }

  clear() {
    this.picture.svg.classList.remove("lit");
    for (const [element, home] of this.homes) {
      element.classList.remove("hot", "sel", "lit");
      // Changed lines lie above the others.
      if (element.matches(".edge:not(.add, .del, .mod, .ren)")) home.prepend(element);
      else home.append(element);
    }
    this.homes.clear();
    this.top.replaceChildren();
    for (const row of this.picture.svg.querySelectorAll(".row.hot, .row.found")) {
      row.classList.remove("hot", "found");
    }
    this.rows.clear();
  }

  #raise(element, mark) {
    this.homes.set(element, element.parentNode);
    element.classList.add(mark);
    this.top.append(element);
  }

  #row(card, row) {
    if (!this.rows.has(card)) this.rows.set(card, new Set());
    this.rows.get(card).add(row);
  }

  /** Also when its rows come into the document later. */
  #mark(card) {
    for (const row of this.rows.get(card) ?? []) rowOf(card, row)?.classList.add("hot");
    if (!this.column || !this.chosen?.has(card) || !this.homes.has(card.element)) return;
    for (const row of card.element.querySelectorAll("[data-column]")) {
      row.classList.toggle("found", row.dataset.column === this.column);
    }
  }

  /** A chip stands for a line that would be noise; for those in the light it is drawn. */
  #lines(wires) {
    const chips = [...wires].filter((wire) => wire.chip).slice(0, MOST_LINES);
    return chips.map((wire) => {
      const kinds = [...wire.element.classList].filter((kind) => kind !== "chip"); // an inferred one is dashed
      const group = make("g", { class: `edge drawn ${kinds.join(" ")}` });
      group.append(make("path", { class: "line", d: rounded(corners(wire)) }));
      return group;
    });
  }
}

/** A card with its wires and what they lead to. */
export function around(card) {
  return {
    cards: new Set([...card.wires.map((wire) => across(wire, card)), card]),
    wires: new Set(card.wires),
  };
}

/** One wire with both its ends. */
export const along = (wire) => ({ cards: new Set([wire.from, wire.to]), wires: new Set([wire]) });

/** The shortest way over foreign keys from one card to another; null where there is none. */
export function path(from, to) {
  const came = new Map([[from, null]]);
  for (const card of came.keys()) {
    if (card === to) break;
    for (const wire of card.wires) {
      const next = across(wire, card);
      if (!came.has(next)) came.set(next, wire);
    }
  }
  if (!came.has(to)) return null;
  const found = { cards: new Set([to]), wires: new Set() };
  for (let card = to, wire; (wire = came.get(card)); ) {
    found.wires.add(wire);
    card = across(wire, card);
    found.cards.add(card);
  }
  return found;
}
