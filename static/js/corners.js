/** The way of a line that the browser draws: orthogonal, from row to row, past as few cards as can be. */

import { rowMiddle } from "./picture.js";

const STUB = 22; // px out of a card before the first bend
const BESIDE = 14; // px between a card and a line that goes round it

/**
 * The shortest of the ways that pass the fewest cards.
 * @param {Iterable<Card>} cards that are better not passed; `moved` in the layout does the same for files
 */
export function corners({ from, to, fromRow, toRow }, cards = []) {
  const ends = { from: from.box, to: to.box, y: from.box.y + rowMiddle(fromRow), toY: to.box.y + rowMiddle(toRow) };
  const all = [...cards].map((card) => card.box);
  const reach = around(ends.from, ends.to);
  const near = all.filter((box) => meets(box, reach));
  const best = least(plain(ends), near, ends);
  if (!best.passed.length) return best.points;
  return least([best.points, ...detours(ends, best.passed)], all, ends).points;
}

/** Out and in on the nearer sides, with one upright between them; or on the same side. */
function plain({ from, to, y, toY }) {
  const [left, right, toLeft, toRight] = [from.x, from.x + from.width, to.x, to.x + to.width];
  const beyond = Math.max(right, toRight) + STUB;
  const before = Math.min(left, toLeft) - STUB;
  const found = [
    [[right, y], [beyond, y], [beyond, toY], [toRight, toY]],
    [[left, y], [before, y], [before, toY], [toLeft, toY]],
  ];
  const facing = (x, toX, uprights) => {
    for (const at of uprights) found.push([[x, y], [at, y], [at, toY], [toX, toY]]);
  };
  if (right + 2 * STUB <= toLeft) facing(right, toLeft, [(right + toLeft) / 2, right + STUB, toLeft - STUB]);
  if (toRight + 2 * STUB <= left) facing(left, toRight, [(left + toRight) / 2, left - STUB, toRight + STUB]);
  return found;
}

/** Above and below what is in the way. */
function detours({ from, to, y, toY }, passed) {
  const heights = [
    Math.min(...passed.map((box) => box.y)) - BESIDE,
    Math.max(...passed.map((box) => box.y + box.height)) + BESIDE,
  ];
  const found = [];
  for (const side of [1, -1]) {
    for (const toSide of [1, -1]) {
      const [x, toX] = [side > 0 ? from.x + from.width : from.x, toSide > 0 ? to.x + to.width : to.x];
      const [out, in_] = [x + side * STUB, toX + toSide * STUB];
      for (const at of heights) found.push([[x, y], [out, y], [out, at], [in_, at], [in_, toY], [toX, toY]]);
    }
  }
  return found;
}

function least(ways, boxes, ends) {
  let best = null;
  for (const points of ways) {
    const runs = runsOf(points);
    const passed = boxes.filter((box) => passes(runs, box, ends));
    const length = points.slice(1).reduce((sum, [x, y], i) => sum + Math.abs(x - points[i][0]) + Math.abs(y - points[i][1]), 0);
    if (best && (passed.length - best.passed.length || length - best.length) >= 0) continue;
    best = { points, passed, length };
  }
  return best;
}

/** A line may touch its own cards at its ends only. */
function passes(runs, box, { from, to }) {
  const own = box === from || box === to;
  return crosses(own ? runs.slice(1, -1) : runs, box);
}

/** The straight parts of a line, as boxes without width or without height. */
export function runsOf(points) {
  return points.slice(1).map(([x, y], i) => {
    const [fromX, fromY] = points[i];
    return { x: Math.min(x, fromX), y: Math.min(y, fromY), width: Math.abs(x - fromX), height: Math.abs(y - fromY) };
  });
}

/** Whether a line runs through a box, not only along its border. */
export function crosses(runs, { x, y, width, height }) {
  const inner = { x: x + 1, y: y + 1, width: width - 2, height: height - 2 };
  return runs.some((run) => meets(inner, run));
}

const meets = (a, b) =>
  a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;

function around(a, b) {
  const [x, y] = [Math.min(a.x, b.x) - STUB, Math.min(a.y, b.y)];
  const width = Math.max(a.x + a.width, b.x + b.width) + STUB - x;
  return { x, y, width, height: Math.max(a.y + a.height, b.y + b.height) - y };
}
