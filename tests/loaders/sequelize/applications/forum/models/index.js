import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Sequelize, DataTypes } from 'sequelize';
import config from '../config/database.js';

const __filename = fileURLToPath(import.meta.url);
const __dirname = dirname(__filename);

const sequelize = new Sequelize(config[process.env.NODE_ENV ?? 'development']);
const db = {};

const files = readdirSync(__dirname).filter((file) => file.endsWith('.model.js'));
for (const file of files) {
  const { default: define } = await import(pathToFileURL(join(__dirname, file)).href);
  const model = define(sequelize, DataTypes);
  db[model.name] = model;
}

for (const model of Object.values(db)) {
  model.associate?.(db);
}

export { sequelize };
export default db;
