'use strict';

module.exports = function (sequelize, DataTypes) {
  const Review = sequelize.define('Review', {
    stars: { type: DataTypes.TINYINT, allowNull: false, validate: { min: 1, max: 5 } },
    text: DataTypes.TEXT,
  }, { indexes: [{ unique: true, fields: ['ProductId', 'UserId'] }] });
  Review.associate = function (models) {
    Review.belongsTo(models.Product);
    Review.belongsTo(models.User);
  };
  return Review;
};
