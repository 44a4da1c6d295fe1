/** What is chosen, as it stands in the address: `#orders`, `#orders/total`, `#orders...users`. */

/**
 * @typedef {{table: string, column?: string, to?: string}} Choice
 * @param {Map<string, unknown>} cards by table name
 * @returns {Choice | null}
 */
export function read(hash, cards) {
  const parts = hash.replace(/^#/, "").split("/").map(decode);
  const [table, column] = parts;
  if (cards.has(table)) return column ? { table, column } : { table };
  for (let at = table.indexOf("..."); at > 0; at = table.indexOf("...", at + 1)) {
    const [from, to] = [table.slice(0, at), table.slice(at + 3)];
    if (cards.has(from) && cards.has(to)) return { table: from, to };
  }
  return null;
}

/** @param {Choice | null} choice */
export function write(choice) {
  if (!choice) return location.pathname + location.search;
  const { table, column, to } = choice;
  const path = to ? `${table}...${to}` : table;
  return `#${encodeURIComponent(path)}${column ? `/${encodeURIComponent(column)}` : ""}`;
}

/** The address of this page with some options changed; an empty one goes. */
export function withOptions(changes) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(changes)) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  url.hash = "";
  return url.href;
}

/** A table's name as a glob that fits it alone; a comma would end the glob. */
export const exactly = (name) => name.replace(/[*?[]/g, "[$&]").replaceAll(",", "?");

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
