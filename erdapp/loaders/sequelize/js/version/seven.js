// Sequelize 7 (@sequelize/core): what differs from 6 in what we need of it.
import * as core from "@sequelize/core";
import * as decorators from "@sequelize/core/decorators-legacy";
import { isDecoratedModel, initDecoratedModel } from "@sequelize/core/_non-semver-use-at-your-own-risk_/decorators/shared/model.js";
import { hasModelDefinition } from "@sequelize/core/_non-semver-use-at-your-own-risk_/model-definition.js";
import { initDecoratedAssociations } from "@sequelize/core/_non-semver-use-at-your-own-risk_/decorators/legacy/associations.js";
import { dialectPackage } from "#dialects";
import glob from "../shims/glob.js";

export const { Model, DataTypes, Sequelize: RealSequelize } = core;
export const RealTyped = RealSequelize;
const KEPT = ["define", "defaultTimestampPrecision", "databaseVersion", "hooks", "keepDefaultTimezone", "noTypeValidation",
  "nullJsonStringification", "quoteIdentifiers", "schema", "timezone"];
const CLASSES = { mariadb: "MariaDbDialect", mssql: "MsSqlDialect", mysql: "MySqlDialect", postgres: "PostgresDialect", sqlite: "SqliteDialect" };
const VERSIONS = { mariadb: "11.4.0", mssql: "16.0.0", mysql: "8.4.0", postgres: "17.0.0", sqlite: "3.46.0" }; // where none is named

// The options of an instance whose database is nobody's: of the dialect none, of Sequelize those
// that tell in a table.
export function optionsOf(dialect, given, isPlain) {
  const kept = KEPT.filter((name) => given[name] !== undefined && (name !== "define" || isPlain(given.define)));
  return { databaseVersion: VERSIONS[dialect], ...Object.fromEntries(kept.map((name) => [name, given[name]])), dialect: dialectPackage(dialect)[CLASSES[dialect]], logging: false,
    ...(dialect === "sqlite" ? { storage: ":memory:" } : {}) };
}

export const modelsOf = (instance) => [...instance.models];
export const sortedModels = (instance) => instance.models.getModelsTopoSortedByForeignKey();
export const syncOptions = (instance) => instance.options.sync;
export const isDefined = hasModelDefinition;
export const instanceOf = (model) => (isDefined(model) ? model.sequelize : undefined);
export const attributesOf = (model) => [...model.modelDefinition.attributes];
export const columnOf = ({ columnName }) => columnName;
export const columnsOf = (model) => [...model.modelDefinition.columns.values()];
export const tableOf = (model) => model.table;
export const queriesOf = (instance) => instance.queryInterface;

// Take what would be sent to the database.
export function takeQueries(instance, take) {
  instance.queryRaw = (sql, options = {}) => take(sql, options);
}

export const enumValues = (type) => type.options?.values;
export const withoutTypes = ({ connectionManager }) => { connectionManager.refreshDynamicOids = async () => {}; };

// Decorated classes: define one, and relate it when all are defined.
export const isDecorated = isDecoratedModel;
export const isRelated = isDecoratedModel;
export const isTyped = (each) => isDecoratedModel(each) && !isDefined(each);
export const defineDecorated = (instance, each) => (initDecoratedModel(each, instance) ? each : null);

export function relateDecorated(instance, model, fail) {
  try {
    initDecoratedAssociations(model, instance);
  } catch (error) {
    fail(error);
  }
}

// What names of its packages mean.
export function packagesOf(instances) {
  const own = { ...core, Sequelize: instances.Sequelize, default: instances.Sequelize, importModels: importer(instances) };
  const dialects = ["mariadb", "mssql", "mysql", "postgres", "sqlite3"].map((name) => [`@sequelize/${name}`, dialectPackage(name === "sqlite3" ? "sqlite" : name)]);
  return new Map([["@sequelize/core", own], ["@sequelize/core/decorators-legacy", decorators], ...dialects.filter(([, exported]) => exported)]);
}

export const packageLike = () => undefined;

// `importModels` over the files of the models.
const importer = (instances) => async (patterns, isWanted = () => true) => glob.sync(patterns).flatMap((place) => {
  const exported = instances.modules.load(place);
  return Object.entries(exported).filter(([name, value]) => value?.prototype instanceof Model && isWanted(value, name, exported)).map(([, value]) => value);
});
