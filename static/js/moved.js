/** Tables moved by hand: told on the page, put back, kept with a saved view. */

import { Hand } from "./hand.js";
import { Places } from "./places.js";

export class Moved {
  /** @param {Map<string, {x: number, y: number}>} moved what was moved before this picture came */
  constructor(root, picture, camera, moved, signal) {
    Object.assign(this, { root, picture, camera, moved });
    this.places = new Places(picture);
    this.saved = new Map(Object.entries(JSON.parse(root.querySelector("#positions")?.textContent ?? "{}")));
    this.bases = new Map(); // where a table is put back to: where the view has it, or where it was drawn
    this.#begin();
    new Hand(picture, camera, this, signal);
    this.#buttons(signal);
  }

  /** Take a table along, as long as it is held. */
  put(card, x, y) {
    if (!this.bases.has(card)) this.bases.set(card, { ...card.box });
    this.places.put(card, x, y);
  }

  /** Leave a table where it stands now. */
  keep(card) {
    const { x, y } = card.box;
    this.moved.set(card.name, { x, y });
    this.places.settle();
    this.#say();
    this.#tell(`${card.name} moved to ${x}, ${y}`);
  }

  /** Move a table by so much of the picture, and the view along where it would leave it. */
  moveBy(card, dx, dy) {
    this.put(card, card.box.x + dx, card.box.y + dy);
    const { view, scale } = this.camera;
    const { x, y, width, height } = card.box;
    const inside = x > view.x && x + width < view.x + view.width && y > view.y && y + height < view.y + view.height;
    if (!inside) this.camera.moveBy(-dx * scale, -dy * scale);
    this.keep(card);
  }

  #begin() {
    for (const [name, [x, y]] of this.saved) {
      const card = this.picture.cards.get(name);
      if (card) this.places.put(card, x, y);
    }
    for (const [name, { x, y }] of this.moved) {
      const card = this.picture.cards.get(name);
      if (card) this.put(card, x, y);
      else this.moved.delete(name);
    }
    this.places.settle();
    this.#say();
  }

  #putBack() {
    for (const [card, { x, y }] of this.bases) this.places.put(card, x, y);
    this.moved.clear();
    this.places.settle();
    this.#say();
    this.#tell("Put back");
  }

  #say() {
    const { root, picture, camera, moved } = this;
    camera.whole = picture.whole();
    camera.apply();
    const bar = root.querySelector("[data-moved]");
    if (!bar) return;
    bar.hidden = !moved.size;
    bar.firstElementChild.textContent = `${moved.size} ${moved.size === 1 ? "table" : "tables"} moved`;
  }

  /** In words, to who doesn't see it; and to what is drawn over the picture. */
  #tell(words) {
    this.root.dispatchEvent(new CustomEvent("moved"));
    const said = this.root.querySelector("[data-said]");
    if (said) said.textContent = words;
  }

  #buttons(signal) {
    const { root } = this;
    root.querySelector("[data-moved-reset]")?.addEventListener("click", () => this.#putBack(), { signal });
    const form = document.querySelector("[data-save-view]");
    form?.addEventListener("submit", () => (form.elements.positions.value = this.#positions()), { signal });
    const open = () => {
      form.closest("details").open = true;
      form.elements.name.focus();
    };
    root.querySelector("[data-moved-save]")?.addEventListener("click", open, { signal });
  }

  /** What a view keeps. */
  #positions() {
    const found = Object.fromEntries(this.saved);
    for (const [name, { x, y }] of this.moved) found[name] = [x, y];
    return JSON.stringify(found);
  }
}
