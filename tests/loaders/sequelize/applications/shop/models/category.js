'use strict';
const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Category extends Model {
    static associate(models) {
      Category.belongsTo(models.Category, { as: 'parent', foreignKey: 'parentId' });
      Category.hasMany(models.Category, { as: 'children', foreignKey: 'parentId' });
    }
  }
  Category.init({
    name: { type: DataTypes.STRING, allowNull: false },
    slug: { type: DataTypes.STRING(80), unique: 'category_slug' },
  }, {
    sequelize,
    modelName: 'Category',
  });
  return Category;
};
