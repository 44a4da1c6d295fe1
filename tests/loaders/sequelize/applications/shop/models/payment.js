'use strict';

module.exports = function (sequelize, DataTypes) {
  const Payment = sequelize.define('Payment', {
    provider: DataTypes.ENUM('card', 'transfer'),
    reference: DataTypes.UUID,
  }, {});
  Payment.associate = function (models) {
    Payment.belongsTo(models.Invoice);
    Payment.belongsTo(models.Refund, { as: 'refund', constraints: false });
  };
  return Payment;
};
