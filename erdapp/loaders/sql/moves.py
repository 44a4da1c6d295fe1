"""Objects that get another name or namespace, and the columns whose type was renamed."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import (
    Column,
    Composite,
    DataType,
    Definition,
    Domain,
    Enum,
    Name,
    Policy,
    Routine,
    Sequence,
    Table,
    Trigger,
    View,
)

Movable = Enum | Domain | Composite | Sequence | View | Routine | Definition | Trigger | Policy


def move(state: LoadState, item: Movable, new: Name) -> None:
    """Replace an object by itself under the name `new`. Definition texts keep the old name in
    their words only where it isn't the name right after CREATE."""
    state.builder.drop(item.key)
    if isinstance(item, Routine | Definition | Trigger | Policy):
        text = _renamed_head(state, item.definition, item.name, new.name)
        state.builder.put(replace(item, name=new.name, schema=new.schema, definition=text))
    else:
        state.builder.put(replace(item, name=new.name, schema=new.schema))


def take_new_name(reader: Reader, state: LoadState, item: Movable) -> Name | None:
    """Take `RENAME TO name` or `SET SCHEMA namespace` of an `ALTER` if it comes; the name that the
    object has then."""
    if reader.accept("RENAME", "TO"):
        return Name(item.schema, reader.name())
    if reader.accept("SET", "SCHEMA"):
        return Name(state.resolve_namespace(reader.name()), item.name)
    return None


def _renamed_head(state: LoadState, text: str, old: str, new: str) -> str:
    """`text` with the first mention of the name `old` replaced."""
    reader = state.reader(text, 1)
    for place, word in enumerate(reader.words[:12]):
        if word and (word == old or state.facts.unquote(word) == old):
            start = reader.starts[place]
            return text[:start] + state.facts.quote(new) + text[start + len(word) :]
    return text


def retype(state: LoadState, old: Name, new: Name) -> None:
    """Let every column, attribute and domain of the user-defined type `old` have `new`."""
    for table in state.builder.of(Table):
        columns = tuple(_retyped(column, old, new) for column in table.columns)
        if columns != table.columns:
            state.builder.put(replace(table, columns=columns))
    for composite in state.builder.of(Composite):
        attributes = tuple(_retyped(column, old, new) for column in composite.attributes)
        if attributes != composite.attributes:
            state.builder.put(replace(composite, attributes=attributes))
    for domain in state.builder.of(Domain):
        if _is(domain.type, old):
            state.builder.put(replace(domain, type=_named(domain.type, new)))


def _retyped(column: Column, old: Name, new: Name) -> Column:
    if not _is(column.type, old):
        return column
    default = column.default
    if default is not None:
        default = default.replace(f"::{old}", f"::{new}")
    return replace(column, type=_named(column.type, new), default=default)


def _is(type: DataType, name: Name) -> bool:
    return type.user and (type.schema, type.name) == name


def _named(type: DataType, name: Name) -> DataType:
    return replace(type, schema=name.schema, name=name.name)
