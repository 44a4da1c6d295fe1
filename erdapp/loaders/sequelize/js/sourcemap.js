// Lines of compiled code back to lines of the source, from a source map of version 3.
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// Return, for each line of the output (0-based), its segments [column, source line].
export function decodeMap(text) {
  const lines = [];
  let sourceLine = 0;
  for (const group of JSON.parse(text).mappings.split(";")) {
    let column = 0;
    const segments = [];
    for (const segment of group ? group.split(",") : []) {
      const [across, , down] = decodeNumbers(segment);
      column += across;
      if (down !== undefined) sourceLine += down;
      segments.push([column, sourceLine]);
    }
    lines.push(segments);
  }
  return lines;
}

// The 1-based line of the source for a 1-based place in the output.
export function sourceLine(map, line, column) {
  for (let at = Math.min(line, map.length) - 1; at >= 0; at -= 1) {
    const before = at === line - 1 ? map[at].filter(([start]) => start < column) : map[at];
    if (before.length) return before.at(-1)[1] + 1;
  }
  return 1;
}

function decodeNumbers(segment) {
  const numbers = [];
  let value = 0;
  let shift = 0;
  for (const letter of segment) {
    const digit = DIGITS.indexOf(letter);
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}
