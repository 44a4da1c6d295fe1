'use strict';

module.exports = function (sequelize, DataTypes) {
  const Stock = sequelize.define('Stock', {
    amount: DataTypes.BIGINT,
  }, { freezeTableName: true });
  Stock.associate = function (models) {
    Stock.belongsTo(models.Warehouse);
    Stock.belongsTo(models.Product);
  };
  return Stock;
};
