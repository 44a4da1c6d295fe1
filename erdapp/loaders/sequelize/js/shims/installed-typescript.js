// sequelize-typescript where it is installed; who has no decorated classes needs none.
let found;
try {
  require("reflect-metadata");
  found = require("sequelize-typescript");
} catch {
  const { Sequelize } = require("sequelize");
  Reflect.hasMetadata ??= () => false;
  Reflect.hasOwnMetadata ??= () => false;
  found = { Sequelize: class Typed extends Sequelize {}, Model: class NoModel {}, getAssociations: () => undefined };
}
module.exports = found;
