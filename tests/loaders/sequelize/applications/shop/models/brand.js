'use strict';

module.exports = function (sequelize, DataTypes) {
  const Brand = sequelize.define('Brand', {
    name: { type: DataTypes.STRING, allowNull: false, comment: 'as on the box' },
  }, {});
  Brand.associate = function (models) {
    Brand.hasMany(models.Product, { foreignKey: 'brandId' });
  };
  return Brand;
};
