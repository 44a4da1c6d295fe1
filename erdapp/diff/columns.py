"""Columns of two tables compared by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from erdapp.diff.changes import AddColumn, Aspect, Aspects, DropColumn, ModifyColumn
from erdapp.schema import Column, Table

_ASPECTS: tuple[tuple[str, Aspect], ...] = (
    ("type", Aspect.TYPE),
    ("null", Aspect.NULL),
    ("default", Aspect.DEFAULT),
    ("default_name", Aspect.DEFAULT),
    ("on_update", Aspect.DEFAULT),
    ("generated", Aspect.GENERATED),
    ("identity", Aspect.IDENTITY),
    ("auto_increment", Aspect.IDENTITY),
    ("charset", Aspect.CHARSET),
    ("collation", Aspect.COLLATION),
    ("comment", Aspect.COMMENT),
    ("invisible", Aspect.OPTIONS),
    ("options", Aspect.OPTIONS),
)


def column_changes(
    before: Table, after: Table, values: Mapping[str, Mapping[str, str]]
) -> Iterator[AddColumn | DropColumn | ModifyColumn]:
    """Drops, then modifications, then additions in the wanted order. Position is no change.

    `values` are the renamed values of columns, old to new, by the column's name.
    """
    if before.columns == after.columns:
        return
    old = {column.name: column for column in before.columns}
    wanted = {column.name for column in after.columns}
    for column in before.columns:
        if column.name not in wanted:
            yield DropColumn(column)
    for column in after.columns:
        known = old.get(column.name)
        if known is not None and known != column:
            aspects = column_aspects(known, column)
            if aspects:
                renamed = tuple(values.get(column.name, {}).items())
                yield ModifyColumn(known, column, aspects, renamed)
    previous = ""
    for column in after.columns:
        if column.name not in old:
            yield AddColumn(column, previous)
        previous = column.name


def column_aspects(before: Column, after: Column) -> Aspects:
    """In what two columns of one name differ."""
    found = dict.fromkeys(
        aspect
        for field, aspect in _ASPECTS
        if getattr(before, field) != getattr(after, field) and not _unsaid(field, before, after)
    )
    return tuple(found)


def _unsaid(field: str, before: Column, after: Column) -> bool:
    """A default's name counts only where both sides have chosen one."""
    return field == "default_name" and not (before.default_name and after.default_name)
