"""Two schemas compared, from the top."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from erdapp.dialects import facts
from erdapp.diff.changes import (
    AddTable,
    Change,
    Changes,
    DropTable,
    ModifyTable,
    Rename,
    RenameTable,
)
from erdapp.diff.objects import namespace_changes, object_changes
from erdapp.diff.renaming import renamed
from erdapp.diff.resolve import Renames, resolve
from erdapp.diff.sides import Sides
from erdapp.diff.tables import table_changes
from erdapp.schema import Schema, Table


def compare(before: Schema, after: Schema, renames: Sequence[Rename] = ()) -> Changes:
    """What turns `before` into `after`: namespaces, renames, tables, then all other objects.

    Renames that don't apply are passed over. Raises ValueError for schemas of two dialects.
    Linear in the size of the schemas.
    """
    if before.dialect is not after.dialect:
        raise ValueError(
            f"a {before.dialect} schema cannot be compared with one of {after.dialect}"
        )
    if before == after:
        return ()
    known = facts(after.dialect)
    found = resolve(before, after, renames)
    moved = renamed(before, found)
    sides = Sides(known, before, moved, after, found)
    return (
        *namespace_changes(before, after, known.default_namespace),
        *(RenameTable(old, new) for old, new in found.tables.items()),
        *_tables(sides, before, found),
        *object_changes(moved, after, found),
    )


def _tables(sides: Sides, original: Schema, found: Renames) -> Iterator[Change]:
    if found.displaced:
        yield from (DropTable(t) for t in original.tables if t.full_name in found.displaced)
    old, new = sides.tables_before, sides.tables_after
    for name, table in old.items():
        if name not in new:
            yield DropTable(table)
    for name, table in new.items():
        known = old.get(name)
        if known is None:
            yield AddTable(table)
            continue
        change = _modified(sides, known, table)
        if change:
            yield change


def _modified(sides: Sides, before: Table, after: Table) -> ModifyTable | None:
    if before == after and not sides.has_inner_renames(before):
        return None
    return table_changes(sides, before, after)
