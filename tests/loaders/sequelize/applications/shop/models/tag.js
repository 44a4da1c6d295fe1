'use strict';

module.exports = function (sequelize, DataTypes) {
  const Tag = sequelize.define('Tag', {
    name: { type: DataTypes.STRING(40), primaryKey: true },
  }, { timestamps: false });
  Tag.associate = function (models) {
    Tag.belongsToMany(models.Product, { through: 'ProductTags', foreignKey: 'tagId', otherKey: 'productId' });
  };
  return Tag;
};
