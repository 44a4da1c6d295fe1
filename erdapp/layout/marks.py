"""What was touched in a picture of a difference: marks on tables, rows, key parts and edges."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct, field

from erdapp.schema import Column, ForeignKey, Name, Table, View


class Mark(StrEnum):
    """What happened to a thing; the value is also its class in the SVG."""

    NONE = ""
    ADDED = "add"
    REMOVED = "del"
    CHANGED = "mod"
    RENAMED = "ren"


class ColumnMark(Struct, frozen=True):
    """A touched column; `before` where it had another name or type."""

    mark: Mark
    before: Column | None = None
    aspects: tuple[str, ...] = ()
    """What else changed than name, type and NULL, which the row shows by itself."""


class PartMark(Struct, frozen=True):
    """A touched index, constraint or attribute: a row of its own below the columns."""

    mark: Mark
    kind: str
    text: str


class TableMarks(Struct):
    """All marks of one table or view; filled while the changes are read."""

    mark: Mark = Mark.CHANGED
    old_name: str = ""
    columns: dict[str, ColumnMark] = field(default_factory=dict)
    ghosts: dict[str, list[Column]] = field(default_factory=dict)
    """Dropped columns by the column they followed; `""` for the first."""
    parts: list[PartMark] = field(default_factory=list)
    foreign_keys: dict[ForeignKey, Mark] = field(default_factory=dict)
    dropped_keys: list[ForeignKey] = field(default_factory=list)
    count: int = 0


class Overlay(Struct):
    """Marks by name in the newer schema, and what only the older one had."""

    tables: dict[Name, TableMarks] = field(default_factory=dict)
    dropped: list[Table | View] = field(default_factory=list)

    def of(self, name: Name) -> TableMarks:
        return self.tables.setdefault(name, TableMarks())
