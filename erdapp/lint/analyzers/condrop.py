"""CD101: foreign keys dropped, so that rows may point nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from erdapp.diff.changes import AddForeignKey, DropColumn, DropForeignKey
from erdapp.lint.analyzers.base import Analyzer
from erdapp.lint.context import Look
from erdapp.lint.policy import Policy
from erdapp.lint.report import Diagnostic, SuggestedFix
from erdapp.lint.spans import ResourceSpan
from erdapp.schema import ForeignKey, Name, Table


def check(look: Look, policy: Policy) -> Iterator[Diagnostic]:
    for change, part in look.statement.table_changes():
        if not isinstance(part, DropForeignKey):
            continue
        table, key = change.after, part.key
        gone = {item.column.name for item in change.changes if isinstance(item, DropColumn)}
        if gone & set(key.columns) or _is_temporary(look, table, key):
            continue
        if _is_back(look, table, key):
            continue
        mend = "Keep the constraint, or add it again at the end of the file"
        yield look.found(
            "CD101",
            f'Dropping foreign-key constraint "{key.name}"',
            table,
            key.columns[0],
            fixes=[SuggestedFix(message=mend)],
        )


def _is_temporary(look: Look, table: Table, key: ForeignKey) -> bool:
    span = look.spans.foreign_key(table.full_name, key.name)
    return span is ResourceSpan.TEMPORARY or look.spans.is_new(table.full_name)


def _is_back(look: Look, table: Table, key: ForeignKey) -> bool:
    """Whether the same key is added again: what is done around a change of its columns' type."""

    def target(item: ForeignKey) -> tuple[object, ...]:
        return (item.columns, Name(item.ref_schema, item.ref_table), item.ref_columns)

    return any(
        isinstance(part, AddForeignKey)
        and change.after.full_name == table.full_name
        and target(part.key) == target(key)
        for one in (look.statement, *look.later)
        for change, part in one.table_changes()
    )


ANALYZER = Analyzer(
    name="condrop",
    heading="constraint deletion detected",
    codes=("CD101",),
    check=check,
)
