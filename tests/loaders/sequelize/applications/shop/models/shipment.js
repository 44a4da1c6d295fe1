'use strict';

module.exports = function (sequelize, DataTypes) {
  const Shipment = sequelize.define('Shipment', {
    carrier: DataTypes.STRING,
    trackedAt: DataTypes.DATE(6),
  }, {});
  Shipment.associate = function (models) {
    Shipment.belongsTo(models.Order);
    Shipment.belongsTo(models.Address, { as: 'to', foreignKey: 'toId' });
  };
  return Shipment;
};
