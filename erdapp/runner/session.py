"""A database that migrations are run on: opened, locked, with its table of revisions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from msgspec import Struct

from erdapp.dialects import facts
from erdapp.loaders.base import SourceError
from erdapp.loaders.database import Connection, Target, inspect, open_target, parse_url
from erdapp.runner.locks import NAME, migration_lock
from erdapp.runner.revisions import TABLE, RevisionTable, bound_schema
from erdapp.runner.scratch_base import rows
from erdapp.schema import Dialect, Extension, Schema, Table

_SYSTEM = ("mysql", "information_schema", "performance_schema", "sys", TABLE)


class NotClean(Exception):
    """The database has something that no migration made; `str()` says what and what to do."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"connected database is not clean: found {found}. baseline version or allow-dirty is "
            "required"
        )


class Session(Struct, frozen=True):
    """An open database."""

    connection: Connection
    target: Target
    table: RevisionTable

    @property
    def dialect(self) -> Dialect:
        return self.target.dialect

    def schema(self) -> Schema:
        """What is there, without the table of revisions. Raises SourceError."""
        path = bound_schema(self.target) if self.dialect is Dialect.POSTGRES else ""
        exclude = [TABLE]
        if self.dialect is Dialect.POSTGRES and self.table.schema != path:
            exclude.append(f"{self.table.schema}.*")
        found = inspect(
            self.connection,
            self.dialect,
            schemas=(path,) if path else (),
            exclude=exclude,
            default=path,
        )
        return found.schema

    def check_clean(self) -> None:
        """Raises NotClean when there is anything but revisions."""
        if self.dialect in (Dialect.MYSQL, Dialect.MARIADB) and not self.target.database:
            names = sorted(str(row[0]) for row in rows(self.connection, "SHOW DATABASES"))
            others = [name for name in names if name.lower() not in _SYSTEM]
            if others:
                raise NotClean(f'schema "{others[0]}"')
            return
        found = self.schema()
        there = [item for item in found.objects() if not isinstance(item, Extension)]
        home = bound_schema(self.target)
        if self.dialect is Dialect.SQLITE and there:
            # Atlas counts the table of revisions among them.
            raise NotClean(f"multiple tables: {len(found.tables) + 1}")
        if not home:
            spaces = {space.name for space in found.namespaces} - {"", TABLE}
            spaces |= {item.key.schema or facts(self.dialect).default_namespace for item in there}
            spaces -= {self.table.schema}
            if spaces:
                raise NotClean(f'schema "{min(spaces)}"')
        elif there:
            first = next((item for item in there if isinstance(item, Table)), there[0])
            raise NotClean(f'{first.key.kind} "{first.key.name}" in schema "{home}"')


@contextmanager
def session(url: str, *, revisions_schema: str = "") -> Iterator[Session]:
    """Open the database without any limit of time on what runs there.

    Raises SourceError, RevisionsUnclear.
    """
    target = parse_url(url)
    if target.dialect is Dialect.MSSQL:
        raise SourceError("migrations can't be run on SQL Server: no driver for it is installed")
    with closing(open_target(target, statement_timeout=0)) as connection:
        yield Session(connection, target, RevisionTable(connection, target, revisions_schema))


@contextmanager
def locked(at: Session, seconds: float, name: str = NAME) -> Iterator[None]:
    """Hold the lock of that name on the database. Raises LockTaken."""
    with migration_lock(at.connection, at.target, seconds, name):
        yield
