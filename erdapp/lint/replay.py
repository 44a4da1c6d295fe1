"""Files replayed in our own model: from their text to statements with the changes they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from erdapp.diff import compare
from erdapp.diff.changes import Changes
from erdapp.lint.context import MigrationFile, StatementChanges
from erdapp.lint.rebuilds import with_rebuilds
from erdapp.loaders.base import SourceError
from erdapp.loaders.sql.raw import RawStatement
from erdapp.loaders.sql.split import split
from erdapp.loaders.sql.steps import Step, Stepper
from erdapp.schema import Dialect, Schema


class Replay:
    """Files in their order; each begins with the schema that the ones before it leave."""

    def __init__(self, dialect: Dialect, start: Schema | None = None) -> None:
        self.dialect = dialect
        self._stepper = Stepper(dialect, start)

    @property
    def schema(self) -> Schema:
        return self._stepper.schema

    def pass_over(self, name: str, text: str, pieces: Sequence[RawStatement] | None = None) -> None:
        """Take in a file that isn't looked at itself."""
        self._stepper.pass_over(name, self._pieces(text, pieces))

    def file(
        self, name: str, text: str, pieces: Sequence[RawStatement] | None = None
    ) -> MigrationFile:
        """A file with what each of its statements does. `pieces` are its statements where they
        are split in another way than the dialect's (`-- atlas:delimiter`)."""
        start = self._stepper.schema
        found: list[StatementChanges] = []
        error = ""
        try:
            for step in self._stepper.steps(name, self._pieces(text, pieces)):
                found.append(statement_of(step))
        except SourceError as problem:
            error = str(problem)
        return MigrationFile(
            name=name,
            text=text,
            dialect=self.dialect,
            start=start,
            statements=with_rebuilds(found, self.dialect),
            error=error,
        )

    def _pieces(self, text: str, pieces: Sequence[RawStatement] | None) -> Iterable[RawStatement]:
        return split(text, self.dialect) if pieces is None else pieces


def statement_of(step: Step) -> StatementChanges:
    """A step as analyzers see it."""
    raw = step.raw
    return StatementChanges(
        text=raw.text,
        offset=raw.offset,
        line=raw.line,
        before=step.before,
        after=step.after,
        changes=_changes(step),
        leading=raw.leading,
        end=raw.offset + len(raw.text) + len(raw.terminator),
    )


def _changes(step: Step) -> Changes:
    """The changes of one step: only what differs is compared."""
    if step.narrow is None:
        return ()
    before, after = step.narrow
    return compare(before, after, step.renames)
