import { DataTypes, ModelAttributes, Sequelize } from 'sequelize';

/** Columns that money has; not a model. */
export const money = (sequelize: Sequelize, name: string): ModelAttributes => {
  if (!name.length) throw new Error('a column of money has a name');
  return {
    [name]: { type: DataTypes.DECIMAL(12, 2), allowNull: false, defaultValue: 0 },
    [`${name}Currency`]: { type: DataTypes.CHAR(3), allowNull: false, defaultValue: 'EUR' },
  };
};

export const definePlain = (sequelize: Sequelize, name: string, attributes: ModelAttributes) =>
  sequelize.define(name, attributes, { timestamps: false });
