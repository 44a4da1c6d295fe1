const Sequelize = require('sequelize');

module.exports = function (app) {
  const sequelize = new Sequelize(app.get('mysql'), {
    dialect: 'mysql',
    logging: false,
    define: { freezeTableName: true },
  });
  const oldSetup = app.setup;

  app.set('sequelizeClient', sequelize);
  app.setup = function (...args) {
    const result = oldSetup.apply(this, args);
    const { models } = sequelize;
    Object.keys(models).forEach((name) => {
      if ('associate' in models[name]) models[name].associate(models);
    });
    app.set('sequelizeSync', sequelize.sync());
    return result;
  };
};
