"""Namespaces: CREATE, ALTER and DROP SCHEMA, databases, USE and the search path."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.loaders.sql.moves import move
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import (
    Composite,
    Definition,
    Dialect,
    Domain,
    Enum,
    Extension,
    Key,
    Kind,
    Name,
    Namespace,
    Routine,
    Sequence,
    Table,
    View,
)

_MYSQL = (Dialect.MYSQL, Dialect.MARIADB)


def create_database(reader: Reader, state: LoadState) -> None:
    """`CREATE DATABASE`: a file is about one database anyway; a second one of MySQL comes to be
    a namespace when something is made in it."""
    reader.rest()


def create_schema(reader: Reader, state: LoadState) -> None:
    """`CREATE SCHEMA name`, with elements that follow in the same statement."""
    reader.expect("CREATE", "SCHEMA")
    reader.if_not_exists()
    if state.dialect in _MYSQL:
        return  # the same as CREATE DATABASE
    name = ""
    if not reader.peek("AUTHORIZATION"):
        name = reader.name()
    if reader.accept("AUTHORIZATION"):
        owner = reader.name()
        name = name or owner
    namespace = state.resolve_namespace(name)
    if namespace and namespace not in state.builder.namespaces:
        state.builder.namespaces[namespace] = Namespace(name=namespace)
    _read_elements(reader, state, namespace)


def _read_elements(reader: Reader, state: LoadState, namespace: str) -> None:
    """Read embedded statements: each begins with CREATE or GRANT outside parentheses."""
    # imported here because the dispatch of statements knows this module
    from erdapp.loaders.sql.statements import read_statement

    path, statement = state.search_path, state.statement
    state.search_path = (namespace, *path)
    try:
        while not reader.at_end:
            start = reader.pos
            line = reader.line_of(start)
            reader.pos += 1
            reader.skip_to("CREATE", "GRANT")
            element = reader.text(start)
            state.at(state.file, line, element)
            read_statement(state.reader(element, line), state)
    finally:
        state.search_path = path
        state.at(state.file, state.line, statement)


def alter_schema(reader: Reader, state: LoadState) -> None:
    """`ALTER SCHEMA a RENAME TO b`; SQL Server's `ALTER SCHEMA s TRANSFER [kind::]object`."""
    reader.expect("ALTER", "SCHEMA")
    if state.dialect in _MYSQL:
        return
    namespace = state.resolve_namespace(reader.name())
    if reader.accept("RENAME", "TO"):
        _rename(state, namespace, state.resolve_namespace(reader.name()))
    elif reader.accept("TRANSFER"):
        if reader.ahead(1) in (":", "::"):
            reader.next()
            while reader.token in (":", "::"):
                reader.next()
        _transfer(state, reader.parts(), namespace)


def _transfer(state: LoadState, parts: tuple[str, ...], namespace: str) -> None:
    """Move the one object of that name, of whatever kind, into the namespace."""
    old = state.created(parts)
    if state.builder.table(old):
        state.builder.rename_table(old, Name(namespace, old.name))
        return
    kinds = (Kind.VIEW, Kind.ROUTINE, Kind.SEQUENCE, Kind.DOMAIN)
    for kind in kinds:
        found = state.builder.get(Key(kind, *old))
        if isinstance(found, View | Routine | Sequence | Domain):
            move(state, found, Name(namespace, old.name))
            return
    state.warn(f"there is no {old} to transfer")


def _rename(state: LoadState, old: str, new: str) -> None:
    """Let everything in the namespace `old` be in `new`."""
    if old in state.builder.namespaces:
        known = state.builder.namespaces.pop(old)
        state.builder.namespaces[new] = replace(known, name=new)
    for table in state.builder.of(Table):
        if table.schema == old:
            state.builder.rename_table(table.full_name, Name(new, table.name))
    for item in state.builder.freeze().objects():
        if item.schema == old and not isinstance(item, Table | Extension):
            move(state, item, Name(new, item.name))
    state.search_path = tuple(new if space == old else space for space in state.search_path)


def drop_schema(reader: Reader, state: LoadState) -> None:
    """`DROP SCHEMA [IF EXISTS] a, b [CASCADE]`, with all that is in it."""
    reader.expect("DROP", "SCHEMA")
    reader.if_exists()
    if state.dialect in _MYSQL:
        return
    while True:
        namespace = state.resolve_namespace(reader.name())
        state.builder.namespaces.pop(namespace, None)
        for kind in (Table, View, Enum, Domain, Composite, Sequence, Routine, Definition):
            for item in state.builder.of(kind):
                if item.schema == namespace:
                    state.builder.drop(item.key)
        if not reader.accept(","):
            return


def use_database(reader: Reader, state: LoadState) -> None:
    """`USE name`."""
    reader.expect("USE")
    if reader.is_name():
        state.use_database(reader.name())


def set_search_path(reader: Reader, state: LoadState) -> None:
    """`SET [SESSION | LOCAL] search_path TO a, b`; `SET SCHEMA 'a'`."""
    reader.expect("SET")
    reader.accept_any("SESSION", "LOCAL")
    reader.next()
    if not reader.accept("="):
        reader.accept("TO")
    names: list[str] = []
    while not reader.at_end:
        names.append(reader.string() if reader.is_string() else reader.name())
        if not reader.accept(","):
            break
    state.set_search_path([name for name in names if name not in ("default", "$user")])


def add_missing_namespaces(state: LoadState) -> None:
    """Add namespaces that objects live in although no statement of the source makes them."""
    for kind in (Table, View, Enum, Domain, Composite, Sequence, Routine, Definition):
        for item in state.builder.of(kind):
            if item.schema and item.schema not in state.builder.namespaces:
                state.builder.namespaces[item.schema] = Namespace(name=item.schema)
