/** The small map in the corner: every card as a block, the view as a frame, drag to go there. */

const NS = "http://www.w3.org/2000/svg";

/** @returns {(card: object) => void} to be told of every card that was moved */
export function minimap(holder, picture, camera) {
  const svg = document.createElementNS(NS, "svg");
  svg.setAttribute("aria-hidden", "true");
  const fills = new Map();
  const blocks = new Map();
  for (const card of picture.cards.values()) {
    const { element, box } = card;
    const block = rect(box);
    blocks.set(card, block);
    const hue = element.querySelector(".head [class^=h]");
    const key = hue?.getAttribute("class");
    if (!fills.has(key)) fills.set(key, hue ? getComputedStyle(hue).fill : "currentColor");
    block.style.fill = fills.get(key);
    svg.append(block);
  }
  const frame = rect({ x: 0, y: 0, width: 0, height: 0 });
  frame.classList.add("frame");
  svg.append(frame);
  holder.append(svg);
  holder.hidden = false;

  let shown = null;
  camera.onMove(() => {
    place(frame, camera.view);
    if (shown === camera.whole) return;
    shown = camera.whole;
    svg.setAttribute("viewBox", `${shown.x} ${shown.y} ${shown.width} ${shown.height}`);
  });
  const go = (event) => {
    const matrix = svg.getScreenCTM();
    if (!matrix) return;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    const { view, scale } = camera;
    camera.stop();
    camera.x = -(point.x - view.width / 2) * scale;
    camera.y = -(point.y - view.height / 2) * scale;
    camera.apply();
  };
  holder.addEventListener("pointerdown", (event) => {
    holder.setPointerCapture(event.pointerId);
    go(event);
  });
  holder.addEventListener("pointermove", (event) => {
    if (holder.hasPointerCapture(event.pointerId)) go(event);
  });
  return (card) => place(blocks.get(card), card.box);
}

function rect(box) {
  const element = document.createElementNS(NS, "rect");
  place(element, box);
  return element;
}

function place(element, { x, y, width, height }) {
  element.setAttribute("x", x);
  element.setAttribute("y", y);
  element.setAttribute("width", Math.max(0, width));
  element.setAttribute("height", Math.max(0, height));
}
