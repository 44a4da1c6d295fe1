module.exports = { up: (queryInterface, Sequelize) => queryInterface.createTable('never', { id: Sequelize.INTEGER }) };
