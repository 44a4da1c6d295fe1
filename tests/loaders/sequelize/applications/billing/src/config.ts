import { cleanEnv, str, url } from 'envalid';
import Joi from 'joi';

export const env = cleanEnv(process.env, { LEDGER_URL: url(), ARCHIVE_URL: url(), REGION: str({ default: 'eu' }) });

const { error, value } = Joi.object({ LEDGER_URL: Joi.string().required() }).unknown().validate(process.env);
if (error) {
  throw new Error(`the settings are wrong: ${error.message}`);
}
if (!process.env.ARCHIVE_URL) {
  throw new Error('ARCHIVE_URL is not set');
}

export const settings = value;
