'use strict';

module.exports = function (sequelize, DataTypes) {
  const Order = sequelize.define('Order', {
    number: { type: DataTypes.STRING(20), unique: true },
    state: { type: DataTypes.ENUM('new', 'paid', 'sent', 'returned'), defaultValue: 'new' },
    paidAt: DataTypes.DATE,
  }, {});
  Order.associate = function (models) {
    Order.belongsTo(models.User, { foreignKey: 'userId', as: 'customer' });
    Order.hasMany(models.OrderItem, { foreignKey: 'orderId', as: 'items' });
    Order.hasOne(models.Invoice, { foreignKey: 'orderId' });
  };
  return Order;
};
