// `require` over the uploaded files, the packages in the bundle and stand-ins for all others.
import path from "./shims/path.js";
import fs from "./shims/fs.js";
import { compile } from "./compile.js";
import { helpers } from "./inplace/helpers.js";
import { aliases } from "./aliases.js";
import { decorate, standIn } from "./standin.js";

const ENDINGS = ["", ".js", ".ts", ".cjs", ".mjs", ".cts", ".mts", ".tsx", ".jsx", ".json"];

export class Modules {
  constructor(project, packages, known) {
    this.project = project;
    this.packages = packages; // from a name to its exports
    this.known = known; // for stand-ins
    this.cache = new Map();
    this.missing = new Map();
    this.waiting = []; // promises of modules that await something
    this.late = []; // files that failed after they had awaited something, with their errors
    this.told = null; // who takes such failures in the end
    this.aliases = aliases(project);
  }

  // The exports of an uploaded file; what it throws goes to the caller and is forgotten again.
  load(place) {
    const cached = this.cache.get(place);
    if (cached) return cached.exports;
    const file = this.project.byPath.get(place);
    this.project.loaded.add(place);
    const module = { exports: {}, id: place, filename: place, loaded: false, children: [], paths: [] };
    if (place.endsWith(".json")) {
      module.exports = JSON.parse(file.text);
      this.cache.set(place, module);
      return module.exports;
    }
    this.cache.set(place, module);
    try {
      this.#run(file, module);
    } catch (error) {
      this.cache.delete(place);
      throw error;
    }
    module.loaded = true;
    return module.exports;
  }

  #run(file, module) {
    const { run, map, isWhole } = compile(file);
    if (isWhole) this.project.whole.push(file.path.slice(1));
    if (map) this.project.maps.set(file.path, map);
    const folder = path.dirname(file.path);
    const require = (name) => this.require(String(name).replace(/^file:\/\//, ""), folder);
    globalThis.__require = require;
    Object.assign(require, { resolve: (name) => this.#find(String(name), folder) ?? name, cache: {}, main: null, extensions: {} });
    Object.defineProperty(module.exports, "__decorate", { value: decorate, configurable: true });
    const meta = { url: `file://${file.path}`, filename: file.path, dirname: folder };
    module.require = require;
    const waiting = run.call(module.exports, module.exports, require, module, file.path, folder, meta, helpers);
    if (waiting?.catch) this.waiting.push(waiting.catch((error) => this.#failLate(file, error)));
  }

  // A module that awaits something has given its exports away before it fails.
  #failLate(file, error) {
    this.cache.delete(file.path);
    if (this.told) this.told(file, error);
    else this.late.push([file, error]);
  }

  require(name, folder) {
    const known = this.packages(name, folder);
    if (known !== undefined) return known;
    const found = this.#find(name, folder);
    if (found) return this.load(found);
    return this.#replace(name);
  }

  #find(name, folder) {
    const local = name.startsWith(".") || name.startsWith("/");
    const places = local ? [fs.clean(name.startsWith("/") ? name : `${folder}/${name}`), ...this.#moved(name)] : this.aliases(name, folder);
    for (const place of places) {
      const found = this.#file(place);
      if (found) return found;
    }
    return null;
  }

  // A few files without their folders, or a folder without those around it, still name each other
  // as they did where they came from: the one file whose path ends alike is meant.
  #moved(name) {
    const parts = name.split("/").filter((part) => part !== "." && part !== "..");
    const flat = this.project.files.every(({ path: place }) => place.lastIndexOf("/") === 0);
    for (let from = 0; parts.length - from >= (flat ? 1 : 2); from += 1) {
      const ending = `/${parts.slice(from).join("/")}`.replace(/\.[mc]?[jt]sx?$/, "");
      const found = this.project.files.filter(({ path: place }) => place.replace(/(?:\/index)?\.[mc]?[jt]sx?$|\.json$/, "").endsWith(ending));
      if (found.length === 1) return [found[0].path];
    }
    return [];
  }

  // TypeScript names what a file will be compiled to: `./user.js` may be `user.ts`.
  #file(place) {
    const stems = [place, place.replace(/\.([mc]?)jsx?$/, ""), `${place}/index`];
    for (const stem of stems) {
      for (const ending of ENDINGS) if (this.project.has(stem + ending)) return stem + ending;
    }
    return null;
  }

  #replace(name) {
    const place = this.project.here() ?? { file: "", line: 0 };
    const kind = /^[./]/.test(name) ? "file" : "package";
    this.project.tell("warning", `the ${kind} ${name} isn't here: something that does nothing took its place`, place);
    if (!this.missing.has(name)) this.missing.set(name, standIn(this.known));
    return this.missing.get(name);
  }
}
