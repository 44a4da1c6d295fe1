// Sequelize 6 and sequelize-typescript: what differs from 7 in what we need of them.
import RealSequelize from "sequelize";
import * as typescriptPackage from "sequelize-typescript";
import { getAssociations } from "sequelize-typescript";

export const { Model, DataTypes } = RealSequelize;
export const RealTyped = typescriptPackage.Sequelize;

// The options of an instance whose database is nobody's.
export function optionsOf(dialect, { models, modelPaths, replication, pool, uri, define, ...kept }, isPlain) {
  return {
    ...kept, ...(isPlain(define) ? { define } : {}), dialect, dialectModule: {},
    dialectModulePath: null, dialectOptions: {}, native: false, logging: false, benchmark: false,
    storage: undefined, host: undefined, port: undefined, database: "models", username: "", password: "", ssl: undefined,
  };
}

export const modelsOf = (instance) => instance.modelManager.models;
export const sortedModels = (instance) => instance.modelManager.getModelsTopoSortedByForeignKey();
export const syncOptions = (instance) => instance.options;
export const isDefined = (model) => Boolean(model.sequelize);
export const instanceOf = (model) => model.sequelize;
export const attributesOf = (model) => Object.entries(model.rawAttributes);
export const columnOf = ({ field }) => field;
export const columnsOf = (model) => Object.values(model.fieldRawAttributesMap);
export const tableOf = (model) => model.getTableName();
export const queriesOf = (instance) => instance.getQueryInterface();

// Take what would be sent to the database.
export function takeQueries(instance, take) {
  instance.query = (given, options = {}) => take(typeof given === "string" ? given : given.query, options);
}

export const enumValues = (type) => type.values;
export const withoutTypes = ({ connectionManager }) => { connectionManager._refreshDynamicOIDs = async () => {}; };

// Decorated classes: define one, and relate it when all are defined.
export const isDecorated = (each) => Reflect.hasOwnMetadata("sequelize:modelName", each.prototype);
export const isRelated = (each) => Reflect.hasMetadata("sequelize:modelName", each.prototype) || Boolean(getAssociations(each.prototype));
export const isTyped = (each) => each.prototype instanceof typescriptPackage.Model && !each.isInitialized && isDecorated(each);
export const defineDecorated = (instance, each) => instance.defineModels([each])[0];

export function relateDecorated(instance, model, fail) {
  for (const association of getAssociations(model.prototype) ?? []) {
    try {
      const options = association.getSequelizeOptions(model, instance);
      const target = instance.model(association.getAssociatedClass());
      model[association.getAssociation()](target, options);
    } catch (error) {
      fail(error);
    }
  }
}

// What names of its packages mean.
export function packagesOf(instances) {
  const typed = { ...typescriptPackage, Sequelize: instances.TypedSequelize };
  return new Map(Object.entries({
    sequelize: instances.Sequelize, "sequelize-typescript": typed,
    "sequelize/lib/data-types": DataTypes, "sequelize/lib/model": Model, "sequelize/lib/operators": RealSequelize.Op,
  }));
}

export const packageLike = (name, known) => {
  if (name.startsWith("sequelize/")) return known.get("sequelize");
  return name.startsWith("sequelize-typescript/") ? known.get("sequelize-typescript") : undefined;
};

export { RealSequelize };
