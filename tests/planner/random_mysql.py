"""Random MySQL and MariaDB schemas and random edits of them, the same for the same seed."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from erdapp.schema import (
    Check,
    Column,
    DataType,
    Dialect,
    ForeignKey,
    Generated,
    Index,
    IndexPart,
    PrimaryKey,
    Schema,
    SchemaBuilder,
    Table,
    View,
)

_INT, _BIG = DataType("int"), DataType("bigint", modifiers=("unsigned",))
_TYPES = (
    _INT,
    _BIG,
    DataType("varchar", ("40",)),
    DataType("varchar", ("90",)),
    DataType("text"),
    DataType("decimal", ("8", "2")),
    DataType("datetime"),
    DataType("enum", ("a", "b c", "it's")),
    DataType("tinyint", ("1",)),
    DataType("json"),
)
_DEFAULTS = {
    "int": ("0", "-5"),
    "bigint": ("7",),
    "varchar": ("'x'", "'it''s'", "''"),
    "decimal": ("1.50",),
    "datetime": ("current_timestamp()",),
    "enum": ("'a'",),
    "tinyint": ("1",),
}
_OPTIONS = (
    (("charset", "utf8mb4"), ("collate", "utf8mb4_general_ci"), ("engine", "InnoDB")),
    (("charset", "latin1"), ("collate", "latin1_swedish_ci"), ("engine", "InnoDB")),
)
_INDEXED = frozenset({"int", "bigint", "varchar", "decimal", "datetime", "enum", "tinyint"})


def column(random: Random, name: str) -> Column:
    kind = random.choice(_TYPES)
    defaults = _DEFAULTS.get(kind.name, ())
    default = random.choice(defaults) if defaults and random.random() < 0.5 else None
    own = kind.name in ("varchar", "text", "enum") and random.random() < 0.2
    return Column(
        name=name,
        type=kind,
        null=random.random() < 0.6,
        default=default,
        charset="utf8mb4" if own else "",
        collation="utf8mb4_bin" if own else "",
        comment=random.choice(("", "", "", "a 'comment'", "ü\\")),
        invisible=False,
    )


def table(random: Random, name: str, others: list[str]) -> Table:
    names = random.sample(["a", "b", "c", "d", "e", "f", "g", "h"], random.randint(1, 6))
    columns = [Column(name="id", type=_BIG, null=False, auto_increment=random.random() < 0.6)]
    columns += [column(random, name) for name in names]
    if random.random() < 0.3:
        stored = random.random() < 0.5
        columns.append(Column(name="n", type=_INT, null=False))
        columns.append(Column(name="made", type=_BIG, generated=Generated("`n` + 1", stored)))
    made = Table(
        name=name,
        columns=tuple(columns),
        primary_key=PrimaryKey(parts=(IndexPart("id"),), name="PRIMARY"),
        comment=random.choice(("", "", "about it")),
        options=random.choice(_OPTIONS),
    )
    made = replace(made, indexes=indexes(random, made), checks=checks(random, made))
    for other in others:
        if random.random() < 0.4:
            made = with_reference(random, made, other)
    return made


def indexes(random: Random, made: Table) -> tuple[Index, ...]:
    able = [item.name for item in made.columns if item.type.name in _INDEXED and item.name != "id"]
    found = []
    for number in range(random.randint(0, min(3, len(able)))):
        chosen = random.sample(able, random.randint(1, min(2, len(able))))
        parts = tuple(IndexPart(name, desc=random.random() < 0.2) for name in chosen)
        found.append(Index(name=f"i{number}", parts=parts, unique=random.random() < 0.2))
    return tuple(found)


def checks(random: Random, made: Table) -> tuple[Check, ...]:
    numbers = [item.name for item in made.columns if item.type.name == "int"]
    return tuple(
        Check(name=f"{made.name}_{name}", expression=f"`{name}` > {random.randint(-9, 3)}")
        for name in numbers
        if random.random() < 0.4
    )


def with_reference(random: Random, made: Table, other: str) -> Table:
    name = f"{other}_id"
    if made.column(name):
        return made
    key = ForeignKey(
        name=f"{made.name}_{other}",
        columns=(name,),
        ref_table=other,
        ref_columns=("id",),
        on_delete=random.choice(("", "cascade", "set null")),
    )
    return replace(
        made,
        columns=(*made.columns, Column(name=name, type=_BIG)),
        indexes=(*made.indexes, Index(name=f"k_{other}", parts=(IndexPart(name),))),
        foreign_keys=(*made.foreign_keys, key),
    )


def schema(random: Random, dialect: Dialect) -> Schema:
    """A few tables with references to earlier ones, and views on them."""
    builder = SchemaBuilder(dialect)
    names: list[str] = []
    for name in ["t0", "t1", "t2", "t3"][: random.randint(1, 4)]:
        builder.put(table(random, name, [*names, name]))
        names.append(name)
    for name in names:
        if random.random() < 0.3:
            builder.put(View(name=f"v_{name}", definition=f"SELECT `{name}`.`id` FROM `{name}`"))
    return builder.freeze()


def with_ids(made: Table, kind: DataType) -> Table:
    """The table with all its ids, and those it refers to, of one type."""
    columns = tuple(
        replace(item, type=kind) if item.name.endswith("id") else item for item in made.columns
    )
    return replace(made, columns=columns)


def edited(random: Random, before: Schema) -> Schema:
    """Another schema in which some tables are gone, some new, and most of them changed."""
    other = schema(random, before.dialect)
    old = {item.name: item for item in before.tables}
    builder = SchemaBuilder(before.dialect)
    for item in other.tables:
        known = old.get(item.name)
        keep = known is not None and random.random() < 0.5
        builder.put(_mixed(random, known, item) if keep and known else item)
    names = sorted(item.name for item in builder.of(Table))
    kind = random.choice((_BIG, _INT))
    for item in builder.of(Table):
        keys = tuple(
            replace(key, on_delete=random.choice(("", key.on_delete, "cascade")))
            for key in item.foreign_keys
            if key.ref_table in names
        )
        item = replace(item, foreign_keys=keys)
        if random.random() < 0.3:
            item = with_reference(random, item, random.choice(names))
        builder.put(with_ids(item, kind))
    for view in other.views:
        builder.put(view)
    return builder.freeze()


def _mixed(random: Random, old: Table, new: Table) -> Table:
    """The old table with some of its columns as the new one has them."""
    fresh = {item.name: item for item in new.columns}
    bound = {name for key in old.foreign_keys for name in key.columns} | {"id", "n"}
    columns = tuple(
        fresh.get(item.name, item) if item.name not in bound and random.random() < 0.6 else item
        for item in old.columns
    )
    made = replace(old, columns=columns, comment=new.comment, options=new.options)
    own = tuple(index for index in old.indexes if index.name.startswith("k_"))
    return replace(made, indexes=(*indexes(random, made), *own), checks=checks(random, made))
