"""BC101, BC102: tables and columns renamed under programs that use the old names."""

from __future__ import annotations

from collections.abc import Iterator

from erdapp.dialects import facts
from erdapp.diff.changes import AddColumn, AddObject, AddTable, RenameColumn, RenameTable
from erdapp.lint.analyzers.base import ALL, Analyzer
from erdapp.lint.context import Look
from erdapp.lint.edits import after
from erdapp.lint.policy import Policy
from erdapp.lint.report import Diagnostic, SuggestedFix
from erdapp.lint.spans import ResourceSpan
from erdapp.schema import Column, Dialect, Name, Table, View


def check(look: Look, policy: Policy) -> Iterator[Diagnostic]:
    for change in look.changes:
        if isinstance(change, RenameTable):
            yield from _table(look, change)
    for change, part in look.statement.table_changes():
        if isinstance(part, RenameColumn):
            yield from _column(look, change.after, part)


def _table(look: Look, rename: RenameTable) -> Iterator[Diagnostic]:
    if look.spans.is_new(rename.after) or _stands_again(look, rename.before):
        return
    old, new = rename.before, rename.after
    shown = (old.name, new.name) if old.schema == new.schema else (str(old), str(new))
    table = look.statement.after.table(new.name, new.schema)
    mend = f'Create a view "{old.name}" over the table, until no program uses the old name'
    sql = f"CREATE VIEW {look.quoted(old)} AS SELECT * FROM {look.quoted(new)};"
    yield look.found(
        "BC101",
        f'Renaming table "{shown[0]}" to "{shown[1]}"',
        table,
        fixes=[after(look, mend, sql)],
    )


def _stands_again(look: Look, name: Name) -> bool:
    """Whether the file makes a view or a table of that name afterwards."""
    for one in (look.statement, *look.later):
        for change in one.changes:
            match change:
                case AddObject(View() as view) if Name(view.schema, view.name) == name:
                    return True
                case AddTable(table) if table.full_name == name:
                    return True
                case RenameTable(after=again) if again == name:
                    return True
                case _:
                    pass
    return False


def _column(look: Look, table: Table, rename: RenameColumn) -> Iterator[Diagnostic]:
    old, new = rename.before, rename.after
    added = ResourceSpan.ADDED in look.spans.column(table.full_name, new.name)
    if added or look.spans.is_new(table.full_name) or _is_added_back(look, old.name):
        return
    mend = f'Add a generated column "{old.name}", until no program uses the old name'
    yield look.found(
        "BC102",
        f'Renaming column "{old.name}" to "{new.name}"',
        table,
        new.name,
        fixes=[_generated(look, mend, table, old, new)],
    )


def _generated(look: Look, mend: str, table: Table, old: Column, new: Column) -> SuggestedFix:
    """The old name as a column that repeats the new one; virtual where the database can."""
    name, kind = look.name(old.name), facts(look.dialect).type_sql(new.type)
    computed = f"GENERATED ALWAYS AS ({look.name(new.name)})"
    match look.dialect:
        case Dialect.MSSQL:
            added = f"ADD {name} AS {look.name(new.name)}"
        case Dialect.POSTGRES:
            added = f"ADD COLUMN {name} {kind} {computed} STORED"
        case _:
            added = f"ADD COLUMN {name} {kind} {computed} VIRTUAL"
    return after(look, mend, f"ALTER TABLE {look.quoted(table.full_name)} {added};")


def _is_added_back(look: Look, column: str) -> bool:
    return any(
        isinstance(part, AddColumn) and part.column.name == column
        for one in (look.statement, *look.later)
        for _, part in one.table_changes()
    )


ANALYZER = Analyzer(
    name="incompatible",
    heading="backward incompatible changes detected",
    codes=("BC101", "BC102"),
    check=check,
    dialects=ALL,
)
