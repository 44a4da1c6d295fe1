// What a module exports, one by one, and the models that are known by now, by name.
import { Model } from "#version";

export function membersOf(value) {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return [];
  const inside = value.prototype instanceof Model ? [] : Object.keys(value).map((name) => value[name]);
  return [...new Set([value, ...inside])];
}

// The models by name, as `db` of sequelize-cli has them; a name in other case is found too.
export function modelMap(instances) {
  const map = { sequelize: instances.main(), Sequelize: instances.Sequelize };
  for (const [, model] of instances.models()) map[model.name] = model;
  const byLower = new Map(Object.keys(map).map((name) => [name.toLowerCase(), name]));
  return new Proxy(map, {
    get: (target, name) => (typeof name === "string" && !(name in target) ? target[byLower.get(name.toLowerCase())] : target[name]),
  });
}
