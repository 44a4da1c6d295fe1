'use strict';

module.exports = function (sequelize, DataTypes) {
  const Department = sequelize.define('Department', {
    name: DataTypes.STRING,
  }, {});
  Department.associate = function (models) {
    Department.belongsTo(models.Employee, { as: 'head' });
  };
  return Department;
};
