"""Names that Prisma gives constraints and indexes in the database."""

from __future__ import annotations

from collections.abc import Sequence

from erdapp.schema import Dialect

_LONGEST = {
    Dialect.POSTGRES: 63,
    Dialect.MYSQL: 64,
    Dialect.MARIADB: 64,
    Dialect.MSSQL: 128,
    Dialect.SQLITE: 10_000,
}


def given_name(table: str, columns: Sequence[str], suffix: str, dialect: Dialect) -> str:
    """`Post_authorId_fkey`; what is too long for the database is cut before the suffix."""
    longest = _LONGEST[dialect] - len(suffix) - 1
    stem = "_".join((table, *columns)).encode()[:longest].decode(errors="ignore")
    return f"{stem}_{suffix}"
