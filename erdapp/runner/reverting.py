"""The way down, computed: from what is there to what the files make up to an earlier version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext

from msgspec import Struct
from msgspec.structs import replace

from erdapp.dialects import facts
from erdapp.diff import compare
from erdapp.diff.changes import DropColumn, DropTable, ModifyTable, Rename
from erdapp.loaders.database import DRIVER_ERRORS, plain_message
from erdapp.migdir.directory import Directory
from erdapp.migdir.files import MigrationFile
from erdapp.migdir.replay import from_last_checkpoint, up_to
from erdapp.planner import plan
from erdapp.planner.plan import Statement
from erdapp.runner.apply import ApplyError
from erdapp.runner.revisions import BASELINE, Revision
from erdapp.runner.scratch_base import rows
from erdapp.runner.session import Session
from erdapp.runner.transactions import ForeignKeysViolated, transaction
from erdapp.schema import Schema, Table


class DownError(ApplyError):
    """There is no such way down; `str()` is one line."""


class Check(Struct, frozen=True):
    """A question to ask before rows are lost: it finds something when they would be."""

    sql: str
    loses: str
    """`the rows of the table "a"`"""


class Way(Struct, frozen=True, kw_only=True):
    """What goes back, and how."""

    current: str
    target: str
    """Empty when nothing is left."""
    reverted: tuple[Revision, ...]
    """Newest first."""
    statements: tuple[Statement, ...]
    checks: tuple[Check, ...]


def target_of(
    directory: Directory, revisions: Sequence[Revision], *, amount: int, version: str, tag: str
) -> tuple[tuple[Revision, ...], str]:
    """The revisions to take back, newest first, and the version that is left. Raises DownError."""
    known = sorted(revisions, key=lambda one: directory.format.order(one.version))
    if tag:
        version = _tagged(directory, tag)
    kept = len(known) - amount
    if version:
        places = [place for place, one in enumerate(known) if one.version == version]
        if not places:
            raise DownError(f'version "{version}" is not among those the database has run')
        kept = places[0] + 1
    kept = max(kept, 0)
    reverted = tuple(reversed(known[kept:]))
    baseline = next((one for one in reverted if one.type & BASELINE), None)
    if baseline is not None:
        raise DownError(
            f'version "{baseline.version}" is the baseline: what it stands for was there before '
            "the first migration"
        )
    return reverted, known[kept - 1].version if kept else ""


def _tagged(directory: Directory, tag: str) -> str:
    """The last version before the checkpoint of that tag, or the checkpoint's own."""
    for file in directory.migrations:
        if file.checkpoint == tag:
            return file.version
    raise DownError(f'there is no checkpoint with the tag "{tag}" in the directory')


def files_up_to(directory: Directory, version: str) -> tuple[MigrationFile, ...]:
    """What a new database would run to be at the version. Raises DownError."""
    if not version:
        return ()
    try:
        return from_last_checkpoint(up_to(directory.migrations, version))
    except KeyError:
        raise DownError(f'migration with version "{version}" not found') from None


def managed(at: Session, before: Schema, after: Schema) -> Schema:
    """The live schema, as far as the files know of it: `before` is what they make now, `after` what
    they make at the target. What neither knows was made by others and stays. Raises SourceError.
    """
    known = {item.key for item in (*before.objects(), *after.objects())}
    spaces = {space.name for space in (*before.namespaces, *after.namespaces)}
    live = at.schema()
    return replace(
        live,
        namespaces=tuple(space for space in live.namespaces if space.name in spaces),
        **{
            name: tuple(item for item in getattr(live, name) if item.key in known)
            for name in _OBJECTS
        },
    )


def way_down(
    at: Session,
    reverted: tuple[Revision, ...],
    target: str,
    ours: Schema,
    after: Schema,
    renames: Sequence[Rename] = (),
) -> Way:
    """The way from the live schema, as far as it is `ours`, to that of the target."""
    return Way(
        current=reverted[0].version if reverted else target,
        target=target,
        reverted=reverted,
        statements=plan(ours, after, renames).up,
        checks=tuple(_checks(at, ours, after, renames)),
    )


_OBJECTS = (
    "tables",
    "views",
    "enums",
    "domains",
    "composites",
    "sequences",
    "routines",
    "triggers",
    "policies",
    "extensions",
    "definitions",
)


def _checks(
    at: Session, before: Schema, after: Schema, renames: Sequence[Rename]
) -> Iterator[Check]:
    for change in compare(before, after, renames):
        if isinstance(change, DropTable):
            loses = f'the rows of the table "{change.table.full_name}"'
            yield Check(f"SELECT 1 FROM {_name(at, change.table)} LIMIT 1", loses)
        elif isinstance(change, ModifyTable):
            for part in change.changes:
                if isinstance(part, DropColumn) and part.column.generated is None:
                    yield _column_check(at, change.before, part.column.name)


def _column_check(at: Session, table: Table, column: str) -> Check:
    filled = f"{facts(at.dialect).quote(column)} IS NOT NULL"
    return Check(
        f"SELECT 1 FROM {_name(at, table)} WHERE {filled} LIMIT 1",
        f'the values of the column "{column}" of "{table.full_name}"',
    )


def _name(at: Session, table: Table) -> str:
    return facts(at.dialect).qualify(table.full_name)


def lost(at: Session, way: Way) -> tuple[str, ...]:
    """What the way down would lose, of the rows that are there."""
    return tuple(check.loses for check in way.checks if rows(at.connection, check.sql))


def run_down(at: Session, way: Way) -> None:
    """Run the statements and take the revisions away, in one transaction where there is one; else
    the revisions go last, so that a way down that broke off can be gone again.

    Raises ApplyError.
    """
    whole = facts(at.dialect).can.transactional_ddl and all(
        one.transactional or one.sql.upper().startswith("PRAGMA") for one in way.statements
    )
    try:
        with transaction(at.connection, at.dialect) if whole else nullcontext():
            for statement in way.statements:
                _send(at, statement)
            for one in way.reverted:
                at.table.delete(one.version)
    except ForeignKeysViolated as error:
        raise ApplyError(str(error)) from error


def _send(at: Session, statement: Statement) -> None:
    try:
        rows(at.connection, statement.sql)
    except DRIVER_ERRORS as error:
        shown = " ".join(statement.sql.split())
        raise ApplyError(f'executing statement "{shown}": {plain_message(error)}') from error
