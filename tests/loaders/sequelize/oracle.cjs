// What real Sequelize on real Node sends for `sync`: each line of the input is a folder and a
// dialect as JSON, each line of the output the statements or an error.
const fs = require("fs");
const path = require("path");
const readline = require("readline");
const ts = require("typescript");
const { Sequelize } = require("sequelize-typescript");
const { DataTypes, Model } = require("sequelize");

const SILENT = ["SELECT", "SHOWTABLES", "SHOWINDEXES", "DESCRIBE", "FOREIGNKEYS", "VERSION"];
require.extensions[".ts"] = (module, file) => module._compile(ts.transpileModule(fs.readFileSync(file, "utf8"), {
  compilerOptions: { target: "es2021", module: "commonjs", esModuleInterop: true,
    experimentalDecorators: true, emitDecoratorMetadata: true, useDefineForClassFields: false } }).outputText, file);

async function statements(folder, dialect) {
  const sequelize = new Sequelize({ dialect, dialectModule: {}, logging: false });
  const written = [];
  sequelize.query = async (given, options = {}) => {
    if (SILENT.includes(options.type)) return options.plain ? null : [];
    written.push((given.query ?? given).trim());
    return [[], {}];
  };
  if (dialect === "postgres") sequelize.dialect.connectionManager._refreshDynamicOIDs = async () => {};
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
  await sequelize.sync({ hooks: false });
  return written;
}

async function serve() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const answer = await statements(...JSON.parse(line)).catch((error) => ({ error: error.stack }));
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

serve();
