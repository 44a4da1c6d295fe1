"""PG110: a new table whose columns stand in an order that wastes space in every row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from erdapp.diff.changes import AddTable
from erdapp.lint.alignment import best_order, padding, place_of
from erdapp.lint.analyzers.base import POSTGRES, Analyzer
from erdapp.lint.columns import added_clause
from erdapp.lint.context import Look
from erdapp.lint.edits import instead
from erdapp.lint.policy import Policy
from erdapp.lint.report import Diagnostic, Severity, SuggestedFix
from erdapp.schema import Column, Table


def check(look: Look, policy: Policy) -> Iterator[Diagnostic]:
    for change in look.changes:
        if isinstance(change, AddTable):
            yield from _table(look, change.table)


def _table(look: Look, table: Table) -> Iterator[Diagnostic]:
    schema = look.statement.after
    stored = [column for column in table.columns if not _is_virtual(column)]
    best = best_order(stored, schema)
    now = padding([place_of(column.type, schema) for column in stored])
    wasted = now - padding([place_of(column.type, schema) for column in best])
    if wasted <= 0:
        return
    order = ", ".join(f'"{column.name}"' for column in best)
    text = (
        f'Table "{table.name}" has {wasted} redundant byte{"s" if wasted > 1 else ""} of padding '
        "per row. To reduce disk space, the optimal order of the columns is as follows: "
    )
    fix = _fix(look, stored, best)
    yield look.found("PG110", text + order, table, fixes=[fix], severity=Severity.NOTE)


def _is_virtual(column: Column) -> bool:
    return column.generated is not None and not column.generated.stored


def _fix(look: Look, stored: Sequence[Column], best: Sequence[Column]) -> SuggestedFix:
    told = "Write the columns in that order"
    reader = look.reader()
    places = {}
    for column in stored:
        found = added_clause(reader, column.name)
        if found is None:
            return SuggestedFix(message=told)
        places[column.name] = found
    slots = sorted(places.values())
    if any(end > start for (_, end), (start, _) in pairwise(slots)):
        return SuggestedFix(message=told)
    pieces, done = [], 0
    for (start, end), column in zip(slots, best, strict=True):
        pieces += [reader.source[done : reader.starts[start]], reader.text(*places[column.name])]
        done = reader.starts[end - 1] + len(reader.words[end - 1])
    return instead(look, told, "".join((*pieces, reader.source[done:])))


ANALYZER = Analyzer(
    name="pg",
    heading="PostgreSQL specific issues detected",
    codes=("PG110",),
    check=check,
    dialects=POSTGRES,
)
