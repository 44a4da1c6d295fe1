"""COMMENT ON of PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from erdapp.loaders.sql.definitions import find_named
from erdapp.loaders.sql.described import (
    describe_column,
    describe_constraint,
    describe_index,
    describe_namespace,
    describe_table,
    describe_view,
)
from erdapp.loaders.sql.extensions import describe_extension
from erdapp.loaders.sql.objects import KINDS
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.routines import find_routine, take_routine_name
from erdapp.loaders.sql.state import LoadState
from erdapp.loaders.sql.triggers import find_trigger
from erdapp.loaders.sql.types import find_type
from erdapp.loaders.sql.views import find_view
from erdapp.schema import (
    Composite,
    Definition,
    Domain,
    Enum,
    Key,
    Kind,
    Policy,
    Routine,
    Sequence,
    Trigger,
)

_Found = Callable[[LoadState, str], bool]
"""Sets the comment of the object found; false when there is none."""
_Described = Enum | Domain | Composite | Sequence | Routine | Trigger | Policy | Definition
_KINDS = {first: [words for words in KINDS if words[0] == first] for first, *_ in KINDS}
_WITHOUT_COMMENT = ("DATABASE", "ROLE", "TABLESPACE", "LARGE")


def comment_on(reader: Reader, state: LoadState) -> None:
    """`COMMENT ON kind name IS 'text' | NULL`."""
    reader.expect("COMMENT")
    reader.accept("IF", "EXISTS")
    reader.expect("ON")
    if reader.word in _WITHOUT_COMMENT:
        return
    start = reader.pos
    put = _object(reader, state)
    end = reader.pos
    reader.expect("IS")
    comment = "" if reader.accept("NULL") else reader.string()
    if not put(state, comment):
        state.warn(f"the comment is about what isn't here: {reader.text(start, end).lower()}")


def _object(reader: Reader, state: LoadState) -> _Found:
    """Take the kind and the name of an object."""
    for words in _KINDS.get(reader.word, ()):
        if reader.accept(*words):
            _, definition = find_named(reader, state, " ".join(words).lower())
            return lambda state, text: _put(state, definition, text)
    reader.accept_any("MATERIALIZED", "FOREIGN", "PROCEDURAL")
    word = reader.next().upper()
    match word:
        case "FUNCTION" | "PROCEDURE" | "AGGREGATE" | "ROUTINE":
            routine = find_routine(state, *take_routine_name(reader, state))
            return lambda state, text: _put(state, routine, text)
        case "TRIGGER":
            name = reader.name()
            reader.expect("ON")
            trigger = find_trigger(state, name, state.referred(reader.parts()))
            return lambda state, text: _put(state, trigger, text)
        case "POLICY":
            policy = _policy(reader, state)
            return lambda state, text: _put(state, policy, text)
        case "CONSTRAINT":
            return _constraint(reader, state)
    return _named(reader, state, word)


def _named(reader: Reader, state: LoadState, word: str) -> _Found:
    """What a dotted name alone says."""
    parts = reader.parts()
    match word:
        case "TABLE":
            return lambda state, text: describe_table(state, parts, text)
        case "COLUMN" if len(parts) > 1:
            return lambda state, text: describe_column(state, parts, text)
        case "VIEW":
            return lambda state, text: describe_view(state, find_view(state, parts), text)
        case "INDEX":
            return lambda state, text: describe_index(state, parts, text)
        case "SCHEMA":
            return lambda state, text: describe_namespace(state, parts[0], text)
        case "TYPE" | "DOMAIN":
            return lambda state, text: _put(state, find_type(state, parts), text)
        case "SEQUENCE":
            found = state.builder.get(Key(Kind.SEQUENCE, *state.referred(parts, Kind.SEQUENCE)))
            sequence = found if isinstance(found, Sequence) else None
            return lambda state, text: _put(state, sequence, text)
        case "EXTENSION":
            return lambda state, text: describe_extension(state, parts[0], text)
    raise reader.error(f"comments on {word.lower()} are not read")


def _put(state: LoadState, item: _Described | None, text: str) -> bool:
    if item is None:
        return False
    state.builder.put(replace(item, comment=text))
    return True


def _policy(reader: Reader, state: LoadState) -> Policy | None:
    name = reader.name()
    reader.expect("ON")
    table = state.referred(reader.parts())
    found = state.builder.get(Key(Kind.POLICY, table.schema, name, table.name))
    return found if isinstance(found, Policy) else None


def _constraint(reader: Reader, state: LoadState) -> _Found:
    name = reader.name()
    reader.expect("ON")
    if not reader.accept("DOMAIN"):
        parts = reader.parts()
        return lambda state, text: describe_constraint(state, parts, name, text)
    domain = find_type(state, reader.parts())
    return lambda state, text: _describe_domain_check(state, domain, name, text)


def _describe_domain_check(state: LoadState, domain: object, name: str, text: str) -> bool:
    if not isinstance(domain, Domain) or all(check.name != name for check in domain.checks):
        return False
    checks = tuple(
        replace(check, comment=text) if check.name == name else check for check in domain.checks
    )
    state.builder.put(replace(domain, checks=checks))
    return True
