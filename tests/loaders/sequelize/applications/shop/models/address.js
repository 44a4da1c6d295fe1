'use strict';
const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Address extends Model {
    static associate(models) {
      Address.belongsTo(models.User, { foreignKey: 'userId', onDelete: 'CASCADE' });
    }
  }
  Address.init({
    street: DataTypes.STRING,
    zip: DataTypes.STRING(12),
    country: { type: DataTypes.CHAR(2), defaultValue: 'DE' },
  }, {
    sequelize,
    modelName: 'Address',
  });
  return Address;
};
