// Migrations as SQL: their `up` and `down` run with the real query interface, whose statements are
// taken instead of sent. What it would look up in a database is remembered on the way.
import { queriesOf } from "#version";
import { plainEnums } from "./emit.js";
import { Instances } from "./instances.js";
import { Modules } from "./modules.js";
import { packages } from "./packages.js";
import { Handed } from "./script.js";

const LOOKS_UP = /\b(?:pg_catalog|pg_\w+|information_schema|INFORMATION_SCHEMA|sqlite_master|sys\.\w+)\b|^\s*(?:PRAGMA|SHOW|DESCRIBE)\b/i;
const READS = /^\s*(?:SELECT|WITH|SHOW|DESCRIBE|PRAGMA \w+\(|PRAGMA INDEX|PRAGMA TABLE)/i;
const FOREIGN = /fk|foreign/i;

export function* migrationSteps(project) {
  const instances = new Instances(project);
  project.instances = instances;
  project.handed = new Handed(project, instances);
  project.modules = new Modules(project, packages(instances, project.handed), instances.known);
  instances.modules = project.modules;
}

// Statements are numbered by their file and way: 2n forward, 2n + 1 back.
export async function emitMigrations(project) {
  const tables = new Map();
  for (const [index, file] of project.files.entries()) {
    if (!project.programs.includes(file.path)) continue;
    let found = null;
    try {
      const exported = project.modules.load(file.path);
      found = exported?.up ? exported : exported?.default;
    } catch (error) {
      project.problem("error", error, file.path);
      continue;
    }
    if (typeof found?.up !== "function") {
      project.tell("error", "this is no migration: it exports no function `up`", { file: file.path, line: 1 });
      continue;
    }
    await run(project, file, found, "up", 2 * index, tables);
    if (typeof found.down === "function") await run(project, file, found, "down", 2 * index + 1, structuredCopy(tables));
  }
}

async function run(project, file, migration, way, number, tables) {
  const instance = new project.instances.Sequelize({});
  instance.query = async (given, options = {}) => {
    const sql = String(typeof given === "string" ? given : given?.query).trim();
    if (READS.test(sql)) {
      if (!LOOKS_UP.test(sql)) project.tell("warning", `the rows of this query aren't known here: ${sql.slice(0, 80)}`, project.here() ?? { file: file.path, line: 1 });
      return options.plain ? null : options.type ? [] : [[], {}];
    }
    project.statements.push([options.replacements || options.bind ? filled(instance, sql, options) : sql, number]);
    return options.type === "INSERT" || options.type === "UPDATE" ? [0, 0] : [[], {}];
  };
  plainEnums(instance);
  const queryInterface = remembering(instance, tables);
  queryInterface.context = queryInterface; // as Umzug hands it over
  try {
    await migration[way](queryInterface, project.instances.Sequelize);
  } catch (error) {
    project.problem("error", error, file.path);
  }
}

function filled(instance, sql, { replacements, bind }) {
  const { escape } = queriesOf(instance).queryGenerator;
  const value = (it) => queriesOf(instance).queryGenerator.escape(it);
  if (Array.isArray(replacements)) {
    let place = 0;
    return sql.replace(/\?/g, () => value(replacements[place++]));
  }
  if (replacements) return sql.replace(/(?<!:):(\w+)/g, (text, name) => (name in replacements ? value(replacements[name]) : text));
  return escape && bind ? sql.replace(/\$(\w+)/g, (text, name) => (name in bind ? value(bind[name]) : Array.isArray(bind) ? value(bind[name - 1]) : text)) : sql;
}

const keyOf = (table) => (typeof table === "string" ? table : [table.schema, table.tableName].filter(Boolean).join("."));
const structuredCopy = (tables) => new Map([...tables].map(([name, columns]) => [name, new Map(columns)]));

// The query interface of an instance, which knows the tables that migrations have made so far.
function remembering(instance, tables) {
  const it = queriesOf(instance);
  const columnsOf = (table) => tables.get(keyOf(table)) ?? tables.set(keyOf(table), new Map()).get(keyOf(table));
  const described = (attribute) => {
    const { type, allowNull = true, defaultValue = null, primaryKey = false, autoIncrement = false, unique, references } = instance.normalizeAttribute(attribute);
    const escape = (value) => it.queryGenerator.escape(value);
    return { type: type.toString({ escape }), allowNull, defaultValue, primaryKey, autoIncrement, unique, references };
  };
  const after = (name, note) => {
    const real = it[name].bind(it);
    it[name] = async (...given) => {
      const result = await real(...given);
      note(...given);
      return result;
    };
  };
  it.describeTable = async (table) => Object.fromEntries(columnsOf(table));
  it.showAllTables = async () => [...tables.keys()];
  it.tableExists = async (table) => tables.has(keyOf(table));
  after("createTable", (table, attributes) => tables.set(keyOf(table), new Map(Object.entries(attributes).map(([name, one]) => [one?.field ?? name, described(one)]))));
  after("dropTable", (table) => tables.delete(keyOf(table)));
  after("renameTable", (before, now) => { tables.set(keyOf(now), columnsOf(before)); tables.delete(keyOf(before)); });
  after("addColumn", (table, name, attribute) => columnsOf(table).set(name, described(attribute)));
  after("changeColumn", (table, name, attribute) => columnsOf(table).set(name, described(attribute)));
  after("removeColumn", (table, name) => columnsOf(table).delete(name));
  after("renameColumn", (table, before, now) => {
    const columns = [...columnsOf(table)].map(([name, one]) => [name === before ? now : name, one]);
    tables.set(keyOf(table), new Map(columns));
  });
  if (["mysql", "mariadb"].includes(instance.dialect.name)) forgetConstraints(instance, it);
  if (instance.dialect.name === "sqlite") {
    for (const name of ["addConstraint", "removeConstraint"]) {
      it[name] = async () => { throw new Error(`${name} rewrites a table of SQLite from its definition, which isn't known here`); };
    }
  }
  return it;
}

// MySQL drops a constraint by its kind, which Sequelize looks up: here it is what was added under
// that name, else what the name says.
function forgetConstraints(instance, it) {
  const kinds = new Map();
  const add = it.addConstraint.bind(it);
  it.addConstraint = async (table, options) => {
    if (options?.name) kinds.set(`${keyOf(table)} ${options.name}`, String(options.type).toUpperCase());
    return add(table, options);
  };
  it.removeConstraint = async (table, name) => {
    const kind = kinds.get(`${keyOf(table)} ${name}`) ?? (FOREIGN.test(name) ? "FOREIGN KEY" : "UNIQUE");
    const { queryGenerator } = it;
    const words = { "FOREIGN KEY": "FOREIGN KEY", CHECK: "CONSTRAINT", "PRIMARY KEY": "PRIMARY KEY" }[kind] ?? "INDEX";
    const what = words === "PRIMARY KEY" ? words : `${words} ${queryGenerator.quoteIdentifier(name)}`;
    return instance.query(`ALTER TABLE ${queryGenerator.quoteTable(table)} DROP ${what};`);
  };
}
