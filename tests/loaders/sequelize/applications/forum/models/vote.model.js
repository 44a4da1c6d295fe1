export default (sequelize, DataTypes) => {
  const Vote = sequelize.define('Vote', {
    value: { type: DataTypes.SMALLINT, allowNull: false },
  });
  Vote.associate = ({ Author, Post }) => {
    Vote.belongsTo(Post);
    Vote.belongsTo(Author);
  };
  return Vote;
};
