'use strict';

module.exports = function (sequelize, DataTypes) {
  const OrderItem = sequelize.define('OrderItem', {
    amount: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 1 },
    price: DataTypes.DECIMAL(10, 2),
  }, { tableName: 'order_items', underscored: true });
  OrderItem.associate = function (models) {
    OrderItem.belongsTo(models.Order, { foreignKey: { name: 'orderId', allowNull: false } });
    OrderItem.belongsTo(models.Product, { foreignKey: { name: 'productId', allowNull: false }, onDelete: 'RESTRICT' });
  };
  return OrderItem;
};
