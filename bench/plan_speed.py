"""Plan speed: the difference of two schemas and the plan, both ways, by number of tables.

300, 1,000 and 10,000 tables of ten columns, every twentieth with a view, and 50 changes between
them. Both schemas are values of their own, as if they came from two files. The best of several
runs, since other programs only ever add to it.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator

from msgspec.structs import replace

from erdapp.dialects import facts
from erdapp.diff import compare
from erdapp.planner import plan
from erdapp.schema import (
    Check,
    Column,
    Dialect,
    ForeignKey,
    Index,
    IndexPart,
    PrimaryKey,
    Schema,
    Table,
    Unique,
    View,
    decode,
    encode,
)

SIZES = (300, 1_000, 10_000)
CHANGES = 50
TYPES = ("bigint", "varchar(80)", "text", "integer", "decimal(10,2)", "date", "timestamp")


def schema(dialect: Dialect, size: int) -> Schema:
    """So many tables, each pointing at an earlier one."""
    tables = tuple(sorted((_table(dialect, number) for number in range(size)), key=_key))
    views = tuple(
        View(
            name=f"v{number:05}",
            definition=f"SELECT t{number:05}.id, t{number:05}.c1 FROM t{number:05}",
        )
        for number in range(0, size, 20)
    )
    return Schema(dialect=dialect, tables=tables, views=views)


def _key(table: Table) -> str:
    return table.name


def _table(dialect: Dialect, number: int) -> Table:
    name = f"t{number:05}"
    types = [facts(dialect).parse_type(text) for text in TYPES]
    columns = [
        Column(name="id", type=types[0], null=False),
        Column(name="parent_id", type=types[0]),
        *(Column(name=f"c{at}", type=types[at % len(types)]) for at in range(1, 9)),
    ]
    indexes = [Index(name=f"{name}_{at}", parts=(IndexPart(column=at),)) for at in ("c3", "c5")]
    keys: tuple[ForeignKey, ...] = ()
    if number:
        keys = (
            ForeignKey(
                name=f"{name}_parent",
                columns=("parent_id",),
                ref_table=f"t{number // 2:05}",
                ref_columns=("id",),
            ),
        )
    unique = Unique(name=f"{name}_u", parts=(IndexPart(column="c1"), IndexPart(column="c3")))
    if dialect in (Dialect.MYSQL, Dialect.MARIADB):
        indexes.append(Index(name=f"{name}_u", parts=unique.parts, unique=True))
        indexes.append(Index(name=f"{name}_parent", parts=(IndexPart(column="parent_id"),)))
    return Table(
        name=name,
        columns=tuple(columns),
        primary_key=PrimaryKey(parts=(IndexPart(column="id"),), name=f"{name}_pkey"),
        uniques=() if dialect in (Dialect.MYSQL, Dialect.MARIADB) else (unique,),
        foreign_keys=keys,
        checks=(Check(name=f"{name}_c4", expression="c4 > 0"),),
        indexes=tuple(sorted(indexes, key=lambda index: index.name)),
    )


def changed(before: Schema) -> Schema:
    """The schema with CHANGES tables changed, added or dropped."""
    size = len(before.tables)
    chosen = {size * at // CHANGES: at for at in range(CHANGES)}
    tables = list[Table]()
    for place, table in enumerate(before.tables):
        tables.extend(_changed(table, chosen[place]) if place in chosen else (table,))
    return replace(before, tables=tuple(sorted(tables, key=_key)))


def _changed(table: Table, way: int) -> Iterator[Table]:
    kind = facts(Dialect.SQLITE).parse_type("integer")
    match way % 6:
        case 0:
            yield replace(table, columns=(*table.columns, Column(name="more", type=kind)))
        case 1:
            c1, *rest = (column for column in table.columns if column.name != "c8")
            yield replace(table, columns=(c1, *rest))
        case 2:
            more = Index(name=f"{table.name}_z", parts=(IndexPart(column="c7"),))
            yield replace(table, indexes=(*table.indexes, more))
        case 3:
            columns = tuple(
                replace(column, null=False, default="0") if column.name == "c4" else column
                for column in table.columns
            )
            yield replace(table, columns=columns)
        case 4:
            keys = tuple(replace(key, on_delete="CASCADE") for key in table.foreign_keys)
            yield replace(table, foreign_keys=keys)
        case _:
            yield table
            yield replace(table, name=f"{table.name}_new", foreign_keys=(), indexes=(), uniques=())


def measure(dialect: Dialect, size: int) -> tuple[float, float, int]:
    """(seconds of the difference, seconds of the plan both ways, statements)."""
    before = schema(dialect, size)
    after = decode(encode(changed(before)))
    diffs, plans, count = list[float](), list[float](), 0
    for _ in range(15 if size <= 1_000 else 7):
        gc.collect()
        started = time.perf_counter()
        changes = compare(before, after)
        between = time.perf_counter()
        found = plan(before, after)
        diffs.append(between - started)
        plans.append(time.perf_counter() - between)
        assert len(changes) == CHANGES, len(changes)
        count = len(found.up) + len(found.down)
    return min(diffs), min(plans), count


def main() -> None:
    """Print milliseconds by dialect and size, and how the cost of a table grows."""
    print(f"dialect   tables  diff ms  plan ms  together  a table µs   ({CHANGES} changes)")
    for dialect in Dialect:
        for size in SIZES:
            diff, made, count = measure(dialect, size)
            both = diff + made
            print(
                f"{dialect:<9} {size:>6} {diff * 1e3:>8.1f} {made * 1e3:>8.1f} {both * 1e3:>9.1f} "
                f"{both / size * 1e6:>11.1f}   {count} statements"
            )


if __name__ == "__main__":
    main()
