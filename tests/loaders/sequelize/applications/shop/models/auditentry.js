'use strict';

module.exports = function (sequelize, DataTypes) {
  const AuditEntry = sequelize.define('AuditEntry', {
    actorId: { type: DataTypes.INTEGER, references: { model: 'Users', key: 'id' }, onDelete: 'SET NULL' },
    what: DataTypes.STRING,
    at: DataTypes.DATE,
  }, { timestamps: false, indexes: [{ fields: [{ name: 'at', order: 'DESC' }] }] });
  return AuditEntry;
};
