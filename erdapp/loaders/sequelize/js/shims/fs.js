// A read-only file system over the uploaded files; `mount` says which. Others read as empty.
let files = new Map();
let missing = () => {}; // told the path of a file that is read and wasn't uploaded
const clean = (path) => {
  const parts = [];
  for (const part of String(path).replace(/^file:\/\//, "").split("/")) {
    if (part === "..") parts.pop();
    else if (part && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
};
const fail = (code, path) =>
  Object.assign(new Error(`${code}: no such file or directory, open '${path}'`), { code, path });
const isFolder = (path) => {
  const start = path === "/" ? "/" : `${path}/`;
  for (const file of files.keys()) if (file.startsWith(start)) return true;
  return false;
};
const stat = (path) => {
  const place = clean(path);
  const file = files.has(place);
  if (!file && !isFolder(place)) throw fail("ENOENT", path);
  return { isFile: () => file, isDirectory: () => !file, isSymbolicLink: () => false,
    size: file ? files.get(place).length : 0, mtime: new Date(0), mtimeMs: 0 };
};
const entry = (folder, name) => {
  const found = stat(`${folder}/${name}`);
  return { name, path: folder, parentPath: folder, ...found };
};

const fs = {
  mount(given, tellMissing) { files = given; missing = tellMissing; },
  existsSync: (path) => files.has(clean(path)) || isFolder(clean(path)),
  readFileSync(path, options) {
    // Keys, certificates and the like are seldom uploaded, and no column depends on them.
    const text = files.get(clean(path)) ?? (/\.json$/i.test(path) ? "{}" : "");
    if (!files.has(clean(path))) missing(path);
    const encoding = typeof options === "string" ? options : options?.encoding;
    return encoding ? text : Buffer.from(text);
  },
  readdirSync(path, options = {}) {
    const folder = clean(path);
    if (!isFolder(folder)) throw fail("ENOENT", path);
    const start = folder === "/" ? "/" : `${folder}/`;
    const below = [...files.keys()].filter((file) => file.startsWith(start))
      .map((file) => file.slice(start.length));
    const names = options.recursive ? below : below.map((file) => file.split("/")[0]);
    const sorted = [...new Set(names)].sort();
    return options.withFileTypes ? sorted.map((name) => entry(folder, name)) : sorted;
  },
  statSync: stat, lstatSync: stat,
  realpathSync: Object.assign(clean, { native: clean }),
  accessSync: (path) => { stat(path); },
  writeFileSync() {}, appendFileSync() {}, mkdirSync() {}, unlinkSync() {}, rmSync() {},
  constants: {},
};
const later = (name) => (...rest) => {
  const done = typeof rest.at(-1) === "function" ? rest.pop() : () => {};
  try { done(null, fs[`${name}Sync`](...rest)); } catch (error) { done(error); }
};
const promised = (name) => async (...rest) => fs[`${name}Sync`](...rest);
const NAMES = ["readFile", "readdir", "stat", "lstat", "access", "realpath", "writeFile", "mkdir"];
for (const name of NAMES) fs[name] = later(name);
fs.promises = Object.fromEntries(NAMES.map((name) => [name, promised(name)]));
fs.clean = clean;
module.exports = fs;
