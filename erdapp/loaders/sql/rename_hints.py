"""`-- atlas:renamed_from old`: what a source says about the names its objects had before.

A hint stands in front of a CREATE statement, or inside CREATE TABLE and CREATE TYPE: in front of a
column, a constraint, an index or a value, or at the end of its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from erdapp.diff.changes import Rename
from erdapp.loaders.sql.constraints import is_constraint
from erdapp.loaders.sql.heads import take_create
from erdapp.loaders.sql.raw import RENAMED_FROM, RawStatement
from erdapp.loaders.sql.reader import Reader, ReadError
from erdapp.loaders.sql.state import LoadState
from erdapp.loaders.sql.tokens import is_string, string_value
from erdapp.schema import Key, Kind, Name

_HINT = re.compile(
    r"(?:--|\#|/\*)[ \t]*(?:atlas|erdapp):renamed_from[ \t]+([^\r\n*]+)", re.IGNORECASE
)
_TYPES = (Kind.ENUM, Kind.COMPOSITE, Kind.DOMAIN)
_KINDS: dict[str, tuple[Kind, ...]] = {
    "TABLE": (Kind.TABLE,),
    "VIEW": (Kind.VIEW,),
    "TYPE": _TYPES,
    "DOMAIN": (Kind.DOMAIN,),
    "SEQUENCE": (Kind.SEQUENCE,),
}
"""What a CREATE of that word may have made."""


class _Item(Struct, frozen=True):
    """One item in the parentheses of a CREATE: its tokens, from `start` up to (not with) `end`."""

    start: int
    end: int


def take_hints(raw: RawStatement, state: LoadState) -> None:
    """Remember the hints of a statement that was read; one that stands where it says nothing is a
    warning."""
    opens_the_file = raw.offset == len(raw.leading)
    behind, before = ("", raw.leading) if opens_the_file else _parted(raw.leading)
    if _HINT.search(behind):
        state.warn(f"{RENAMED_FROM} behind a statement says nothing: write it in front of it")
    reader = state.reader(raw.text, raw.line)
    try:
        _statement(reader, state, _old_names(before))
    except ReadError as error:
        state.warn(f"{RENAMED_FROM}: {error.message}", error.line)


def _parted(leading: str) -> tuple[str, str]:
    """What stands behind the statement before, on its line, and all that follows."""
    line, _, rest = leading.partition("\n")
    return line, rest


def _old_names(text: str) -> list[str]:
    return [found[1].strip() for found in _HINT.finditer(text)]


# --- a statement and what it makes ------------------------------------------------------------


def _statement(reader: Reader, state: LoadState, told: list[str]) -> None:
    if reader.accept("ALTER", "TABLE"):
        _added_constraint(reader, state, told)
        return
    if not reader.peek("CREATE"):
        _say_nothing(state, told)
        return
    take_create(reader)
    reader.accept("MATERIALIZED")
    word = reader.next().upper()
    reader.accept("CONCURRENTLY")
    reader.if_not_exists()
    if word == "INDEX":
        _index(reader, state, told)
        return
    key = _made(state, word, reader.parts())
    if key is None:
        _say_nothing(state, told)
        return
    for old in told:
        _tell(state, _top_level(state, key, old))
    if key.kind in (Kind.TABLE, Kind.ENUM):
        _inside(reader, state, key)


def _say_nothing(state: LoadState, told: list[str]) -> None:
    if told:
        state.warn(f"{RENAMED_FROM} says nothing in front of this statement")


def _made(state: LoadState, word: str, parts: tuple[str, ...]) -> Key | None:
    name = state.created(parts)
    keys = (Key(kind, name.schema, name.name) for kind in _KINDS.get(word, ()))
    found = next((item for key in keys if (item := state.builder.get(key))), None)
    return found.key if found else None


def _top_level(state: LoadState, key: Key, old: str) -> Rename:
    parts = state.reader(old, state.line).parts()
    name = parts[-1]
    if len(parts) > 1 and (space := state.resolve_namespace(parts[-2])) != key.schema:
        name = f"{space}.{name}"
    return Rename(key.kind.value, name, key.name, key.schema)


def _index(reader: Reader, state: LoadState, told: list[str]) -> None:
    name = reader.parts()[-1]
    reader.expect("ON")
    reader.accept("ONLY")
    table = state.referred(reader.parts())
    for old in told:
        _tell(state, Rename("index", _plain(state, old), name, table.schema, table.name))


def _added_constraint(reader: Reader, state: LoadState, told: list[str]) -> None:
    if not told:
        return
    reader.if_exists()
    reader.accept("ONLY")
    table = state.referred(reader.parts())
    if not reader.accept("ADD", "CONSTRAINT"):
        _say_nothing(state, told)
        return
    name = reader.name()
    for old in told:
        _tell(state, Rename("constraint", _plain(state, old), name, table.schema, table.name))


def _plain(state: LoadState, old: str) -> str:
    """The last part of a name as the dialect reads it."""
    return state.reader(old, state.line).parts()[-1]


def _tell(state: LoadState, rename: Rename) -> None:
    if rename.before != rename.after and rename not in state.renames:
        state.renames.append(rename)


# --- inside a CREATE TABLE or CREATE TYPE -----------------------------------------------------


def _inside(reader: Reader, state: LoadState, key: Key) -> None:
    reader.accept("AS", "ENUM")
    if not reader.peek("(") or RENAMED_FROM not in reader.source[reader.starts[reader.pos] :]:
        return
    opening, closing = reader.pos, reader.closing()
    items = list(_items(reader, opening, closing))
    for token, old in _hints_in(reader, opening, closing):
        item = next((item for item in items if item.start <= token < item.end), None)
        reader.pos = item.start if item else token
        found = _about(reader, state, key, token, old) if item else None
        if found is None:
            state.warn(f"{RENAMED_FROM} says nothing here", reader.line_of(token))
        else:
            _tell(state, found)


def _items(reader: Reader, opening: int, closing: int) -> Iterator[_Item]:
    depth, start = 0, opening + 1
    for at in range(opening + 1, closing + 1):
        word = reader.words[at]
        if depth == 0 and (word == "," or at == closing):
            yield _Item(start, at)
            start = at + 1
        depth += {"(": 1, ")": -1}.get(word, 0)


def _hints_in(reader: Reader, opening: int, closing: int) -> Iterator[tuple[int, str]]:
    """(the token that a hint is about, old name): the one before it on its line, a comma aside,
    else the one after it."""
    source = reader.source
    for at in range(opening, closing):
        end = reader.starts[at] + len(reader.words[at])
        gap = source[end : reader.starts[at + 1]]
        if RENAMED_FROM not in gap:
            continue
        for hint in _HINT.finditer(gap):
            same_line = at > opening and "\n" not in gap[: hint.start()]
            comma = reader.words[at] == ","
            yield (at - comma if same_line else at + 1), hint[1].strip()


def _about(reader: Reader, state: LoadState, key: Key, token: int, old: str) -> Rename | None:
    """The rename that a hint at `token` tells; the reader stands at the item it is in."""
    start = reader.pos
    owner = Name(key.schema, key.name)
    if key.kind is Kind.ENUM:
        return _value(reader, state, owner, token, old)
    if is_constraint(reader):
        name = _part_name(reader)
        return _part(state, owner, name, old) if name else None
    column = reader.name()
    if token > start + 1 and is_string(reader.words[token]) and reader.word in ("ENUM", "SET"):
        return _value(reader, state, owner, token, old, column)
    return Rename("column", _plain(state, old), column, owner.schema, owner.name)


def _value(
    reader: Reader, state: LoadState, owner: Name, token: int, old: str, column: str = ""
) -> Rename | None:
    if not is_string(reader.words[token]):
        return None
    new = string_value(reader.words[token], reader.dialect)
    before = string_value(old, reader.dialect) if is_string(old) else old
    return Rename("value", before, new, owner.schema, owner.name, column)


def _part_name(reader: Reader) -> str:
    """The name of a constraint or index that comes next; empty when it has none."""
    if reader.accept("CONSTRAINT"):
        return reader.name()
    reader.accept_any("UNIQUE", "FULLTEXT", "SPATIAL", "VECTOR")
    keyed = reader.accept_any("KEY", "INDEX")
    return reader.name() if keyed and reader.is_name() else ""


def _part(state: LoadState, owner: Name, name: str, old: str) -> Rename:
    """A constraint, or an index where the table has one of that name: MySQL's unique keys are."""
    table = state.builder.table(owner)
    indexed = table is not None and any(index.name == name for index in table.indexes)
    kind = "index" if indexed else "constraint"
    return Rename(kind, _plain(state, old), name, owner.schema, owner.name)
