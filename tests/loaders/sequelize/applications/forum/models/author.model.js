export default (sequelize, DataTypes) => {
  const Author = sequelize.define('Author', {
    nick: { type: DataTypes.STRING, allowNull: false, unique: true },
    bio: DataTypes.TEXT,
  });
  Author.associate = ({ Topic, Post }) => {
    Author.hasMany(Topic);
    Author.hasMany(Post);
    Author.belongsToMany(Author, { as: 'follows', through: 'Follow', foreignKey: 'follower_id', otherKey: 'followed_id' });
  };
  return Author;
};
