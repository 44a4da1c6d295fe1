const fs = require("fs");
const path = require("path");
const { Sequelize, DataTypes } = require("sequelize");

const dialect = process.argv[2];
const driver = { types: { builtins: {}, setTypeParser() {} }, verbose() { return {}; } };
const sequelize = new Sequelize({ dialect, dialectModule: driver, logging: false });
const models = {};
for (const file of fs.readdirSync(path.join(__dirname, "models")).sort()) {
  const model = require(path.join(__dirname, "models", file))(sequelize, DataTypes);
  models[model.name] = model;
}
Object.values(models).forEach((model) => model.associate && model.associate(models));

const generator = sequelize.getQueryInterface().queryGenerator;
for (const model of sequelize.modelManager.getModelsTopoSortedByForeignKey().reverse()) {
  const attributes = generator.attributesToSQL(model.getAttributes(), { ...model.options });
  console.log(generator.createTableQuery(model.getTableName(), attributes, { ...model.options }));
  for (const index of model.options.indexes || []) {
    console.log(generator.addIndexQuery(model.getTableName(), index, model.options) + ";");
  }
}
