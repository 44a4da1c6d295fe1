'use strict';

module.exports = function (sequelize, DataTypes) {
  const Employee = sequelize.define('Employee', {
    name: DataTypes.STRING,
    salary: DataTypes.DOUBLE,
  }, {});
  Employee.associate = function (models) {
    Employee.belongsTo(models.Department, { as: 'department' });
  };
  return Employee;
};
