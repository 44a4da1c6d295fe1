"""What the way back of a migration cannot bring back: data, never structure."""

from __future__ import annotations

from collections.abc import Iterator

from erdapp.diff.changes import (
    Aspect,
    Changes,
    DropColumn,
    DropTable,
    ModifyColumn,
    ModifyObject,
    ModifyTable,
    TableChange,
)
from erdapp.planner.narrowing import column_loss
from erdapp.schema import Enum, Table


def losses(changes: Changes) -> tuple[str, ...]:
    """One sentence for each loss, in the order of the changes."""
    return tuple(_all(changes))


def _all(changes: Changes) -> Iterator[str]:
    for change in changes:
        match change:
            case DropTable(table):
                yield f'the rows of the dropped table "{table.full_name}"'
            case ModifyTable():
                for part in change.changes:
                    yield from _inside(change.after, part)
            case ModifyObject(before=Enum() as old, after=Enum() as new):
                gone = [value for value in old.values if value not in new.values]
                if gone:
                    values = ", ".join(repr(value) for value in gone)
                    yield f'rows that had {values} of the enum "{new.name}"'
            case _:
                continue


def _inside(table: Table, change: TableChange) -> Iterator[str]:
    match change:
        case DropColumn(column) if column.generated is None:
            yield f'the values of the dropped column "{table.name}"."{column.name}"'
        case ModifyColumn() if Aspect.TYPE in change.aspects:
            lost = column_loss(change)
            if lost:
                yield f'"{table.name}"."{change.after.name}": {lost}'
        case _:
            return
