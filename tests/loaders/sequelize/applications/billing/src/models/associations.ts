import { Account } from './Account';
import { Entry } from './Entry';
import { Statement } from './Statement';

export function associate(): void {
  Account.hasMany(Entry, { foreignKey: { name: 'accountId', allowNull: false }, onDelete: 'RESTRICT' });
  Entry.belongsTo(Account, { foreignKey: { name: 'accountId', allowNull: false } });
  Entry.belongsTo(Entry, { as: 'reverses', foreignKey: 'reversesId' });
  Account.hasMany(Statement);
}
