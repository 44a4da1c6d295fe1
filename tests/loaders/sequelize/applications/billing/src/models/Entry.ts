import { DataTypes, Model, Sequelize } from 'sequelize';
import { money } from '../db/helpers';

export class Entry extends Model {}

export function EntryInit(sequelize: Sequelize): void {
  Entry.init(
    { text: DataTypes.STRING, bookedOn: { type: DataTypes.DATEONLY, allowNull: false }, ...money(sequelize, 'amount') },
    { sequelize, modelName: 'entry', tableName: 'entries', indexes: [{ fields: ['booked_on', 'account_id'] }] }
  );
}
