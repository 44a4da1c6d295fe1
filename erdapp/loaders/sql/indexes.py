"""CREATE INDEX on tables, partitions and views."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.loaders.sql.draft import TableDraft, labels
from erdapp.loaders.sql.heads import take_create
from erdapp.loaders.sql.indexparts import take_index_parts
from erdapp.loaders.sql.keyoptions import KeyOptions, take_key_options
from erdapp.loaders.sql.keys import add_index, index_of
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Dialect, Index, IndexPart, Name, Table, View


def create_index(reader: Reader, state: LoadState) -> None:
    """`CREATE INDEX` of every dialect."""
    method = _method(reader)
    said = take_create(reader)
    options = KeyOptions(clustered="CLUSTERED" in said)
    reader.expect("INDEX")
    reader.accept("CONCURRENTLY")
    calm = reader.if_not_exists()
    name = "" if reader.peek("ON") else reader.parts()[-1]
    if reader.accept("USING"):
        options.method = _plain_method(reader)
    reader.expect("ON")
    reader.accept("ONLY")
    line = reader.line_of(reader.pos)
    target = state.referred(reader.parts())
    if reader.accept("USING"):
        options.method = _plain_method(reader)
    parts: tuple[IndexPart, ...] = ()
    if reader.peek("("):
        parts = take_index_parts(reader, state, options.method)
    _options(reader, state, options)
    index = index_of(name, parts, options, unique="UNIQUE" in said, method=method)
    put_index(state, target, index, line, calm=calm)


def _method(reader: Reader) -> str:
    """The method that the words before INDEX name; the reader stays where it is."""
    words = reader.uppers[reader.pos : reader.pos + 8]
    before = words[: words.index("INDEX")] if "INDEX" in words else []
    for word in ("COLUMNSTORE", "FULLTEXT", "SPATIAL", "VECTOR"):
        if word in before:
            return word.lower()
    if "XML" in before:
        return "primary xml" if "PRIMARY" in before else "xml"
    return ""


def _plain_method(reader: Reader) -> str:
    method = reader.name().lower()
    return "" if method == "btree" else method


def _options(reader: Reader, state: LoadState, options: KeyOptions) -> None:
    """All that may follow the columns, up to the end of the statement."""
    take_key_options(reader, state, options)
    while not reader.at_end:
        if reader.accept("USING", "XML", "INDEX"):
            options.options["xml_index"] = reader.name()
        elif reader.accept("KEY", "INDEX"):
            options.options["key"] = reader.name()
        elif reader.accept("FOR"):
            options.options["for"] = reader.next().lower()
        elif reader.accept("TABLESPACE"):
            reader.name()
        elif reader.accept("FILESTREAM_ON"):
            reader.value()
        elif reader.accept("ORDER"):
            options.options["order"] = ", ".join(reader.names())
        elif reader.accept_any("WAIT", "NOWAIT", "ONLINE", "OFFLINE"):
            continue
        elif reader.accept("USING") and state.dialect is Dialect.MSSQL:
            options.options["tessellation"] = reader.name().lower()
        else:
            line, text = reader.line_of(reader.pos), reader.rest()
            state.warn(f"index option “{text[:60]}” is not understood and was left out", line)
            return
        take_key_options(reader, state, options)


def put_index(state: LoadState, target: Name, index: Index, line: int, *, calm: bool) -> None:
    """Add an index to the table or view `target`, or warn that it can't be."""
    table = state.builder.table(target)
    if table is None:
        view = state.builder.view(target)
        if view is None:
            state.warn(f"index {index.name or 'without a name'}: there is no table {target}", line)
        else:
            _put_on_view(state, view, index)
        return
    if any(state.facts.fold(other.name) == state.facts.fold(index.name) for other in table.indexes):
        if not calm:
            state.warn(f"index {index.name} is there already; the first one counts", line)
        return
    _put_on_table(state, table, index)


def _put_on_table(state: LoadState, table: Table, index: Index) -> None:
    if not state.implicit_indexes and index.name:
        state.put_table(replace(table, indexes=(*table.indexes, index)))
        return
    draft = TableDraft.of(table)
    add_index(state, draft, index)
    state.put_table(draft.table())


def _put_on_view(state: LoadState, view: View, index: Index) -> None:
    if not index.name:
        shadow = Table(name=view.name, schema=view.schema, indexes=view.indexes)
        columns = (*labels(index.parts), *index.include)
        index = replace(index, name=state.facts.index_name(shadow, columns))
    state.builder.put(replace(view, indexes=(*view.indexes, index)))
