// Functions and classes that define models when another file calls them: what nothing has called
// yet is called here. A function is a factory by what it does, not by being exported.
import { isStandIn, standIn } from "./standin.js";
import { DataTypes, isDefined, Model } from "#version";
import { membersOf, modelMap } from "./members.js";
import { argument, parametersOf, rolesOf } from "./parameters.js";

const DEFINES = /\.define\s*\(|\.init\s*\(|\.initModel\s*\(|\w(?:Init|Factory)\s*\(|addModels\s*\(/;
const RELATES = /\b(?:belongsTo|hasMany|hasOne|belongsToMany)\s*\(/;
const STARTERS = ["init", "initModel", "initialize", "setup", "register", "load", "initiate"];

// Call those that define, and keep those that only relate models for `relate`.
export function callDefiners(project, instances, exported) {
  const definers = [];
  const relaters = [];
  for (const [place, value] of exported) {
    for (const each of membersOf(value)) {
      const found = jobOf(project, place, each);
      if (found) (found.relates ? relaters : definers).push(found);
    }
  }
  definers.sort((a, b) => b.reach - a.reach || Number(b.certain) - Number(a.certain));
  run(project, instances, definers);
  return () => run(project, instances, relaters);
}

function jobOf(project, place, each) {
  if (typeof each !== "function" || isStandIn(each)) return null;
  if (each.prototype instanceof Model) return starterOf(place, each);
  const source = Function.prototype.toString.call(each);
  if (/^class\b/.test(source) || source.includes("[native code]")) return null;
  const roles = rolesOf(source, parametersOf(source));
  const typical = roles[0] === "sequelize" && roles[1] === "types";
  const defines = DEFINES.test(source) || (typical && /\bextends\b/.test(source));
  const relates = RELATES.test(source) && !defines;
  if (!defines && !relates && !typical) return null;
  if (relates && roles.includes("")) return null;
  const reach = (project.byPath.get(place).text.match(/require\s*\(\s*['"]\.|from\s+['"]\./g) ?? []).length;
  return { place, relates, reach, certain: (defines || relates) && !roles.includes(""),
    call: (bag) => each(...roles.map((role) => argument(role, bag))), isDone: () => done(project, place, relates) };
}

// `static init(sequelize)` of a class that nothing has initialised.
function starterOf(place, each) {
  const name = STARTERS.find((one) => Object.hasOwn(each, one) && typeof each[one] === "function");
  if (!name || isDefined(each)) return null;
  const source = Function.prototype.toString.call(each[name]);
  const roles = rolesOf(source, parametersOf(source));
  if (!roles.length) return null;
  return { place, reach: 0, relates: false, certain: !roles.includes(""), isDone: () => isDefined(each),
    call: (bag) => each[name](...roles.map((role) => argument(role, bag))) };
}

function done(project, place, relates) {
  if (relates) return project.associating.has(place);
  for (const found of project.places.values()) if (found.via?.includes(place)) return true;
  return false;
}

// What failed may have needed another's models: it is tried again when all others have run. A
// function that was only taken for a factory may be something else, and is left alone then.
function run(project, instances, jobs) {
  const fail = (job, error) => {
    if (job.certain) project.problem("error", error, job.place);
  };
  const attempt = (waiting, failed) => {
    for (const job of waiting) {
      if (job.isDone()) continue;
      try {
        job.call(bagOf(instances))?.catch?.((error) => fail(job, error));
      } catch (error) {
        failed(job, error);
      }
    }
  };
  const again = [];
  attempt(jobs, (job) => again.push(job));
  attempt(again, fail);
}

const bagOf = (instances) => ({
  sequelize: instances.main(), DataTypes, Sequelize: instances.Sequelize, Model, models: modelMap(instances),
  standIn: standIn(instances.known),
});
