"""CREATE, ALTER and DROP SEQUENCE of PostgreSQL, SQL Server and MariaDB."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.loaders.sql.dropping import drop_each
from erdapp.loaders.sql.expressions import take_type
from erdapp.loaders.sql.heads import take_create
from erdapp.loaders.sql.moves import move, take_new_name
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Dialect, Key, Kind, Sequence

_BITS = {"tinyint": 8, "smallint": 16, "integer": 32, "int": 32, "bigint": 64}
_MARIADB_LARGEST = 2**63 - 2
_MARIADB_CACHE = 1000


def create_sequence(reader: Reader, state: LoadState) -> None:
    """`CREATE SEQUENCE`; temporary ones are left out."""
    said = take_create(reader)
    reader.expect("SEQUENCE")
    calm = reader.if_not_exists() or state.guarded
    name = state.created(reader.parts())
    if said.keys() & {"TEMP", "TEMPORARY"}:
        state.note(f"temporary sequence {name.name} was left out")
        return
    if calm and state.builder.get(Key(Kind.SEQUENCE, *name)):
        return
    sequence = Sequence(name=name.name, schema=name.schema)
    state.builder.put(_plain(state.dialect, take_sequence_options(reader, state, sequence)))


def take_sequence_options(reader: Reader, state: LoadState, sequence: Sequence) -> Sequence:
    """Take the options of a sequence up to the end or to a closing parenthesis, as they are
    written; numbers that are the defaults of the type stay until `_plain`."""
    while not reader.at_end and not reader.peek(")"):
        sequence = _option(reader, state, sequence)
    return sequence


def _option(reader: Reader, state: LoadState, sequence: Sequence) -> Sequence:
    negated = reader.accept("NO")
    word = reader.next().upper()
    if word.startswith("NO") and word[2:] in ("CACHE", "CYCLE", "MINVALUE", "MAXVALUE"):
        negated, word = True, word[2:]
    match word:
        case "CYCLE":
            return replace(sequence, cycle=not negated)
        case "CACHE" if negated:
            return replace(sequence, cache=1)
        case "MINVALUE" if negated:
            return replace(sequence, min_value=None)
        case "MAXVALUE" if negated:
            return replace(sequence, max_value=None)
        case "OWNED":
            reader.expect("BY")
            return _owned(reader, state, sequence)
        case "AS":
            type = state.facts.type_sql(state.type(take_type(reader)))
            return replace(sequence, type="" if type == "bigint" else type)
        case "COMMENT":
            reader.accept("=")
            return replace(sequence, comment=reader.string())
    return _number(reader, sequence, word)


def _number(reader: Reader, sequence: Sequence, word: str) -> Sequence:
    reader.accept_any("WITH", "BY", "=")
    has_number = reader.token[:1].isdigit() or reader.token in ("-", "+")
    number = reader.integer() if has_number else None
    match word:
        case "START":
            return replace(sequence, start=number)
        case "INCREMENT":
            return replace(sequence, increment=number or 1)
        case "MINVALUE":
            return replace(sequence, min_value=number)
        case "MAXVALUE":
            return replace(sequence, max_value=number)
        case "CACHE":
            return replace(sequence, cache=number if number is not None else 1)
        case "ENGINE":
            reader.value()
        case "RESTART" if number is not None and reader.dialect is Dialect.MSSQL:
            return replace(sequence, start=number)  # where it begins from now on
        case "RESTART" | "LOGGED" | "UNLOGGED" | "SET":
            pass
        case "SEQUENCE":  # pg_dump: ADD GENERATED … AS IDENTITY (SEQUENCE NAME x …)
            reader.expect("NAME")
            reader.parts()
        case _:
            raise reader.error(f"“{word}” is no option of a sequence")
    return sequence


def _owned(reader: Reader, state: LoadState, sequence: Sequence) -> Sequence:
    parts = reader.parts()
    if len(parts) == 1:  # NONE
        return replace(sequence, owned_by=None)
    return replace(sequence, owned_by=(parts[-2], parts[-1]))


def _plain(dialect: Dialect, sequence: Sequence) -> Sequence:
    """The sequence with numbers left out that its type and direction give it anyway."""
    low, high = _bounds(dialect, sequence)
    minimum = sequence.min_value if sequence.min_value is not None else low
    maximum = sequence.max_value if sequence.max_value is not None else high
    first = minimum if sequence.increment > 0 else maximum
    cache = sequence.cache
    if dialect is Dialect.MARIADB and cache == _MARIADB_CACHE:
        cache = 1
    return replace(
        sequence,
        start=None if sequence.start == first else sequence.start,
        min_value=None if minimum == low else minimum,
        max_value=None if maximum == high else maximum,
        cache=cache,
    )


def _bounds(dialect: Dialect, sequence: Sequence) -> tuple[int, int]:
    up = sequence.increment > 0
    if dialect is Dialect.MARIADB:
        return (1, _MARIADB_LARGEST) if up else (-_MARIADB_LARGEST - 1, -1)
    bits = _BITS.get(sequence.type or "bigint", 64)
    if dialect is Dialect.MSSQL:
        return (0, 255) if bits == 8 else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
    return (1, 2 ** (bits - 1) - 1) if up else (-(2 ** (bits - 1)), -1)


def alter_sequence(reader: Reader, state: LoadState) -> None:
    """`ALTER SEQUENCE`: options, owner column, names."""
    reader.expect("ALTER", "SEQUENCE")
    calm = reader.if_exists() or state.guarded
    parts = reader.parts()
    found = state.builder.get(Key(Kind.SEQUENCE, *state.referred(parts, Kind.SEQUENCE)))
    if reader.peek("OWNER"):
        return
    if not isinstance(found, Sequence):
        if not calm:
            state.warn(f"there is no sequence {'.'.join(parts)} here")
    elif new := take_new_name(reader, state, found):
        move(state, found, new)
    else:
        state.builder.put(_plain(state.dialect, take_sequence_options(reader, state, found)))


def drop_sequence(reader: Reader, state: LoadState) -> None:
    """`DROP SEQUENCE [IF EXISTS] a, b`."""
    reader.expect("DROP", "SEQUENCE")

    def drop_one() -> str:
        parts = reader.parts()
        there = state.builder.drop(Key(Kind.SEQUENCE, *state.referred(parts, Kind.SEQUENCE)))
        return "" if there else f"sequence {'.'.join(parts)}"

    drop_each(reader, state, drop_one)
