'use strict';

module.exports = function (sequelize, DataTypes) {
  const Warehouse = sequelize.define('Warehouse', {
    name: DataTypes.STRING,
    place: DataTypes.GEOMETRY('POINT'),
  }, {});
  return Warehouse;
};
