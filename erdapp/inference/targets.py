"""What can be referenced, by every way in which a column may spell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from erdapp.inference.families import NONE, TEXT, Families
from erdapp.inference.words import singulars, words
from erdapp.schema import DataType, Name, Schema, Table

LEAST_PREFIXED, PREFIX_SHARE = 5, 0.7
"""A first word is a prefix of the whole schema when so many tables bear it."""
KEY_WORDS = frozenset(("id", "uuid", "guid", "uid", "code", "key", "no", "nr", "num", "number"))
"""What ends the name of a key; a unique column of another name (`email`, `title`) is a property,
and a column called after it a copy."""
PLAIN = KEY_WORDS | {
    "pk",
    "oid",
    "rowid",
    "name",
    "slug",
    "type",
    "value",
    "title",
    "email",
    "hash",
}
"""Names of keys that say nothing about the table they are of."""

EXACT, ALIKE, UNIQUE, OTHERWISE, BARE = 0.95, 0.9, 0.8, 0.8, 0.75
"""Scores of the ways to spell a reference; what differs from them takes away some."""


class Target(Struct, frozen=True):
    """A column that is a key all by itself."""

    table: Name
    column: str
    type: DataType
    family: str


class Spelling(Struct, frozen=True):
    """One way in which a column may be called that references the target."""

    target: Target
    score: float
    reason: str
    prefix: str = ""
    """The first word of the table that is left out."""
    bare: bool = False
    """Without a word for the key."""


Spellings = Mapping[str, Sequence[Spelling]]
"""By the words of the column's name in one piece: `customerid`."""


def spellings(schema: Schema, families: Families) -> Spellings:
    """Every way to spell a reference to any key of the schema."""
    found: dict[str, list[Spelling]] = {}
    names = frozenset(one for table in schema.tables for one in _singular(words(table.name)))
    for table in schema.tables:
        for column in _keys(table):
            target = _target(table, column, families)
            if target is None:
                continue
            for text, spelling in _ways(target, table, names):
                found.setdefault(text, []).append(spelling)
    for text, table in _named_alike(schema).items():
        target = _target(table, _primary(table)[0], families)
        if target is not None and text not in found:
            reason = f"only {target.table} has a primary key of that name"
            found[text] = [Spelling(target, ALIKE, reason)]
    return found


def _named_alike(schema: Schema) -> dict[str, Table]:
    """Names of primary keys that lead to one table: of that table alone, and telling."""
    found: dict[str, list[Table]] = {}
    for table in schema.tables:
        key = _primary(table)
        own = words(key[0]) if key else ()
        if not own or own[0] in PLAIN or own[-1] not in KEY_WORDS:
            continue
        if not any(key[0] in one.columns for one in table.foreign_keys):
            found.setdefault("".join(own), []).append(table)
    return {text: tables[0] for text, tables in found.items() if len(tables) == 1}


def common_prefix(tables: Sequence[Table]) -> str:
    """The first word that nearly every table bears; empty without one."""
    firsts = Counter(own[0] for table in tables if len(own := words(table.name)) > 1)
    if not firsts:
        return ""
    word, count = min(firsts.items(), key=lambda item: (-item[1], item[0]))
    return word if count >= LEAST_PREFIXED and count > PREFIX_SHARE * len(tables) else ""


def _primary(table: Table) -> tuple[str, ...]:
    """The column of a primary key of one column."""
    key = table.primary_key.columns if table.primary_key else ()
    return key if len(key) == 1 and key[0] else ()


def _keys(table: Table) -> tuple[str, ...]:
    """The columns that are keys by themselves, the primary key first."""
    found = [unique.columns for unique in table.uniques]
    found += [
        tuple(part.column for part in index.parts)
        for index in table.indexes
        if index.unique and not index.where and not any(part.prefix for part in index.parts)
    ]
    alone = [columns[0] for columns in found if len(columns) == 1 and columns[0]]
    return tuple(dict.fromkeys((*_primary(table), *alone)))


def _target(table: Table, name: str, families: Families) -> Target | None:
    column = table.column(name)
    kind = families.of(column.type) if column else NONE
    if column is None or kind == NONE:
        return None
    return Target(table.full_name, name, column.type, kind)


def _ways(target: Target, table: Table, names: frozenset[str]) -> Iterator[tuple[str, Spelling]]:
    own = words(target.column)
    primary = (target.column,) == _primary(table)
    if not own or not (primary or own[-1] in KEY_WORDS):
        return
    whole = words(table.name)
    if whole:
        yield from _named_after(target, tuple(_singular(whole)), own, primary, "")
    short = tuple(_singular(whole[1:]))
    if short and names.isdisjoint(short):
        yield from _named_after(target, short, own, primary, whole[0])


def _named_after(
    target: Target, names: tuple[str, ...], own: tuple[str, ...], primary: bool, prefix: str
) -> Iterator[tuple[str, Spelling]]:
    """Ways that have the name of the table in them, in any of these forms; `own` are the words of
    the key."""
    key = "".join(own)
    rests = {key.removeprefix(name) for name in names} - {""} | {"fk"}
    ways = {f"{name}{rest}" for name in names for rest in rests} | {f"fk{name}" for name in names}
    ways |= {f"id{name}" for name in names if "id" in rests} | {key} & set(names)
    after = f"it is named after the table {target.table}"
    reason = f"{after} and its key {target.column}"
    for way in ways:
        yield way, Spelling(target, EXACT if primary else UNIQUE, reason, prefix)
    if not primary:
        return
    if not prefix and (len(own) == 1 or own[-1] not in KEY_WORDS):
        reason = f"{after}, whose key is {target.column}"
        for way in {f"{name}id" for name in names} - ways:
            yield way, Spelling(target, OTHERWISE, reason)
    bare = BARE - 0.1 * (target.family == TEXT)
    for way in set(names) - ways:
        yield way, Spelling(target, bare, after, prefix, bare=True)


def _singular(base: tuple[str, ...]) -> Iterator[str]:
    """In one piece, as it is and in each singular."""
    if not base:
        return
    start = "".join(base[:-1])
    for last in singulars(base[-1]):
        yield start + last
