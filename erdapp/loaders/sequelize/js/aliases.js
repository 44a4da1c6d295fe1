// Names of modules that aren't relative paths: `paths` and `baseUrl` of tsconfig.json, packages
// of the upload itself, and where neither knows, files whose path ends as the name does.
import fs from "./shims/fs.js";
import path from "./shims/path.js";

export function aliases(project) {
  const configs = project.files
    .filter(({ path: place }) => /\/(?:ts|js)config(?:\.[\w-]+)?\.json$/.test(place))
    .map((file) => read(project, file, 0)).filter(Boolean);
  const own = packagesOf(project);
  return (name, folder) => {
    const near = configs.filter(({ root }) => root === "/" || `${folder}/`.startsWith(`${root}/`));
    const places = near.flatMap((config) => mapped(config, name));
    return [...places, ...inPackage(own, name), ...alike(project, name)];
  };
}

// A config with what it inherits; `paths` and `baseUrl` count from the file that says them.
function read(project, { path: place, text }, depth) {
  try {
    const { extends: parents = [], compilerOptions: { baseUrl, paths } = {} } = JSON.parse(withoutComments(text));
    project.loaded.add(place);
    const root = path.dirname(place);
    const found = { root, base: root, hasBase: false, paths: {} };
    for (const parent of [parents].flat()) {
      const file = depth < 8 && configNamed(project, root, String(parent));
      if (file) Object.assign(found, read(project, file, depth + 1), { root });
    }
    if (baseUrl) Object.assign(found, { base: fs.clean(`${root}/${baseUrl}`), hasBase: true });
    else if (paths && !found.hasBase) found.base = root;
    return paths ? { ...found, paths } : found;
  } catch {
    return null; // such a file is another tool's, or no JSON: the endings of paths will do
  }
}

function configNamed(project, root, name) {
  if (!/^[./]/.test(name)) return null;
  const place = fs.clean(`${root}/${name}`);
  return project.byPath.get(place) ?? project.byPath.get(`${place}.json`) ?? project.byPath.get(`${place}/tsconfig.json`);
}

// The packages of a workspace that are in the upload, by name.
function packagesOf(project) {
  const found = new Map();
  for (const { path: place, text } of project.files) {
    if (path.basename(place) !== "package.json") continue;
    try {
      const { name, main, module, types } = JSON.parse(text);
      project.loaded.add(place);
      if (name) found.set(name, { root: path.dirname(place), entries: [main, module, types].filter(Boolean) });
    } catch {
      continue; // a broken package.json names no package
    }
  }
  return found;
}

function inPackage(own, name) {
  for (const [known, { root, entries }] of own) {
    if (name === known) return [...entries, "src/index", "src", "index"].map((entry) => fs.clean(`${root}/${entry}`));
    if (name.startsWith(`${known}/`)) {
      const inside = name.slice(known.length + 1);
      return [inside, `src/${inside}`].map((entry) => fs.clean(`${root}/${entry}`));
    }
  }
  return [];
}

const withoutComments = (text) => text
  .replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^]*?\*\//g, (part) => (part[0] === '"' ? part : ""))
  .replace(/,(\s*[}\]])/g, "$1");

function mapped({ base, hasBase, paths }, name) {
  const places = [];
  for (const [pattern, targets] of Object.entries(paths)) {
    const [before, after] = pattern.split("*");
    if (after === undefined ? name !== pattern : !(name.startsWith(before) && name.endsWith(after))) continue;
    const middle = after === undefined ? "" : name.slice(before.length, name.length - after.length);
    for (const target of targets) places.push(fs.clean(`${base}/${target.replace("*", middle)}`));
  }
  return hasBase ? [...places, fs.clean(`${base}/${name}`)] : places;
}

function alike(project, name) {
  const ending = name.replace(/^[@~#]\/?/, "");
  if (ending === name && !name.includes("/")) return [];
  const stem = (place) => place.replace(/(?:\/index)?\.[mc]?[jt]sx?$/, "");
  const wanted = `/${ending.replace(/\.[mc]?js$/, "")}`;
  return project.files.filter(({ path: place }) => stem(place).endsWith(wanted)).map(({ path: place }) => place);
}
