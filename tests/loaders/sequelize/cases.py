"""Models in the shapes that applications have, each with one feature of Sequelize."""
# ruff: noqa: E501  # JavaScript is quoted as people write it

from __future__ import annotations


def _define(attributes: str, options: str = "{}") -> dict[str, str]:
    return {
        "thing.js": "module.exports = (sequelize, DataTypes) =>\n"
        f"  sequelize.define('Thing', {{ {attributes} }}, {options});\n"
    }


TASK_AND_USER = {
    "task.js": """'use strict';
module.exports = (sequelize, DataTypes) => {
  const Task = sequelize.define('Task', {
    complete: { type: DataTypes.BOOLEAN, defaultValue: false },
  });
  Task.associate = (models) => {
    Task.belongsTo(models.User, { foreignKey: { name: 'userID', field: 'userID' }, as: 'user' });
  };
  return Task;
};
""",
    "user.js": """'use strict';
module.exports = function (sequelize, DataTypes) {
  const User = sequelize.define('User', {
    name: { type: DataTypes.STRING, allowNull: false },
    email: { type: DataTypes.STRING, unique: true, allowNull: false },
  });
  User.associate = (models) => {
    User.hasMany(models.Task, { foreignKey: { name: 'userID', field: 'userID' }, as: 'tasks' });
  };
  return User;
};
""",
}
TASK_AND_USER_TYPED = {
    "Task.ts": """import { BelongsTo, Column, DataType, ForeignKey, Model, Table } from 'sequelize-typescript';
import { User } from './User';

@Table
export class Task extends Model {
  @Column({ type: DataType.BOOLEAN, defaultValue: false })
  complete!: boolean;

  @ForeignKey(() => User)
  @Column
  userID!: number;

  @BelongsTo(() => User)
  user!: User;
}
""",
    "User.ts": """import { AllowNull, Column, HasMany, Model, Table, Unique } from 'sequelize-typescript';
import { Task } from './Task';

@Table
export class User extends Model {
  @AllowNull(false)
  @Column
  name!: string;

  @Unique
  @Column
  email!: string;

  @HasMany(() => Task)
  tasks!: Task[];
}
""",
}
CASES: dict[str, dict[str, str]] = {
    "task and user": TASK_AND_USER,
    "task and user with decorators": TASK_AND_USER_TYPED,
    "enum": _define("state: { type: DataTypes.ENUM('new', 'it''s'), allowNull: false }".replace("''", "\\'")),
    "default of an enum": _define("state: { type: DataTypes.ENUM('a', 'b'), defaultValue: 'a' }"),
    "numbers": _define(
        "a: DataTypes.BIGINT, b: DataTypes.DECIMAL(10, 2), c: DataTypes.FLOAT, d: DataTypes.DOUBLE,"
        " e: DataTypes.SMALLINT, f: DataTypes.TINYINT"
    ),
    "texts and times": _define(
        "a: DataTypes.STRING(40), b: DataTypes.TEXT, c: DataTypes.DATEONLY, d: DataTypes.TIME,"
        " e: DataTypes.CHAR(2), f: DataTypes.UUID, g: DataTypes.BLOB, h: DataTypes.DATE(3)"
    ),
    "virtual": _define("a: DataTypes.STRING, full: { type: DataTypes.VIRTUAL, get() { return 1; } }"),
    "paranoid": _define("a: DataTypes.STRING", "{ paranoid: true }"),
    "underscored": _define("firstName: DataTypes.STRING", "{ underscored: true }"),
    "no timestamps": _define("a: DataTypes.STRING", "{ timestamps: false }"),
    "own names of timestamps": _define("a: DataTypes.STRING", "{ createdAt: 'made', updatedAt: false }"),
    "frozen table name": _define("a: DataTypes.STRING", "{ freezeTableName: true }"),
    "table name": _define("a: DataTypes.STRING", "{ tableName: 'my things' }"),
    "comments": _define(
        "a: { type: DataTypes.STRING, comment: \"it's a\" }", "{ comment: 'the things' }"
    ),
    "composite index": _define(
        "a: DataTypes.STRING, b: DataTypes.INTEGER",
        "{ indexes: [{ fields: ['a', 'b'] }, { unique: true, fields: ['b'], name: 'one_b' }] }",
    ),
    "index in an order": _define(
        "a: DataTypes.STRING", "{ indexes: [{ fields: [{ name: 'a', order: 'DESC' }] }] }"
    ),
    "composite unique key": _define(
        "a: { type: DataTypes.STRING, unique: 'ab' }, b: { type: DataTypes.INTEGER, unique: 'ab' }"
    ),
    "own primary key": _define(
        "code: { type: DataTypes.STRING(8), primaryKey: true }, n: DataTypes.INTEGER"
    ),
    "composite primary key": _define(
        "a: { type: DataTypes.INTEGER, primaryKey: true }, "
        "b: { type: DataTypes.INTEGER, primaryKey: true }"
    ),
    "defaults": _define(
        "a: { type: DataTypes.INTEGER, defaultValue: 0 }, b: { type: DataTypes.STRING, "
        "defaultValue: \"it's\" }, c: { type: DataTypes.UUID, defaultValue: DataTypes.UUIDV4 }"
    ),
    "self reference": {
        "node.js": "module.exports = (sequelize, DataTypes) => {\n"
        "  const Node = sequelize.define('Node', { name: DataTypes.STRING });\n"
        "  Node.associate = () => Node.belongsTo(Node, { as: 'parent', onDelete: 'CASCADE' });\n"
        "  return Node;\n};\n"
    },
    "many to many": {
        "post.js": "module.exports = (sequelize, DataTypes) => {\n"
        "  const Post = sequelize.define('Post', { title: DataTypes.STRING });\n"
        "  Post.associate = ({ Tag }) => Post.belongsToMany(Tag, { through: 'PostTags' });\n"
        "  return Post;\n};\n",
        "tag.js": "module.exports = (sequelize, DataTypes) => {\n"
        "  const Tag = sequelize.define('Tag', { name: DataTypes.STRING });\n"
        "  Tag.associate = ({ Post }) => Tag.belongsToMany(Post, { through: 'PostTags' });\n"
        "  return Tag;\n};\n",
    },
    "class with static init": {
        "city.js": "const { Model } = require('sequelize');\n"
        "module.exports = class City extends Model {\n"
        "  static init(sequelize, DataTypes) {\n"
        "    return super.init({ name: DataTypes.STRING }, { sequelize, modelName: 'City' });\n"
        "  }\n};\n"
    },
    "class in a factory": {
        "city.js": "const { Model } = require('sequelize');\n"
        "module.exports = (sequelize, DataTypes) => {\n"
        "  class City extends Model {\n    static associate(models) {}\n  }\n"
        "  City.init({ name: DataTypes.STRING }, { sequelize, modelName: 'City' });\n"
        "  return City;\n};\n"
    },
    "decorators with indexes": {
        "Book.ts": "import { Column, DataType, Index, Model, PrimaryKey, Table } from "
        "'sequelize-typescript';\n"
        "@Table({ tableName: 'books', underscored: true, timestamps: false })\n"
        "export class Book extends Model {\n"
        "  @PrimaryKey @Column(DataType.UUID) id!: string;\n"
        "  @Index @Column shortTitle!: string;\n"
        "  @Column pages!: number;\n  @Column printed!: Date;\n  @Column sold!: boolean;\n}\n"
    },
}  # fmt: skip
POSTGRES_CASES: dict[str, dict[str, str]] = {
    "arrays and documents": _define(
        "a: DataTypes.ARRAY(DataTypes.STRING), b: DataTypes.JSONB, c: DataTypes.JSON,"
        " d: DataTypes.ARRAY(DataTypes.ENUM('x', 'y')), e: DataTypes.CITEXT, f: DataTypes.INET"
    ),
    "partial index": _define(
        "a: DataTypes.STRING, b: DataTypes.BOOLEAN",
        "{ indexes: [{ fields: ['a'], where: { b: true } }, { fields: ['a'], using: 'hash', name: 'h' }] }",
    ),
    "geometry": _define("a: DataTypes.GEOMETRY('POINT', 4326)"),
}
