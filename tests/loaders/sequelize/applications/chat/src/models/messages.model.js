const Sequelize = require('sequelize');
const DataTypes = Sequelize.DataTypes;

module.exports = function (app) {
  const sequelizeClient = app.get('sequelizeClient');
  const messages = sequelizeClient.define(
    'messages',
    {
      text: { type: DataTypes.STRING(2000), allowNull: false },
    },
    {
      hooks: {
        beforeCount(options) {
          options.raw = true;
        },
      },
    }
  );

  messages.associate = function (models) {
    messages.belongsTo(models.users);
    messages.belongsTo(models.rooms);
  };

  return messages;
};
