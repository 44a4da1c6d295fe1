"""The arguments of PostgreSQL routines: what a declaration says, and the signature it makes."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from erdapp.loaders.sql.expressions import take_expression, take_type
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Column, DataType, Key, Kind, Name

_MODES = ("IN", "OUT", "INOUT", "VARIADIC")
_FIRST_OF_SEVERAL = frozenset(
    {"DOUBLE", "CHARACTER", "CHAR", "NATIONAL", "BIT", "TIME", "TIMESTAMP", "INTERVAL", "NCHAR"}
)


class Argument(Struct, frozen=True):
    """One argument; `mode` is `IN`, `OUT`, `INOUT` or `VARIADIC`."""

    type: DataType
    name: str = ""
    mode: str = "IN"
    default: str | None = None


def take_arguments(reader: Reader, state: LoadState) -> tuple[Argument, ...]:
    """Take `( … )`; `*` and an empty list give none. `ORDER BY` of an aggregate parts like a
    comma."""
    reader.expect("(")
    found: list[Argument] = []
    while not reader.accept(")"):
        if reader.accept("*") or reader.accept("ORDER", "BY") or reader.accept(","):
            continue
        found.append(_argument(reader, state))
    return tuple(found)


def _argument(reader: Reader, state: LoadState) -> Argument:
    mode = reader.accept_any(*_MODES) or "IN"
    if mode == "IN" and reader.accept("OUT"):
        mode = "INOUT"
    name = _name(reader)
    mode = reader.accept_any(*_MODES) or mode  # Oracle's order is understood too
    type = argument_type(reader, state)
    default = None
    if reader.accept("DEFAULT") or reader.accept(":", "=") or reader.accept("="):
        default = state.facts.normal_default(take_expression(reader), Column(name=name, type=type))
        default = "NULL" if default is None else default
    return Argument(type, name, mode, default)


def _name(reader: Reader) -> str:
    """Take a name if one stands before the type."""
    start = reader.pos
    if reader.word in _FIRST_OF_SEVERAL or reader.ahead(1) in (",", ")", "(", "[", ".", "=", "%"):
        place = reader.pos
        take_type(reader)
        whole = reader.word in (",", ")", "DEFAULT", "=", "%", ":", "ORDER")
        reader.pos = place
        if whole:
            return ""
    elif reader.ahead(1) in ("DEFAULT", "ARRAY", "ORDER", ":"):
        return ""
    reader.pos = start
    return reader.name()


def argument_type(reader: Reader, state: LoadState) -> DataType:
    """Take a type as a routine keeps it: without lengths; `table.column%TYPE` looked up."""
    start = reader.pos
    type = state.type(take_type(reader))
    if reader.accept("%", "TYPE") or reader.accept("%", "ROWTYPE"):
        end, reader.pos = reader.pos, start
        parts = reader.parts()
        reader.pos = end
        type = _column_type(state, parts) or type
    return _row_type(state, replace(type, args=()))


def _row_type(state: LoadState, type: DataType) -> DataType:
    """The type with its namespace, when it is the row of a table or a view on the search path."""
    if not type.user or type.schema:
        return type
    for namespace in state.search_path:
        for kind in (Kind.TABLE, Kind.VIEW):
            if namespace and state.builder.get(Key(kind, namespace, type.name)):
                return replace(type, schema=namespace)
    return type


def _column_type(state: LoadState, parts: tuple[str, ...]) -> DataType | None:
    table = state.builder.table(state.referred(parts[:-1])) if len(parts) > 1 else None
    column = table.column(parts[-1]) if table else None
    return column.type if column else None


def type_text(state: LoadState, type: DataType) -> str:
    """A type as PostgreSQL prints it in a routine."""
    if not type.user:
        return state.facts.type_sql(type)
    return state.shown((type.schema, type.name)[not type.schema :]) + "[]" * type.dimensions


def signature(state: LoadState, arguments: tuple[Argument, ...]) -> str:
    """The input types, comma separated, which tell overloads apart."""
    return ", ".join(type_text(state, item.type) for item in arguments if item.mode != "OUT")


def plain_name(state: LoadState, name: str) -> str:
    """A name quoted only where it has to be."""
    return state.shown((name,))


def qualified(state: LoadState, name: Name) -> str:
    """A name with its namespace, the default one too, as the server prints a routine's."""
    namespace = name.schema or state.facts.default_namespace
    return f"{plain_name(state, namespace)}.{plain_name(state, name.name)}"
