export default (sequelize, DataTypes) => {
  const Post = sequelize.define('Post', {
    text: DataTypes.TEXT,
    edits: DataTypes.JSON,
  });
  Post.associate = ({ Author, Topic }) => {
    Post.belongsTo(Topic, { onDelete: 'CASCADE' });
    Post.belongsTo(Author);
    Post.belongsTo(Post, { as: 'answers' });
  };
  return Post;
};
