import Fastify from 'fastify';
import db, { sequelize } from './models/index.js';

const fastify = Fastify({ logger: true });
fastify.get('/topics', async () => db.Topic.findAll());
await sequelize.authenticate();
await fastify.listen({ port: Number(process.env.PORT) });
