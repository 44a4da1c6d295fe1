"""SQL Server's extended properties: `sp_addextendedproperty` with `MS_Description` is a comment."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.loaders.sql.described import (
    describe_column,
    describe_constraint,
    describe_index_of,
    describe_namespace,
    describe_table,
)
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.loaders.sql.triggers import find_trigger
from erdapp.schema import Domain, Key, Kind, Name, Routine, Sequence

_PARAMETERS = ("name", "value", "level0type", "level0name", "level1type", "level1name",
               "level2type", "level2name")  # fmt: skip
_PROCEDURES = frozenset(
    {"sp_addextendedproperty", "sp_updateextendedproperty", "sp_dropextendedproperty"}
)


def is_extended_property(procedure: str) -> bool:
    return procedure.lower() in _PROCEDURES


def extended_property(reader: Reader, state: LoadState, procedure: str) -> None:
    """Take the arguments of the procedure and apply a description; other properties are noted."""
    dropping = procedure.lower().startswith("sp_drop")
    said = _arguments(reader, dropping)
    if said.get("name") != "MS_Description":
        state.note(f"the extended property {said.get('name')} was left out")
        return
    text = "" if dropping else said.get("value", "")
    if not _describe(state, said, text):
        about = ".".join(said[key] for key in _PARAMETERS[3::2] if said.get(key))
        state.warn(f"the description is about what isn't here: {about or 'the database'}")


def _arguments(reader: Reader, dropping: bool) -> dict[str, str]:
    """Take `@name = N'…', …` or the values in their order."""
    order = tuple(name for name in _PARAMETERS if not (dropping and name == "value"))
    said: dict[str, str] = {}
    place = 0
    while not reader.at_end:
        key = order[place] if place < len(order) else ""
        if reader.token.startswith("@") and reader.ahead(1) == "=":
            key = reader.next().removeprefix("@").lower()
            reader.next()
        said[key] = _value(reader)
        place += 1
        if not reader.accept(","):
            break
    return said


def _value(reader: Reader) -> str:
    if reader.is_string():
        return reader.string()
    if reader.accept("NULL"):
        return ""
    return reader.name() if reader.is_name() else reader.next()


def _describe(state: LoadState, said: dict[str, str], text: str) -> bool:
    if not said.get("level0type"):
        return True  # the database itself
    if said["level0type"].upper() not in ("SCHEMA", "USER"):
        return True  # partition functions, filegroups, DDL triggers: not described here
    namespace = said.get("level0name", "")
    level1 = said.get("level1type", "").upper()
    if not level1:
        return describe_namespace(state, namespace, text)
    parts = (namespace, said.get("level1name", ""))
    level2 = said.get("level2type", "").upper()
    if level2:
        return _describe_part(state, parts, level2, said.get("level2name", ""), text)
    if level1 in ("TABLE", "VIEW"):
        return describe_table(state, parts, text)
    return _describe_object(state, level1, state.created(parts), text)


def _describe_part(
    state: LoadState, parts: tuple[str, str], level: str, name: str, text: str
) -> bool:
    match level:
        case "COLUMN":
            return describe_column(state, (*parts, name), text)
        case "INDEX":
            return describe_index_of(state, parts, name, text)
        case "CONSTRAINT":
            return describe_constraint(state, parts, name, text) or _is_default(state, parts, name)
        case "TRIGGER":
            trigger = find_trigger(state, name, state.created(parts))
            if trigger is not None:
                state.builder.put(replace(trigger, comment=text))
            return trigger is not None
    return True  # parameters and event notifications carry no comment here


def _is_default(state: LoadState, parts: tuple[str, str], name: str) -> bool:
    """Whether the name is a default's: such a description has no place in the schema."""
    table = state.builder.table(state.created(parts))
    return table is not None and any(column.default_name == name for column in table.columns)


def _describe_object(state: LoadState, level: str, name: Name, text: str) -> bool:
    kinds = {
        "PROCEDURE": Kind.ROUTINE,
        "FUNCTION": Kind.ROUTINE,
        "AGGREGATE": Kind.ROUTINE,
        "SEQUENCE": Kind.SEQUENCE,
        "TYPE": Kind.DOMAIN,
    }
    kind = kinds.get(level)
    if kind is None:
        return True
    found = state.builder.get(Key(kind, *name))
    if isinstance(found, Routine | Sequence | Domain):
        state.builder.put(replace(found, comment=text))
    return found is not None
