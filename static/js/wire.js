/** A line drawn in the browser: to a hub behind a chip, and after a table that was moved. */

import { rowMiddle } from "./picture.js";

const STUB = 22; // px out of a card before the first bend
const RADIUS = 10;

/** The corners of an orthogonal line from row to row, leaving on the nearer sides. */
export function corners({ from, to, fromRow, toRow }) {
  const start = from.box.y + rowMiddle(fromRow);
  const stop = to.box.y + rowMiddle(toRow);
  const [fromLeft, fromRight] = [from.box.x, from.box.x + from.box.width];
  const [toLeft, toRight] = [to.box.x, to.box.x + to.box.width];
  if (fromRight + 2 * STUB <= toLeft) return bend(fromRight, start, toLeft, stop);
  if (toRight + 2 * STUB <= fromLeft) return bend(fromLeft, start, toRight, stop);
  // One above the other: out and in on the same side, where the way is shorter.
  const right = Math.max(fromRight, toRight) + STUB;
  const left = Math.min(fromLeft, toLeft) - STUB;
  const rightWay = 2 * right - fromRight - toRight;
  const leftWay = fromLeft + toLeft - 2 * left;
  return rightWay <= leftWay
    ? [[fromRight, start], [right, start], [right, stop], [toRight, stop]]
    : [[fromLeft, start], [left, start], [left, stop], [toLeft, stop]];
}

function bend(x1, y1, x2, y2) {
  const middle = (x1 + x2) / 2;
  return [[x1, y1], [middle, y1], [middle, y2], [x2, y2]];
}

/** Path data of an orthogonal line with rounded corners. */
export function rounded(points) {
  let path = `M${points[0].join(" ")}`;
  for (let i = 1; i < points.length - 1; i++) {
    const [before, corner, after] = [points[i - 1], points[i], points[i + 1]];
    const r = Math.min(RADIUS, distance(before, corner) / 2, distance(corner, after) / 2);
    path += `L${toward(corner, before, r)}Q${corner.join(" ")} ${toward(corner, after, r)}`;
  }
  return `${path}L${points.at(-1).join(" ")}`;
}

const distance = (a, b) => Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]);

function toward(corner, other, by) {
  const length = distance(corner, other) || 1;
  return corner.map((at, i) => at + ((other[i] - at) / length) * by).join(" ");
}

/** Where an end's glyph goes: at the card's border, pointing away from the card. */
export function endPlace(point, next) {
  return `translate(${point.join(" ")})${next[0] > point[0] ? "" : " scale(-1 1)"}`;
}

/** Draw the wire anew between the places that its cards have now. */
export function reroute(wire) {
  const points = corners(wire);
  const path = rounded(points);
  for (const line of wire.element.querySelectorAll("path.hit, path.line")) line.setAttribute("d", path);
  const [first, last] = wire.element.querySelectorAll("use");
  first?.setAttribute("transform", endPlace(points[0], points[1]));
  last?.setAttribute("transform", endPlace(points.at(-1), points.at(-2)));
}
