"""A migration file as lint sees it: its statements, each with the changes it makes.

The sequence of statements with their changes is all that analyzers need. `replay` makes it from
our own model; a dev database gives the same sequence from what it inspects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from erdapp.dialects import facts
from erdapp.diff.changes import Change, Changes, ModifyTable, TableChange
from erdapp.lint.directives import codes_in
from erdapp.lint.report import Diagnostic, Severity, SuggestedFix
from erdapp.lint.spans import Spans
from erdapp.loaders.sql.reader import Reader
from erdapp.migdir import header
from erdapp.schema import Dialect, Name, Schema, Table


class StatementChanges(Struct, frozen=True, kw_only=True):
    """One statement of a file, the schema before and after it, and the changes between."""

    text: str
    offset: int
    """Of the first character in the file, in characters."""
    line: int
    before: Schema
    after: Schema
    changes: Changes = ()
    leading: str = ""
    """White space and comments before it."""
    end: int = 0
    """The offset behind its terminator."""
    rebuilt: tuple[Name, ...] = ()
    """Tables whose rebuild (see `rebuilds`) the statement completes."""
    copied_for: Name | None = None
    """The table whose rows it copies for a rebuild."""

    def reader(self, dialect: Dialect) -> Reader:
        """A cursor over its words."""
        return Reader(self.text, dialect, facts(dialect).unquote, self.line)

    def table_changes(self) -> Iterator[tuple[ModifyTable, TableChange]]:
        """Each change inside a table, with its table."""
        for change in self.changes:
            if isinstance(change, ModifyTable):
                for part in change.changes:
                    yield change, part


class MigrationFile(Struct, frozen=True, kw_only=True):
    """A file: its statements in order, and the schema it begins with."""

    name: str
    text: str
    dialect: Dialect
    start: Schema
    statements: tuple[StatementChanges, ...] = ()
    error: str = ""
    """What kept it from being replayed whole."""
    outside: bool = False
    """Its format says that it runs outside a transaction."""

    @property
    def outside_transactions(self) -> bool:
        """Whether that is so, or its header says `-- atlas:txmode none`."""
        return self.outside or "none" in header.directives(self.text, "txmode")

    @property
    def header(self) -> str:
        """The comments at the very top, if a blank line parts them from the first statement."""
        found = re.match(r"\ufeff?((?:[ \t]*(?:--|#|/\*)[^\n]*\n)+)[ \t]*\n", self._unixed)
        return found[1] if found else ""

    @property
    def _unixed(self) -> str:
        return self.text.replace("\r\n", "\n")

    def nolint(self, statement: StatementChanges) -> tuple[frozenset[str], bool]:
        """Codes and analyzers that the file or the statement silences; whether it is all."""
        said = codes_in(self.header, "nolint")
        own = statement.leading
        if statement.leading and statement.offset == len(statement.leading):
            own = self._unixed[len(self.header) : statement.offset] if self.header else own
        else:
            own = own.partition("\n")[2]
        said += codes_in(own, "nolint")
        return frozenset(word for words in said for word in words), [] in said


class Look:
    """One statement in its file, at its time: what analyzers are given."""

    def __init__(self, file: MigrationFile, index: int, spans: Spans) -> None:
        self.file = file
        self.index = index
        self.statement = file.statements[index]
        self.spans = spans
        """As they are after the statement."""
        self.dialect = file.dialect

    @property
    def earlier(self) -> Sequence[StatementChanges]:
        return self.file.statements[: self.index]

    @property
    def later(self) -> Sequence[StatementChanges]:
        return self.file.statements[self.index + 1 :]

    @property
    def changes(self) -> tuple[Change, ...]:
        return self.statement.changes

    def reader(self) -> Reader:
        return self.statement.reader(self.dialect)

    def quoted(self, name: Name) -> str:
        """The table's name as SQL."""
        return facts(self.dialect).qualify(name)

    def name(self, name: str) -> str:
        """A name as SQL."""
        return facts(self.dialect).quote(name)

    def at_start(self, table: Name) -> Table | None:
        """The table as the file finds it, by its name of this moment."""
        origin = self.spans.origin(table)
        return self.file.start.table(origin.name, origin.schema)

    def found(
        self,
        code: str,
        text: str,
        table: Table | None = None,
        column: str = "",
        fixes: Sequence[SuggestedFix] = (),
        at: StatementChanges | None = None,
        severity: Severity = Severity.WARNING,
    ) -> Diagnostic:
        """A diagnostic at this statement, or at another. The policy may make it more severe."""
        one = at or self.statement
        return Diagnostic(
            code=code,
            text=text,
            severity=severity,
            file=self.file.name,
            pos=len(self.file.text[: one.offset].encode()),
            line=one.line,
            table=str(table.full_name) if table else "",
            column=column,
            fixes=tuple(fixes),
        )
