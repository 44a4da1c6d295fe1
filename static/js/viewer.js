/** The diagram on a page: what the server drew becomes something to move about in. */

import { read } from "./address.js";
import { Camera } from "./camera.js";
import { changeSteps } from "./changes.js";
import { Chooser } from "./chooser.js";
import { finder } from "./finder.js";
import { keyboard } from "./keys.js";
import { levels } from "./levels.js";
import { minimap } from "./minimap.js";
import { Moved } from "./moved.js";
import { Picture } from "./picture.js";
import { printing } from "./printing.js";
import { fetchRows, fill, listed } from "./rows.js";
import { steer } from "./steer.js";
import { fetchPage, putPage, staysHere } from "./swap.js";
import { timeline } from "./timeline.js";

/** @param {{scale: number, fitted: boolean, places: Map, moved: Map}} [before] what stood where a moment ago */
function start(root, before = null) {
  const svg = root.querySelector("svg.erd");
  if (!svg) return null;
  const ended = new AbortController();
  const { signal } = ended;
  const picture = new Picture(svg);
  picture.world = enterWorld(svg);
  const camera = new Camera(svg, picture.world, picture.ground, root);
  svg.setAttribute("role", "group");
  zoomLabel(root, camera);
  levels(picture, camera);
  const map = root.querySelector("[data-minimap]");
  if (map && picture.cards.size > 1) picture.onMoved = minimap(map, picture, camera);
  const moved = before?.moved ?? new Map();
  const tables = new Moved(root, picture, camera, moved, signal); // first, so that a table it takes isn't panned
  steer(camera, signal);

  const chooser = new Chooser(root, picture, camera, signal);
  const steps = changeSteps(root, picture, chooser, signal);
  const rows = fetchRows(root.dataset.rows);
  let fillAll = () => {};
  rows.then((data) => {
    if (data && !signal.aborted) fillAll = fill(picture, camera, data);
  });
  printing(svg, picture.world, camera, picture.cards.size, () => fillAll(), signal);
  const { find, pathTo } = search(root, picture, chooser, rows, signal);
  controls(root, camera, signal);
  keyboard({ root, camera, chooser, find, pathTo, steps, tables }, signal);
  timeline(root, (href) => go(href + location.hash, true), signal);
  firstView(camera, picture, steps, before);
  mark(picture, before);
  const asked = read(location.hash, picture.cards);
  if (asked) chooser.choose(asked, { centre: !before, push: false });
  camera.draw();
  root.classList.add("live"); // only now, so that the browser arranges the picture once
  return { root, picture, camera, moved, end: () => ended.abort() };
}

/** What was drawn moves as one group, and the picture fills its frame. */
function enterWorld(svg) {
  for (const name of ["viewBox", "width", "height"]) svg.removeAttribute(name);
  return svg.querySelector("g.world");
}

/** A comparison opens on what changed, another version where one was, anything else whole. */
function firstView(camera, picture, steps, before) {
  const stay = [...(before?.places.keys() ?? [])].find((name) => picture.cards.has(name));
  const changed = picture.around(steps.tables);
  if (stay && !before.fitted) camera.keep(picture.cards.get(stay).box, before.places.get(stay), before.scale);
  else if (changed) camera.show(changed);
  else camera.fit();
}

/** The centre of a focus, and what the version before hadn't. */
function mark(picture, before) {
  const centre = new URLSearchParams(location.search).get("focus");
  const called = [...picture.cards.values()].find(({ name }) => name === centre || name.endsWith(`.${centre}`));
  if (centre) called?.element.classList.add("centre");
  if (!before?.versions) return;
  for (const { name, element } of picture.cards.values()) {
    if (!before.places.has(name)) element.classList.add("born");
  }
}

function zoomLabel(root, camera) {
  const label = root.querySelector("[data-zoom]");
  camera.onMove(({ scale }) => {
    const text = `${Math.round(scale * 100)} %`;
    if (label && label.textContent !== text) label.textContent = text;
  });
}

function controls(root, camera, signal) {
  const actions = {
    in: () => camera.zoomAt(1.25),
    out: () => camera.zoomAt(0.8),
    fit: () => camera.fit(),
  };
  const act = ({ target }) => actions[target.closest("[data-camera]")?.dataset.camera]?.();
  root.addEventListener("click", act, { signal });
}

/** The finder, to go somewhere or to say where a path shall lead. */
function search(root, picture, chooser, rows, signal) {
  const dialog = document.querySelector("dialog[data-finder]");
  if (!dialog) return { find: () => {}, pathTo: () => {} };
  const entries = async () => {
    const data = await rows;
    const names = root.dataset.names ? await (await fetch(root.dataset.names)).json() : null;
    return names ? names.map(named) : [...picture.cards.values()].map((card) => drawn(card, data));
  };
  const open = finder(dialog, entries, signal);
  const go = ({ table, column }) => {
    if (picture.cards.has(table)) chooser.choose({ table, column }, { centre: true });
    else document.querySelector(`[data-list] [data-table="${CSS.escape(table)}"]`)?.click();
  };
  const find = () => open("", go);
  const pathTo = () => {
    const { table } = chooser.choice;
    open(`Path from ${table} to …`, (hit) => {
      if (picture.cards.has(hit.table)) chooser.choose({ table, to: hit.table }, { centre: true });
    });
  };
  for (const button of document.querySelectorAll("[data-find]")) {
    button.hidden = false;
    button.addEventListener("click", find, { signal });
  }
  root.querySelector("[data-chosen-path]")?.addEventListener("click", pathTo, { signal });
  return { find, pathTo };
}

const named = ([name, comment, columns]) => ({
  name,
  comment,
  columns: columns.map((column) =>
    typeof column === "string" ? { name: column, comment: "" } : { name: column[0], comment: column[1] },
  ),
});

const drawn = (card, data) => ({
  name: card.name,
  comment: "",
  columns: listed(card, data).filter(({ column }) => column).map(({ column, hint }) => ({
    name: column,
    comment: hint.split("\n").slice(1).join(" "),
  })),
});

let running = [...document.querySelectorAll("[data-viewer]")].map((root) => start(root));
let shown = location.pathname + location.search;

/** Show another view here; where that fails the browser goes there. */
async function go(href, push) {
  const asked = (go.last = {});
  const page = await fetchPage(href).catch(() => null);
  if (go.last !== asked) return;
  if (!page) return location.assign(href);
  const before = running[0] && samePlace(href, shown) ? running[0].camera.places(running[0].picture) : null;
  if (before) before.moved = running[0].moved;
  if (before) before.versions = new URL(href, location.href).pathname !== location.pathname;
  const focused = Boolean(document.activeElement?.closest("[data-timeline] input"));
  for (const viewer of running) viewer?.end();
  if (push) history.pushState(null, "", href);
  shown = location.pathname + location.search;
  putPage(page);
  running = [...document.querySelectorAll("[data-viewer]")].map((root) => start(root, before));
  if (focused) document.querySelector("[data-timeline] input")?.focus();
}

/** The reader keeps their place unless other tables are asked for. */
function samePlace(href, than) {
  const which = (address) => {
    const { searchParams } = new URL(address, location.href);
    return ["focus", "depth", "walls", "only", "exclude", "view"].map((name) => searchParams.get(name)).join();
  };
  return which(href) === which(than);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || !running.some(Boolean) || !staysHere(link, event)) return;
  event.preventDefault();
  const hash = location.hash && !link.hash && samePlace(link.href, shown) ? location.hash : "";
  go(link.href + hash, true);
});
addEventListener("popstate", () => {
  if (location.pathname + location.search !== shown) go(location.href, false);
});
