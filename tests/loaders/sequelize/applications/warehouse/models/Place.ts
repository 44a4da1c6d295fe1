import * as Sequelize from 'sequelize';
import { DataTypes, Model, Optional } from 'sequelize';

export interface PlaceAttributes {
  id: number;
}

export type PlaceCreationAttributes = Optional<PlaceAttributes, 'id'>;

export class Place extends Model<PlaceAttributes, PlaceCreationAttributes> implements PlaceAttributes {
  id!: number;

  static initModel(sequelize: Sequelize.Sequelize): typeof Place {
    return Place.init({
      id: { autoIncrement: true, type: DataTypes.BIGINT, allowNull: false, primaryKey: true },
      code: { type: DataTypes.STRING(10), allowNull: false, unique: 'place_code_key' },
    }, {
      sequelize,
      tableName: 'place',
      schema: 'stock',
      timestamps: false,
      indexes: [
        { name: 'place_pkey', unique: true, fields: [{ name: 'id' }] },
      ],
    });
  }
}
