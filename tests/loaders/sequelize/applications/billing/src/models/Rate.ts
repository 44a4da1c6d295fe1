import { DataTypes } from 'sequelize';
import { archive } from '../db/connections';
import { definePlain } from '../db/helpers';

export const Rate = definePlain(archive, 'rate', {
  day: { type: DataTypes.DATEONLY, primaryKey: true },
  value: DataTypes.DOUBLE,
});
export const Holiday = definePlain(archive, 'holiday', { day: { type: DataTypes.DATEONLY, primaryKey: true } });
