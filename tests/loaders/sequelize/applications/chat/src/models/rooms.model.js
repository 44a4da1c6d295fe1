const Sequelize = require('sequelize');
const DataTypes = Sequelize.DataTypes;

module.exports = function (app) {
  const sequelizeClient = app.get('sequelizeClient');
  const rooms = sequelizeClient.define(
    'rooms',
    {
      topic: { type: DataTypes.STRING },
    },
    {
      hooks: {
        beforeCount(options) {
          options.raw = true;
        },
      },
    }
  );

  rooms.associate = function (models) {
    rooms.hasMany(models.messages);
  };

  return rooms;
};
