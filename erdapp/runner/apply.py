"""Migration files run on a database, each statement recorded, so that a run can be taken up again.

In a transaction per file (or around all) where the server takes definitions back; else statement
by statement, and then a statement shares a transaction with its record wherever it can (see
`atomicity`). What cannot is announced first: the record of the statement before names it, and a
later run decides by the schema whether it ran (`interrupted`).
"""

from __future__ import annotations

import hashlib
import time
from base64 import b64encode
from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from msgspec import Struct
from msgspec.structs import replace

from erdapp.dialects import facts
from erdapp.loaders.database import DRIVER_ERRORS, Connection, plain_message
from erdapp.migdir.directory import Directory
from erdapp.migdir.files import MigrationFile
from erdapp.migdir.replay import from_last_checkpoint
from erdapp.runner.atomicity import (
    controls_transaction,
    is_atomic,
    is_setting,
    is_table_lock,
    opens_transaction,
    parts,
)
from erdapp.runner.interrupted import Outcome, outcome
from erdapp.runner.revisions import OPERATOR, Revision, RevisionTable, now
from erdapp.runner.scratch_base import rows
from erdapp.runner.transactions import ForeignKeysViolated, transaction
from erdapp.schema import Dialect

ANNOUNCED = "begun, but its end was not recorded: it is still running, or the run was interrupted"
"""What stands as the error beside a statement that is about to run."""
_REFUSED = (*DRIVER_ERRORS, ForeignKeysViolated)


class ApplyError(Exception):
    """The run ended early; `str()` is one line. What was done before is recorded."""


class StatementError(ApplyError):
    """A statement was refused by the server."""

    def __init__(self, statement: str, version: str, message: str) -> None:
        shown = " ".join(statement.split())
        super().__init__(f'executing statement "{shown}" from version "{version}": {message}')
        self.statement, self.message = statement, message


class HistoryChanged(ApplyError):
    """A file that was run in part has other statements now than those that were run."""

    def __init__(self, file: str, number: int) -> None:
        super().__init__(f'history changed: statement {number} from file "{file}" changed')


class Teller:
    """Hears what happens during a run; every method may be left as it is."""

    def file(self, file: MigrationFile, skipped: int) -> None:
        """A file begins; so many of its statements were run earlier."""

    def statement(self, sql: str) -> None:
        """A statement is about to run."""

    def failed(self, sql: str, message: str) -> None:
        """A statement was refused."""

    def done(self, file: MigrationFile) -> None:
        """A file has ended well."""


class Plan(Struct, frozen=True, kw_only=True):
    """What to run, and how."""

    directory: Directory
    files: Sequence[MigrationFile]
    tx_mode: str = "file"
    """`none`, `file` or `all`."""
    resolution: Outcome | None = None
    """What somebody looked up about an interrupted statement; None: find out."""


def check_modes(files: Sequence[MigrationFile], tx_mode: str) -> None:
    """Raises ApplyError when a header contradicts `--tx-mode all`, SourceError when it's bad."""
    for file in files:
        if tx_mode == "all" and file.txmode not in ("", "all"):
            raise ApplyError(
                f'cannot set txmode directive to "{file.txmode}" in "{file.name}" when txmode '
                '"all" is set globally'
            )


def apply(connection: Connection, table: RevisionTable, plan: Plan, teller: Teller) -> None:
    """Run the files. The lock is the caller's to hold. Raises ApplyError."""
    check_modes(plan.files, plan.tx_mode)
    known = {one.version: one for one in table.read()}
    sums = {line.name: line.hash for line in plan.directory.computed().lines}
    work = [
        _Work(
            connection,
            table,
            plan,
            file,
            teller,
            known=known,
            hash=file.own_hash if file.repeatable else sums.get(file.name, ""),
        )
        for file in plan.files
    ]
    whole = plan.tx_mode == "all" and all(one.fits_transaction for one in work)
    with ExitStack() as stack:
        try:
            if whole:
                stack.enter_context(transaction(connection, table.dialect))
            for one in work:
                one.run(inside=whole)
            if whole:
                stack.close()
        except ForeignKeysViolated as error:
            raise ApplyError(str(error)) from error


class _Work:
    """One file on its way."""

    def __init__(
        self,
        connection: Connection,
        table: RevisionTable,
        plan: Plan,
        file: MigrationFile,
        teller: Teller,
        *,
        known: Mapping[str, Revision],
        hash: str,
    ) -> None:
        self.known, self.hash = known, hash
        self.connection, self.table, self.plan = connection, table, plan
        self.file, self.teller, self.dialect = file, teller, table.dialect
        self.statements = [one.text for one in file.statements(self.dialect)]
        self.hashes = _hashes(self.statements)
        self.mode = file.txmode or plan.tx_mode
        self.started = 0.0

    @property
    def fits_transaction(self) -> bool:
        """Whether a transaction around the file would be one: MySQL commits definitions on its
        own, and a file may have transactions itself."""
        if any(controls_transaction(sql) for sql in self.statements):
            return False
        if facts(self.dialect).can.transactional_ddl:
            return True
        return all(is_atomic(sql, self.dialect) for sql in self.statements)

    def run(self, *, inside: bool) -> None:
        self.started = time.perf_counter()
        revision = self._taken_up()
        self.teller.file(self.file, revision.applied)
        for sql in self.statements[: revision.applied]:
            if is_setting(sql):  # of a session that is gone
                rows(self.connection, sql)
        if inside:
            self._all(revision)
        elif self.mode != "none" and self.fits_transaction:
            try:
                with transaction(self.connection, self.dialect):
                    self._all(revision)
            except ForeignKeysViolated as error:
                self.teller.failed("", str(error))
                raise ApplyError(f"{self.file.name}: {error}") from error
        else:
            self._one_by_one(revision)
        self.teller.done(self.file)

    def _taken_up(self) -> Revision:
        """The row to go on with: a new one, or that of an earlier run."""
        found = self.known.get(self.file.version)
        fresh = Revision(
            version=self.file.version,
            description=self.file.description,
            total=len(self.statements),
            hash=self.hash,
        )
        if found is None or not found.is_partial:
            return fresh
        if self.file.repeatable and found.hash != self.hash:
            return fresh  # it was mended: such a file may always be run from its beginning
        kept = [value.removeprefix("h1:") for value in found.partial_hashes]
        for number in range(found.applied):
            if kept[number : number + 1] != self.hashes[number : number + 1]:
                raise HistoryChanged(self.file.name, number + 1)
        if found.error == ANNOUNCED:
            found = self._settled(found)
        return replace(found, total=len(self.statements), hash=fresh.hash)

    def _settled(self, found: Revision) -> Revision:
        """The row after it was decided whether the statement ran that it announces."""
        ended = self.plan.resolution or outcome(
            self.connection,
            self.dialect,
            self._before(),
            self.statements[: found.applied],
            found.error_stmt,
        )
        number = found.applied + 1
        if ended is Outcome.UNKNOWN:
            raise ApplyError(
                f"{self.file.name}: the run was interrupted in statement {number} and it can't be "
                "told whether that ran: look, then say --interrupted ran or --interrupted not-run: "
                + " ".join(found.error_stmt.split())[:200]
            )
        if ended is Outcome.NOT_RUN:
            return found
        if self.statements[found.applied : number] != [found.error_stmt]:
            raise HistoryChanged(self.file.name, number)
        return self._after(found)

    def _before(self) -> tuple[MigrationFile, ...]:
        """The files that come before this one on a new database."""
        files = self.plan.directory.migrations
        return from_last_checkpoint(files[: [one.name for one in files].index(self.file.name)])

    def _all(self, revision: Revision) -> None:
        """All that is left in the transaction that is open."""
        for sql in self.statements[revision.applied :]:
            self._send(sql)
        self.table.write(self._finished(revision))

    def _one_by_one(self, revision: Revision) -> None:
        self.table.write(self._announced(revision))
        own = False
        """Whether the file has opened a transaction itself: then the record is in that."""
        for sql in self.statements[revision.applied :]:
            before = revision
            revision = self._after(revision)
            try:
                if not own and is_atomic(sql, self.dialect):
                    with transaction(self.connection, self.dialect):
                        self._send(sql)
                        self.table.write(self._announced(revision))
                else:
                    self._send(sql)
                    own = opens_transaction(sql) or (own and not controls_transaction(sql))
                    self.table.write(self._announced(revision))
            except (StatementError, ForeignKeysViolated) as error:
                self._failed(before, sql, error, own)
        self._end(revision, own)

    def _end(self, revision: Revision, own: bool) -> None:
        if own:
            rows(self.connection, "ROLLBACK")
            raise ApplyError(
                f"{self.file.name}: the file leaves its own transaction open, which was rolled "
                "back: end it with COMMIT"
            )
        if not self.statements:
            self.table.write(self._finished(revision))
        if self.dialect in (Dialect.MYSQL, Dialect.MARIADB):
            rows(self.connection, "COMMIT")  # the file may have said `SET autocommit = 0`

    def _failed(self, before: Revision, sql: str, error: Exception, own: bool) -> None:
        message = error.message if isinstance(error, StatementError) else str(error)
        if own:
            rows(self.connection, "ROLLBACK")
            # What the transaction held is gone, and the record of it went with it.
            before = {one.version: one for one in self.table.read()}.get(before.version, before)
        spent = before.execution_time + self._spent()
        self.table.write(
            replace(before, error=message, error_stmt=sql, execution_time=spent, executed_at=now())
        )
        if isinstance(error, StatementError):
            raise error
        raise StatementError(sql, self.file.version, message) from error

    def _send(self, sql: str) -> None:
        self.teller.statement(sql)
        if is_table_lock(sql, self.dialect):
            return
        try:
            for part in parts(sql, self.dialect):
                rows(self.connection, part)
        except _REFUSED as error:
            message = plain_message(error)
            self.teller.failed(sql, message)
            raise StatementError(sql, self.file.version, message) from error

    def _after(self, revision: Revision) -> Revision:
        """The row with one statement more, and nothing said about the next."""
        return replace(
            revision,
            applied=revision.applied + 1,
            partial_hashes=(*revision.partial_hashes, f"h1:{self.hashes[revision.applied]}"),
            error="",
            error_stmt="",
        )

    def _announced(self, revision: Revision) -> Revision:
        """The row that names the statement to come; the finished one when none is left."""
        if revision.applied >= len(self.statements):
            return self._finished(revision)
        following = self.statements[revision.applied]
        return replace(
            revision,
            error=ANNOUNCED,
            error_stmt=following,
            executed_at=now(),
            operator_version=OPERATOR,
        )

    def _finished(self, revision: Revision) -> Revision:
        return replace(
            revision,
            applied=len(self.statements),
            total=len(self.statements),
            partial_hashes=(),
            error="",
            error_stmt="",
            executed_at=now(),
            execution_time=revision.execution_time + self._spent(),
            operator_version=OPERATOR,
        )

    def _spent(self) -> int:
        return int((time.perf_counter() - self.started) * 1e9)


def _hashes(statements: Sequence[str]) -> list[str]:
    """For each statement the hash of all up to it, as Atlas keeps them."""
    running, found = hashlib.sha256(), []
    for sql in statements:
        running.update(sql.encode())
        found.append(b64encode(running.digest()).decode())
    return found
