"""Columns the server fills in: generated ones, identities, the period columns of versioning."""

from __future__ import annotations

from erdapp.loaders.sql.column_constraints import Clause
from erdapp.loaders.sql.draft import ColumnDraft, TableDraft
from erdapp.loaders.sql.expressions import take_expression
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Generated, Identity


def _generated(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    always = reader.accept("ALWAYS")
    if not always:
        reader.expect("BY", "DEFAULT")
        if reader.accept("ON", "NULL"):
            state.warn(f"column {column.name}: ON NULL was left out")
    reader.expect("AS")
    if reader.accept("IDENTITY"):
        column.identity = take_identity_options(reader, always)
        column.null = False
    elif reader.accept("ROW"):
        _row_period(reader, column)
    else:
        _expression(reader, state, column)


def _row_period(reader: Reader, column: ColumnDraft) -> None:
    """`GENERATED ALWAYS AS ROW START` of a system-versioned table."""
    column.generated = Generated(f"ROW {reader.next().upper()}", stored=True)
    column.null = False
    if reader.accept("HIDDEN"):
        column.invisible = True


def _as(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    """`AS (…)` without GENERATED ALWAYS; `AS IDENTITY`, `AS ROW …` don't come this way."""
    _expression(reader, state, column)


def _expression(reader: Reader, state: LoadState, column: ColumnDraft) -> None:
    text = take_expression(reader)
    stored = reader.accept_any("STORED", "PERSISTED", "PERSISTENT", "VIRTUAL")
    column.generated = Generated(state.facts.normal_expression(text), stored not in ("", "VIRTUAL"))
    if not column.type.name:
        column.null = None


def take_identity_options(reader: Reader, always: bool) -> Identity:
    """Take the sequence options in parentheses after `AS IDENTITY`, if there are any."""
    start, increment = 1, 1
    options: dict[str, str] = {}
    if reader.accept("("):
        while not reader.accept(")"):
            word = reader.next().upper()
            if word == "START":
                reader.accept("WITH")
                start = reader.integer()
            elif word == "INCREMENT":
                reader.accept("BY")
                increment = reader.integer()
            elif word in ("MINVALUE", "MAXVALUE", "CACHE"):
                options[word.lower()] = str(reader.integer())
            elif word == "CYCLE":
                options["cycle"] = "true"
            elif word == "NO":
                reader.next()
            elif word in ("SEQUENCE", "RESTART", "OWNED", "AS"):
                reader.accept("NAME") or reader.accept("WITH") or reader.accept("BY")
                reader.parts() if reader.is_name() else reader.value()
    usual = {("cache", "1"), *_usual_bounds(increment)}
    kept = tuple(sorted(item for item in options.items() if item not in usual))
    return Identity(always=always, start=start, increment=increment, options=kept)


def _usual_bounds(increment: int) -> tuple[tuple[str, str], ...]:
    if increment < 0:
        return (("maxvalue", "-1"),)
    largest = (2**15 - 1, 2**31 - 1, 2**63 - 1)
    return (("minvalue", "1"), *(("maxvalue", str(value)) for value in largest))


def _identity(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    """`IDENTITY [(start, increment)]` of SQL Server."""
    start, increment = 1, 1
    if reader.accept("("):
        start = reader.integer()
        if reader.accept(","):
            increment = reader.integer()
        reader.expect(")")
    column.identity = Identity(start=start, increment=increment)
    column.null = False


GENERATED_CLAUSES: dict[str, Clause] = {
    "GENERATED": _generated,
    "AS": _as,
    "IDENTITY": _identity,
}
"""What reads a clause, by the word it begins with, which is taken already."""
