import type { Sequelize } from 'sequelize';
import { Item as _Item } from './Item';
import type { ItemAttributes, ItemCreationAttributes } from './Item';
import { Move as _Move } from './Move';
import { Place as _Place } from './Place';

export { _Item as Item, _Move as Move, _Place as Place };
export type { ItemAttributes, ItemCreationAttributes };

export function initModels(sequelize: Sequelize) {
  const Item = _Item.initModel(sequelize);
  const Move = _Move.initModel(sequelize);
  const Place = _Place.initModel(sequelize);

  Move.belongsTo(Item, { as: 'item', foreignKey: 'itemId' });
  Item.hasMany(Move, { as: 'moves', foreignKey: 'itemId' });
  Move.belongsTo(Place, { as: 'from', foreignKey: 'fromId' });
  Move.belongsTo(Place, { as: 'to', foreignKey: 'toId' });

  return { Item, Move, Place };
}
