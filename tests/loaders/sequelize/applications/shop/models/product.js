'use strict';
const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Product extends Model {
    static associate(models) {
      Product.belongsTo(models.Category, { foreignKey: 'categoryId' });
      Product.belongsTo(models.Brand, { foreignKey: 'brandId' });
      Product.belongsToMany(models.Tag, { through: 'ProductTags', foreignKey: 'productId', otherKey: 'tagId' });
    }
  }
  Product.init({
    sku: { type: DataTypes.STRING(40), allowNull: false },
    name: DataTypes.STRING,
    price: { type: DataTypes.DECIMAL(10, 2), allowNull: false, defaultValue: 0 },
    stock: { type: DataTypes.INTEGER.UNSIGNED, defaultValue: 0 },
    about: DataTypes.TEXT('medium'),
    facts: DataTypes.JSON,
    label: { type: DataTypes.VIRTUAL, get() { return `${this.sku} ${this.name}`; } },
  }, {
    sequelize,
    modelName: 'Product',
    indexes: [{ unique: true, fields: ['sku'] }, { fields: ['name', 'price'] }],
  });
  return Product;
};
