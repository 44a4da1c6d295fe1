import { Sequelize } from 'sequelize';
import { env } from '../config';
import { logger } from '../logger';

const options = { logging: (sql: string) => logger.debug(sql), define: { underscored: true } };

export const ledger = new Sequelize(env.LEDGER_URL, { ...options, dialect: 'mariadb' });
export const archive = new Sequelize(env.ARCHIVE_URL, { ...options, dialect: 'mariadb', schema: 'archive' });

ledger.authenticate().catch((error) => logger.error(error));
