"""Models whose feature is an association, a key, an index or a decorator."""
# ruff: noqa: E501  # JavaScript is quoted as people write it

from __future__ import annotations


def _two(associations: str, attributes: str = "") -> dict[str, str]:
    """An owner and a thing in one file, and what ties them."""
    return {
        "models.js": "module.exports = (sequelize, DataTypes) => {\n"
        "  const Owner = sequelize.define('Owner', { code: { type: DataTypes.STRING(20), unique: true } });\n"
        f"  const Thing = sequelize.define('Thing', {{ n: DataTypes.INTEGER, {attributes} }});\n"
        f"  {associations}\n}};\n"
    }


def _one(attributes: str, options: str = "{}") -> dict[str, str]:
    return {
        "thing.js": "module.exports = (sequelize, DataTypes) =>\n"
        f"  sequelize.define('Thing', {{ {attributes} }}, {options});\n"
    }


ASSOCIATIONS: dict[str, dict[str, str]] = {
    "has one by another name": _two("Owner.hasOne(Thing, { as: 'best', foreignKey: 'bestOf' });"),
    "key that must be there": _two("Thing.belongsTo(Owner, { foreignKey: { name: 'ownerId', allowNull: false }, onDelete: 'RESTRICT', onUpdate: 'NO ACTION' });"),
    "key to another column": _two("Thing.belongsTo(Owner, { foreignKey: 'ownerCode', targetKey: 'code' });"),
    "association without a constraint": _two("Thing.belongsTo(Owner, { constraints: false });"),
    "through a model with its own columns": _two(
        "const Link = sequelize.define('Link', { since: DataTypes.DATEONLY, rank: { type: DataTypes.INTEGER, defaultValue: 1 } });"
        " Owner.belongsToMany(Thing, { through: Link }); Thing.belongsToMany(Owner, { through: Link });"
    ),
    "through without a unique key": _two(
        "Owner.belongsToMany(Thing, { through: { model: 'loans', unique: false }, timestamps: false });"
    ),
    "many to many with itself": _two(
        "Thing.belongsToMany(Thing, { as: 'parts', through: 'Assemblies', foreignKey: 'wholeId', otherKey: 'partId' });"
    ),
    "references in an attribute": _two(
        "", "ownerId: { type: DataTypes.INTEGER, references: { model: 'Owners', key: 'id' }, onDelete: 'CASCADE' }"
    ),
}  # fmt: skip
COLUMNS: dict[str, dict[str, str]] = {
    "scopes, getters, setters and checks of values": _one(
        "a: { type: DataTypes.STRING, get() { return this.getDataValue('a'); }, set(v) { this.setDataValue('a', v); }, validate: { len: [1, 9] } }",
        "{ defaultScope: { where: { a: 'x' } }, scopes: { all: {} }, hooks: { beforeSave() {} }, getterMethods: { b() { return 1; } } }",
    ),
    "names of columns": _one("firstName: { type: DataTypes.STRING, field: 'first name' }, order: DataTypes.INTEGER"),
    "documents": _one("a: DataTypes.JSON, b: { type: DataTypes.JSON, allowNull: false }") ,
    "long texts and blobs": _one("a: DataTypes.TEXT('long'), b: DataTypes.BLOB('medium'), c: DataTypes.TEXT('tiny')"),
    "time of now": _one("a: { type: DataTypes.DATE, defaultValue: DataTypes.NOW }, b: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: true }"),
    "unique key with a name": _one("a: { type: DataTypes.STRING, unique: { name: 'only_a', msg: 'taken' } }"),
    "paranoid with names in another style": _one("a: DataTypes.STRING", "{ paranoid: true, underscored: true, deletedAt: 'goneAt', version: true }"),
    "index of an underscored column": _one("firstName: DataTypes.STRING", "{ underscored: true, indexes: [{ fields: ['firstName'], unique: true }] }"),
}  # fmt: skip
TYPED: dict[str, dict[str, str]] = {
    "module in TypeScript": {
        "thing.ts": "import { DataTypes, Model, Sequelize, InferAttributes, CreationOptional } from 'sequelize';\n"
        "class Thing extends Model<InferAttributes<Thing>> {\n"
        "  declare id: CreationOptional<number>;\n  declare name: string;\n}\n"
        "export default (sequelize: Sequelize): typeof Thing =>\n"
        "  Thing.init({ id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true }, name: DataTypes.STRING },\n"
        "    { sequelize, tableName: 'things' });\n"
    },
    "decorators with a table between": {
        "all.ts": "import { BelongsToMany, Column, ForeignKey, Model, Table } from 'sequelize-typescript';\n"
        "@Table export class Book extends Model {\n"
        "  @Column title!: string;\n  @BelongsToMany(() => Author, () => Wrote) authors!: Author[];\n}\n"
        "@Table export class Author extends Model {\n"
        "  @Column name!: string;\n  @BelongsToMany(() => Book, () => Wrote) books!: Book[];\n}\n"
        "@Table export class Wrote extends Model {\n"
        "  @ForeignKey(() => Book) @Column bookId!: number;\n"
        "  @ForeignKey(() => Author) @Column authorId!: number;\n}\n"
    },
    "decorators of times, defaults and comments": {
        "Row.ts": "import { AllowNull, AutoIncrement, Column, Comment, CreatedAt, DataType, Default, DeletedAt, Model, PrimaryKey, Table, UpdatedAt } from 'sequelize-typescript';\n"
        "@Table({ tableName: 'rows', paranoid: true }) export class Row extends Model {\n"
        "  @PrimaryKey @AutoIncrement @Column(DataType.BIGINT) declare id: number;\n"
        "  @Default('new') @AllowNull(false) @Comment('how far') @Column(DataType.ENUM('new', 'old')) state!: string;\n"
        "  @CreatedAt made!: Date;\n  @UpdatedAt changed!: Date;\n  @DeletedAt gone!: Date;\n}\n"
    },
}  # fmt: skip
MORE_CASES = {**ASSOCIATIONS, **COLUMNS, **TYPED}
