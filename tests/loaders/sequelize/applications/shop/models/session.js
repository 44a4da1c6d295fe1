'use strict';

module.exports = function (sequelize, DataTypes) {
  const Session = sequelize.define('Session', {
    sid: { type: DataTypes.STRING(64), primaryKey: true },
    expires: DataTypes.DATE,
    data: DataTypes.TEXT,
  }, {});
  return Session;
};
