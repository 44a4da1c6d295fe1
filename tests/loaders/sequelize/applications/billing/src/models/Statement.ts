import { DataTypes, Model, Sequelize } from 'sequelize';

export class Statement extends Model {}

export function StatementInit(sequelize: Sequelize): void {
  Statement.init({ month: DataTypes.CHAR(7), file: DataTypes.BLOB }, { sequelize, modelName: 'statement' });
}
