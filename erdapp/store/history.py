"""What happened to each table from version to version: noted once, then read by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from erdapp.diff.changes import (
    AddObject,
    AddTable,
    Changes,
    DropObject,
    DropTable,
    ModifyObject,
    ModifyTable,
    RenameObject,
    RenameTable,
)
from erdapp.diff.describe import describe_inside
from erdapp.schema import Key, Kind, Name
from erdapp.store.models import EventKind, TableEvent, Version

MOST_LINES = 60
LONGEST = 300
RENAMES = 8
"""Names that a table is followed back through."""


@dataclass
class Event:
    """What one version did to one table."""

    kind: EventKind
    before: str = ""
    lines: list[str] = field(default_factory=list)


def events(changes: Changes) -> dict[str, Event]:
    """By the table's or view's name after the changes."""
    found: dict[str, Event] = {}
    for change in changes:
        match change:
            case AddTable(table):
                found[str(table.full_name)] = Event(EventKind.ADDED)
            case DropTable(table):
                found[str(table.full_name)] = Event(EventKind.DROPPED)
            case RenameTable():
                _renamed(found, str(change.before), str(change.after))
            case ModifyTable():
                event = found.setdefault(str(change.after.full_name), Event(EventKind.CHANGED))
                event.lines += _lines(describe_inside(part) for part in change.changes)
            case AddObject(item) if _is_view(item.key):
                found[_name(item.key)] = Event(EventKind.ADDED)
            case DropObject(item) if _is_view(item.key):
                found[_name(item.key)] = Event(EventKind.DROPPED)
            case ModifyObject() if _is_view(change.after.key):
                event = found.setdefault(_name(change.after.key), Event(EventKind.CHANGED))
                event.lines += _lines(f"{aspect} changed" for aspect in change.aspects)
            case RenameObject() if _is_view(change.after):
                _renamed(found, _name(change.before), _name(change.after))
            case _:
                pass  # schemas and other objects have no page of their own
    return found


def _is_view(key: Key) -> bool:
    return key.kind is Kind.VIEW


def _name(key: Key) -> str:
    return str(Name(key.schema, key.name))


def _renamed(found: dict[str, Event], before: str, after: str) -> None:
    event = found.setdefault(after, Event(EventKind.RENAMED))
    event.kind, event.before = EventKind.RENAMED, before


def _lines(texts: Iterable[str]) -> list[str]:
    lines = [text if len(text) <= LONGEST else text[: LONGEST - 1] + "…" for text in texts]
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"and {len(lines) - MOST_LINES} more changes"]
    return lines


def keep_events(version: Version, changes: Changes) -> None:
    """Note what the version did to its tables."""
    TableEvent.objects.bulk_create(
        [
            TableEvent(
                version=version,
                table=_storable(table)[:600],
                kind=event.kind,
                before=_storable(event.before)[:600],
                lines=[_storable(line) for line in event.lines],
            )
            for table, event in events(changes).items()
        ],
        batch_size=500,
        ignore_conflicts=True,  # names of which the first 600 characters are equal
    )


def _storable(text: str) -> str:
    """PostgreSQL keeps neither NUL nor lone surrogates in its texts."""
    return text.replace("\0", "�").encode("utf-8", "replace").decode()


def table_history(version: Version, table: str) -> list[TableEvent]:
    """What happened to the table up to this version, newest first, through its earlier names."""
    found: list[TableEvent] = []
    name, before = table, version.number + 1
    for _ in range(RENAMES):
        events = TableEvent.objects.filter(
            version__project=version.project_id, version__number__lt=before, table=name
        ).select_related("version")
        rows = events.defer("version__origins", "version__problems", "version__change")
        follow = None
        for event in rows:
            found.append(event)
            if event.kind == EventKind.ADDED:
                return found
            if event.kind == EventKind.RENAMED:
                follow = event
                break
        if follow is None:
            return found
        name, before = follow.before, follow.version.number
    return found
