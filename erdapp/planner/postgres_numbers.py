"""PostgreSQL: sequences that come and go with serial and identity columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from erdapp.diff.changes import (
    AddColumn,
    AddObject,
    AddTable,
    Changes,
    DropTable,
    ModifyColumn,
    ModifyObject,
    ModifyTable,
)
from erdapp.planner.plan import Statement
from erdapp.planner.postgres_clauses import PostgresWriter, serial_sequence
from erdapp.planner.work import Drop
from erdapp.planner.writer import say
from erdapp.schema import Column, Key, Name, Schema, Sequence, Table


class Numbers:
    """What the changes do to columns that number rows."""

    def __init__(self, after: Schema, changes: Changes) -> None:
        self._after = after
        self._changes = changes

    @cached_property
    def added(self) -> dict[Key, Sequence]:
        return {
            change.object.key: change.object
            for change in self._changes
            if isinstance(change, AddObject) and isinstance(change.object, Sequence)
        }

    def serials(self, table: Table, columns: Iterable[Column]) -> frozenset[str]:
        """New columns that `serial` describes exactly, their sequence included."""
        found = set()
        for column in columns:
            wanted = serial_sequence(self._after, table, column)
            if wanted is not None and self.added.get(wanted.key) == wanted:
                found.add(column.name)
        return frozenset(found)

    @cached_property
    def keys(self) -> frozenset[Key]:
        """Sequences that come along with a serial column."""
        found = set()
        for change in self._changes:
            match change:
                case AddTable(table):
                    added = self.serials(table, table.columns)
                case ModifyTable(after=table):
                    new = [c.column for c in change.changes if isinstance(c, AddColumn)]
                    added = self.serials(table, new)
                case _:
                    continue
            for column in table.columns:
                wanted = serial_sequence(self._after, table, column)
                if column.name in added and wanted:
                    found.add(wanted.key)
        return frozenset(found)

    @cached_property
    def unhooked(self) -> dict[Key, tuple[Name, str]]:
        """New sequences that take over an identity column, whose own sequence has their name."""
        found = {}
        for change in self._changes:
            if not isinstance(change, ModifyTable):
                continue
            name = change.after.full_name
            for part in change.changes:
                if isinstance(part, ModifyColumn) and part.before.identity:
                    if part.after.identity:
                        continue
                    for key, sequence in self.added.items():
                        owner = sequence.owned_by
                        if owner == (name.name, part.after.name) and key.schema == name.schema:
                            found[key] = (name, part.after.name)
        return found


def released(sql: PostgresWriter, changes: Changes, dropped: Iterable[Drop]) -> Iterator[Statement]:
    """Sequences that outlive a table which is dropped early, and would go with it."""
    gone = {drop.table.full_name for drop in dropped if isinstance(drop, DropTable)}
    for change in changes:
        match change:
            case ModifyObject(Sequence(owned_by=(table, _)) as item):
                if Name(item.schema, table) in gone:
                    text = f"ALTER SEQUENCE {sql.named(item.schema, item.name)} OWNED BY NONE"
                    yield say(text, f'modify "{item.name}" sequence', item.name)
            case _:
                continue
