"""LT101: a column made NOT NULL while its table is rebuilt, NULLs and all."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from erdapp.diff.changes import ModifyColumn
from erdapp.lint import sql_words
from erdapp.lint.analyzers.base import Analyzer
from erdapp.lint.columns import neutral
from erdapp.lint.context import Look, StatementChanges
from erdapp.lint.edits import edit_between
from erdapp.lint.policy import Policy
from erdapp.lint.report import Diagnostic, SuggestedFix
from erdapp.lint.rows import copied_value, copy_of, is_filled
from erdapp.schema import Column, Dialect, Table


def check(look: Look, policy: Policy) -> Iterator[Diagnostic]:
    for change, part in look.statement.table_changes():
        if not isinstance(part, ModifyColumn) or not part.before.null or part.after.null:
            continue
        table, column = change.after, part.after
        copying = copy_of(look, table)
        if copying is None or column.default is not None:
            continue
        source = _source(look, copying, table)
        if is_filled(look, table, column.name) or is_filled(look, source, column.name):
            continue
        if "(" in copied_value(copying, column.name, look.dialect):
            continue  # IFNULL, COALESCE, CASE …
        text = f'Modifying nullable column "{column.name}" to non-nullable without default value'
        yield look.found(
            "LT101",
            f"{text} might fail in case it contains NULL values",
            table,
            column.name,
            fixes=[_fix(look, copying, source, column)],
            at=copying,
        )


def _source(look: Look, copying: StatementChanges, table: Table) -> Table:
    """The table as the copying statement calls it."""
    copy = sql_words.copy(copying.reader(look.dialect))
    return replace(table, name=copy.source[-1]) if copy else table


def _fix(look: Look, copying: StatementChanges, table: Table, column: Column) -> SuggestedFix:
    told = f'Fill the NULL values of "{column.name}" before the rows are copied'
    value = neutral(column, look.dialect)
    if not value:
        return SuggestedFix(message=told)
    name, quoted = look.quoted(table.full_name), look.name(column.name)
    sql = f"UPDATE {name} SET {quoted} = {value} WHERE {quoted} IS NULL;\n"
    text = look.file.text
    changed = text[: copying.offset] + sql + text[copying.offset :]
    return SuggestedFix(message=told, edit=edit_between(text, changed))


ANALYZER = Analyzer(
    name="data_depend",
    heading="data dependent changes detected",
    codes=("LT101",),
    check=check,
    dialects=frozenset({Dialect.SQLITE}),
)
