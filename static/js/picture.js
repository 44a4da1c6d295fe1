/** What the drawing holds: its cards, its edges and its chips, with their places. */

/**
 * @typedef {object} Card
 * @property {string} id of its element
 * @property {string} name of the table, with its namespace
 * @property {SVGGElement} element
 * @property {{x: number, y: number, width: number, height: number}} box in picture units
 * @property {Wire[]} wires
 *
 * @typedef {object} Wire an edge, or a chip that stands for one
 * @property {SVGGElement} element
 * @property {Card} from
 * @property {Card} to
 * @property {number} fromRow -1 for the head
 * @property {number} toRow
 * @property {boolean} chip
 */

import { Frame, Title } from "./frames.js";

const HEAD = 34;
const ROW = 26;
const MARGIN = 36; // px around the cards of a picture
const EDGE = 14; // px around its frames

export class Picture {
  /** @param {SVGSVGElement} svg as the server drew it */
  constructor(svg) {
    this.svg = svg;
    const { width, height } = svg.viewBox.baseVal;
    this.ground = { x: 0, y: 0, width, height };
    /** @type {Map<string, Card>} by table name */
    this.cards = new Map();
    this.byId = new Map();
    for (const element of svg.querySelectorAll("g.card[data-table]")) {
      const { id } = element;
      const name = element.dataset.table;
      const card = { id, name, element, box: boxOf(element), wires: [] };
      element.setAttribute("role", "group");
      element.setAttribute("aria-label", name);
      this.cards.set(name, card);
      this.byId.set(id, card);
    }
    this.wires = [];
    for (const element of svg.querySelectorAll("g.edge[data-from], g.chip[data-from]")) {
      const from = this.byId.get(element.dataset.from);
      const to = this.byId.get(element.dataset.to);
      if (!from || !to) continue;
      const fromRow = Number(element.dataset.fromRow ?? -1);
      const toRow = Number(element.dataset.toRow ?? -1);
      const chip = element.classList.contains("chip");
      const wire = { element, from, to, fromRow, toRow, chip };
      this.wires.push(wire);
      from.wires.push(wire);
      if (to !== from) to.wires.push(wire);
    }
    this.frames = [...svg.querySelectorAll("g.frame[data-cards]")].map((element) => new Frame(element, this.byId));
    this.titles = [...svg.querySelectorAll("text.title[data-cards]")].map((element) => new Title(element, this.byId));
  }

  /** All that there is to see: the ground as it was drawn, and what was moved out of it. */
  whole() {
    const boxes = [this.ground];
    for (const { box } of this.cards.values()) boxes.push(wider(box, MARGIN));
    for (const { box } of this.frames) boxes.push(wider(box, EDGE));
    return union(boxes);
  }

  /** The smallest box around some tables, or null when none of them is drawn. */
  around(tables) {
    const boxes = tables.map((name) => this.cards.get(name)?.box).filter(Boolean);
    if (!boxes.length) return null;
    return union(boxes);
  }
}

function union(boxes) {
  const x = Math.min(...boxes.map((b) => b.x));
  const y = Math.min(...boxes.map((b) => b.y));
  const right = Math.max(...boxes.map((b) => b.x + b.width));
  const bottom = Math.max(...boxes.map((b) => b.y + b.height));
  return { x, y, width: right - x, height: bottom - y };
}

const wider = ({ x, y, width, height }, by) => ({ x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by });

/** The other end of a wire. */
export const across = (wire, card) => (wire.from === card ? wire.to : wire.from);

/** How far below the top of its card the middle of a row is. */
export const rowMiddle = (row) => (row < 0 ? HEAD / 2 : HEAD + ROW * (row + 0.5));

/** The row's element, where its card has rows in the picture. */
export function rowOf(card, row) {
  return row < 0 ? null : (card.element.querySelectorAll(".row")[row] ?? null);
}

function boxOf(element) {
  const [x, y] = element.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
  return { x, y, width: Number(element.dataset.width), height: Number(element.dataset.height) };
}
