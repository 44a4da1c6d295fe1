import * as Sequelize from 'sequelize';
import { DataTypes, Model, Optional } from 'sequelize';

export interface ItemAttributes {
  id: number;
}

export type ItemCreationAttributes = Optional<ItemAttributes, 'id'>;

export class Item extends Model<ItemAttributes, ItemCreationAttributes> implements ItemAttributes {
  id!: number;

  static initModel(sequelize: Sequelize.Sequelize): typeof Item {
    return Item.init({
      id: { autoIncrement: true, type: DataTypes.BIGINT, allowNull: false, primaryKey: true },
      name: { type: DataTypes.TEXT, allowNull: true },
      madeAt: { type: DataTypes.DATE, allowNull: true, defaultValue: Sequelize.Sequelize.literal('CURRENT_TIMESTAMP'), field: 'made_at' },
      state: { type: DataTypes.ENUM('whole', 'broken'), allowNull: false, defaultValue: 'whole' },
    }, {
      sequelize,
      tableName: 'item',
      schema: 'stock',
      timestamps: false,
      indexes: [
        { name: 'item_pkey', unique: true, fields: [{ name: 'id' }] },
      ],
    });
  }
}
