"""Tables that a file rebuilds: created anew, filled from the old one, put in its place.

SQLite changes most things of a table only so, and other databases are sometimes treated so too.
Taken word by word a table would be dropped there with all its rows; what is really done is the
difference between the old table and the new one, told at the statement that drops the old one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from erdapp.diff import compare
from erdapp.diff.changes import AddTable, Change, DropTable, RenameTable
from erdapp.lint import sql_words
from erdapp.lint.context import StatementChanges
from erdapp.schema import Dialect, Name, Schema, Table

Statements = Sequence[StatementChanges]


class _Rebuild(Struct, frozen=True, kw_only=True):
    """One rebuild; `copied` and `dropped` are places of statements."""

    copied: int
    dropped: int
    old: Table
    new: Table
    """As it is when the old one is dropped, or when it takes its name. Both bear that name."""
    renames: frozenset[tuple[int, RenameTable]]
    """Where the two tables change names, which is no rename to anybody."""


def with_rebuilds(statements: Statements, dialect: Dialect) -> tuple[StatementChanges, ...]:
    """The statements, with what rebuilds do told as changes of the table."""
    found = list(statements)
    for place, one in enumerate(statements):
        for change in one.changes:
            if isinstance(change, DropTable):
                for rebuild in _rebuilds(statements, place, change.table, dialect):
                    _apply(found, rebuild, change)
    return tuple(found)


def _rebuilds(
    statements: Statements, dropped: int, gone: Table, dialect: Dialect
) -> Iterator[_Rebuild]:
    """The rebuild that ends with dropping the table `gone`, if there is one."""
    first, old_renames = _back(statements, gone.full_name, dropped, 0)
    for copied in range(dropped - 1, -1, -1):
        copy = sql_words.copy(statements[copied].reader(dialect))
        source, _ = _back(statements, gone.full_name, dropped, copied)
        if copy is None or not sql_words.refers(copy.source, source, dialect):
            continue
        target = _created(statements, copied, copy.target, dialect)
        if target is None:
            continue
        last, new_renames = _forth(statements, target, copied)
        ends = max([dropped, *(place for place, _ in new_renames)])
        new = statements[ends].after.table(last.name, last.schema)
        if last == first and new is not None:
            yield _Rebuild(
                copied=copied,
                dropped=dropped,
                old=replace(gone, name=first.name, schema=first.schema),
                new=new,
                renames=frozenset((*old_renames, *new_renames)),
            )
            return


Renamed = list[tuple[int, RenameTable]]


def _back(statements: Statements, name: Name, start: int, until: int) -> tuple[Name, Renamed]:
    """The name before statement `until` of the table that bears `name` at `start`."""
    found: Renamed = []
    for place in range(start - 1, until - 1, -1):
        for change in statements[place].changes:
            if isinstance(change, RenameTable) and change.after == name:
                found.append((place, change))
                name = change.before
                break
    return name, found


def _forth(statements: Statements, name: Name, start: int) -> tuple[Name, Renamed]:
    """The name at the end of the file of the table that bears `name` at `start`."""
    found: Renamed = []
    for place in range(start, len(statements)):
        for change in statements[place].changes:
            if isinstance(change, RenameTable) and change.before == name:
                found.append((place, change))
                name = change.after
                break
    return name, found


def _created(
    statements: Statements, until: int, target: tuple[str, ...], dialect: Dialect
) -> Name | None:
    """The table that rows are copied to, if the file has made it before."""
    for place in range(until - 1, -1, -1):
        for change in statements[place].changes:
            if isinstance(change, AddTable):
                name = change.table.full_name
                if sql_words.refers(target, name, dialect):
                    return name
    return None


def _apply(found: list[StatementChanges], rebuild: _Rebuild, drop: DropTable) -> None:
    for place, rename in rebuild.renames:
        _take(found, place, rename)
    _take(found, rebuild.dropped, drop)
    dialect = found[0].before.dialect
    changed = compare(
        Schema(dialect=dialect, tables=(rebuild.old,)),
        Schema(dialect=dialect, tables=(rebuild.new,)),
    )
    one = found[rebuild.dropped]
    name = rebuild.new.full_name
    found[rebuild.dropped] = replace(
        one, changes=(*changed, *one.changes), rebuilt=(*one.rebuilt, name)
    )
    found[rebuild.copied] = replace(found[rebuild.copied], copied_for=name)


def _take(found: list[StatementChanges], place: int, change: Change) -> None:
    one = found[place]
    kept = tuple(other for other in one.changes if other is not change)
    found[place] = replace(one, changes=kept)
