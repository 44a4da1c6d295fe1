module.exports = (sequelize, DataTypes) => sequelize.define('Experiment', { notes: DataTypes.TEXT });
