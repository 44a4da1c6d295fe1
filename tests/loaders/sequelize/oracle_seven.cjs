// What real Sequelize 7 on real Node sends for `sync`: each line of the input is a folder and a
// dialect as JSON, each line of the output the statements or an error.
const fs = require("fs");
const path = require("path");
const readline = require("readline");
const ts = require("typescript");
const { DataTypes, Model, Sequelize } = require("@sequelize/core");

const SILENT = ["SELECT", "SHOWTABLES", "SHOWINDEXES", "DESCRIBE", "FOREIGNKEYS", "VERSION"];
const VERSIONS = { mariadb: "11.4.0", mssql: "16.0.0", mysql: "8.4.0", postgres: "17.0.0", sqlite: "3.46.0" };
const DIALECTS = { postgres: ["postgres", "PostgresDialect"], mysql: ["mysql", "MySqlDialect"], mariadb: ["mariadb", "MariaDbDialect"],
  sqlite: ["sqlite3", "SqliteDialect"], mssql: ["mssql", "MsSqlDialect"] };
require.extensions[".ts"] = (module, file) => module._compile(ts.transpileModule(fs.readFileSync(file, "utf8"), {
  compilerOptions: { target: "es2021", module: "commonjs", esModuleInterop: true,
    experimentalDecorators: true, emitDecoratorMetadata: true, useDefineForClassFields: false } }).outputText, file);

async function statements(folder, dialect) {
  const [name, kind] = DIALECTS[dialect];
  const sequelize = new Sequelize({ dialect: require(`@sequelize/${name}`)[kind], logging: false,
    databaseVersion: VERSIONS[dialect], ...(dialect === "sqlite" ? { storage: ":memory:" } : {}) });
  const written = [];
  sequelize.queryRaw = async (sql, options = {}) => {
    if (SILENT.includes(options.type)) return options.plain ? null : [];
    written.push(sql.trim());
    return [[], {}];
  };
  if (dialect === "postgres") sequelize.dialect.connectionManager.refreshDynamicOids = async () => {};
  const classes = [];
  for (const file of fs.readdirSync(folder).sort()) {
    const made = require(path.join(folder, file));
    for (const one of new Set([made, ...Object.values(made)])) {
      if (typeof one !== "function") continue;
      if (one.prototype instanceof Model && file.endsWith(".ts")) classes.push(one);
      else if (one.prototype instanceof Model) one.init(sequelize, DataTypes);
      else one(sequelize, DataTypes);
    }
  }
  if (classes.length) sequelize.addModels(classes);
  for (const model of sequelize.models) model.associate?.(Object.fromEntries([...sequelize.models].map((one) => [one.name, one])));
  await sequelize.sync({ hooks: false });
  return written;
}

async function serve() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const answer = await statements(...JSON.parse(line)).catch((error) => ({ error: `${error.message} ${error.cause?.message ?? ""}`.trim() }));
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

serve();
