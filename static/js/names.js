/** Names of cards seen from afar: in the middle, as large as can be read, on up to three lines. */

import { make } from "./rows.js";

const READABLE = 11.5; // px on the screen
const LEAST = 6.5; // below that a name is noise
const ADVANCE = 0.6; // of a letter, in its size
const LINE = 1.18; // between two lines, in the size
const MOST_LINES = 3;

/** How the name of a card can be set: its text split into one, two and three lines. */
export function settings(card) {
  const text = card.element.querySelector("text.name");
  const words = (text.textContent.match(/[^_.\s-]+[_.\s-]*|[_.\s-]+/g) ?? [""]).slice(0, 12);
  const splits = [];
  for (let lines = 1; lines <= Math.min(MOST_LINES, words.length); lines++) {
    splits.push(split(words, lines));
  }
  return { text, near: [...text.childNodes], x: text.getAttribute("x"), y: text.getAttribute("y"), splits };
}

/** Words on so many lines that the longest line is as short as can be. */
function split(words, lines) {
  const length = words.join("").length;
  for (let most = Math.ceil(length / lines); ; most++) {
    const found = [""];
    for (const word of words) {
      const last = found.length - 1;
      if (found[last] && found[last].length + word.length > most) found.push(word);
      else found[last] += word;
    }
    if (found.length <= lines) return { lines: found, longest: Math.max(...found.map((l) => l.length)) };
  }
}

/** Set the name for that zoom; false where it has no room to be read. */
export function setFar({ text, splits }, { width, height }, scale) {
  let best = { size: 0 };
  for (const { lines, longest } of splits) {
    const across = (width - 16) / (Math.max(1, longest) * ADVANCE);
    const down = (height * 0.86) / (lines.length * LINE);
    const size = Math.min(READABLE / scale, across, down);
    if (size > best.size * 1.05) best = { size, lines };
  }
  const legible = best.size * scale >= LEAST;
  text.style.display = legible ? "" : "none";
  if (!legible) return false;
  text.style.fontSize = `${best.size}px`;
  const first = height / 2 + best.size * (0.35 - ((best.lines.length - 1) * LINE) / 2);
  text.replaceChildren(
    ...best.lines.map((line, i) =>
      make("tspan", { x: width / 2, y: first + i * best.size * LINE }, line),
    ),
  );
  return true;
}

/** Back to how the server drew it. */
export function setNear({ text, near, x, y }) {
  text.style.display = "";
  text.style.fontSize = "";
  text.setAttribute("x", x);
  text.setAttribute("y", y);
  text.replaceChildren(...near);
}
