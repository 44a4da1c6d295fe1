"""PostgreSQL: indexes and constraints of existing tables added without locking writers out.

CREATE INDEX, "Building Indexes Concurrently": never in a transaction, never on a partitioned table.
ALTER TABLE, "NOT VALID": the constraint holds for new rows at once; VALIDATE checks the others
under a lock that lets them be written, provided that it runs in a transaction of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from erdapp.planner.plan import Statement
from erdapp.planner.postgres_clauses import PostgresWriter
from erdapp.planner.writer import say
from erdapp.schema import Check, ForeignKey, Table

_PARTITIONED = "a partitioned table can do this only with writers locked out"


def concurrently(sql: PostgresWriter, table: Table, statement: Statement, what: str) -> Statement:
    """A CREATE or DROP INDEX (`what` is `create` or `drop`) as the policy has it."""
    if what not in sql.options.concurrent_index:
        return statement
    if table.partition:
        warning = "; ".join(filter(None, (statement.warning, _PARTITIONED)))
        return replace(statement, warning=warning)
    text = statement.sql.replace("INDEX ", "INDEX CONCURRENTLY ", 1)
    return replace(statement, sql=text, transactional=False, alone=True)


def adds_unvalidated(sql: PostgresWriter, table: Table, part: Check | ForeignKey) -> bool:
    """Whether a constraint is to be added NOT VALID and validated by its name afterwards."""
    partitioned = table.partition is not None and isinstance(part, ForeignKey)
    meant = part.validated and part.enforced and part.name
    return bool(sql.options.not_valid and meant) and not partitioned


def validate(sql: PostgresWriter, table: Table, name: str, warning: str) -> Iterator[Statement]:
    """Check the rows that were there before, once what came before is committed."""
    plain = say(
        f"ALTER TABLE {sql.table(table)} VALIDATE CONSTRAINT {sql.ident(name)}",
        f'validate constraint "{name}" of table: "{table.name}"',
        table.name,
        warning=warning,
        transactional=False,
    )
    yield replace(plain, alone=True)
