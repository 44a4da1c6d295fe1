// What real Sequelize on real Node sends for `sync`: each line of the input is a folder and a
// dialect as JSON, each line of the output the statements or an error.
const readline = require("readline");
const { Sequelize } = require("sequelize-typescript");
const { give } = require("./folder.cjs");

const SILENT = ["SELECT", "SHOWTABLES", "SHOWINDEXES", "DESCRIBE", "FOREIGNKEYS", "VERSION"];

async function statements(folder, dialect) {
  const sequelize = new Sequelize({ dialect, dialectModule: {}, logging: false });
  const written = [];
  sequelize.query = async (given, options = {}) => {
    if (SILENT.includes(options.type)) return options.plain ? null : [];
    written.push((given.query ?? given).trim());
    return [[], {}];
  };
  if (dialect === "postgres") sequelize.dialect.connectionManager._refreshDynamicOIDs = async () => {};
  give(folder, sequelize);
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
