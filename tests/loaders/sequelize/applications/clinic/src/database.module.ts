import { Module } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { Sequelize } from 'sequelize-typescript';

export const databaseProviders = [
  {
    provide: 'SEQUELIZE',
    inject: [ConfigService],
    useFactory: async (config: ConfigService) => {
      const sequelize = new Sequelize({
        dialect: 'postgres',
        uri: config.get<string>('DATABASE_URL'),
        models: [__dirname + '/models/**/*.model.ts'],
        modelMatch: (file, member) => file.replace('.model', '') === member.toLowerCase(),
      });
      await sequelize.sync();
      return sequelize;
    },
  },
];

@Module({ providers: [...databaseProviders], exports: [...databaseProviders] })
export class DatabaseModule {}
