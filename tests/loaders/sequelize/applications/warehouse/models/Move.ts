import * as Sequelize from 'sequelize';
import { DataTypes, Model, Optional } from 'sequelize';

export interface MoveAttributes {
  id: number;
}

export type MoveCreationAttributes = Optional<MoveAttributes, 'id'>;

export class Move extends Model<MoveAttributes, MoveCreationAttributes> implements MoveAttributes {
  id!: number;

  static initModel(sequelize: Sequelize.Sequelize): typeof Move {
    return Move.init({
      id: { autoIncrement: true, type: DataTypes.BIGINT, allowNull: false, primaryKey: true },
      itemId: { type: DataTypes.BIGINT, allowNull: false, references: { model: { tableName: 'item', schema: 'stock' }, key: 'id' }, field: 'item_id' },
      fromId: { type: DataTypes.BIGINT, allowNull: true, references: { model: { tableName: 'place', schema: 'stock' }, key: 'id' }, field: 'from_id' },
      toId: { type: DataTypes.BIGINT, allowNull: true, references: { model: { tableName: 'place', schema: 'stock' }, key: 'id' }, field: 'to_id' },
    }, {
      sequelize,
      tableName: 'move',
      schema: 'log',
      timestamps: false,
      indexes: [
        { name: 'move_pkey', unique: true, fields: [{ name: 'id' }] },
      ],
    });
  }
}
