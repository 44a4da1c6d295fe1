/** Choosing a table: on the picture, in the list, in the address, and in words. */

import { exactly, read, withOptions, write } from "./address.js";
import { hover } from "./hover.js";
import { around, Light, path } from "./light.js";
import { across } from "./picture.js";

export class Chooser {
  /** @param {HTMLElement} root the canvas */
  constructor(root, picture, camera, signal) {
    Object.assign(this, { root, picture, camera });
    this.choice = null;
    this.light = new Light(picture);
    this.still = hover(picture, this.light, () => this.#lightUp(), signal);
    this.bar = root.querySelector("[data-chosen]");
    picture.svg.addEventListener("click", (event) => this.#clicked(event), { signal });
    picture.svg.addEventListener("dblclick", (event) => this.#opened(event), { signal });
    root.addEventListener("moved", () => this.#lightUp(), { signal }); // its lines for chips
    addEventListener("popstate", () => this.fromAddress(), { signal });
    addEventListener("hashchange", () => this.fromAddress(), { signal });
    document.querySelector("[data-list]")?.addEventListener("click", (e) => this.#listed(e), { signal });
    root.querySelector("[data-chosen-clear]")?.addEventListener("click", () => this.choose(null), { signal });
  }

  get card() {
    return this.picture.cards.get(this.choice?.table) ?? null;
  }

  /**
   * @param {import("./address.js").Choice | null} choice
   * @param {{centre?: boolean, push?: boolean}} how
   */
  choose(choice, { centre = false, push = true } = {}) {
    const before = write(this.choice);
    this.choice = choice;
    this.still();
    this.#lightUp();
    this.#inList();
    this.#inBar();
    const address = write(choice);
    if (push && address !== before) history.pushState(null, "", address);
    if (centre && choice) this.#centre();
    this.root.dispatchEvent(new CustomEvent("choose", { detail: choice }));
  }

  fromAddress({ centre = true } = {}) {
    const choice = read(location.hash, this.picture.cards);
    if (write(choice) === write(this.choice)) return;
    this.choose(choice, { centre, push: false });
  }

  #lit() {
    const { card } = this;
    if (!card) return null;
    const { to, column } = this.choice;
    if (!to) return { ...around(card), chosen: new Set([card]), column };
    const other = this.picture.cards.get(to);
    const chosen = new Set([card, other]);
    const found = path(card, other);
    return { ...(found ?? { cards: chosen, wires: new Set() }), chosen, found };
  }

  #lightUp() {
    const lit = this.#lit();
    if (lit) this.light.show(lit);
    else this.light.clear();
  }

  #centre() {
    const tables = this.choice.to ? [...this.#lit().cards].map(({ name }) => name) : [this.choice.table];
    this.camera.show(this.picture.around(tables));
  }

  #inList() {
    for (const link of document.querySelectorAll("[data-list] [data-table]")) {
      const chosen = link.dataset.table === this.choice?.table;
      link.classList.toggle("on", chosen);
      if (chosen) link.scrollIntoView({ block: "nearest" });
    }
  }

  /** The bar with what can be done now, and the same in words for who doesn't see the picture. */
  #inBar() {
    const words = this.#words();
    const said = this.root.querySelector("[data-said]");
    if (said) said.textContent = words.join(" ");
    if (!this.bar) return;
    const { card } = this;
    this.bar.hidden = !card;
    if (!card) return;
    this.bar.querySelector("[data-chosen-name]").textContent = words[0];
    const set = (name, href) => {
      const link = this.bar.querySelector(`[data-chosen-${name}]`);
      if (link) link.href = href;
    };
    const hidden = new URL(location.href).searchParams.get("exclude");
    set("focus", withOptions({ focus: card.name }));
    set("hide", withOptions({ exclude: [hidden, exactly(card.name)].filter(Boolean).join(",") }));
    set("page", (this.root.dataset.page ?? "").replace("~", encodeURIComponent(card.name)));
  }

  #words() {
    const { card, choice } = this;
    if (!card) return ["Nothing is chosen."];
    if (choice.to) {
      const found = this.#lit().found;
      const hops = found ? found.wires.size : 0;
      return [found ? `${card.name} → ${choice.to}: ${hops} ${hops === 1 ? "hop" : "hops"}` : `No way from ${card.name} to ${choice.to}`];
    }
    const names = (wires) => [...new Set(wires.map((wire) => across(wire, card).name))].join(", ");
    const out = names(card.wires.filter((wire) => wire.from === card));
    const into = names(card.wires.filter((wire) => wire.to === card));
    return [choice.column ? `${card.name}.${choice.column}` : card.name, out && `References ${out}.`, into && `Referenced by ${into}.`].filter(Boolean);
  }

  #clicked(event) {
    if (event.target.closest("a") && (event.ctrlKey || event.metaKey)) return;
    const element = event.target.closest("g.card");
    if (element && event.detail < 2) event.preventDefault();
    const table = this.picture.byId.get(element?.id)?.name;
    if (!table) this.choose(null);
    else if (event.shiftKey && this.choice && table !== this.choice.table) {
      this.choose({ table: this.choice.table, to: table });
    } else this.choose({ table });
  }

  #opened(event) {
    const card = this.picture.byId.get(event.target.closest("g.card")?.id);
    if (card && this.root.dataset.page) {
      location.assign(this.root.dataset.page.replace("~", encodeURIComponent(card.name)));
    }
  }

  #listed(event) {
    const link = event.target.closest("[data-table]");
    if (!link || event.ctrlKey || event.metaKey || !this.picture.cards.has(link.dataset.table)) return;
    event.preventDefault();
    this.choose({ table: link.dataset.table }, { centre: true });
  }
}
