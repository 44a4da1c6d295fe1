"""Files replayed on a dev database: what the server makes of each statement, for lint.

Our own reading goes along: it says where statements stand and what they rename, which no
inspection can see.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from msgspec.structs import replace

from erdapp.diff import compare
from erdapp.diff.changes import Changes
from erdapp.lint.context import MigrationFile
from erdapp.lint.rebuilds import with_rebuilds
from erdapp.lint.replay import statement_of
from erdapp.loaders.base import LoadOptions, SourceError, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.loaders.sql.raw import RawStatement
from erdapp.loaders.sql.split import split
from erdapp.loaders.sql.steps import Stepper
from erdapp.runner.dev import dev_database
from erdapp.runner.normalise import SourceRun, inspected
from erdapp.runner.scratch import Scratch
from erdapp.runner.source import SourceStatement, statements
from erdapp.schema import Dialect, Schema


def replayed_on_dev(
    dialect: Dialect, url: str | None, base: Sequence[SourceFile], new: Sequence[SourceFile]
) -> tuple[MigrationFile, ...]:
    """The new files, after those of `base`, as the dev database of `url` runs them.

    Raises ScratchUnavailable, and SourceError with file and line for a statement it refuses.
    """
    files = [*base, *new]
    read = _needed(_read(dialect, base), _read(dialect, files))
    with dev_database(dialect, url, extensions=read.extensions) as scratch:
        replay = _Replay(scratch, read, files)
        for file in base:
            replay.pass_over(file)
        return tuple(replay.file(file) for file in new)


def _read(dialect: Dialect, files: Sequence[SourceFile]) -> Schema:
    """What we read in the files: it says which extensions and namespaces they need."""
    if not files:
        return Schema(dialect=dialect)
    return load_sql(files, LoadOptions(dialect=dialect, remember=False)).schema


def _needed(before: Schema, after: Schema) -> Schema:
    """What either of the two needs: the new files may drop what the others took for granted."""
    spaces = {space.name: space for space in (*before.namespaces, *after.namespaces)}
    extensions = {item.name: item for item in (*before.extensions, *after.extensions)}
    return replace(after, namespaces=tuple(spaces.values()), extensions=tuple(extensions.values()))


class _Replay:
    """The dev database and our own reading, statement by statement."""

    def __init__(self, scratch: Scratch, read: Schema, files: Sequence[SourceFile]) -> None:
        self.scratch, self.dialect = scratch, scratch.dialect
        self.run = SourceRun(scratch, read)
        self.stepper = Stepper(scratch.dialect)
        self.all = tuple(statements(files, scratch.dialect))
        self.run.prepare(self.all)

    def pass_over(self, file: SourceFile) -> None:
        for statement in statements([file], self.dialect):
            self._one(statement)
        self.stepper.pass_over(file.path, split(file.text, self.dialect))

    def file(self, file: SourceFile) -> MigrationFile:
        start = current = inspected(self.scratch, self.all)
        to_run = deque(statements([file], self.dialect))
        found = []
        for step in self.stepper.steps(file.path, split(file.text, self.dialect)):
            before = current
            changes: Changes = ()
            if to_run and _is_same(to_run[0], step.raw):
                self._one(to_run.popleft())
                current = inspected(self.scratch, self.all)
                changes = compare(before, current, step.renames)
            seen = statement_of(step)
            found.append(replace(seen, before=before, after=current, changes=changes))
        return MigrationFile(
            name=file.path,
            text=file.text,
            dialect=self.dialect,
            start=start,
            statements=with_rebuilds(found, self.dialect),
        )

    def _one(self, statement: SourceStatement) -> None:
        said = self.run.one(statement)
        if said and not statement.quiet:
            raise SourceError(
                f"executing statement: {said}", file=statement.file, line=statement.line
            )


def _is_same(statement: SourceStatement, raw: RawStatement) -> bool:
    """Whether the statement to run is this one; its text may be adapted behind its first words."""
    return statement.line == raw.line and statement.sql[:6] == raw.text[:6]
