import { CreationOptional, DataTypes, InferAttributes, InferCreationAttributes, Model, Sequelize } from 'sequelize';
import { money } from '../db/helpers';

export class Account extends Model<InferAttributes<Account>, InferCreationAttributes<Account>> {
  declare id: CreationOptional<number>;
  declare owner: string;
}

export const AccountInit = (sequelize: Sequelize) => {
  Account.init(
    {
      id: { type: DataTypes.BIGINT.UNSIGNED, autoIncrement: true, primaryKey: true },
      owner: { type: DataTypes.STRING(80), allowNull: false },
      ...money(sequelize, 'balance'),
    },
    { sequelize, tableName: 'accounts' }
  );
};
