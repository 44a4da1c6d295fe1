// Patterns of paths over the uploaded files: `*`, `**`, `?`, `{a,b}` and `[…]`.
const fs = require("./fs.js");

const expression = (pattern) => {
  let source = "";
  let depth = 0;
  for (let at = 0; at < pattern.length; at += 1) {
    const letter = pattern[at];
    if (pattern.startsWith("**/", at)) { source += "(?:[^/]+/)*"; at += 2; }
    else if (pattern.startsWith("**", at)) { source += ".*"; at += 1; }
    else if (letter === "*") source += "[^/]*";
    else if (letter === "?") source += "[^/]";
    else if (letter === "{") { source += "(?:"; depth += 1; }
    else if (letter === "}" && depth) { source += ")"; depth -= 1; }
    else if (letter === "," && depth) source += "|";
    else source += letter.replace(/[.+^$()|\\[\]]/g, "\\$&");
  }
  return new RegExp(`^${source}$`);
};
const every = (folder) => {
  const found = [];
  for (const name of fs.readdirSync(folder)) {
    const path = fs.clean(`${folder}/${name}`);
    found.push(path);
    if (fs.statSync(path).isDirectory()) found.push(...every(path));
  }
  return found;
};
const sync = (pattern, options = {}) => {
  const from = options.cwd ?? "/";
  const patterns = [pattern].flat().map((one) => (one.startsWith("/") ? fs.clean(one) : fs.clean(`${from}/${one}`)));
  const wanted = patterns.map(expression);
  return every("/").filter((path) => wanted.some((one) => one.test(path)));
};
const glob = (pattern, options, done) => {
  const found = sync(pattern, typeof options === "object" ? options : {});
  const tell = typeof options === "function" ? options : done;
  if (tell) tell(null, found);
  return Promise.resolve(found);
};
module.exports = Object.assign(glob, {
  sync, globSync: sync, glob, hasMagic: (text) => /[*?{[]/.test(text),
});
