"""Which files of a migration directory a database has still to run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from erdapp.migdir.directory import Directory
from erdapp.migdir.files import MigrationFile
from erdapp.migdir.replay import from_last_checkpoint, without_checkpoints
from erdapp.runner.revisions import Revision


class ExecOrder(StrEnum):
    """What becomes of a file that was added before one that was run already."""

    LINEAR = "linear"
    LINEAR_SKIP = "linear-skip"
    NON_LINEAR = "non-linear"


class PendingError(Exception):
    """Files and revisions don't go together; `str()` is one line."""


class MissingMigration(PendingError):
    """A file was run in part and is gone."""

    def __init__(self, revision: Revision) -> None:
        name = f"{revision.version}_{revision.description}.sql"
        super().__init__(
            f'missing migration: revision "{name}" is partially applied but migration file was '
            "not found"
        )


class HistoryNonLinear(PendingError):
    """Files were added before the last one that was run."""

    def __init__(self, out_of_order: Sequence[MigrationFile]) -> None:
        names = ", ".join(file.name for file in out_of_order)
        what = f"file {names} was" if len(out_of_order) == 1 else f"files {names} were"
        super().__init__(
            f"migration {what} added out of order; execute with --exec-order non-linear, leave "
            "out with linear-skip, or rebase"
        )
        self.out_of_order = tuple(out_of_order)


class SameVersion(PendingError):
    """Two files have one version: the second would never be run."""

    def __init__(self, one: MigrationFile, other: MigrationFile) -> None:
        super().__init__(
            f'version "{one.version}" is that of two files, {one.name} and {other.name}: give one '
            "of them a new one (`erdapp migrate rebase`, or rename it and hash)"
        )


def pending(
    directory: Directory, revisions: Sequence[Revision], exec_order: ExecOrder = ExecOrder.LINEAR
) -> tuple[MigrationFile, ...]:
    """The files to run, in order; the first one may have been run in part. Raises PendingError."""
    by_version: dict[str, MigrationFile] = {}
    for file in directory.migrations:
        if (other := by_version.setdefault(file.version, file)) is not file:
            raise SameVersion(other, file)
    order = directory.format.order
    ran = [one for one in revisions if not order(one.version)[0]]
    return (*_versions(directory, ran, exec_order), *_repeated(directory, revisions))


def _repeated(directory: Directory, revisions: Sequence[Revision]) -> Iterator[MigrationFile]:
    """The repeatable files that were never run whole, or were changed since."""
    ran = {one.version: one.hash for one in revisions if not one.is_partial}
    summed = {line.name: line.hash for line in directory.computed().lines}
    for file in directory.migrations:
        # Atlas keeps the hash of the sum, which changes with the files before it.
        known = (file.own_hash, summed.get(file.name))
        if file.repeatable and ran.get(file.version) not in known:
            yield file


def _versions(
    directory: Directory, revisions: Sequence[Revision], exec_order: ExecOrder
) -> tuple[MigrationFile, ...]:
    """The files with a version that are to be run."""
    files = tuple(file for file in directory.migrations if not file.repeatable)
    order = directory.format.order
    if not revisions:
        return from_last_checkpoint(files)
    known = sorted(revisions, key=lambda one: order(one.version))
    last = known[-1]
    if last.is_partial and (resumed := _resumed_checkpoint(files, last)):
        return resumed
    migrations = without_checkpoints(files)
    if last.is_partial:
        places = [p for p, file in enumerate(migrations) if file.version == last.version]
        if not places:
            raise MissingMigration(last)
        start = places[-1]
    else:
        limit = order(last.version)
        before = [p for p, file in enumerate(migrations) if order(file.version) <= limit]
        start = before[-1] + 1 if before else 0
    # A checkpoint or baseline may have been the first: what lies before was never to be run.
    first, versions = order(known[0].version), {one.version for one in known}
    added = tuple(
        file
        for file in migrations[:start]
        if order(file.version) >= first and file.version not in versions
    )
    if not added or exec_order is ExecOrder.LINEAR_SKIP:
        return migrations[start:]
    if exec_order is ExecOrder.LINEAR:
        raise HistoryNonLinear(added)
    return (*added, *migrations[start:])


def _resumed_checkpoint(
    files: Sequence[MigrationFile], last: Revision
) -> tuple[MigrationFile, ...]:
    """A checkpoint that was run in part, and what follows it."""
    for place, file in enumerate(files):
        if file.version == last.version and file.checkpoint is not None:
            return (file, *without_checkpoints(files[place:]))
    return ()
