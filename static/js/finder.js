/** Search over tables, columns and comments: typing filters, Enter goes there. */

const MOST = 40;

/**
 * @typedef {{name: string, comment: string, columns: {name: string, comment: string}[]}} Entry
 * @param {HTMLDialogElement} dialog holding an input and a list
 * @param {() => Promise<Entry[]>} entries asked for when the dialog first opens
 * @returns {(prompt: string, go: (hit: {table: string, column: string}) => void) => void}
 */
export function finder(dialog, entries, signal) {
  const input = dialog.querySelector("input");
  const list = dialog.querySelector("[role=listbox]");
  const plain = input.placeholder;
  let known = [];
  let hits = [];
  let current = 0;
  let go = () => {};

  const draw = () => {
    hits = search(known, input.value);
    current = 0;
    list.replaceChildren(...(hits.length ? hits.map(option) : [nothing(input.value)]));
    mark();
  };
  const mark = () => {
    [...list.children].forEach((item, i) => {
      item.id = `found-${i}`;
      item.setAttribute("aria-selected", i === current);
    });
    input.setAttribute("aria-activedescendant", hits.length ? `found-${current}` : "");
    list.children[current]?.scrollIntoView({ block: "nearest" });
  };
  const choose = (index) => {
    const hit = hits[index];
    dialog.close();
    if (hit) go(hit);
  };

  input.addEventListener("input", draw, { signal });
  input.addEventListener(
    "keydown",
    (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && hits.length) {
        event.preventDefault();
        current = (current + step + hits.length) % hits.length;
        mark();
      } else if (event.key === "Enter") {
        event.preventDefault();
        choose(current);
      }
    },
    { signal },
  );
  dialog.addEventListener(
    "click",
    (event) => {
      const item = event.target.closest("[role=option]");
      if (item) choose([...list.children].indexOf(item));
      else if (event.target === dialog) dialog.close();
    },
    { signal },
  );
  return async (prompt, then) => {
    go = then;
    input.value = "";
    input.placeholder = prompt || plain;
    if (!dialog.open) dialog.showModal();
    input.focus();
    if (!known.length) known = await entries();
    draw();
  };
}

/**
 * Tables whose name begins with the words first, then those that hold them, then columns, then
 * comments. Several words must all occur, and one of them in what is listed.
 */
export function search(entries, text) {
  const words = text.toLowerCase().split(/[\s.]+/).filter(Boolean);
  if (!words.length) return entries.slice(0, MOST).map(({ name }) => ({ table: name, column: "" }));
  const ranked = [];
  for (const { name, comment, columns } of entries) {
    const table = name.toLowerCase();
    const own = score(words, table, "", comment.toLowerCase());
    if (own >= 0) ranked.push({ table: name, column: "", comment, rank: own });
    for (const column of columns) {
      const found = score(words, column.name.toLowerCase(), table, column.comment.toLowerCase());
      if (found < 0) continue;
      ranked.push({ table: name, column: column.name, comment: column.comment, rank: found + 2 });
    }
  }
  ranked.sort((a, b) => a.rank - b.rank);
  return ranked.slice(0, MOST);
}

/** 0: begins with a word, 1: holds one, 4: only its comment does; -1: no. */
function score(words, name, context, comment) {
  const inName = words.filter((word) => name.includes(word));
  if (inName.length && words.every((word) => name.includes(word) || context.includes(word))) {
    return words.some((word) => name.startsWith(word)) ? 0 : 1;
  }
  const inComment = words.some((word) => comment.includes(word));
  const everywhere = words.every((word) => `${name} ${context} ${comment}`.includes(word));
  return inComment && everywhere ? 4 : -1;
}

function option({ table, column, comment = "" }) {
  const item = document.createElement("li");
  item.setAttribute("role", "option");
  const name = document.createElement("span");
  if (column) {
    const owner = document.createElement("span");
    owner.className = "quiet";
    owner.textContent = `${table}.`;
    name.append(owner, column);
  } else {
    name.textContent = table;
  }
  item.append(name);
  if (comment) {
    const more = document.createElement("small");
    more.textContent = comment;
    item.append(more);
  }
  return item;
}

function nothing(text) {
  const item = document.createElement("li");
  item.className = "quiet";
  item.setAttribute("role", "presentation");
  item.textContent = text ? `Nothing is named “${text}”.` : "Loading …";
  return item;
}
