'use strict';

module.exports = function (sequelize, DataTypes) {
  const Invoice = sequelize.define('Invoice', {
    pdf: DataTypes.BLOB('long'),
    total: DataTypes.DECIMAL(12, 2),
  }, {});
  Invoice.associate = function (models) {
    Invoice.belongsTo(models.Order, { foreignKey: 'orderId' });
  };
  return Invoice;
};
