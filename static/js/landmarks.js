/** From very far cards have no room for names: the most connected ones get a label, as on a map. */

import { make } from "./rows.js";

const SIZE = 11.5; // px on the screen
const ADVANCE = 7; // px of a letter
const MOST = 70;

/** @param {{whole: {x: number, width: number}}} camera that knows what there is to see */
export function landmarks(picture, camera) {
  const layer = make("g", { class: "landmarks", "aria-hidden": "true" });
  const titles = [...picture.svg.querySelectorAll(".titles > text")].map(titleLabel);
  const ranks = new Map([...picture.cards.values()].map((card) => [card, rank(card)]));
  const cards = [...ranks.keys()].sort((a, b) => ranks.get(b) - ranks.get(a));
  let shown = null;

  const show = (step, scale) => {
    if (step === shown) return;
    shown = step;
    const taken = [];
    const labels = [];
    const put = (thing) => {
      const place = placeOf(thing, scale, camera.whole);
      if (labels.length === MOST || taken.some((other) => overlap(place, other))) return;
      taken.push(place);
      labels.push(label(thing, place, scale));
    };
    [...picture.frames.map(frameLabel), ...titles].forEach(put); // a name in the middle of a card leaves its edge to the group's
    for (const { named, box } of cards) if (named) taken.push(edgesOf(box));
    for (const card of cards) if (!card.named) put(card);
    layer.replaceChildren(...labels);
    if (!layer.isConnected) picture.world.append(layer);
  };
  const hide = () => {
    if (shown === null) return;
    shown = null;
    layer.replaceChildren();
  };
  return { show, hide };
}

/** A group's title stands at the top of its frame, before any table's name. */
function frameLabel({ element, box }) {
  return { title: element.dataset.group, frame: true, box: { ...box, height: 0 } };
}

/** The title of a block begins where the block does, above it. */
function titleLabel(element) {
  const [x, y] = ["x", "y"].map((name) => Number(element.getAttribute(name)));
  return { title: element.textContent, frame: true, above: true, box: { x, y, width: 0, height: 0 } };
}

/** Changed tables before all others, then by how much hangs on them. */
function rank(card) {
  const changed = card.element.matches(".add, .del, .mod, .ren");
  return (changed ? 10_000 : 0) + card.wires.length;
}

/** Over the middle of its box, moved inwards where it would leave the picture. */
function placeOf({ name, title = name, frame, above, box }, scale, whole) {
  const width = (title.length * ADVANCE * (frame ? 1.2 : 1) + 12) / scale;
  const height = (SIZE + 9) / scale;
  const most = whole.x + whole.width - width / 2;
  const middle = box.x + (above ? width : box.width) / 2;
  const x = Math.max(whole.x + width / 2, Math.min(most, middle));
  const y = box.y + (above ? -height : box.height) / 2;
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2, x, y };
}

const edgesOf = ({ x, y, width, height }) => ({ left: x, right: x + width, top: y, bottom: y + height });

const overlap = (a, b) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

function label({ element, title, frame, above }, { left, x, y }, scale) {
  const size = (frame ? SIZE * 1.15 : SIZE) / scale;
  const text = make("text", { class: frame ? "landmark group" : "landmark", x: above ? left : x, y: y + size * 0.35 });
  if (above) text.style.textAnchor = "start";
  text.style.fontSize = `${size}px`;
  text.style.strokeWidth = `${4 / scale}px`;
  text.textContent = title ?? element.querySelector("text.name").textContent;
  return text;
}
