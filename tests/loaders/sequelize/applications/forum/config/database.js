import { readFile } from 'node:fs/promises';

const shared = JSON.parse(await readFile(new URL('./shared.json', import.meta.url), 'utf8'));

export default {
  development: { ...shared, dialect: 'sqlite', storage: './forum.sqlite3', logging: false },
  production: { ...shared, dialect: 'sqlite', storage: process.env.DB_FILE },
};
