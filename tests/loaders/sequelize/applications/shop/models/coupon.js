'use strict';

module.exports = function (sequelize, DataTypes) {
  const Coupon = sequelize.define('Coupon', {
    code: { type: DataTypes.STRING(16), primaryKey: true },
    percent: DataTypes.FLOAT,
    until: DataTypes.DATEONLY,
  }, {});
  return Coupon;
};
