/** The grounds of groups and the titles of blocks: each follows its tables when one of them is moved. */

const SIDE = 22; // px from its border to its cards and their chips
const TOP = 54; // px above its cards, with room for the title
const TITLE = [22, 28]; // px from its corner
const ABOVE = 14; // px from a block's title to its cards

export class Frame {
  /** @param {Map<string, Card>} byId cards by the ids of their elements */
  constructor(element, byId) {
    this.element = element;
    this.cards = cardsOf(element, byId);
    this.rect = element.querySelector("rect");
    this.title = element.querySelector("text");
  }

  get box() {
    const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(this.rect.getAttribute(name)));
    return { x, y, width, height };
  }

  /** Around the places that its cards have now. */
  follow() {
    const x = Math.min(...this.cards.map(leftOf)) - SIDE;
    const y = Math.min(...this.cards.map(({ box }) => box.y)) - TOP;
    const width = Math.max(...this.cards.map(rightOf)) + SIDE - x;
    const height = Math.max(...this.cards.map(({ box }) => box.y + box.height)) + SIDE - y;
    for (const [name, value] of Object.entries({ x, y, width, height })) {
      this.rect.setAttribute(name, Math.round(value));
    }
    this.title.setAttribute("x", Math.round(x) + TITLE[0]);
    this.title.setAttribute("y", Math.round(y) + TITLE[1]);
  }
}

/** The title of a block, which has no frame. */
export class Title {
  constructor(element, byId) {
    this.element = element;
    this.cards = cardsOf(element, byId);
  }

  follow() {
    this.element.setAttribute("x", Math.min(...this.cards.map(({ box }) => box.x)));
    this.element.setAttribute("y", Math.min(...this.cards.map(({ box }) => box.y)) - ABOVE);
  }
}

const cardsOf = (element, byId) => element.dataset.cards.split(" ").map((id) => byId.get(id)).filter(Boolean);
const leftOf = (card) => Math.min(card.box.x, ...pills(card).map(({ left }) => left));
const rightOf = (card) => Math.max(card.box.x + card.box.width, ...pills(card).map(({ right }) => right));

/** How far the chips of a card reach, which may stand at both its sides. */
function pills(card) {
  return card.wires.filter((wire) => wire.chip && wire.from === card).map(({ element }) => {
    const pill = element.querySelector(".pill");
    const left = element.transform.baseVal.consolidate().matrix.e + Number(pill.getAttribute("x"));
    return { left, right: left + Number(pill.getAttribute("width")) };
  });
}
