'use strict';

module.exports = function (sequelize, DataTypes) {
  const Refund = sequelize.define('Refund', {
    reason: DataTypes.STRING,
  }, {});
  Refund.associate = function (models) {
    Refund.belongsTo(models.Payment);
  };
  return Refund;
};
