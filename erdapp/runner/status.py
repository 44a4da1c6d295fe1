"""Where a database stands: what it has run of a migration directory and what is left."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from erdapp.migdir.directory import Directory
from erdapp.migdir.files import MigrationFile
from erdapp.migdir.replay import from_last_checkpoint
from erdapp.runner.pending import ExecOrder, pending
from erdapp.runner.revisions import Revision
from erdapp.schema import Dialect

NONE_YET = "No migration applied yet"


class Status(Struct, frozen=True, kw_only=True):
    """The answer of `migrate status`."""

    available: tuple[MigrationFile, ...]
    pending: tuple[MigrationFile, ...]
    applied: tuple[Revision, ...]
    current: str
    next: str
    status: str
    """`OK` or `PENDING`."""
    count: int = 0
    """Statements that were run of a file that was run in part."""
    total: int = 0
    error: str = ""
    sql: str = ""
    from_checkpoint: bool = False


def status(directory: Directory, revisions: Sequence[Revision], dialect: Dialect) -> Status:
    """Raises PendingError when files and revisions don't go together."""
    # Files that were added out of order are still to be run, whatever `apply` will be told.
    left = pending(directory, revisions, ExecOrder.NON_LINEAR)
    available = directory.migrations if revisions else from_last_checkpoint(directory.migrations)
    known = sorted(revisions, key=lambda one: directory.format.order(one.version))
    repeatable = {file.version for file in directory.migrations if file.repeatable}
    versions = [one for one in known if one.version not in repeatable] or known
    last = versions[-1] if versions else None
    partial = next((one for one in known if one.is_partial), None)
    count = total = 0
    if partial is not None:
        file = next(file for file in directory.migrations if file.version == partial.version)
        count, total = partial.applied, len(file.statements(dialect))
    return Status(
        available=tuple(available),
        pending=left,
        applied=tuple(known),
        current=last.version if last and len(left) != len(available) else NONE_YET,
        next=left[0].version if left else "Already at latest version",
        status="PENDING" if left else "OK",
        count=count,
        total=total,
        error=" ".join(partial.error.split()) if partial else "",
        sql=" ".join(partial.error_stmt.split()) if partial else "",
        from_checkpoint=not revisions and bool(left) and left[0].checkpoint is not None,
    )
