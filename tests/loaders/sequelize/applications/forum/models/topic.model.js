export default (sequelize, DataTypes) => {
  const Topic = sequelize.define('Topic', {
    title: { type: DataTypes.STRING(200), allowNull: false },
    isPinned: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
  });
  Topic.associate = ({ Author, Board, Post }) => {
    Topic.belongsTo(Board);
    Topic.belongsTo(Author);
    Topic.hasMany(Post);
  };
  return Topic;
};
