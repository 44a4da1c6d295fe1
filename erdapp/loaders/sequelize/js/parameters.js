// What a function that nobody called wants to be given: by the names of its parameters, by what
// it does with them, and where neither tells, a stand-in that can hand on real things.
const SEQUELIZE = /^_?(?:sequelize|connection|conn|database|instance|orm|client)\w*$/i;
const TYPES = /^_?(?:data_?types?|types?|dt)$/i;
const MODELS = /^_?(?:models?|db|all\w*)$/i;
const TYPE_NAMES = "STRING|TEXT|INTEGER|BIGINT|BOOLEAN|DATE|DATEONLY|UUID|ENUM|FLOAT|DOUBLE|DECIMAL|JSONB?|VIRTUAL|CHAR";

// The parameters of a function's source as texts, default values left out.
export function parametersOf(source) {
  const text = listOf(source);
  const found = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const letter = text[at] ?? ",";
    if ("([{".includes(letter)) depth += 1;
    else if (")]}".includes(letter)) depth -= 1;
    else if (letter === "," && depth === 0) {
      found.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  return found.filter(Boolean).map((one) => (/^[[{]/.test(one) ? one[0] : one.split("=")[0].trim()));
}

function listOf(source) {
  const plain = source.replace(/\/\*[^]*?\*\//g, "");
  const alone = /^(?:async\s+)?([\w$]+)\s*=>/.exec(plain);
  if (alone) return alone[1];
  const open = plain.indexOf("(");
  let depth = 0;
  for (let at = open; at >= 0 && at < plain.length; at += 1) {
    if (plain[at] === "(") depth += 1;
    else if (plain[at] === ")" && (depth -= 1) === 0) return plain.slice(open + 1, at).replace(/\/\/[^\n]*/g, "");
  }
  return "";
}

// "sequelize", "types", "Sequelize", "Model", "models", "all" (taken apart) or "" for each.
export function rolesOf(source, names) {
  return names.map((name) => byName(name, source) || byUse(name, source));
}

function byName(name, source) {
  if (name === "{") return "all";
  if (name === "Sequelize") return "Sequelize";
  if (name === "Model") return "Model";
  if (SEQUELIZE.test(name)) return "sequelize";
  if (TYPES.test(name)) return "types";
  if (/^db$/i.test(name)) return byUse(name, source) || "models";
  return MODELS.test(name) ? "models" : "";
}

function byUse(name, source) {
  if (!/^[\w$]+$/.test(name)) return "";
  const it = `(?<![\\w$.])${name.replace(/\$/g, "\\$")}`;
  const does = (pattern) => new RegExp(it + pattern).test(source);
  if (does("\\s*\\.\\s*(?:(?:define|model|addModels|getQueryInterface)\\s*\\(|models\\s*[.[])")) return "sequelize";
  if (does(`\\s*\\.\\s*(?:${TYPE_NAMES})\\b`)) return "types";
  if (new RegExp(`sequelize\\s*:\\s*${name}\\b`).test(source)) return "sequelize";
  return "";
}

export function argument(role, bag) {
  switch (role) {
    case "all": return takenApart(bag);
    case "types": return bag.DataTypes;
    case "": return bag.standIn;
    default: return bag[role];
  }
}

// Whatever the names in `{…}` are: models, types, the instance, or something that isn't here.
function takenApart(bag) {
  return new Proxy({}, {
    get: (_, name) => {
      if (typeof name !== "string") return undefined;
      for (const from of [bag, bag.models, bag.DataTypes]) if (from[name] !== undefined) return from[name];
      return SEQUELIZE.test(name) ? bag.sequelize : bag.standIn[name];
    },
    has: () => true,
  });
}
