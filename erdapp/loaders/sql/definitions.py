"""Objects without a structure of their own here: rules, operators, casts, collations, synonyms,
events, partition functions … kept as their CREATE statement."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.loaders.sql.arguments import argument_type, type_text
from erdapp.loaders.sql.dropping import drop_each
from erdapp.loaders.sql.heads import take_create
from erdapp.loaders.sql.moves import move, take_new_name
from erdapp.loaders.sql.objects import KINDS
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Definition, Dialect, Key, Kind, Name

_ON_TABLE = {"rule": "TO", "statistics": "FROM"}
"""Kinds that hang on a table, and the word before its name."""
_SILENT = frozenset({"OWNER", "REFRESH", "ENABLE", "DISABLE"})


def _kind(reader: Reader) -> str:
    """Take the words of a kind."""
    for words in KINDS:
        if reader.accept(*words):
            return " ".join(words).lower()
    raise reader.error(f"{reader.found()} is no kind of object")


def create_definition(reader: Reader, state: LoadState) -> None:
    """`CREATE` of any of these kinds."""
    said = take_create(reader)
    kind = _kind(reader)
    calm = reader.if_not_exists() or state.guarded
    start = reader.pos
    name = _take_name(reader, state, kind)
    end = reader.pos
    if calm and state.builder.get(_key(kind, name)):
        return
    if (kind, name.name) == ("language", "plpgsql"):
        return  # it is there anyway; only dumps of old versions say it
    table = Name("", "")
    if (word := _ON_TABLE.get(kind)) and state.dialect is Dialect.POSTGRES:
        reader.skip_to(word)
        reader.expect(word)
        table = state.referred(reader.parts())
        if kind == "rule":
            name = Name(table.schema, name.name)
    text = state.facts.normal_definition(_qualified(reader, state, kind, name, start, end))
    if "PROCEDURAL" in said or "TRUSTED" in said:
        text = text.replace("PROCEDURAL ", "", 1)
    state.builder.put(
        Definition(
            kind=kind,
            name=name.name,
            definition=text,
            schema=name.schema,
            table=table.name,
        )
    )


def _qualified(
    reader: Reader, state: LoadState, kind: str, name: Name, start: int, end: int
) -> str:
    """The statement with the namespace written out where the search path gave it."""
    if not name.schema or end - start != 1 or kind == "rule":  # a rule lives with its table
        return reader.source
    source, place = reader.source, reader.starts[start]
    return source[:place] + state.facts.qualify(name) + source[place + len(reader.words[start]) :]


def _take_name(reader: Reader, state: LoadState, kind: str) -> Name:
    """Take the name of an object: operators are signs, casts are two types, and what lives
    outside of namespaces has none."""
    if kind in ("cast", "transform"):
        return Name("", _cast_name(reader, state, kind))
    if kind == "operator":
        return _operator_name(reader, state)
    parts = reader.parts()
    if kind in _GLOBAL:
        return Name("", parts[-1])
    return state.created(parts)


_GLOBAL = frozenset(
    {"language", "access method", "foreign data wrapper", "server", "event trigger",
     "event notification", "publication", "subscription", "partition function",
     "partition scheme", "fulltext catalog", "fulltext stoplist", "search property list",
     "assembly", "message type", "contract", "service", "column master key",
     "column encryption key", "external data source", "external file format"}
)  # fmt: skip
"""Kinds whose names belong to the database as a whole."""


def _cast_name(reader: Reader, state: LoadState, kind: str) -> str:
    if kind == "transform":
        reader.expect("FOR")
        type = type_text(state, argument_type(reader, state))
        reader.expect("LANGUAGE")
        return f"{type} in {reader.name()}"
    reader.expect("(")
    source = type_text(state, argument_type(reader, state))
    reader.expect("AS")
    target = type_text(state, argument_type(reader, state))
    reader.expect(")")
    return f"{source} as {target}"


def _operator_name(reader: Reader, state: LoadState) -> Name:
    namespace = state.namespace
    if reader.ahead(1) == ".":
        namespace = state.resolve_namespace(reader.name())
        reader.next()
    start = reader.pos
    while not reader.at_end and reader.token != "(":
        reader.pos += 1
    return Name(namespace, reader.text(start))


def _key(kind: str, name: Name, table: str = "") -> Key:
    return Key(Kind.DEFINITION, name.schema, name.name, f"{kind} on {table}" if table else kind)


def find_definition(
    state: LoadState, kind: str, name: Name, table: Name | None = None
) -> Definition | None:
    """The object of that kind and name; for what hangs on a table, the first of that name unless
    the table is given."""
    if table is None and kind not in _ON_TABLE:
        found = state.builder.get(_key(kind, name))
        return found if isinstance(found, Definition) else None
    for item in state.builder.of(Definition):
        same = (item.kind, item.name) == (kind, name.name)
        if same and (table is None or Name(item.schema, item.table) == table):
            return item
    return None


def find_named(reader: Reader, state: LoadState, kind: str) -> tuple[Name, Definition | None]:
    """Take a name, and `ON table` where the kind is named that way, and find the object."""
    name = _take_name(reader, state, kind)
    if kind == "operator":
        reader.skip_parenthesised()
    table = None
    if kind == "rule" and reader.accept("ON"):
        table = state.referred(reader.parts())
    if kind in ("operator class", "operator family") and reader.accept("USING"):
        reader.name()
    return name, find_definition(state, kind, name, table)


def alter_definition(reader: Reader, state: LoadState) -> None:
    """`ALTER` of any of these kinds: names are changed, other changes are kept behind the text."""
    reader.expect("ALTER")
    kind = _kind(reader)
    name, found = find_named(reader, state, kind)
    if reader.word in _SILENT:
        return
    if found is None:
        state.warn(f"there is no {kind} {name} here")
    elif new := take_new_name(reader, state, found):
        move(state, found, new)
    else:
        change = state.facts.normal_definition(reader.source)
        state.builder.put(replace(found, definition=f"{found.definition};\n{change}"))


def drop_definition(reader: Reader, state: LoadState) -> None:
    """`DROP` of any of these kinds."""
    reader.expect("DROP")
    reader.accept("PROCEDURAL")
    kind = _kind(reader)

    def drop_one() -> str:
        name, found = find_named(reader, state, kind)
        there = found is not None and state.builder.drop(found.key)
        return "" if there else f"{kind} {name}"

    drop_each(reader, state, drop_one)
