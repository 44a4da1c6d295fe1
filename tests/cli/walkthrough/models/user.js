module.exports = (sequelize, DataTypes) => {
  const User = sequelize.define("User", {
    name: { type: DataTypes.STRING, allowNull: false },
    email: { type: DataTypes.STRING, unique: true },
  });
  User.associate = (models) => {
    User.hasMany(models.Task, { foreignKey: "userID", as: "tasks" });
  };
  return User;
};
