module.exports = (sequelize, DataTypes) => {
  const Task = sequelize.define("Task", {
    complete: { type: DataTypes.BOOLEAN, defaultValue: false },
  });
  Task.associate = (models) => {
    Task.belongsTo(models.User, { foreignKey: "userID", as: "user" });
  };
  return Task;
};
