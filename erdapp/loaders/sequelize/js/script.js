// Script mode: a script of the upload builds the models and hands them to `loadModels` of Atlas's
// provider, which takes the models that are meant and no others.
import { modelMap } from "./members.js";
import { isStandIn } from "./standin.js";
import { DataTypes, instanceOf, isDefined, isRelated, Model, modelsOf } from "#version";

const PROVIDER = /^@ariga\/(?:ts-)?atlas-provider-sequelize(?:\/|$)/;
const NAMES_IT = /@ariga\/(?:ts-)?atlas-provider-sequelize/;
const ITS_DIALECT = /loadModels\s*\)?\s*\(\s*["'`](\w+)["'`]/;

export const isProvider = (name) => PROVIDER.test(name);

// The scripts to run instead of looking for models: the one that was named, else those that use
// the provider, in the asked dialect if some say so.
export function scriptsOf(project) {
  if (project.script) return project.files.filter(({ path }) => path === `/${project.script}`);
  const all = project.files.filter(({ path, text }) => !path.endsWith(".json") && NAMES_IT.test(text));
  const fitting = all.filter(({ text }) => ITS_DIALECT.exec(text)?.[1] === project.dialect);
  return fitting.length ? fitting : all;
}

export class Handed {
  constructor(project, instances) {
    this.project = project;
    this.instances = instances;
    this.given = new Set(); // instances and models
  }

  get any() {
    return this.given.size > 0;
  }

  // Whether a model is one of those to write; all are when none were handed over.
  wants(model) {
    if (!this.any || this.given.has(instanceOf(model)) || this.given.has(model)) return true;
    return [...this.given].some((one) => Object.values(one.associations ?? {}).some((link) => link.throughModel === model));
  }

  // What the provider's package exports.
  exports() {
    const loadModels = (dialect, ...models) => this.#take(models.flat(Infinity));
    return Object.assign(loadModels, { loadModels, default: loadModels, __esModule: true });
  }

  #take(models) {
    const { instances, project } = this;
    const instance = new instances.TypedSequelize({});
    this.given.add(instance);
    for (const one of models) {
      const model = typeof one === "function" ? one : one?.default;
      if (isStandIn(model) || typeof model !== "function") {
        project.tell("error", "what is handed to loadModels is no model", project.here() ?? { file: "", line: 0 });
      } else if (!(model.prototype instanceof Model)) model(instance, DataTypes);
      else if (isDefined(model)) this.given.add(model);
      else if (isRelated(model)) instances.addTyped(instance, model);
      else model.init(instance, DataTypes);
    }
    for (const model of modelsOf(instance)) model.associate?.(modelMap(instances));
    return "";
  }
}
