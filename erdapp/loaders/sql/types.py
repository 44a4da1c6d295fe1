"""CREATE, ALTER and DROP TYPE: enums, composites, ranges; SQL Server's alias and table types."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.loaders.sql.dropping import drop_each
from erdapp.loaders.sql.expressions import take_type
from erdapp.loaders.sql.heads import take_create
from erdapp.loaders.sql.indexparts import collation_name
from erdapp.loaders.sql.moves import move, retype, take_new_name
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Column, Composite, Definition, Domain, Enum, Key, Kind, Name

_KINDS = (Kind.ENUM, Kind.DOMAIN, Kind.COMPOSITE)
_DEFINED = ("range type", "base type", "table type", "assembly type")
_RANGE_FIELDS = ("SUBTYPE", "SUBTYPE_OPCLASS", "COLLATION", "CANONICAL", "SUBTYPE_DIFF")

Type = Enum | Domain | Composite | Definition


def create_type(reader: Reader, state: LoadState) -> None:
    """`CREATE TYPE` in all its forms; a shell type alone says nothing."""
    take_create(reader)
    reader.expect("TYPE")
    reader.if_not_exists()
    name = state.created(reader.parts())
    if reader.accept("AS", "ENUM"):
        state.builder.put(Enum(name=name.name, values=_labels(reader), schema=name.schema))
    elif reader.accept("AS", "RANGE"):
        _put_range(reader, state, name)
    elif reader.accept("AS", "TABLE"):
        _put_definition(reader, state, name, "table type")
    elif reader.accept("AS"):
        attributes = _attributes(reader, state)
        state.builder.put(Composite(name=name.name, attributes=attributes, schema=name.schema))
    elif reader.accept("FROM"):
        _put_alias(reader, state, name)
    elif reader.peek("EXTERNAL"):
        _put_definition(reader, state, name, "assembly type")
    elif not reader.at_end:
        _put_definition(reader, state, name, "base type")


def _labels(reader: Reader) -> tuple[str, ...]:
    reader.expect("(")
    found: list[str] = []
    while not reader.accept(")"):
        found.append(reader.string())
        if not reader.peek(")"):
            reader.expect(",")
    return tuple(found)


def _attributes(reader: Reader, state: LoadState) -> tuple[Column, ...]:
    reader.expect("(")
    found: list[Column] = []
    while not reader.accept(")"):
        found.append(_attribute(reader, state))
        if not reader.peek(")"):
            reader.expect(",")
    return tuple(found)


def _attribute(reader: Reader, state: LoadState) -> Column:
    name = reader.name()
    type = state.type(take_type(reader))
    collation = collation_name(reader, state) if reader.accept("COLLATE") else ""
    return Column(name=name, type=type, collation=collation)


def _put_range(reader: Reader, state: LoadState, name: Name) -> None:
    said: dict[str, str] = {}
    reader.expect("(")
    while not reader.accept(")"):
        field = reader.next().upper()
        reader.expect("=")
        said[field] = reader.skip_to(",")
        reader.accept(",")
    if "SUBTYPE" in said:
        said["SUBTYPE"] = state.facts.type_sql(state.type(said["SUBTYPE"]))
    inside = ", ".join(f"{field} = {said[field]}" for field in _RANGE_FIELDS if field in said)
    text = f"CREATE TYPE {state.facts.qualify(name)} AS RANGE ({inside})"
    definition = state.facts.normal_definition(text)
    state.builder.put(
        Definition(kind="range type", name=name.name, definition=definition, schema=name.schema)
    )


def _put_definition(reader: Reader, state: LoadState, name: Name, kind: str) -> None:
    definition = state.facts.normal_definition(reader.source)
    state.builder.put(
        Definition(kind=kind, name=name.name, definition=definition, schema=name.schema)
    )


def _put_alias(reader: Reader, state: LoadState, name: Name) -> None:
    """SQL Server: `CREATE TYPE name FROM base [NULL | NOT NULL]`."""
    type = state.type(take_type(reader))
    null = not reader.accept("NOT", "NULL")
    state.builder.put(Domain(name=name.name, type=type, schema=name.schema, null=null))


def find_type(state: LoadState, parts: tuple[str, ...]) -> Type | None:
    """The user-defined type of that name, whatever its kind."""
    for kind in _KINDS:
        found = state.builder.get(Key(kind, *state.referred(parts, kind)))
        if isinstance(found, Enum | Domain | Composite):
            return found
    for words in _DEFINED:
        name = state.created(parts)
        found = state.builder.get(Key(Kind.DEFINITION, name.schema, name.name, words))
        if isinstance(found, Definition):
            return found
    return None


def alter_type(reader: Reader, state: LoadState) -> None:
    """`ALTER TYPE`: values of enums, attributes of composites, names."""
    reader.expect("ALTER", "TYPE")
    parts = reader.parts()
    found = find_type(state, parts)
    if found is None:
        if not reader.peek("OWNER"):
            state.warn(f"there is no type {'.'.join(parts)} here")
        return
    if new := take_new_name(reader, state, found):
        move_type(state, found, new)
    elif reader.peek("OWNER") or reader.peek("SET", "("):
        reader.rest()
    elif isinstance(found, Enum):
        _alter_enum(reader, state, found)
    elif isinstance(found, Composite):
        _alter_composite(reader, state, found)
    else:
        state.warn(f"the change to type {found.name} is not read")


def move_type(state: LoadState, found: Type, new: Name) -> None:
    """Give a type a new name, in the columns that have it too."""
    move(state, found, new)
    retype(state, Name(found.schema, found.name), new)


def _alter_enum(reader: Reader, state: LoadState, enum: Enum) -> None:
    values = list(enum.values)
    if reader.accept("RENAME", "VALUE"):
        old = reader.string()
        reader.expect("TO")
        new = reader.string()
        if old not in values:
            raise reader.error(f"enum {enum.name} has no value {old!r}")
        values[values.index(old)] = new
    else:
        reader.expect("ADD", "VALUE")
        calm = reader.if_not_exists() or state.guarded
        value = reader.string()
        if value in values:
            if not calm:
                state.warn(f"enum {enum.name} has the value {value!r} already")
            return
        values.insert(_place(reader, enum), value)
    state.builder.put(replace(enum, values=tuple(values)))


def _place(reader: Reader, enum: Enum) -> int:
    where = reader.accept_any("BEFORE", "AFTER")
    if not where:
        return len(enum.values)
    neighbour = reader.string()
    if neighbour not in enum.values:
        raise reader.error(f"enum {enum.name} has no value {neighbour!r}")
    return enum.values.index(neighbour) + (where == "AFTER")


def _alter_composite(reader: Reader, state: LoadState, composite: Composite) -> None:
    attributes = {attribute.name: attribute for attribute in composite.attributes}
    if reader.accept("RENAME", "ATTRIBUTE"):
        old = reader.name()
        reader.expect("TO")
        new = reader.name()
        attributes = {
            (new if name == old else name): (replace(item, name=new) if name == old else item)
            for name, item in attributes.items()
        }
    else:
        while True:
            _alter_attribute(reader, state, attributes)
            reader.accept_any("CASCADE", "RESTRICT")
            if not reader.accept(","):
                break
    state.builder.put(replace(composite, attributes=tuple(attributes.values())))


def _alter_attribute(reader: Reader, state: LoadState, attributes: dict[str, Column]) -> None:
    if reader.accept("ADD", "ATTRIBUTE"):
        added = _attribute(reader, state)
        attributes[added.name] = added
    elif reader.accept("DROP", "ATTRIBUTE"):
        reader.if_exists()
        attributes.pop(reader.name(), None)
    else:
        reader.expect("ALTER", "ATTRIBUTE")
        name = reader.name()
        reader.accept("SET", "DATA")
        reader.expect("TYPE")
        type = state.type(take_type(reader))
        collation = collation_name(reader, state) if reader.accept("COLLATE") else ""
        attributes[name] = Column(name=name, type=type, collation=collation)


def drop_type(reader: Reader, state: LoadState) -> None:
    """`DROP TYPE [IF EXISTS] a, b`, `DROP DOMAIN` likewise."""
    reader.expect("DROP")
    word = reader.next().lower()

    def drop_one() -> str:
        parts = reader.parts()
        found = find_type(state, parts)
        there = found is not None and state.builder.drop(found.key)
        return "" if there else f"{word} {'.'.join(parts)}"

    drop_each(reader, state, drop_one)
