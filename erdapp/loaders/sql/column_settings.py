"""`ALTER COLUMN c SET …`, `DROP …`, `ADD …`: one small change to one column."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from erdapp.loaders.sql.expressions import take_expression
from erdapp.loaders.sql.generated import take_identity_options
from erdapp.loaders.sql.keyoptions import take_pairs
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Column, Generated

Setting = Callable[[Reader, LoadState, Column], Column]


def _set_default(reader: Reader, state: LoadState, column: Column) -> Column:
    text = take_expression(reader)
    return replace(column, default=state.facts.normal_default(text, column))


def _drop_default(reader: Reader, state: LoadState, column: Column) -> Column:
    return replace(column, default=None, default_name="")


def _set_not_null(reader: Reader, state: LoadState, column: Column) -> Column:
    return replace(column, null=False)


def _drop_not_null(reader: Reader, state: LoadState, column: Column) -> Column:
    return replace(column, null=True)


def _add_generated(reader: Reader, state: LoadState, column: Column) -> Column:
    always = reader.accept("ALWAYS")
    if not always:
        reader.expect("BY", "DEFAULT")
    reader.expect("AS", "IDENTITY")
    return replace(column, identity=take_identity_options(reader, always), null=False)


def _set_generated(reader: Reader, state: LoadState, column: Column) -> Column:
    always = reader.accept("ALWAYS")
    if not always:
        reader.expect("BY", "DEFAULT")
    if column.identity is None:
        raise reader.error(f"column {column.name} is no identity column")
    return replace(column, identity=replace(column.identity, always=always))


def _drop_identity(reader: Reader, state: LoadState, column: Column) -> Column:
    reader.if_exists()
    return replace(column, identity=None)


def _set_expression(reader: Reader, state: LoadState, column: Column) -> Column:
    text = state.facts.normal_expression(reader.parenthesised())
    stored = column.generated.stored if column.generated else True
    return replace(column, generated=Generated(text, stored))


def _drop_expression(reader: Reader, state: LoadState, column: Column) -> Column:
    reader.if_exists()
    return replace(column, generated=None)


def _without(column: Column, name: str) -> dict[str, str]:
    return {key: value for key, value in column.options if key != name}


def _with_options(column: Column, options: dict[str, str]) -> Column:
    return replace(column, options=tuple(sorted(options.items())))


def _set_statistics(reader: Reader, state: LoadState, column: Column) -> Column:
    options = _without(column, "statistics")
    if reader.accept("DEFAULT"):
        return _with_options(column, options)
    target = reader.integer()
    return _with_options(column, options | ({"statistics": str(target)} if target >= 0 else {}))


def _valued(name: str) -> Setting:
    """A setting of one word; `default` takes it away."""

    def setting(reader: Reader, state: LoadState, column: Column) -> Column:
        value = reader.value().lower()
        options = _without(column, name)
        return _with_options(column, options if value == "default" else options | {name: value})

    return setting


def _set_options(reader: Reader, state: LoadState, column: Column) -> Column:
    reader.pos -= 1
    return _with_options(column, dict(column.options) | take_pairs(reader))


def _reset_options(reader: Reader, state: LoadState, column: Column) -> Column:
    reader.pos -= 1
    gone = reader.names()
    return replace(column, options=tuple(pair for pair in column.options if pair[0] not in gone))


def _restart(reader: Reader, state: LoadState, column: Column) -> Column:
    if reader.accept("WITH") or not reader.at_end:
        reader.value()
    return column


def _visibility(invisible: bool) -> Setting:
    def setting(reader: Reader, state: LoadState, column: Column) -> Column:
        return replace(column, invisible=invisible)

    return setting


def _sequence_option(reader: Reader, state: LoadState, column: Column) -> Column:
    """`SET START WITH n`, `SET INCREMENT BY n` … of an identity column."""
    identity = column.identity
    if identity is None:
        raise reader.error(f"column {column.name} is no identity column")
    reader.pos -= 1
    word = reader.next().upper()
    reader.accept("WITH") or reader.accept("BY")
    if word == "START":
        identity = replace(identity, start=reader.integer())
    elif word == "INCREMENT":
        identity = replace(identity, increment=reader.integer())
    else:
        value = "true" if word == "CYCLE" else str(reader.integer())
        options = dict(identity.options) | {word.lower(): value}
        identity = replace(identity, options=tuple(sorted(options.items())))
    return replace(column, identity=identity)


def _flag(name: str, *, on: bool) -> Setting:
    """SQL Server `ADD ROWGUIDCOL`, `DROP SPARSE` …"""

    def setting(reader: Reader, state: LoadState, column: Column) -> Column:
        options = _without(column, name)
        return _with_options(column, options | {name: "true"} if on else options)

    return setting


def _persisted(on: bool) -> Setting:
    def setting(reader: Reader, state: LoadState, column: Column) -> Column:
        if column.generated is None:
            raise reader.error(f"column {column.name} is not computed")
        return replace(column, generated=replace(column.generated, stored=on))

    return setting


SETTINGS: dict[tuple[str, ...], Setting] = {
    ("SET", "DEFAULT"): _set_default,
    ("DROP", "DEFAULT"): _drop_default,
    ("SET", "NOT", "NULL"): _set_not_null,
    ("DROP", "NOT", "NULL"): _drop_not_null,
    ("ADD", "GENERATED"): _add_generated,
    ("SET", "GENERATED"): _set_generated,
    ("DROP", "IDENTITY"): _drop_identity,
    ("SET", "EXPRESSION", "AS"): _set_expression,
    ("DROP", "EXPRESSION"): _drop_expression,
    ("SET", "STATISTICS"): _set_statistics,
    ("SET", "STORAGE"): _valued("storage"),
    ("SET", "COMPRESSION"): _valued("compression"),
    ("SET", "START"): _sequence_option,
    ("SET", "INCREMENT"): _sequence_option,
    ("SET", "MINVALUE"): _sequence_option,
    ("SET", "MAXVALUE"): _sequence_option,
    ("SET", "CACHE"): _sequence_option,
    ("SET", "CYCLE"): _sequence_option,
    ("SET", "VISIBLE"): _visibility(False),
    ("SET", "INVISIBLE"): _visibility(True),
    ("SET", "("): _set_options,
    ("RESET", "("): _reset_options,
    ("RESTART",): _restart,
    ("ADD", "ROWGUIDCOL"): _flag("rowguidcol", on=True),
    ("DROP", "ROWGUIDCOL"): _flag("rowguidcol", on=False),
    ("ADD", "SPARSE"): _flag("sparse", on=True),
    ("DROP", "SPARSE"): _flag("sparse", on=False),
    ("ADD", "NOT", "FOR", "REPLICATION"): _flag("not_for_replication", on=True),
    ("DROP", "NOT", "FOR", "REPLICATION"): _flag("not_for_replication", on=False),
    ("ADD", "PERSISTED"): _persisted(True),
    ("DROP", "PERSISTED"): _persisted(False),
    ("ADD", "HIDDEN"): _visibility(True),
    ("DROP", "HIDDEN"): _visibility(False),
}
"""What reads a setting, by the words it begins with, which are taken already."""
