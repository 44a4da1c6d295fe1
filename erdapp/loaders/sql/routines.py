"""Functions, procedures and aggregates: CREATE, ALTER and DROP in all dialects."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.loaders.sql.arguments import qualified, signature, take_arguments, type_text
from erdapp.loaders.sql.dropping import drop_each
from erdapp.loaders.sql.expressions import take_type
from erdapp.loaders.sql.heads import take_create
from erdapp.loaders.sql.moves import move, take_new_name
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.routine_text import take_routine
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Dialect, Key, Kind, Name, Routine

_WORDS = ("FUNCTION", "PROCEDURE", "PROC", "AGGREGATE", "ROUTINE")
_KINDS = {"FUNCTION": "function", "PROCEDURE": "procedure", "PROC": "procedure",
          "AGGREGATE": "aggregate"}  # fmt: skip
_AGGREGATE_FIELDS = ("SFUNC", "STYPE", "SSPACE", "FINALFUNC", "COMBINEFUNC", "INITCOND", "SORTOP",
                     "PARALLEL")  # fmt: skip
_AGGREGATE_SYNONYMS = {"SFUNC1": "SFUNC", "STYPE1": "STYPE", "INITCOND1": "INITCOND"}


def create_routine(reader: Reader, state: LoadState) -> None:
    """`CREATE [OR REPLACE] FUNCTION | PROCEDURE | AGGREGATE`."""
    take_create(reader)
    kind = _KINDS[reader.next().upper()]
    calm = reader.if_not_exists() or state.guarded
    name = state.created(reader.parts())
    if state.dialect is not Dialect.POSTGRES:
        if not (calm and state.builder.get(Key(Kind.ROUTINE, *name))):
            _put(state, name, kind, "", _plain_definition(reader, state, name, kind))
    elif kind == "aggregate":
        _create_aggregate(reader, state, name)
    else:
        arguments = take_arguments(reader, state)
        text = take_routine(reader, state, name, kind, arguments)
        _put(state, name, kind, signature(state, arguments), text)


def _plain_definition(reader: Reader, state: LoadState, name: Name, kind: str) -> str:
    return f"CREATE {kind.upper()} {state.facts.qualify(name)} {reader.rest()}"


def _put(state: LoadState, name: Name, kind: str, types: str, text: str) -> None:
    """Add a routine; the comment of one that it replaces stays."""
    before = state.builder.get(Key(Kind.ROUTINE, name.schema, name.name, types))
    state.builder.put(
        Routine(
            name=name.name,
            definition=state.facts.normal_definition(text),
            schema=name.schema,
            kind=kind,
            signature=types,
            comment=before.comment if isinstance(before, Routine) else "",
        )
    )


def _create_aggregate(reader: Reader, state: LoadState, name: Name) -> None:
    """`CREATE AGGREGATE name (types) (options)`, or the old `name (basetype = …, options)`."""
    types, listed = "", "*"
    if reader.ahead(2) != "=":
        arguments = take_arguments(reader, state)
        types = signature(state, arguments)
        listed = ", ".join(
            " ".join(filter(None, (item.name, type_text(state, item.type)))) for item in arguments
        )
    said = _aggregate_options(reader, state)
    base = said.pop("BASETYPE", "").strip("\"'")
    if base and base.upper() != "ANY":
        types = listed = type_text(state, state.type(base))
    inside = [f"{field} = {said[field]}" for field in _AGGREGATE_FIELDS if field in said]
    inside += [word for word in ("HYPOTHETICAL",) if word in said]
    text = f"CREATE AGGREGATE {qualified(state, name)}({listed or '*'}) ({', '.join(inside)})"
    _put(state, name, "aggregate", types, text)


def _aggregate_options(reader: Reader, state: LoadState) -> dict[str, str]:
    said: dict[str, str] = {}
    reader.expect("(")
    while not reader.accept(")"):
        field = reader.next().upper()
        field = _AGGREGATE_SYNONYMS.get(field, field)
        value = ""
        if reader.accept("="):
            if field == "STYPE":
                value = type_text(state, state.type(take_type(reader)))
            elif field.endswith("FUNC"):
                value = _called(state, reader.parts())
            else:
                value = reader.skip_to(",")
        said[field] = value.upper() if field == "PARALLEL" else value
        reader.accept(",")
    return said


def _called(state: LoadState, parts: tuple[str, ...]) -> str:
    """A function by name alone, with its namespace where the search path finds it there."""
    fold = state.facts.fold
    if len(parts) == 1:
        for space in state.search_path:
            for item in state.builder.of(Routine):
                if space and item.schema == space and fold(item.name) == fold(parts[0]):
                    return state.shown((space, item.name))
    return state.shown(parts)


def alter_routine(reader: Reader, state: LoadState) -> None:
    """`ALTER FUNCTION` and its like: a new body (SQL Server), or names and attributes."""
    reader.expect("ALTER")
    word = reader.next().upper()
    if state.dialect is Dialect.MSSQL:
        name = state.referred(reader.parts(), Kind.ROUTINE)
        kind = _KINDS[word]
        _put(state, name, kind, "", _plain_definition(reader, state, name, kind))
        return
    parts, types = take_routine_name(reader, state)
    if reader.accept_any("OWNER", "DEPENDS", "NO"):
        return
    routine = find_routine(state, parts, types)
    if routine is None:
        state.warn(f"there is no {word.lower()} {'.'.join(parts)} here")
    elif new := take_new_name(reader, state, routine):
        move(state, routine, new)
    else:
        _add_attributes(reader, state, routine)


def _add_attributes(reader: Reader, state: LoadState, routine: Routine) -> None:
    """Write attributes of `ALTER FUNCTION` into the definition: they stand before its body."""
    attributes = reader.rest().removesuffix("RESTRICT")
    head, found, body = routine.definition.partition(" AS $")
    if not found:
        state.warn(f"the change to {routine.kind} {routine.name} is not read")
        return
    text = f"{head} {attributes}{found}{body}"
    again = state.reader(text, state.line)
    take_create(again)
    again.next()
    name = Name(routine.schema, routine.name)
    again.parts()
    arguments = take_arguments(again, state)
    definition = take_routine(again, state, name, routine.kind, arguments)
    state.builder.put(replace(routine, definition=state.facts.normal_definition(definition)))


def take_routine_name(reader: Reader, state: LoadState) -> tuple[tuple[str, ...], str | None]:
    """Take `name [(types)]`; the types as a signature, None when they aren't given."""
    parts = reader.parts()
    if not reader.peek("("):
        return parts, None
    return parts, signature(state, take_arguments(reader, state))


def find_routine(state: LoadState, parts: tuple[str, ...], types: str | None) -> Routine | None:
    """The routine of that name and signature; without one, the only one of that name."""
    spaces = state.search_path if len(parts) == 1 else (state.created(parts).schema,)
    fold = state.facts.fold
    if types is not None:
        for space in spaces:
            found = state.builder.get(Key(Kind.ROUTINE, space, parts[-1], types))
            if isinstance(found, Routine):
                return found
    named = [
        item
        for item in state.builder.of(Routine)
        if fold(item.name) == fold(parts[-1]) and item.schema in spaces
    ]
    return named[0] if len(named) == 1 and types is None else None


def drop_routine(reader: Reader, state: LoadState) -> None:
    """`DROP FUNCTION [IF EXISTS] f(integer), g`."""
    reader.expect("DROP")
    word = reader.next().lower()

    def drop_one() -> str:
        parts, types = take_routine_name(reader, state)
        routine = find_routine(state, parts, types)
        there = routine is not None and state.builder.drop(routine.key)
        return "" if there else f"{word} {'.'.join(parts)}"

    drop_each(reader, state, drop_one)
