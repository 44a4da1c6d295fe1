/** Rows of cards whose picture came without them: in the document only while they can be read. */

const NS = "http://www.w3.org/2000/svg";
const [NULL, MORE, MUTED, SAME] = [1, 2, 4, 8]; // flags of a row, as the server writes them
const HEAD = 34;
const ROW = 26;
const SIGNS = { add: "+", del: "−", mod: "•", ren: "→" };

/** From this zoom on rows can be read. */
export const READABLE = 0.35;
const BUDGET = 5; // ms of a frame for filling cards

/** @returns {{column: string, hint: string}[]} what a search wants to know of a card's rows */
export function listed(card, data) {
  const rows = data?.[card.id];
  if (!rows) {
    return [...card.element.querySelectorAll(".row")].map((row) => ({
      column: row.dataset.column ?? "",
      hint: row.querySelector("title")?.textContent ?? "",
    }));
  }
  return rows.map((row) => ({ column: columnOf(row), hint: row[4] ?? "" }));
}

/** Fetch the rows once; null where the picture has them already. */
export async function fetchRows(url) {
  if (!url) return null;
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`The rows could not be fetched: ${answer.status}.`);
  return answer.json();
}

/**
 * Keep the cards in sight filled, and empty those that left.
 * @returns {() => void} fills every card, for paper
 */
export function fill(picture, camera, data) {
  const wanted = [...picture.cards.values()].filter((card) => data[card.id]);
  const built = new Map();
  const filled = new Set();
  let frame = 0;

  const put = (card) => {
    if (!built.has(card)) built.set(card, build(data[card.id], card.box.width));
    card.element.append(built.get(card));
    filled.add(card);
    for (const wire of card.wires) complete(wire, data);
    card.onFilled?.();
  };
  const update = ({ view, scale }) => {
    cancelAnimationFrame(frame);
    const near = scale >= READABLE;
    for (const card of filled) {
      if (near && inSight(card.box, view)) continue;
      built.get(card).remove();
      filled.delete(card);
    }
    if (!near) return;
    const until = performance.now() + BUDGET;
    for (const card of wanted) {
      if (filled.has(card) || !inSight(card.box, view)) continue;
      if (performance.now() > until) {
        frame = requestAnimationFrame(() => update(camera));
        return;
      }
      put(card);
    }
  };
  camera.onMove(update);
  update(camera);
  return () => {
    cancelAnimationFrame(frame);
    for (const card of wanted) if (!filled.has(card)) put(card);
  };
}

/** What a spare edge leaves out: the words of its tooltip, and a wider path for the pointer. */
function complete({ element, from, to, fromRow, toRow, chip }, data) {
  if (element.firstElementChild?.tagName === "title") return;
  const columnAt = (card, row) => (row < 0 ? "" : ` (${columnOf(data[card.id]?.[row] ?? [])})`);
  const words = `${from.name}${columnAt(from, fromRow)} → ${to.name}${columnAt(to, toRow)}`;
  element.prepend(make("title", {}, words));
  if (chip) return;
  const line = element.querySelector(".line");
  line.before(make("path", { class: "hit", d: line.getAttribute("d") }));
}

export function inSight({ x, y, width, height }, view) {
  return (
    x < view.x + view.width && x + width > view.x && y < view.y + view.height && y + height > view.y
  );
}

const columnOf = (row) => (row[3] & SAME ? row[0] : (row[5] ?? ""));

function build(rows, wide) {
  const group = make("g", { class: "rows" });
  rows.forEach((row, place) => group.append(line(row, place, wide)));
  return group;
}

/** The same elements that the server draws for a row: see `erdapp/layout/card.py`. */
function line(row, place, wide) {
  const [name, kind = "", icon = "", flags = 0, hint = "", , mark = ""] = row;
  const [oldName = "", oldType = "", changed = ""] = row.slice(7);
  const column = columnOf(row);
  const classes = ["row", icon === "key" && column && "pk", flags & MORE && "more"];
  classes.push(flags & MUTED && "muted", mark);
  const group = make("g", {
    class: classes.filter(Boolean).join(" "),
    transform: `translate(0 ${HEAD + ROW * place})`,
  });
  if (column) group.dataset.column = column;
  group.append(make("title", {}, hint), make("rect", { class: "fill", x: 1, width: wide - 2, height: ROW }));
  if (mark) group.append(make("text", { class: "sign", x: 8.5, y: 17.2 }, SIGNS[mark]));
  if (icon) group.append(make("use", { class: `ic ${icon}`, href: `#erd-${icon}`, x: 15, y: 5.8 }));
  const text = make("text", { class: "c", x: 38, y: 17.4 });
  if (oldName) text.append(span("old", oldName), " → ", span("new", name));
  else text.textContent = name;
  group.append(text);
  if (kind) group.append(typeText({ kind, oldType, changed, nullable: flags & NULL, wide }));
  return group;
}

function typeText({ kind, oldType, changed, nullable, wide }) {
  const text = make("text", { class: "ty", x: wide - 14, y: 17 });
  if (changed) text.append(span("new", changed), " ");
  if (oldType) text.append(span("old", oldType), " ", span("new", kind + (nullable ? "?" : "")));
  else text.append(kind, ...(nullable ? [span("q", "?")] : []));
  return text;
}

const span = (kind, text) => make("tspan", { class: kind }, text);

export function make(tag, attributes, text = "") {
  const element = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text) element.textContent = text;
  return element;
}
