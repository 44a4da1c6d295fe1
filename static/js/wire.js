/** A line drawn in the browser: to a hub behind a chip, and after a table that was moved. */

import { corners } from "./corners.js";

const RADIUS = 10;

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

/** An end's glyph at the card's border, pointing away from the card. */
function placeEnd(use, [x, y], [nextX]) {
  const mirrored = nextX < x;
  const set = mirrored ? { transform: `matrix(-1 0 0 1 ${x} ${y})` } : { x, y };
  for (const name of ["transform", "x", "y"]) {
    if (name in set) use.setAttribute(name, set[name]);
    else use.removeAttribute(name);
  }
}

/** The corners of a line as the server draws it: `M`, then `h`, `v` and `q` in whole px (layout/edges.py). */
export function asDrawn(wire) {
  const points = [];
  let [x, y] = [0, 0];
  for (const [, kind, numbers] of wire.element.querySelector("path.line").getAttribute("d").matchAll(/([Mhvq])([^Mhvq]+)/g)) {
    const [a, b, endX, endY] = numbers.split(" ").map(Number);
    if (kind === "q") points.push([x + a, y + b]);
    x += { M: a, h: a, v: 0, q: endX }[kind];
    y += { M: b, h: 0, v: a, q: endY }[kind];
    points.push([x, y]);
  }
  return points;
}

/** Draw the wire anew between the places that its cards have now, past the others. */
export function reroute(wire, cards) {
  const points = corners(wire, cards);
  const path = rounded(points);
  for (const line of wire.element.querySelectorAll("path.hit, path.line")) line.setAttribute("d", path);
  const [first, last] = wire.element.querySelectorAll("use");
  if (first) placeEnd(first, points[0], points[1]);
  if (last) placeEnd(last, points.at(-1), points.at(-2));
}
