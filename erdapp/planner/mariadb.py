"""Migrations in MariaDB's words (10.5 and later), where they differ from MySQL's."""

from __future__ import annotations

from collections.abc import Iterable

from erdapp.diff.changes import ModifyTable, RenameColumn
from erdapp.planner.mysql import MysqlPlanner
from erdapp.planner.mysql_alter import MariaDbAlterTable
from erdapp.planner.mysql_checks import column_checks
from erdapp.planner.mysql_writer import MariaDbWriter
from erdapp.planner.plan import Statement
from erdapp.planner.swaps import without_clash
from erdapp.planner.work import Work
from erdapp.schema import Check, Object, Sequence, Table


class MariadbPlanner(MysqlPlanner):
    """MariaDB."""

    writer = MariaDbWriter
    alter = MariaDbAlterTable

    def preamble(self, work: Work) -> Iterable[Statement]:
        """Versioned tables are altered along with their history, once that is asked for
        (Knowledge Base, System-Versioned Tables)."""
        yield from super().preamble(work)
        changed = (step for step in work.build if isinstance(step, ModifyTable))
        if any("system_versioning" in dict(step.before.options) for step in changed):
            text = "SET SESSION system_versioning_alter_history = 'KEEP'"
            yield self.say(text, "alter versioned tables with their history")

    def sets_aside(self, item: Object) -> bool:
        """A sequence is a table to the server, so that no two can have one name."""
        return isinstance(item, Sequence)

    def table_checks(self, table: Table) -> tuple[Check, ...]:
        own = set(column_checks(table).values())
        return tuple(check for check in table.checks if check not in own)

    def renamed_columns(self, change: ModifyTable) -> tuple[ModifyTable, list[Statement]]:
        """Checks, indexes and generated columns follow the new name by themselves."""
        renames = [part for part in change.changes if isinstance(part, RenameColumn)]
        return change, list(self.rename_columns(change.after, renames))

    def rename_columns(self, table: Table, renames: list[RenameColumn]) -> Iterable[Statement]:
        """One by one where a name is given up and taken: a check over such a column makes the
        server refuse both together (error 1901) when a foreign key is over one of them."""
        names = [(part.before.name, part.after.name) for part in renames]
        if not {old for old, _ in names} & {new for _, new in names}:
            yield from super().rename_columns(table, renames)
            return
        for old, new in without_clash(names):
            clause = f"RENAME COLUMN {self.sql.ident(old)} TO {self.sql.ident(new)}"
            yield self._altered(table, [clause], f'rename a column from "{old}" to "{new}"', ())

    def rename_column(self, part: RenameColumn) -> str:
        return (
            f"RENAME COLUMN {self.sql.ident(part.before.name)} TO {self.sql.ident(part.after.name)}"
        )
