// Real `sync` of real Sequelize on a real database: each line of the input is a folder and the
// options of the connection as JSON, each line of the output nothing or what the database said.
const readline = require("readline");
const { Sequelize } = require("sequelize-typescript");
const { give } = require("./folder.cjs");

async function sync(folder, options) {
  const sequelize = new Sequelize({ ...options, logging: false });
  try {
    give(folder, sequelize);
    await sequelize.sync();
    return "";
  } catch (error) {
    return String(error.parent?.message ?? error.message) || "it failed without a word";
  } finally {
    await sequelize.close();
  }
}

async function serve() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await sync(...JSON.parse(line)))}\n`);
  }
}

serve();
