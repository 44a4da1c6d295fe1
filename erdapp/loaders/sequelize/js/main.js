// What the isolate offers to the process around it: prepare, load, emit, answer.
import "./shims/globals.js";
import "reflect-metadata";
import { emit } from "./emit.js";
import { steps } from "./load.js";
import { needsCompiler, warmUp } from "./compile.js";
import { emitMigrations, migrationSteps } from "./migrations.js";
import { packages } from "./packages.js";
import { Project } from "./project.js";

let project = null;
let waiting = null;
let finished = false;
const stringify = JSON.stringify;
const parse = JSON.parse;

// Take {files: [[path, text]], dialect}, and the paths of those that are migrations; say whether the compiler is needed.
globalThis.__prepare = (request) => {
  project = new Project(parse(request));
  return project.files.some(needsCompiler);
};

globalThis.__warm = warmUp;

// One step of the load; false when there is none left. Promises are kept between them.
globalThis.__step = () => {
  waiting ??= project.programs ? migrationSteps(project) : steps(project, packages);
  const { value: step, done } = waiting.next();
  if (!done) step();
  return !done;
};

// Statements come by promises; they are there when the microtasks have run.
globalThis.__emit = () => {
  (project.programs ? emitMigrations : emit)(project).then(
    () => { finished = true; },
    (error) => { project.problem("error", error); finished = true; },
  );
  return true;
};

globalThis.__answer = () => stringify({
  finished,
  statements: project.statements,
  tables: project.tables,
  problems: project.problems.slice(0, 2000),
  read: project.read(),
  whole: project.whole,
});
