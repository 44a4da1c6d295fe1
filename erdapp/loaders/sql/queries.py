"""`CREATE TABLE … AS SELECT`: the columns as far as the text of the query tells them."""

from __future__ import annotations

from erdapp.loaders.sql.draft import TableDraft
from erdapp.loaders.sql.expressions import take_type
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Column, Table

_STOP = ("FROM", "INTO", "WHERE", "UNION", "ORDER", "GROUP", "LIMIT", ";")


def take_query_columns(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """Take the query to the end and add the columns that it tells; always leaves a warning."""
    line = reader.line_of(reader.pos)
    reader.accept_any("IGNORE", "REPLACE")
    reader.accept("AS")
    while reader.accept("("):
        pass
    known = {column.name for column in table.columns}
    if reader.accept("SELECT"):
        reader.accept_any("DISTINCT", "ALL")
        for column in _selected(reader, state):
            if column.name not in known:
                table.columns.append(column)
                known.add(column.name)
    reader.rest()
    state.warn(
        f"table {table.name} is made from a query; its columns are only as good as its text tells",
        line,
    )


def _selected(reader: Reader, state: LoadState) -> list[Column]:
    """The columns of a select list; types are known for plain columns of the first table."""
    items: list[tuple[str, str]] = []
    while True:
        start = reader.pos
        reader.skip_to(",", *_STOP)
        items.append(_item(reader, state, start, reader.pos))
        if not reader.accept(","):
            break
    source = _source(reader, state)
    columns: list[Column] = []
    for name, type in items:
        found = source.column(name) if source else None
        if name == "*" and source is not None:
            columns.extend(_plain(column) for column in source.columns)
        elif found is not None and not type:
            columns.append(_plain(found))
        elif name not in ("", "*"):
            columns.append(Column(name=name, type=state.type(type)))
    return columns


def _plain(column: Column) -> Column:
    return Column(name=column.name, type=column.type)


def _item(reader: Reader, state: LoadState, start: int, end: int) -> tuple[str, str]:
    """(name, type) of one item; the type only when a cast at its end tells it."""
    reader.pos = end - 1
    if end <= start:
        reader.pos = end
        return "", ""
    if reader.token == "*":
        reader.pos = end
        return "*", ""
    name = reader.name() if reader.is_name() else ""
    type = _cast(reader, start, end)
    reader.pos = end
    return name, type


def _cast(reader: Reader, start: int, end: int) -> str:
    """The type after the last `::` before the alias of an item."""
    for place in range(end - 1, start, -1):
        if reader.words[place] == "::":
            reader.pos = place + 1
            return take_type(reader)
    return ""


def _source(reader: Reader, state: LoadState) -> Table | None:
    if not reader.accept("FROM") or not reader.is_name():
        return None
    return state.builder.table(state.referred(reader.parts()))
