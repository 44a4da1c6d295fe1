// The models of a folder, given to an instance of Sequelize 6 as an application would.
const fs = require("fs");
const path = require("path");
const ts = require("typescript");
const { DataTypes, Model } = require("sequelize");

require.extensions[".ts"] = (module, file) => module._compile(ts.transpileModule(fs.readFileSync(file, "utf8"), {
  compilerOptions: { target: "es2021", module: "commonjs", esModuleInterop: true,
    experimentalDecorators: true, emitDecoratorMetadata: true, useDefineForClassFields: false } }).outputText, file);

exports.give = (folder, sequelize) => {
  const classes = [];
  for (const file of fs.readdirSync(folder).sort()) {
    const made = require(path.join(folder, file));
    for (const one of new Set([made, ...Object.values(made)])) {
      if (typeof one !== "function") continue;
      if (Object.getPrototypeOf(one).name === "Model" && file.endsWith(".ts")) classes.push(one);
      else if (one.prototype instanceof Model) one.init(sequelize, DataTypes);
      else if (!/^class\b/.test(Function.prototype.toString.call(one))) one(sequelize, DataTypes);
    }
  }
  if (classes.length) sequelize.addModels(classes);
  for (const model of Object.values(sequelize.models)) model.associate?.(sequelize.models);
};
