"""`atlas_schema_revisions`: which migrations a database has run, in Atlas's own table.

The columns, types and places are Atlas's, so that a database that it has managed goes on as it is:
in the schema that the URL is bound to, else in one of the table's own name.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

from msgspec import Struct

from erdapp import __version__
from erdapp.dialects import facts
from erdapp.loaders.database import Connection, Target
from erdapp.schema import Dialect

TABLE = "atlas_schema_revisions"
OPERATOR = f"erdapp {__version__}"
BASELINE, EXECUTE, RESOLVED = 1, 2, 4
"""Bits of `type`."""

_MYSQL = (
    "`version` varchar(255) NOT NULL",
    "`description` varchar(255) NOT NULL",
    "`type` bigint unsigned NOT NULL DEFAULT 2",
    "`applied` bigint NOT NULL DEFAULT 0",
    "`total` bigint NOT NULL DEFAULT 0",
    "`executed_at` timestamp NOT NULL",
    "`execution_time` bigint NOT NULL",
    "`error` longtext NULL",
    "`error_stmt` longtext NULL",
    "`hash` varchar(255) NOT NULL",
    "`partial_hashes` json NULL",
    "`operator_version` varchar(255) NOT NULL",
)
_POSTGRES = (
    '"version" character varying NOT NULL',
    '"description" character varying NOT NULL',
    '"type" bigint NOT NULL DEFAULT 2',
    '"applied" bigint NOT NULL DEFAULT 0',
    '"total" bigint NOT NULL DEFAULT 0',
    '"executed_at" timestamptz NOT NULL',
    '"execution_time" bigint NOT NULL',
    '"error" text NULL',
    '"error_stmt" text NULL',
    '"hash" character varying NOT NULL',
    '"partial_hashes" jsonb NULL',
    '"operator_version" character varying NOT NULL',
)
_SQLITE = (
    "`version` text NOT NULL",
    "`description` text NOT NULL",
    "`type` integer NOT NULL DEFAULT (2)",
    "`applied` integer NOT NULL DEFAULT (0)",
    "`total` integer NOT NULL DEFAULT (0)",
    "`executed_at` datetime NOT NULL",
    "`execution_time` integer NOT NULL",
    "`error` text NULL",
    "`error_stmt` text NULL",
    "`hash` text NOT NULL",
    "`partial_hashes` json NULL",
    "`operator_version` text NOT NULL",
)
_COLUMNS = {
    Dialect.POSTGRES: (_POSTGRES, ""),
    Dialect.MYSQL: (_MYSQL, " CHARSET utf8mb4 COLLATE utf8mb4_bin"),
    Dialect.MARIADB: (_MYSQL, " CHARSET utf8mb4 COLLATE utf8mb4_bin"),
    Dialect.SQLITE: (_SQLITE, ""),
}
_NAMES = (
    "version", "description", "type", "applied", "total", "executed_at", "execution_time",
    "error", "error_stmt", "hash", "partial_hashes", "operator_version",
)  # fmt: skip


class Revision(Struct, frozen=True, kw_only=True):
    """A row of the table."""

    version: str
    description: str = ""
    type: int = EXECUTE
    applied: int = 0
    """Statements of the file that were run."""
    total: int = 0
    executed_at: str = ""
    execution_time: int = 0
    """Nanoseconds."""
    error: str = ""
    error_stmt: str = ""
    hash: str = ""
    """The file's hash in `atlas.sum`."""
    partial_hashes: tuple[str, ...] = ()
    """Of the statements that were run, while some are left."""
    operator_version: str = OPERATOR

    @property
    def is_partial(self) -> bool:
        """Whether statements are left, and nobody said that it is settled (`migrate set`)."""
        return self.applied < self.total and not self.type & RESOLVED


class RevisionsUnclear(Exception):
    """Which table is meant can't be told; `str()` says what to do."""


class RevisionTable:
    """The table of one database, on one connection."""

    def __init__(self, connection: Connection, target: Target, schema: str = "") -> None:
        """`schema` is what `--revisions-schema` says. Raises RevisionsUnclear."""
        self.connection, self.dialect = connection, target.dialect
        self.schema = schema or bound_schema(target) or TABLE
        if self.dialect is Dialect.SQLITE:
            self.schema = ""
        elif not schema and self.schema != TABLE and not self.exists() and self._there(TABLE):
            raise RevisionsUnclear(
                f'the revision table was not found in the connected schema "{self.schema}", but '
                f'there is one in the schema "{TABLE}": say which is meant with '
                f"--revisions-schema"
            )

    @property
    def name(self) -> str:
        quote = facts(self.dialect).quote
        return f"{quote(self.schema)}.{quote(TABLE)}" if self.schema else quote(TABLE)

    @property
    def _is_mysql(self) -> bool:
        return self.dialect in (Dialect.MYSQL, Dialect.MARIADB)

    def exists(self) -> bool:
        return self._there(self.schema)

    def _there(self, schema: str) -> bool:
        return bool(self._column_names(schema))

    def _column_names(self, schema: str) -> set[str]:
        if self.dialect is Dialect.SQLITE:
            found = self._send(f"PRAGMA table_info({TABLE})")
            return {str(row[1]) for row in found}
        found = self._send(
            "SELECT column_name FROM information_schema.columns "
            "WHERE table_schema = %s AND table_name = %s",
            (schema, TABLE),
        )
        return {str(row[0]) for row in found}

    def create(self) -> None:
        """Make the table where it isn't there, or what it lacks of an earlier release's."""
        columns, options = _COLUMNS[self.dialect]
        there = self._column_names(self.schema)
        quote = facts(self.dialect).quote
        if not there:
            if self.schema and not self._schema_exists():
                kind = "SCHEMA" if self.dialect is Dialect.POSTGRES else "DATABASE"
                self._send(f"CREATE {kind} IF NOT EXISTS {quote(self.schema)}")
            key = f"PRIMARY KEY ({quote('version')})"
            body = ", ".join((*columns, key))
            self._send(f"CREATE TABLE IF NOT EXISTS {self.name} ({body}){options}")
            return
        for name, column in zip(_NAMES, columns, strict=True):
            if name not in there:
                plain = column.replace("NOT NULL", "NULL")
                self._send(f"ALTER TABLE {self.name} ADD COLUMN {plain}")

    def _schema_exists(self) -> bool:
        return bool(
            self._send(
                "SELECT 1 FROM information_schema.schemata WHERE schema_name = %s", (self.schema,)
            )
        )

    def read(self) -> tuple[Revision, ...]:
        """All rows in the order of their versions; none when there is no table."""
        if not self.exists():
            return ()
        names = ", ".join(map(facts(self.dialect).quote, _NAMES))
        if self._is_mysql:
            names = names.replace("`executed_at`", "UNIX_TIMESTAMP(`executed_at`)")
        found = self._send(f"SELECT {names} FROM {self.name}")
        # A version that begins with a full stop is a note of Atlas's cloud.
        rows = [_revision(row) for row in found if not str(row[0]).startswith(".")]
        return tuple(sorted(rows, key=lambda one: one.version))

    def write(self, revision: Revision) -> None:
        """Insert the row, or replace the one of that version."""
        quote = facts(self.dialect).quote
        names = [quote(name) for name in _NAMES]
        marks = ["?" if self.dialect is Dialect.SQLITE else "%s"] * len(names)
        if self._is_mysql:
            # The column is in the time zone of the session, which may be any.
            marks[_NAMES.index("executed_at")] = "FROM_UNIXTIME(%s)"
        if self.dialect is Dialect.POSTGRES:
            marks[_NAMES.index("partial_hashes")] = "%s::jsonb"
        sql = f"INSERT INTO {self.name} ({', '.join(names)}) VALUES ({', '.join(marks)})"
        rest = names[1:]
        if self._is_mysql:
            changed = ", ".join(f"{name} = VALUES({name})" for name in rest)
            sql += f" ON DUPLICATE KEY UPDATE {changed}"
        else:
            changed = ", ".join(f"{name} = excluded.{name}" for name in rest)
            sql += f" ON CONFLICT ({names[0]}) DO UPDATE SET {changed}"
        self._send(sql, _values(revision, self.dialect))

    def delete(self, version: str) -> None:
        mark = "?" if self.dialect is Dialect.SQLITE else "%s"
        self._send(f"DELETE FROM {self.name} WHERE version = {mark}", (version,))

    def _send(self, sql: str, values: Sequence[object] = ()) -> Sequence[Sequence[object]]:
        cursor = self.connection.cursor()
        try:
            cursor.execute(sql, values) if values else cursor.execute(sql)
            return list(cursor.fetchall()) if cursor.description else []
        finally:
            cursor.close()


def bound_schema(target: Target) -> str:
    """The one schema that the URL is bound to; empty for a whole database or server."""
    if target.dialect is Dialect.POSTGRES:
        return target.parameter("search_path")
    return "main" if target.dialect is Dialect.SQLITE else target.database


def now() -> str:
    """The time as all servers read it, in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _values(one: Revision, dialect: Dialect) -> tuple[object, ...]:
    told = one.executed_at or now()
    at: object = f"{told}+00:00"
    if dialect in (Dialect.MYSQL, Dialect.MARIADB):
        at = datetime.fromisoformat(f"{told}+00:00").timestamp()
    return (
        one.version,
        one.description,
        one.type,
        one.applied,
        one.total,
        at,
        one.execution_time,
        one.error or None,
        one.error_stmt or None,
        one.hash,
        json.dumps(one.partial_hashes) if one.partial_hashes else None,
        one.operator_version,
    )


def _revision(row: Sequence[object]) -> Revision:
    texts = [str(value) if value is not None else "" for value in row]
    partial = row[10]
    if isinstance(partial, str | bytes):
        partial = json.loads(partial)
    return Revision(
        version=texts[0],
        description=texts[1],
        type=int(texts[2] or EXECUTE),
        applied=int(texts[3] or 0),
        total=int(texts[4] or 0),
        executed_at=_time(row[5]),
        execution_time=int(texts[6] or 0),
        error=texts[7],
        error_stmt=texts[8],
        hash=texts[9],
        partial_hashes=tuple(map(str, partial)) if isinstance(partial, list) else (),
        operator_version=texts[11],
    )


def _time(value: object) -> str:
    """`2025-01-02 03:04:05.678901` in UTC, from what a driver gives."""
    if isinstance(value, int | float | Decimal):
        value = datetime.fromtimestamp(float(value), UTC)
    if isinstance(value, datetime):
        plain = value.astimezone(UTC) if value.tzinfo else value
        return plain.strftime("%Y-%m-%d %H:%M:%S.%f")
    return str(value or "").partition("+")[0].replace("T", " ").removesuffix("Z").strip()
