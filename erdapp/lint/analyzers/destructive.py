"""DS101, DS102, DS103: schemas, tables and columns dropped with what is in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from erdapp.diff.changes import DropColumn, DropSchema, DropTable, ModifyAttr, ModifyTable
from erdapp.lint.analyzers.base import MYSQL, Analyzer
from erdapp.lint.context import Look
from erdapp.lint.edits import before
from erdapp.lint.guards import guard, is_guarded
from erdapp.lint.policy import Policy
from erdapp.lint.report import Diagnostic, SuggestedFix
from erdapp.lint.spans import ResourceSpan
from erdapp.loaders.sql.reader import ReadError
from erdapp.schema import Table


def check(look: Look, policy: Policy) -> Iterator[Diagnostic]:
    yield from _database(look)
    dropped = {change.namespace.name for change in look.changes if isinstance(change, DropSchema)}
    for change in look.changes:
        match change:
            case DropSchema(namespace):
                if look.spans.schema(namespace.name) is not ResourceSpan.TEMPORARY:
                    yield from _schema(look, namespace.name)
            case DropTable(table) if table.schema not in dropped:
                if look.spans.table(table.full_name) is not ResourceSpan.TEMPORARY:
                    yield from _table(look, table)
            case ModifyTable():
                yield from _columns(look, change)
                yield from _partitions(look, change)
            case _:
                pass


def _database(look: Look) -> Iterator[Diagnostic]:
    """MySQL's DROP DATABASE, which is no change inside the one that is connected."""
    reader = look.reader()
    if look.dialect not in MYSQL or not reader.accept("DROP"):
        return
    if not reader.accept_any("DATABASE", "SCHEMA"):
        return
    reader.if_exists()
    try:
        name = reader.name()
    except ReadError:
        return
    if not any(isinstance(change, DropSchema) for change in look.changes):
        yield from _schema(look, name)


def _schema(look: Look, name: str) -> Iterator[Diagnostic]:
    tables = [table for table in look.statement.before.tables if table.schema == name]
    if tables and all(is_guarded(look, "DS101", table) for table in tables):
        return
    text = f'Dropping schema "{name}"'
    if count := len(tables):
        text = f'Dropping non-empty schema "{name}" with {count} table{"s" if count > 1 else ""}'
    yield look.found("DS101", text, fixes=[_emptiness(look, name, tables)])


def _emptiness(look: Look, name: str, tables: Sequence[Table]) -> SuggestedFix:
    if not tables:  # of another database nothing is known
        mend = f'Make sure that nothing is left in "{name}", and say so with atlas:nolint'
        return SuggestedFix(message=mend)
    mend = f'Add pre-migration checks to ensure all tables of "{name}" are empty'
    return before(look, mend, "\n".join(guard(look, "DS101", table) for table in tables))


def _table(look: Look, table: Table) -> Iterator[Diagnostic]:
    if is_guarded(look, "DS102", table) or _schema_goes(look, table.schema):
        return
    told = f'Add a pre-migration check to ensure table "{table.name}" is empty before dropping it'
    fix = before(look, told, guard(look, "DS102", table))
    yield look.found("DS102", f'Dropping table "{table.name}"', table, fixes=[fix])


def _schema_goes(look: Look, schema: str) -> bool:
    """Whether the file drops the whole schema later, which is told there."""
    return any(
        isinstance(change, DropSchema) and change.namespace.name == schema
        for one in look.later
        for change in one.changes
    )


def _columns(look: Look, change: ModifyTable) -> Iterator[Diagnostic]:
    table, name = _holder(look, change), change.after.full_name
    names = [
        part.column.name
        for part in change.changes
        if isinstance(part, DropColumn)
        and look.spans.column(change.after.full_name, part.column.name)
        is not ResourceSpan.TEMPORARY
        and not (part.column.generated and not part.column.generated.stored)
        and not is_guarded(look, "DS103", table, part.column.name)
    ]
    if not names or look.spans.is_new(name):
        return
    told = listed(names)
    if len(names) == 1:
        text = f"Dropping non-virtual column {told}"
        mend = f"Add a pre-migration check to ensure column {told} is NULL before dropping it"
    else:
        text = f"Dropping non-virtual columns {told}"
        mend = f"Add pre-migration checks to ensure columns {told} are NULL before dropping them"
    fix = before(look, mend, guard(look, "DS103", table, tuple(names)))
    yield look.found("DS103", text, change.after, names[0], fixes=[fix])


def _holder(look: Look, change: ModifyTable) -> Table:
    """The table that has the rows: the one that a rebuild drops bears a name of its own."""
    if change.after.full_name not in look.statement.rebuilt:
        return change.before
    kept = {table.full_name for table in look.statement.after.tables}
    gone = (table for table in look.statement.before.tables if table.full_name not in kept)
    return next(gone, change.before)


def _partitions(look: Look, change: ModifyTable) -> Iterator[Diagnostic]:
    """Partitions dropped with their rows (MySQL); one that is detached keeps them."""
    if not any(
        isinstance(part, ModifyAttr) and part.name == "partition" for part in change.changes
    ):
        return
    words = look.reader().uppers
    if "PARTITION" not in words or words[words.index("PARTITION") - 1] not in ("DROP", "TRUNCATE"):
        return
    old, new = change.before.partition, change.after.partition
    kept = {child.name for child in new.children} if new else set()
    for child in old.children if old else ():
        if child.name not in kept:
            text = f'Dropping partition "{child.name}" of table "{change.after.name}"'
            yield look.found("DS102", text, change.after)


def listed(names: Sequence[str]) -> str:
    """`"a", "b" and "c"`"""
    quoted = [f'"{name}"' for name in names]
    return " and ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))


ANALYZER = Analyzer(
    name="destructive",
    heading="destructive changes detected",
    codes=("DS101", "DS102", "DS103"),
    check=check,
)
