// All models of a project in steps, between which promises are kept: its files are loaded, its
// factories called, its models associated.
import { callDefiners } from "./factories.js";
import { Instances } from "./instances.js";
import { membersOf, modelMap } from "./members.js";
import { Modules } from "./modules.js";
import { Handed, scriptsOf } from "./script.js";
import { isTyped, Model, RealTyped } from "#version";

const ENTRY = /(?:^|\/)(?:index|db|database|sequelize|connection|init-?models)\.[mc]?[jt]s$/i;
const MENTIONS = /sequelize|DataTypes|\bextends\s+Model\b|@Table\b|\.define\s*\(|\b(?:belongsTo|hasMany|hasOne)\b|\b(?:init|associate)\w*\s*\(|\w(?:Init|Associate)\b/i;
const DEFINES = /\.define\s*\(|\.init(?:Model)?\s*\(|\bextends\s+[\w.]*Model\b|@Table\b|\baddModels\s*\(|\bDataTypes?\.|^\/\/ sequelize/m;

// The steps, each a function. `packages` makes of the instances what names of packages mean.
export function* steps(project, packages) {
  const instances = new Instances(project);
  project.instances = instances;
  project.handed = new Handed(project, instances);
  const modules = new Modules(project, packages(instances, project.handed), instances.known);
  instances.modules = modules;
  project.modules = modules;
  const scripts = scriptsOf(project);
  const loading = new Loading(project, modules, scripts.length ? scripts : order(modelFiles(project)));
  yield () => loading.begin();
  yield () => loading.again();
  yield () => loading.again(true);
  if (project.handed.any) {
    yield () => instances.associateTyped();
    return;
  }
  let relate = () => {};
  yield () => {
    noteClasses(project, loading.exported);
    relate = callDefiners(project, instances, loading.exported);
  };
  yield () => {
    relate();
    addTypedClasses(instances, loading.exported);
    callAssociate(project, instances);
    instances.associateTyped();
  };
}

// Files that may have to do with models; with none of them all are tried.
function modelFiles(project) {
  const programs = project.files.filter(({ path }) => !path.endsWith(".json") && !/\.d\.[mc]?ts$/.test(path));
  const found = programs.filter(({ text }) => MENTIONS.test(text));
  return found.length ? found : programs;
}

const order = (files) => [...files].sort((a, b) => Number(!ENTRY.test(a.path)) - Number(!ENTRY.test(b.path)));

// What fails the first time may have been loaded before what it needs, or misses a setting: it is
// tried again when the others are there, and settings that it misses have some value then.
class Loading {
  constructor(project, modules, files) {
    this.project = project;
    this.modules = modules;
    this.files = files;
    this.failed = [];
    this.exported = new Map();
  }

  begin() {
    this.#attempt(this.files, (file, error) => this.failed.push([file, error]));
  }

  again(isLast = false) {
    const failures = [...this.failed.splice(0), ...this.modules.late.splice(0)];
    const files = [...new Set(failures.map(([file]) => file))];
    if (files.length) this.project.fillSettings(failures.map(([, error]) => String(error?.message)), isLast);
    if (isLast) this.modules.told = (file, error) => this.#fail(file, error);
    this.#attempt(files, this.modules.told ?? ((file, error) => this.failed.push([file, error])));
  }

  #attempt(files, failed) {
    for (const file of files) {
      try {
        this.exported.set(file.path, this.modules.load(file.path));
      } catch (error) {
        failed(file, error);
      }
    }
  }

  // A file that only uses models may need a whole application to run.
  #fail(file, error) {
    const severity = DEFINES.test(file.text) ? "error" : "note";
    this.project.problem(severity, error, file.path);
  }
}

function noteClasses(project, exported) {
  for (const [place, value] of exported) {
    for (const each of membersOf(value)) {
      if (typeof each !== "function" || !(each.prototype instanceof Model) || project.places.has(each)) continue;
      const { text } = project.byPath.get(place);
      const at = text.search(new RegExp(`\\bclass\\s+${each.name.replace(/\W/g, "")}\\b`));
      project.places.set(each, { file: place, line: at < 0 ? 1 : text.slice(0, at).split("\n").length });
    }
  }
}

// Decorated classes that no instance was given.
function addTypedClasses(instances, exported) {
  const given = new Set(instances.typedModels.map(([, model]) => model));
  const classes = new Set([...exported.values()].flatMap(membersOf).filter((each) => typeof each === "function"
    && each.prototype instanceof Model && !given.has(each) && isTyped(each)));
  if (!classes.size) return;
  const main = instances.all.find((one) => one instanceof RealTyped) ?? new instances.TypedSequelize({});
  for (const each of classes) instances.addTyped(main, each);
}

function callAssociate(project, instances) {
  const models = modelMap(instances);
  for (const [, model] of instances.models()) {
    const { associate } = model;
    if (typeof associate !== "function" || associate.called) continue;
    try {
      model.associate(models);
    } catch (error) {
      project.problem("error", error, project.places.get(model)?.file);
    }
  }
}
