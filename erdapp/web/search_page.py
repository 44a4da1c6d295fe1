"""Full-text search over a project: what one version holds, what people noted, what is gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from erdapp.schema import Name, Schema
from erdapp.store.models import EventKind, TableEvent, Version
from erdapp.store.notes import Notes
from erdapp.web.looking import Place

SHOWN = 50
"""Results of one group that are listed; the others are counted."""
AROUND = 60
"""Characters of a text shown before and after what was found in it."""


@dataclass(frozen=True)
class Hit:
    """One result: where it leads, what it is, and the text around the word."""

    href: str
    title: str
    before: str = ""
    word: str = ""
    after: str = ""


@dataclass(frozen=True)
class Group:
    """The results of one kind."""

    title: str
    hits: tuple[Hit, ...]
    count: int


@dataclass(frozen=True)
class _Text:
    """Something that can be found: a name alone has no `text`."""

    href: str
    title: str
    text: str = ""


def search(version: Version, schema: Schema, notes: Notes, words: str) -> tuple[Group, ...]:
    """Every text in which all the words occur, by kind; kinds without a result are left out."""
    place, wanted = Place(version), words.casefold().split()
    if not wanted:
        return ()
    kinds = (
        ("Tables and views", _tables(schema, place)),
        ("Columns", _columns(schema, place)),
        ("Comments", _comments(schema, place)),
        ("Notes", _notes(schema, place, notes)),
        ("Definitions", _definitions(schema, place)),
        ("In earlier versions", _earlier(version, wanted)),
    )
    groups = (_group(title, texts, wanted) for title, texts in kinds)
    return tuple(group for group in groups if group.count)


def _group(title: str, texts: Iterable[_Text], wanted: list[str]) -> Group:
    hits: list[Hit] = []
    count = 0
    for text in texts:
        inside = (text.text or text.title).casefold()
        if all(word in inside for word in wanted):
            count += 1
            if len(hits) < SHOWN:
                hits.append(_hit(text, wanted[0]))
    return Group(title, tuple(hits), count)


def _hit(text: _Text, word: str) -> Hit:
    """With the first place where the word stands, on one line."""
    line = " ".join(text.text.split())
    at = line.casefold().find(word)
    if at < 0 or text.text == text.title.rpartition(" · ")[2]:
        return Hit(text.href, text.title)
    end = at + len(word)
    start = max(0, at - AROUND)
    return Hit(
        text.href,
        text.title,
        before=("…" if start else "") + line[start:at],
        word=line[at:end],
        after=line[end : end + AROUND] + ("…" if len(line) > end + AROUND else ""),
    )


def _names(schema: Schema) -> Iterator[tuple[Name, str]]:
    """Tables and views with their comments."""
    for table in schema.tables:
        yield table.full_name, table.comment
    for view in schema.views:
        yield Name(view.schema, view.name), view.comment


def _tables(schema: Schema, place: Place) -> Iterator[_Text]:
    return (_Text(place.table(name), str(name)) for name, _ in _names(schema))


def _columns(schema: Schema, place: Place) -> Iterator[_Text]:
    """Found by their own names."""
    for table in schema.tables:
        page = place.table(table.full_name)
        for column in table.columns:
            title = f"{table.full_name} · {column.name}"
            yield _Text(f"{page}#c-{column.name}", title, column.name)


def _comments(schema: Schema, place: Place) -> Iterator[_Text]:
    for name, comment in _names(schema):
        if comment:
            yield _Text(place.table(name), str(name), comment)
    for table in schema.tables:
        page = place.table(table.full_name)
        for column in table.columns:
            if column.comment:
                title = f"{table.full_name} · {column.name}"
                yield _Text(f"{page}#c-{column.name}", title, column.comment)


def _notes(schema: Schema, place: Place, notes: Notes) -> Iterator[_Text]:
    """Those on names that the version has."""
    here = {str(name) for name, _ in _names(schema)}
    for table, own in notes.items():
        for column, text in own.items() if table in here else ():
            anchor = f"#c-{column}" if column else ""
            title = f"{table} · {column}" if column else table
            yield _Text(place.table(table) + anchor, title, text)


def _definitions(schema: Schema, place: Place) -> Iterator[_Text]:
    for view in schema.views:
        yield _Text(place.table(Name(view.schema, view.name)), f"view {view.name}", view.definition)
    sql = f"{place.diagram}sql/"
    for routine in schema.routines:
        yield _Text(sql, f"{routine.key.kind} {routine.name}", routine.definition)
    for trigger in schema.triggers:
        yield _Text(sql, f"trigger {trigger.name}", trigger.definition)


def _earlier(version: Version, wanted: list[str]) -> Iterator[_Text]:
    """Tables that an earlier version had: where they were dropped or got another name."""
    gone = TableEvent.objects.filter(
        version__project=version.project_id, kind__in=(EventKind.DROPPED, EventKind.RENAMED)
    ).select_related("version")
    gone = gone.defer("version__origins", "version__problems", "version__change")
    for event in gone:
        number = event.version.number
        name = event.before or event.table
        last = Place(Version(project=version.project, number=number - 1))
        what = f"renamed to {event.table}" if event.before else "dropped"
        if all(word in name.casefold() for word in wanted):
            yield _Text(last.table(name), f"{name} · {what} in v{number}")
