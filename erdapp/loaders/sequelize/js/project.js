// The uploaded files, what was found in them, and what went wrong where.
import fs from "./shims/fs.js";
import { sourceLine } from "./sourcemap.js";

const FRAME = /\(?(\/[^\s()]+):(\d+):(\d+)\)?$/;

export class Project {
  constructor({ files, dialect, script = "", migrations = null }) {
    this.dialect = dialect;
    this.script = script;
    this.programs = migrations?.map((path) => `/${path}`) ?? null; // migrations to run, not models
    this.files = files.map(([path, text]) => ({ path: `/${path}`, text }));
    this.byPath = new Map(this.files.map((file) => [file.path, file]));
    this.maps = new Map(); // path → decoded source map
    this.whole = []; // paths that needed the whole compiler
    this.loaded = new Set();
    this.problems = [];
    this.statements = [];
    this.tables = [];
    this.places = new Map(); // model → {file, line}
    this.links = new Map(); // model → Map of attribute → {file, line}
    this.associating = new Set(); // files that have set up associations
    this.unset = new Set(); // settings that were asked for
    this.filled = new Set(); // and those of them that have some value now
    globalThis.process.env = this.settings();
    fs.mount(new Map(this.files.map(({ path, text }) => [path, text])), (path) => this.tellMissing(path));
  }

  // The environment is empty, until something fails for want of a setting.
  settings(real = {}) {
    return new Proxy(real, {
      get: (target, name) => {
        if (typeof name !== "string" || name in target) return target[name];
        this.unset.add(name);
        if (!this.filled.has(name)) return undefined;
        const place = this.here();
        if (place) this.tell("warning", `the setting ${name.slice(0, 100)} isn't set here: some value took its place`, place);
        if (name === "NODE_ENV") return "development";
        return /UR[IL]|DSN|CONNECTION/i.test(name) ? `${this.dialect}://user:password@localhost/models` : /PORT/i.test(name) ? "5432" : "value";
      },
    });
  }

  // Give the settings that errors name some value; `all` gives one to each that was asked for.
  fillSettings(messages, all) {
    for (const name of this.unset) {
      if (!/^NODE_DEBUG/.test(name) && (all || messages.some((text) => text.includes(name)))) this.filled.add(name);
    }
  }

  has(path) {
    return this.byPath.has(path);
  }

  read() {
    return [...this.loaded].map((path) => path.slice(1));
  }

  // `what` is an Error or a text; `fallback` the file where no place is known from the stack.
  problem(severity, what, fallback = "") {
    const place = what?.place ?? this.placeIn(what?.stack, fallback) ?? { file: fallback, line: 0 };
    const message = said(what).slice(0, 500);
    this.tell(severity, message, place);
  }

  tellMissing(path) {
    const name = String(path).slice(0, 300);
    this.tell("warning", `the file ${name} isn't here: it was read as an empty one`, this.here() ?? { file: "", line: 0 });
  }

  tell(severity, message, place) {
    const file = String(place.file).replace(/^\//, "");
    const known = this.problems.some((one) => one.message === message && one.file === file && one.line === place.line);
    if (!known) this.problems.push({ severity, message, file, line: place.line });
  }

  // The innermost frame of a stack that lies in an uploaded file, in `first` if there is one.
  placeIn(stack, first = "") {
    const frames = this.frames(stack);
    return frames.find(({ file }) => file === first) ?? frames[0] ?? null;
  }

  // The frames of a stack that lie in uploaded files, innermost first.
  frames(stack) {
    const found = [];
    for (const text of String(stack ?? "").split("\n")) {
      const [, file, line, column] = FRAME.exec(text) ?? [];
      if (!this.byPath.has(file)) continue;
      const map = this.maps.get(file);
      found.push({ file, line: map ? sourceLine(map, Number(line), Number(column)) : Number(line) });
    }
    return found;
  }

  here() {
    return this.around()[0] ?? null;
  }

  // The frames of uploaded files that are being run.
  around() {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 40;
    const frames = this.frames(new Error("here").stack);
    Error.stackTraceLimit = limit;
    return frames;
  }
}

// The first line of an error, and of what caused it.
export function said(error) {
  const first = (one) => String(one?.message ?? one).split("\n")[0];
  return error?.cause?.message ? `${first(error)} ${first(error.cause)}` : first(error);
}
