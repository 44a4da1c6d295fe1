"""PostgreSQL: what a change of a parent does to the tables that inherit from it.

ALTER TABLE reaches the children by itself (ddl-inherit), and lets nobody add, rename, retype or
drop an inherited column there. So parents are altered first, and children only where they are not
as wanted by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from erdapp.diff.changes import (
    AddColumn,
    Aspect,
    DropColumn,
    ModifyColumn,
    ModifyTable,
    RenameColumn,
    TableChange,
)
from erdapp.diff.columns import column_aspects
from erdapp.planner.plan import Statement
from erdapp.planner.postgres_clauses import PostgresWriter
from erdapp.planner.writer import say
from erdapp.schema import Column, Name, Table
from erdapp.schema.select import parents


class Inherited(Struct, frozen=True):
    """What reaches a table from the parents that it keeps, by the names of the columns."""

    added: Mapping[str, Column]
    modified: Mapping[str, ModifyColumn]
    dropped: frozenset[str]
    """These are gone by then, unless the table has declared them too."""
    renamed: Mapping[str, str]
    """New name → old name."""


def computed_above(table: Table, tables: Mapping[Name, Table]) -> frozenset[str]:
    """The generated columns that a table has from its parents, of all `tables` by name."""
    known = (tables[name] for name in parents(table) if name in tables)
    return frozenset(c.name for parent in known for c in parent.columns if c.generated)


def inherited(change: ModifyTable, changes: Mapping[Name, ModifyTable]) -> Inherited:
    """What the changes of its parents do to a table; `changes` are all, by the table's name."""
    kept = set(parents(change.before)) & set(parents(change.after))
    above = [part for name in sorted(kept & changes.keys()) for part in changes[name].changes]
    return Inherited(
        added={part.column.name: part.column for part in above if isinstance(part, AddColumn)},
        modified={part.after.name: part for part in above if isinstance(part, ModifyColumn)},
        dropped=frozenset(part.column.name for part in above if isinstance(part, DropColumn)),
        renamed={
            part.after.name: part.before.name for part in above if isinstance(part, RenameColumn)
        },
    )


def own_part(change: ModifyTable, above: Inherited) -> ModifyTable:
    """The change without what the parents' changes do by themselves."""
    rest: list[TableChange] = []
    old_names = set(above.renamed.values())
    for part in change.changes:
        match part:
            case RenameColumn(after=column) if column.name in above.renamed:
                continue
            case AddColumn(column) if column.name in above.added:
                reached = replace(above.added[column.name], comment="", identity=None)
                rest += _modified(reached, column)
            case AddColumn(column) if old := change.before.column(
                above.renamed.get(column.name, "")
            ):
                rest += _modified(replace(old, name=column.name), column)
            case DropColumn(column) if column.name in old_names:
                continue
            case ModifyColumn(after=column) if column.name in above.modified:
                continue
            case _:
                rest.append(part)
    for name, part in above.modified.items():
        before, after = change.before.column(name), change.after.column(name)
        if before and after:
            rest += _modified(_reached(before, part), after)
    return replace(change, changes=tuple(rest))


def _modified(reached: Column, wanted: Column) -> Iterator[ModifyColumn]:
    if aspects := column_aspects(reached, wanted):
        yield ModifyColumn(reached, wanted, aspects)


def _reached(column: Column, part: ModifyColumn) -> Column:
    """What becomes of the child's column when the parent's is modified."""
    aspects, above = set(part.aspects), part.after
    if aspects & {Aspect.TYPE, Aspect.COLLATION}:
        column = replace(column, type=above.type, collation=above.collation)
    told_again = Aspect.TYPE in aspects and part.before.default is not None
    if Aspect.DEFAULT in aspects or told_again:
        column = replace(column, default=above.default)
    if Aspect.NULL in aspects:
        column = replace(column, null=above.null)
    return column


def released_children(sql: PostgresWriter, changes: Iterable[ModifyTable]) -> Iterator[Statement]:
    """Tables that no longer inherit, before what becomes of their parents reaches them."""
    for change in changes:
        table = change.after
        for parent in change.before.inherits:
            if parent not in table.inherits:
                text = f"ALTER TABLE {sql.table(table)} NO INHERIT {sql.parent(parent)}"
                yield say(text, f'modify "{table.name}" table', table.name)
