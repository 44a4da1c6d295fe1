"""Columns of one table that the target finds called alike: `a` and `A` of PostgreSQL in SQLite."""

from __future__ import annotations

from collections.abc import Callable

from erdapp.dialects import facts
from erdapp.diff.renaming import renamed
from erdapp.diff.resolve import NameMap, Renames
from erdapp.export.losses import Lost
from erdapp.schema import Dialect, Name, Schema, Table


def with_columns_apart(schema: Schema, to: Dialect) -> tuple[Schema, tuple[Lost, ...]]:
    """The schema with such columns under names of their own, wherever they are mentioned."""
    target = facts(to)
    columns: dict[Name, NameMap] = {}
    lost: list[Lost] = []
    for table in schema.tables:
        if names := _new_names(table, target.fold):
            columns[table.full_name] = names
            why = f"{target.label} does not tell upper from lower case in names"
            lost += (
                Lost(f"{table.full_name}.{old}", "name", why, new) for old, new in names.items()
            )
    return renamed(schema, Renames(columns=columns)), tuple(lost)


def _new_names(table: Table, fold: Callable[[str], str]) -> NameMap:
    given = {fold(column.name) for column in table.columns}
    if len(given) == len(table.columns):
        return {}
    seen: set[str] = set()
    names = {}
    for column in table.columns:
        name, number = column.name, 2
        while fold(name) in seen or (name != column.name and fold(name) in given):
            name, number = f"{column.name}_{number}", number + 1
        seen.add(fold(name))
        if name != column.name:
            names[column.name] = name
    return names
