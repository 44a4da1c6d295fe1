"""Random SQL Server schemas with all names given, and random edits of them."""

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
    Identity,
    Index,
    IndexPart,
    PrimaryKey,
    Schema,
    SchemaBuilder,
    Table,
    Unique,
)

_INT = DataType("int")
_TYPES = (
    _INT,
    DataType("bigint"),
    DataType("varchar", ("20",)),
    DataType("nvarchar", ("50",)),
    DataType("nvarchar", ("max",)),
    DataType("decimal", ("10", "2")),
    DataType("datetime2", ("3",)),
    DataType("bit"),
)
_DEFAULTS = {"int": "5", "bigint": "7", "varchar": "'x'", "nvarchar": "'it''s'", "bit": "0"}


def column(random: Random, table: str, name: str) -> Column:
    kind = random.choice(_TYPES)
    default = _DEFAULTS.get(kind.name) if random.random() < 0.4 else None
    return Column(
        name=name,
        type=kind,
        null=random.random() < 0.6,
        default=default,
        default_name=f"DF_{table}_{name}" if default else "",
        comment=random.choice(("", "", "it's")),
    )


def table(random: Random, name: str, others: list[str]) -> Table:
    identity = Identity() if random.random() < 0.5 else None
    names = random.sample(["a", "b", "c", "d", "e", "f", "g"], random.randint(1, 5))
    columns = [
        Column(name="id", type=_INT, null=False, identity=identity),
        Column(name="n", type=_INT, null=False),
        *(column(random, name, item) for item in names),
    ]
    if random.random() < 0.4:
        made = Generated(f"n + {random.randint(1, 2)}", random.random() < 0.3)
        columns.append(Column(name="made", type=DataType(""), generated=made))
    plain = tuple(item.name for item in columns if item.type.args != ("max",) and item.type.name)
    made_table = Table(
        name=name,
        columns=tuple(columns),
        primary_key=PrimaryKey(parts=(IndexPart("id"),), name=f"PK_{name}"),
        uniques=(Unique(name=f"UQ_{name}", parts=(IndexPart(random.choice(plain)),)),),
        checks=(Check(name=f"CK_{name}", expression=f"n > {random.randint(0, 3)}"),),
        indexes=indexes(random, plain),
        comment=random.choice(("", "about it")),
    )
    for other in others:
        if random.random() < 0.4:
            made_table = with_reference(random, made_table, other)
    return made_table


def indexes(random: Random, plain: tuple[str, ...]) -> tuple[Index, ...]:
    return tuple(
        Index(
            name=f"IX_{number}",
            parts=(IndexPart(random.choice(plain), desc=random.random() < 0.3),),
            where=random.choice(("", "", "n > 5")),
            unique=random.random() < 0.3,
        )
        for number in range(random.randint(0, 3))
    )


def with_reference(random: Random, made: Table, other: str) -> Table:
    name = f"{other}_id"
    key = ForeignKey(
        name=f"FK_{made.name}_{other}",
        columns=(name,),
        ref_table=other,
        ref_columns=("id",),
        on_delete=random.choice(("", "cascade", "set null")),
    )
    columns = (*made.columns, Column(name=name, type=_INT))
    return replace(made, columns=columns, foreign_keys=(*made.foreign_keys, key))


def schema(random: Random) -> Schema:
    """A few tables with references to earlier ones and to themselves."""
    builder = SchemaBuilder(Dialect.MSSQL)
    names: list[str] = []
    for name in ["t0", "t1", "t2", "t3"][: random.randint(1, 4)]:
        builder.put(table(random, name, [*names, name]))
        names.append(name)
    return builder.freeze()
