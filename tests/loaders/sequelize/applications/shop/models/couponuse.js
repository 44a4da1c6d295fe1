'use strict';

module.exports = function (sequelize, DataTypes) {
  const CouponUse = sequelize.define('CouponUse', {
    usedAt: { type: DataTypes.DATE, defaultValue: DataTypes.NOW },
  }, { updatedAt: false });
  CouponUse.associate = function (models) {
    CouponUse.belongsTo(models.Coupon, { foreignKey: 'code' });
    CouponUse.belongsTo(models.Order);
  };
  return CouponUse;
};
