// The same load on a machine of one's own: real Node, the packages that are installed there, and
// the files around the models. Only the database is still nobody's.
import { createRequire } from "node:module";
import realFs from "node:fs";
import vm from "node:vm";
import { emit } from "./emit.js";
import { needsCompiler } from "./compile.js";
import { packagesOf } from "#version";
import { steps } from "./load.js";
import { Project } from "./project.js";
import { isProvider } from "./script.js";

const SECONDS = 5; // that a step waits for what its modules await

class NodeProject extends Project {
  settings() {
    return super.settings(globalThis.process.env);
  }

  // Files around the models are read when they are asked for.
  has(path) {
    if (super.has(path)) return true;
    if (path.includes("/node_modules/") || !realFs.statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
    const file = { path, text: realFs.readFileSync(path, "utf8") };
    this.byPath.set(path, file);
    if (needsCompiler(file)) useCompiler();
    return true;
  }
}

let compiler = "";
const useCompiler = () => {
  if (globalThis.__typescript) return;
  const names = ["require", "__filename", "__dirname"];
  vm.compileFunction(realFs.readFileSync(compiler, "utf8"), names)(createRequire(compiler), compiler, "/");
};

function packages(instances, handed) {
  const own = packagesOf(instances);
  return (name, folder) => {
    if (/^[./]|^file:/.test(name)) return undefined;
    if (own.has(name)) return own.get(name);
    if (isProvider(name)) return handed.exports();
    try {
      return createRequire(`${folder}/_.js`)(name);
    } catch (error) {
      if (["MODULE_NOT_FOUND", "ERR_REQUIRE_ESM", "ERR_PACKAGE_PATH_NOT_EXPORTED"].includes(error.code)) return undefined;
      throw error;
    }
  };
}

const settled = (promises) => Promise.race([
  Promise.allSettled(promises), new Promise((resolve) => { setTimeout(resolve, SECONDS * 1000); }),
]).then(() => new Promise((resolve) => { setImmediate(resolve); }));

// A pipe that is full says so.
function written(data, at) {
  try {
    return realFs.writeSync(1, data, at);
  } catch (error) {
    if (error.code !== "EAGAIN") throw error;
    return 0;
  }
}

const say = (answer) => {
  const data = Buffer.from(`${JSON.stringify(answer)}\n`);
  for (let at = 0; at < data.length;) at += written(data, at);
};

async function load() {
  const request = JSON.parse(realFs.readFileSync(0, "utf8"));
  for (const name of ["log", "info", "warn", "error", "debug", "trace", "table", "dir"]) console[name] = () => {};
  process.stdout.write = () => true;
  process.exit = () => {};
  process.on("uncaughtException", () => {});
  process.on("unhandledRejection", () => {});
  compiler = request.compiler;
  const project = new NodeProject(request);
  if (project.files.some(needsCompiler)) useCompiler();
  for (const step of steps(project, packages)) {
    step();
    await settled(project.modules.waiting);
  }
  await emit(project).catch((error) => project.problem("error", error));
  const { statements, tables, problems, whole } = project;
  return { finished: true, statements, tables, problems, whole, read: project.read() };
}

const leave = process.exit.bind(process);
load().catch((error) => ({ failed: String(error?.message ?? error).slice(-500) })).then((answer) => {
  say(answer);
  leave(0);
});
