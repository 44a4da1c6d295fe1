'use strict';

module.exports = function (sequelize, DataTypes) {
  const Wish = sequelize.define('Wish', {
    note: DataTypes.STRING,
  }, {});
  return Wish;
};
