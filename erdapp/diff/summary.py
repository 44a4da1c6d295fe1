"""Changes counted, and said in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import assert_never

from msgspec import Struct

from erdapp.diff.changes import (
    AddObject,
    AddSchema,
    AddTable,
    Changes,
    DropObject,
    DropSchema,
    DropTable,
    ModifyObject,
    ModifySchema,
    ModifyTable,
    RenameObject,
    RenameTable,
    TableChange,
)
from erdapp.schema import Kind


class Count(Struct, frozen=True, omit_defaults=True):
    """How many things of one kind were added, dropped, renamed and changed."""

    added: int = 0
    dropped: int = 0
    renamed: int = 0
    changed: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.dropped or self.renamed or self.changed)


class Summary(Struct, frozen=True, kw_only=True):
    """Counts for chips, and the same as text."""

    tables: Count = Count()
    columns: Count = Count()
    """Inside tables that stay."""
    other: dict[str, Count]
    """Other objects by kind (`view`, `enum`, `schema` …) that have changes, and the parts of
    tables that stay: `key`, `index`, `constraint`."""
    line: str
    """`+2 tables, 1 renamed, 1 changed, −1 column`; `no changes` when there are none."""

    @property
    def headline(self) -> str:
        """One short sentence for a title or a commit message."""
        return f"{self.line[:1].upper()}{self.line[1:]}" if self else "The schemas are the same"

    def __bool__(self) -> bool:
        return bool(self.tables or self.columns or any(self.other.values()))


def summarise(changes: Changes) -> Summary:
    """Count the changes. A table that is renamed and changed counts as both."""
    counts: Counter[tuple[str, str]] = Counter(_tally(changes))
    kinds = dict.fromkeys(kind for kind, _ in counts)
    by_kind = {kind: _count(counts, kind) for kind in kinds}
    tables = by_kind.pop("table", Count())
    columns = by_kind.pop("column", Count())
    other = {kind: by_kind[kind] for kind in sorted(by_kind)}
    texts = [
        *_phrases("table", tables),
        *_phrases("column", columns),
        *(text for kind, count in other.items() for text in _phrases(kind, count)),
    ]
    return Summary(
        tables=tables, columns=columns, other=other, line=", ".join(texts) or "no changes"
    )


def _count(counts: Counter[tuple[str, str]], kind: str) -> Count:
    return Count(*(counts[kind, what] for what in ("added", "dropped", "renamed", "changed")))


def _phrases(kind: str, count: Count) -> Iterator[str]:
    """`+2 tables`, then `1 renamed`: the noun is said once, with the first number."""
    named = False
    for sign, number, word in (
        ("+", count.added, ""),
        ("−", count.dropped, ""),
        ("", count.renamed, "renamed"),
        ("", count.changed, "changed"),
    ):
        if not number:
            continue
        noun = "" if named and not sign else plural(kind, number)
        yield " ".join(part for part in (f"{sign}{number}", noun, word) if part)
        named = True


_PLURALS = {"policy": "policies", "index": "indexes"}


def plural(noun: str, number: int) -> str:
    if number == 1:
        return noun
    return _PLURALS.get(noun, f"{noun}s")


def _tally(changes: Changes) -> Iterator[tuple[str, str]]:
    for change in changes:
        match change:
            case AddTable():
                yield "table", "added"
            case DropTable():
                yield "table", "dropped"
            case RenameTable():
                yield "table", "renamed"
            case ModifyTable():
                yield "table", "changed"
                yield from _inside(change.changes)
            case AddSchema() | DropSchema() | ModifySchema():
                yield "schema", _verb(type(change).__name__)
            case AddObject(item) | DropObject(item) | ModifyObject(after=item):
                yield _kind(item.key.kind), _verb(type(change).__name__)
            case RenameObject():
                value = change.after.kind is Kind.ENUM and change.after.scope
                yield "enum value" if value else _kind(change.after.kind), "renamed"
            case _:
                assert_never(change)


def _kind(kind: Kind) -> str:
    return "other object" if kind is Kind.DEFINITION else kind.value


_VERBS = {"Add": "added", "Drop": "dropped", "Modify": "changed", "Rename": "renamed"}
_PARTS = {
    "Column": "column",
    "PrimaryKey": "key",
    "Unique": "unique constraint",
    "ForeignKey": "foreign key",
    "Check": "check",
    "Exclusion": "exclusion",
    "Constraint": "constraint",
    "Index": "index",
}


def _inside(changes: Iterable[TableChange]) -> Iterator[tuple[str, str]]:
    """`AddForeignKey` is (foreign key, added); attributes are not counted."""
    for change in changes:
        name = type(change).__name__
        for prefix, word in _VERBS.items():
            part = _PARTS.get(name.removeprefix(prefix))
            if name.startswith(prefix) and part:
                yield part, word


def _verb(name: str) -> str:
    """`AddSchema` is added."""
    return next(word for prefix, word in _VERBS.items() if name.startswith(prefix))
