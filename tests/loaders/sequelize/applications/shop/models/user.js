'use strict';
const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class User extends Model {
    static associate(models) {
      User.hasMany(models.Order, { foreignKey: 'userId', as: 'orders' });
      User.hasMany(models.Address, { foreignKey: 'userId', onDelete: 'CASCADE' });
      User.belongsToMany(models.Product, { through: models.Wish, foreignKey: 'userId' });
    }
  }
  User.init({
    email: { type: DataTypes.STRING, allowNull: false, unique: true, validate: { isEmail: true } },
    name: DataTypes.STRING,
    role: { type: DataTypes.ENUM('admin', 'clerk', 'customer'), allowNull: false, defaultValue: 'customer' },
    lastSeen: DataTypes.DATE,
  }, {
    sequelize,
    modelName: 'User',
    paranoid: true,
    defaultScope: { attributes: { exclude: ['lastSeen'] } },
  });
  return User;
};
