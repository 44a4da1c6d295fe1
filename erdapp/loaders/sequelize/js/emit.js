// The models as SQL: `sync` of Sequelize itself, with its statements taken instead of sent.
import { attributesOf, columnOf, columnsOf, enumValues, modelsOf, queriesOf, sortedModels, syncOptions, tableOf, takeQueries, withoutTypes } from "#version";
import { said } from "./project.js";

const SILENT = new Set(["SELECT", "SHOWTABLES", "SHOWINDEXES", "DESCRIBE", "FOREIGNKEYS", "VERSION"]);

export async function emit(project) {
  for (const instance of project.instances.all) {
    if (modelsOf(instance).some((model) => project.handed.wants(model))) await emitInstance(project, instance);
  }
}

async function emitInstance(project, instance) {
  const output = { table: -1 };
  const write = (sql) => {
    if (!project.statements.some(([known]) => known === sql)) project.statements.push([sql, output.table]);
  };
  takeQueries(instance, async (sql, options) => {
    if (SILENT.has(options.type)) return options.plain ? null : [];
    write(sql.trim());
    return [[], {}];
  });
  plainEnums(instance);
  const { models: all, isCyclic } = sorted(instance);
  const models = all.filter((model) => project.handed.wants(model));
  writeSchemas(instance, models, write);
  const apart = isCyclic && project.dialect !== "sqlite";
  for (const model of models) {
    output.table = project.tables.push(describe(project, model)) - 1;
    try {
      await model.sync({ ...syncOptions(instance), hooks: false, ...(apart ? { withoutForeignKeyConstraints: true } : {}) });
    } catch (error) {
      project.tell("error", `${model.name}: ${said(error)}`, project.places.get(model) ?? { file: "", line: 0 });
    }
  }
  if (apart) for (const model of models) addForeignKeys(instance, model, write);
}

function sorted(instance) {
  const models = sortedModels(instance);
  if (models) return { models: [...models].reverse(), isCyclic: false };
  return { models: modelsOf(instance), isCyclic: true };
}

// Types of PostgreSQL as plain statements: Sequelize wraps them in a block that forgives.
export function plainEnums(instance) {
  if (instance.dialect.name !== "postgres") return;
  const { queryGenerator } = queriesOf(instance);
  withoutTypes(instance.dialect);
  const inBlock = queryGenerator.pgEnum;
  queryGenerator.pgEnum = function (table, attribute, type, options) {
    const known = enumValues(type);
    if (!known) return inBlock.call(this, table, attribute, type, options);
    const values = known.map((value) => this.escape(value)).join(", ");
    return `CREATE TYPE ${this.pgEnumName(table, attribute, options)} AS ENUM(${values});`;
  };
}

function writeSchemas(instance, models, write) {
  if (!["postgres", "mssql"].includes(instance.dialect.name)) return;
  const names = new Set(models.map((model) => tableOf(model).schema).filter(Boolean));
  for (const name of names) {
    if (name !== "public" && name !== "dbo") write(`CREATE SCHEMA ${queriesOf(instance).queryGenerator.quoteIdentifier(name)};`);
  }
}

function describe(project, model) {
  const name = tableOf(model);
  const { file, line } = placeOf(project, model);
  const links = project.links.get(model);
  const columns = attributesOf(model).map(([attribute, definition]) => {
    const link = links?.get(attribute);
    return [columnOf(definition) ?? attribute, attribute, plain(link?.file), link?.line ?? 0];
  });
  return { name: name.tableName ?? name, schema: name.schema ?? "", file: plain(file), line, columns };
}

const plain = (file) => (file ?? "").replace(/^\//, "");

// Where a model was defined; where several models come from one line, it belongs to a helper, and
// whoever called that is meant.
function placeOf(project, model) {
  const place = project.places.get(model) ?? { file: "", line: 0 };
  const same = (one) => one.file === place.file && one.line === place.line;
  const shared = [...project.places.values()].filter((one) => one.frames && same(one)).length > 1;
  const outer = shared ? place.frames?.find((one) => !same(one) && one.file !== place.file) : null;
  return outer ?? place;
}

function addForeignKeys(instance, model, write) {
  const { queryGenerator } = queriesOf(instance);
  for (const attribute of columnsOf(model)) {
    if (!attribute.references) continue;
    const bare = { ...attribute, comment: undefined, defaultValue: undefined, unique: false, primaryKey: false };
    const sql = queryGenerator.attributesToSQL({ [attribute.field]: bare }, { context: "createTable", table: tableOf(model) })[attribute.field];
    const at = sql.lastIndexOf("REFERENCES ");
    if (at < 0) continue;
    const table = queryGenerator.quoteTable(tableOf(model));
    write(`ALTER TABLE ${table} ADD FOREIGN KEY (${queryGenerator.quoteIdentifier(attribute.field)}) ${sql.slice(at)};`);
  }
}
