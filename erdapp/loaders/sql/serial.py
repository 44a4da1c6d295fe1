"""`serial`: an integer column, a sequence that it owns, and a default that asks the sequence."""

from __future__ import annotations

from erdapp.dialects.postgres_names import sequence_name
from erdapp.loaders.sql.draft import ColumnDraft, TableDraft
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import DataType, Dialect, Index, IndexPart, Key, Kind, Name, Sequence

_MYSQL = (Dialect.MYSQL, Dialect.MARIADB)
SERIAL_TYPES: dict[str, tuple[Dialect, ...]] = {
    "serial": (Dialect.POSTGRES, *_MYSQL),
    "bigserial": (Dialect.POSTGRES,),
    "smallserial": (Dialect.POSTGRES,),
}
"""Type names that stand for more than a type, and where they do."""
_INTEGERS = {"serial": "integer", "bigserial": "bigint", "smallserial": "smallint"}


def make_serial(state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    """Turn a column of a serial type into what the server makes of it."""
    column.null = False
    if state.dialect in _MYSQL:
        if column.type.name == "serial":
            column.type = DataType("bigint", modifiers=("unsigned",))
        column.auto_increment = True
        index = Index(name="", parts=(IndexPart(column=column.name),), unique=True)
        table.add_index(index, state.facts)
        return
    integer = _INTEGERS[column.type.name]
    column.type = DataType(integer)
    name = free_sequence_name(state, table.name, column.name)
    state.builder.put(
        Sequence(
            name=name.name,
            schema=name.schema,
            type="" if integer == "bigint" else integer,
            owned_by=(table.name.name, column.name),
        )
    )
    quoted = state.facts.qualify(name) if name.schema else state.shown((name.name,))
    text = state.shown((name.schema, name.name)) if name.schema else quoted
    column.default = f"nextval({state.facts.string(text)}::regclass)"


def free_sequence_name(state: LoadState, table: Name, column: str) -> Name:
    """The name PostgreSQL gives the sequence of a serial column."""
    taken: list[str] = []
    while True:
        name = sequence_name(table.name, column, taken)
        if not _is_taken(state, table.schema, name):
            return Name(table.schema, name)
        taken.append(name)


def _is_taken(state: LoadState, schema: str, name: str) -> bool:
    kinds = (Kind.SEQUENCE, Kind.TABLE, Kind.VIEW)
    return any(state.builder.get(Key(kind, schema, name)) for kind in kinds)
