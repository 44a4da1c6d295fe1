export default (sequelize, DataTypes) => {
  const Board = sequelize.define('Board', {
    title: DataTypes.STRING,
    order: { type: DataTypes.INTEGER, defaultValue: 0 },
  });
  Board.associate = ({ Topic }) => {
    Board.hasMany(Topic);
  };
  return Board;
};
