'use strict';

module.exports = function (sequelize, DataTypes) {
  const Setting = sequelize.define('Setting', {
    key: { type: DataTypes.STRING(60), primaryKey: true },
    value: DataTypes.JSON,
  }, { timestamps: false, comment: 'one row a setting' });
  return Setting;
};
