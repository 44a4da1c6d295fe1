// Sequelize as the models see it: every instance speaks the asked dialect, connects to nothing
// and is remembered with its models.
import { attributesOf, DataTypes, defineDecorated, Model, modelsOf, optionsOf, RealSequelize, RealTyped, relateDecorated } from "#version";
import fs from "./shims/fs.js";
import glob from "./shims/glob.js";
import path from "./shims/path.js";
import { said } from "./project.js";
import { isStandIn, standIn } from "./standin.js";

const LINKS = ["belongsTo", "hasOne", "hasMany", "belongsToMany"];

export class Instances {
  // What stand-ins hand on: a missing `db.js` is most often where these come from.
  get known() {
    return { DataTypes, Model, Sequelize: this.Sequelize, define: (...given) => this.main().define(...given) };
  }

  constructor(project) {
    this.project = project;
    this.all = [];
    this.typedModels = []; // [instance, class], associated when all models are known
    this.Sequelize = this.#watched(RealSequelize);
    this.TypedSequelize = this.#watched(RealTyped);
    this.#watchModels();
    this.#watchLinks();
    this.#watchTyped();
  }

  // The instance that models get which bring none themselves.
  main() {
    return this.all[0] ?? new this.TypedSequelize({});
  }

  models() {
    return this.all.flatMap((instance) => modelsOf(instance).map((model) => [instance, model]));
  }

  #watched(real) {
    const proxy = new Proxy(real, {
      get: (target, name, receiver) => (name === "Sequelize" || name === "default" ? proxy : Reflect.get(target, name, receiver)),
      construct: (target, given, newTarget) => this.#build(target, given, newTarget),
    });
    return proxy;
  }

  #build(target, given, newTarget) {
    const options = given.findLast((one) => one && typeof one === "object" && !isStandIn(one)) ?? {};
    const { models, modelPaths } = options;
    const instance = Reflect.construct(target, [optionsOf(this.project.dialect, options, isPlain)], newTarget);
    this.all.push(Object.assign(instance, offline(instance)));
    for (const wanted of [models, modelPaths]) if (Array.isArray(wanted)) instance.addModels(wanted);
    return instance;
  }

  #watchModels() {
    const { project } = this;
    const instances = this;
    const init = Model.init;
    Model.init = function (attributes, options = {}) {
      const name = options.modelName ?? this.name;
      if (isStandIn(name) || isStandIn(options.tableName)) throw new Error("the name of a model comes from something that isn't here");
      const frames = project.around();
  
      const usable = options.sequelize instanceof RealSequelize;
      const model = init.call(this, attributes, usable ? options : { ...options, sequelize: instances.main() });
      const place = frames[0] ?? project.places.get(model) ?? { file: "", line: 0 };
      project.places.set(model, { ...place, frames, via: [...new Set(frames.map(({ file }) => file))].slice(0, 2) });
      tellDefaults(project, model, place);
      if (Object.hasOwn(model, "associate")) remember(model, model.associate);
      return model;
    };
    Object.defineProperty(Model, "associate", { configurable: true, get: () => undefined,
      set(value) { remember(this, value); } });
    // Gone since version 6, and still what many models are loaded with.
    RealSequelize.prototype.import = function (given) {
      const module = typeof given === "function" ? given : instances.modules.require(fs.clean(given), "/");
      return (module.default ?? module)(this, DataTypes);
    };
  }

  // Where a relation was set up is where its columns come from.
  #watchLinks() {
    const { project } = this;
    const place = (model, attribute, where, isOwn = false) => {
      const known = project.links.get(model) ?? new Map();
      project.links.set(model, known);
      if (where && attribute && (!known.has(attribute) || isOwn)) known.set(attribute, where);
    };
    for (const link of LINKS) {
      const real = Model[link];
      Model[link] = function (target, options) {
        const where = project.here();
        if (where) project.associating.add(where.file);
        const made = real.call(this, target, options);
        place(link === "belongsTo" ? this : made.throughModel ?? target, made.foreignKey, where, link === "belongsTo");
        if (made.throughModel) {
          place(made.throughModel, made.otherKey, where);
          if (!project.places.get(made.throughModel)?.file && where) project.places.set(made.throughModel, { ...where, via: [] });
        }
        return made;
      };
    }
  }

  #watchTyped() {
    const instances = this;
    RealTyped.prototype.addModels = function (given, match) {
      const classes = instances.#resolve(given, match ?? this.options.modelMatch);
      for (const each of classes) instances.addTyped(this, each);
    };
  }

  addTyped(instance, each) {
    try {
      checkClass(each);
      const defined = defineDecorated(instance, each);
      if (defined) this.typedModels.push([instance, defined]);
    } catch (error) {
      this.project.tell("error", said(error), this.project.places.get(each) ?? { file: "", line: 0 });
    }
  }

  // Paths and patterns to the classes their files export.
  #resolve(given, match = (file, member) => file === member) {
    return given.flatMap((one) => {
      if (typeof one !== "string") return [one];
      const hasEnding = [".ts", ".js"].includes(path.extname(one));
      const pattern = glob.hasMagic(one) || hasEnding ? one : path.join(one, "/*");
      const files = glob.sync(pattern).filter((place) => this.project.byPath.has(place) && /\.[jt]s$/.test(place) && !place.endsWith(".d.ts"));
      return files.flatMap((place) => {
        const module = this.modules.load(place);
        const stem = path.basename(place).replace(/\.[jt]s$/, "");
        const member = Object.keys(module).find((name) => match(stem, name));
        return [member ? module[member] : module.default].filter(Boolean);
      });
    });
  }

  associateTyped() {
    for (const [instance, model] of this.typedModels) {
      relateDecorated(instance, model, (error) => {
        this.project.tell("error", `${model.name}: ${said(error)}`, this.project.places.get(model) ?? { file: "", line: 0 });
      });
    }
  }
}

function checkClass(each) {
  if (typeof each !== "function" || !(each.prototype instanceof Model)) throw new Error(`${String(each?.name ?? each)} is no model`);
}

const answerNothing = async (_, options) => (options?.plain ? null : options?.type ? [] : [[], {}]);

// What applications ask of their database while they start, answered without one.
const offline = (instance) => ({
  authenticate: async () => {}, close: async () => {}, validate: async () => {}, sync: async () => instance,
  drop: async () => {}, truncate: async () => {}, databaseVersion: async () => "0.0.0",
  query: answerNothing, queryRaw: answerNothing,
  transaction: async (...given) => given.findLast((one) => typeof one === "function")?.(standIn()) ?? standIn(),
});

// A default that a missing module has is lost, and nothing else would say so.
function tellDefaults(project, model, place) {
  for (const [name, { defaultValue }] of attributesOf(model)) {
    if (!isStandIn(defaultValue)) continue;
    project.tell("warning", `${model.name}.${name}: its default comes from a module that isn't here and is left out`, place);
  }
}

const isPlain = (value) => typeof value === "object" && value !== null && !isStandIn(value);

// `associate` is kept as the model's own, and knows whether it was called.
function remember(model, value) {
  let own = value;
  if (typeof value === "function") {
    own = function (...given) { own.called = true; return value.apply(this, given); };
  }
  Object.defineProperty(model, "associate", { value: own, writable: true, configurable: true, enumerable: true });
}
