"""Models of Sequelize 7 (`@sequelize/core`), by functions, classes and decorators."""
# ruff: noqa: E501  # JavaScript is quoted as people write it

from __future__ import annotations

_FROM_CORE = "import { DataTypes, Model, sql, type CreationOptional, type InferAttributes, type InferCreationAttributes } from '@sequelize/core';\n"
_DECORATORS = (
    "AllowNull, Attribute, AutoIncrement, BelongsTo, BelongsToMany, ColumnName, Comment, CreatedAt, createIndexDecorator, Default, "
    "DeletedAt, HasMany, HasOne, Index, NotNull, PrimaryKey, Table, Unique, UpdatedAt, Version"
)


def _typed(code: str) -> str:
    return (
        f"{_FROM_CORE}import {{ {_DECORATORS} }} from '@sequelize/core/decorators-legacy';\n{code}"
    )


def _define(attributes: str, options: str = "{}") -> dict[str, str]:
    return {
        "thing.js": "require('@sequelize/core');\nmodule.exports = (sequelize, DataTypes) =>\n"
        f"  sequelize.define('Thing', {{ {attributes} }}, {options});\n"
    }


SEVEN_CASES: dict[str, dict[str, str]] = {
    "task and user": {
        "Task.ts": _typed("""import { User } from './User';
export class Task extends Model<InferAttributes<Task>, InferCreationAttributes<Task>> {
  @Attribute(DataTypes.INTEGER)
  @PrimaryKey
  @AutoIncrement
  declare id: CreationOptional<number>;

  @Attribute(DataTypes.BOOLEAN)
  @Default(false)
  declare complete: CreationOptional<boolean>;

  @Attribute(DataTypes.INTEGER)
  declare userID: number | null;

  @BelongsTo(() => User, 'userID')
  declare user?: User;
}
"""),
        "User.ts": _typed("""export class User extends Model {
  @Attribute(DataTypes.STRING)
  @NotNull
  declare name: string;

  @Attribute(DataTypes.STRING)
  @Unique
  @NotNull
  declare email: string;
}
"""),
    },
    "has many and has one": {
        "all.ts": _typed("""export class Street extends Model {
  @Attribute(DataTypes.STRING) declare name: string;
  @Attribute(DataTypes.INTEGER) declare cityId: number;
}
export class Mayor extends Model {
  @Attribute(DataTypes.STRING) declare name: string;
}
@Table({ tableName: 'cities', timestamps: false })
export class City extends Model {
  @Attribute(DataTypes.STRING(80)) @NotNull declare name: string;
  @HasMany(() => Street, 'cityId') declare streets?: Street[];
  @HasOne(() => Mayor, { foreignKey: { name: 'cityId', onDelete: 'CASCADE' } }) declare mayor?: Mayor;
}
""")
    },
    "many to many": {
        "all.ts": _typed("""export class Book extends Model {
  @Attribute(DataTypes.STRING) declare title: string;
  @BelongsToMany(() => Author, { through: 'Wrote' }) declare authors?: Author[];
}
export class Author extends Model {
  @Attribute(DataTypes.STRING) declare name: string;
}
""")
    },
    "indexes": {
        "Book.ts": _typed("""const Both = createIndexDecorator('both', { name: 'both', unique: true });
@Table({ underscored: true, indexes: [{ fields: ['pages'] }] })
export class Book extends Model {
  @Attribute(DataTypes.STRING(90)) @Index declare shortTitle: string;
  @Attribute(DataTypes.INTEGER) declare pages: number;
  @Attribute(DataTypes.STRING(30)) @Both declare shelf: string;
  @Attribute(DataTypes.INTEGER) @Both declare place: number;
}
""")
    },
    "times and versions": {
        "Row.ts": _typed("""@Table({ tableName: 'rows', paranoid: true })
export class Row extends Model {
  @Attribute(DataTypes.BIGINT) @PrimaryKey @AutoIncrement declare id: bigint;
  @CreatedAt declare made: Date;
  @UpdatedAt declare changed: Date;
  @DeletedAt declare gone: Date | null;
  @Version declare round: number;
}
""")
    },
    "columns by other names": {
        "Row.ts": _typed("""@Table({ underscored: true, modelName: 'line' })
export class Row extends Model {
  @Attribute(DataTypes.STRING) @ColumnName('the name') @Comment("it's named") @AllowNull(false) declare firstName: string;
  @Attribute(DataTypes.UUID) @Default(sql.uuidV4) @PrimaryKey declare code: string;
  @Attribute(DataTypes.DATE) @Default(DataTypes.NOW) declare seenAt: Date;
}
""")
    },
    "a base class": {
        "all.ts": _typed("""@Table.Abstract
export abstract class Base extends Model {
  @Attribute(DataTypes.UUID) @PrimaryKey @Default(sql.uuidV4.asJavaScript) declare id: string;
  @Attribute(DataTypes.STRING(20)) declare by: string;
}
export class First extends Base {
  @Attribute(DataTypes.INTEGER) declare n: number;
}
@Table({ tableName: 'seconds' })
export class Second extends Base {
  @Attribute(DataTypes.TEXT) declare text: string;
}
""")
    },
    "enums": _define(
        "state: { type: DataTypes.ENUM('new', 'it\\'s'), allowNull: false, defaultValue: 'new' }"
    ),
    "numbers": _define(
        "a: DataTypes.BIGINT, b: DataTypes.DECIMAL(10, 2), c: DataTypes.FLOAT, d: DataTypes.DOUBLE, e: DataTypes.SMALLINT, f: DataTypes.INTEGER"
    ),
    "texts and times": _define(
        "a: DataTypes.STRING(40), b: DataTypes.TEXT, c: DataTypes.DATEONLY, d: DataTypes.TIME, e: DataTypes.CHAR(2), f: DataTypes.UUID, g: DataTypes.BLOB, h: DataTypes.DATE(3)"
    ),
    "virtual attributes and defaults": _define(
        "a: { type: DataTypes.INTEGER, defaultValue: 0 }, b: { type: DataTypes.VIRTUAL, get() { return 1; } }, c: { type: DataTypes.STRING, defaultValue: \"it's\" }, d: DataTypes.JSON"
    ),
    "keys of several columns": _define(
        "a: { type: DataTypes.INTEGER, primaryKey: true }, b: { type: DataTypes.INTEGER, primaryKey: true }, c: { type: DataTypes.STRING(9), unique: 'cd' }, d: { type: DataTypes.INTEGER, unique: 'cd' }",
        "{ timestamps: false, freezeTableName: true }",
    ),
    "associations of functions": {
        "models.js": "require('@sequelize/core');\nmodule.exports = (sequelize, DataTypes) => {\n"
        "  const Owner = sequelize.define('Owner', { code: { type: DataTypes.STRING(20), unique: true } });\n"
        "  const Thing = sequelize.define('Thing', { n: DataTypes.INTEGER });\n"
        "  Thing.belongsTo(Owner, { foreignKey: { name: 'ownerId', allowNull: false, onDelete: 'RESTRICT' } });\n"
        "  Thing.belongsTo(Thing, { as: 'parent', foreignKey: 'parentId' });\n};\n"
    },
    "a class with init": {
        "city.js": "const { Model } = require('@sequelize/core');\n"
        "module.exports = (sequelize, DataTypes) => {\n  class City extends Model {}\n"
        "  City.init({ name: DataTypes.STRING }, { sequelize, tableName: 'cities' });\n  return City;\n};\n"
    },
}  # fmt: skip
SEVEN_OF_POSTGRES: dict[str, dict[str, str]] = {
    "what PostgreSQL alone has": _define(
        "a: DataTypes.ARRAY(DataTypes.STRING), b: DataTypes.JSONB, c: DataTypes.ARRAY(DataTypes.ENUM('x', 'y')), d: DataTypes.INET, e: DataTypes.CITEXT",
        "{ schema: 'public', indexes: [{ fields: ['a'], using: 'gin' }] }",
    ),
}
NOT_IN_SQLITE = {
    "numbers": "does not support the BIGINT data type",
    "texts and times": "does not support the CHAR data type",
    "times and versions": "does not support the BIGINT data type",
}
"""What Sequelize 7 refuses to make, and how it says it."""
APPLICATION = {
    "src/db.ts": "import { Sequelize, importModels } from '@sequelize/core';\nimport { PostgresDialect } from '@sequelize/postgres';\n"
    "export const sequelize = new Sequelize({ dialect: PostgresDialect, url: process.env.DATABASE_URL, ssl: true, pool: { max: 5 },\n"
    "  models: await importModels(__dirname + '/models/*.ts'), define: { underscored: true } });\nawait sequelize.sync();\n",
    "src/models/task.ts": SEVEN_CASES["task and user"]["Task.ts"].replace("./User", "./user"),
    "src/models/user.ts": SEVEN_CASES["task and user"]["User.ts"],
    "package.json": '{ "name": "app", "dependencies": { "@sequelize/core": "7", "@sequelize/postgres": "7" } }',
}
"""A project that gives its instance the models of a folder."""
