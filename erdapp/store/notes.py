"""Notes on tables and columns as pages ask for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Max

from erdapp.store.models import Note, Project
from erdapp.store.outline import Outline, OutlineTable

Notes = Mapping[str, Mapping[str, str]]
"""By table, by column; the table's own note has the column ""."""


def notes_of(project: Project) -> Notes:
    """The text of every note of a project."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for table, column, text in project.notes.values_list("table", "column", "text"):
        found[table][column] = text
    return found


def notes_on(project: Project, table: str) -> dict[str, Note]:
    """The notes on one table and its columns, by column."""
    notes = project.notes.filter(table=table).select_related("author")
    return {note.column: note for note in notes}


def written(project: Project) -> str:
    """Changes whenever a note does; for cache keys."""
    found = project.notes.aggregate(last=Max("updated"))["last"]
    return f"{found} {project.notes.count()}" if found else ""


@dataclass(frozen=True)
class Documented:
    """How many of some things have a comment or a note."""

    done: int = 0
    all: int = 0

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means everything."""
        return self.done * 100 // self.all if self.all else 100

    @property
    def complete(self) -> bool:
        return self.done == self.all

    def __add__(self, other: Documented) -> Documented:
        return Documented(self.done + other.done, self.all + other.all)


@dataclass(frozen=True)
class Coverage:
    """How far a schema is documented; views count among the tables, their columns don't count."""

    tables: Documented
    columns: Documented
    each: Mapping[str, Documented]
    """By table: itself and its columns."""

    @property
    def whole(self) -> Documented:
        return self.tables + self.columns


def coverage(outline: Outline, notes: Notes) -> Coverage:
    """What comments and notes leave undocumented."""
    tables, columns = Documented(), Documented()
    each: dict[str, Documented] = {}
    for table in outline.tables:
        own = notes.get(str(table.full_name), {})
        itself = Documented(int(bool(table.comment or "" in own)), 1)
        inside = _columns(table, own)
        each[str(table.full_name)] = itself + inside
        tables, columns = tables + itself, columns + inside
    return Coverage(tables=tables, columns=columns, each=each)


def _columns(table: OutlineTable, notes: Mapping[str, str]) -> Documented:
    if table.view:
        return Documented()
    commented = set(table.commented)
    done = sum(column in commented or column in notes for column in table.columns)
    return Documented(done, len(table.columns))
