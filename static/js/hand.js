/** What takes tables by their heads: the mouse, or a finger that rests there. */

const GRID = 4;
const SLACK = 4; // px that a click may move
const HOLD = 400; // ms that a finger rests on a head until the table is taken
const TREMBLE = 10; // px that a resting finger may move

const snap = (value) => Math.round(value / GRID) * GRID;

export class Hand {
  /** @param {{put: (card: Card, x: number, y: number) => void, keep: (card: Card) => void}} on held, let go */
  constructor(picture, camera, on, signal) {
    Object.assign(this, { picture, camera, on, held: null });
    const { svg } = picture;
    svg.addEventListener("pointerdown", (event) => this.#down(event), { capture: true, signal });
    svg.addEventListener("pointermove", (event) => this.#move(event), { signal });
    for (const end of ["pointerup", "pointercancel"]) {
      svg.addEventListener(end, (event) => this.#up(event), { signal });
    }
    // A finger that takes a table opens no menu of the link under it.
    svg.addEventListener("contextmenu", (event) => this.held?.touch && event.preventDefault(), { signal });
  }

  #down(event) {
    const { picture } = this;
    if (this.held && !event.isPrimary) {
      // A second finger zooms, unless a table is in the hand.
      if (this.held.waits) this.#letGo();
      else event.preventDefault();
      return;
    }
    this.#letGo();
    const head = event.target.closest(".head");
    const card = head && picture.byId.get(head.closest("g.card").id);
    if (!card || event.button || !event.isPrimary || picture.svg.classList.contains("farther")) return;
    const touch = event.pointerType === "touch";
    if (!touch) event.preventDefault(); // or the picture would move with it
    const { clientX: startX, clientY: startY, pointerId: id } = event;
    this.held = { card, id, startX, startY, x: card.box.x, y: card.box.y, far: false, touch };
    if (touch) this.held.waits = setTimeout(() => this.#take(), HOLD);
  }

  #move(event) {
    const { held, camera } = this;
    if (held?.id !== event.pointerId) return;
    const [dx, dy] = [event.clientX - held.startX, event.clientY - held.startY];
    const way = Math.abs(dx) + Math.abs(dy);
    if (held.waits && way > TREMBLE) return this.#letGo();
    if (held.touch) event.stopImmediatePropagation(); // it doesn't pan
    if (held.waits || (!held.far && way <= SLACK)) return;
    if (!held.far) this.picture.svg.setPointerCapture(event.pointerId);
    held.far = true;
    this.on.put(held.card, snap(held.x + dx / camera.scale), snap(held.y + dy / camera.scale));
  }

  #up(event) {
    if (this.held?.id !== event.pointerId) return;
    const { card, far } = this.held;
    this.#letGo();
    if (!far) return;
    this.on.keep(card);
    // The click that ends a drag chooses nothing; a finger's drag ends without one.
    const { svg } = this.picture;
    const ignore = (click) => click.stopImmediatePropagation();
    svg.addEventListener("click", ignore, { capture: true, once: true });
    setTimeout(() => svg.removeEventListener("click", ignore, true), 100);
  }

  #take() {
    this.held.waits = 0;
    this.held.card.element.classList.add("held");
    navigator.vibrate?.(10);
  }

  #letGo() {
    clearTimeout(this.held?.waits);
    this.held?.card.element.classList.remove("held");
    this.held = null;
  }
}
