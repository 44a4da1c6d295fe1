"""Tables of PostgreSQL whose row security holds for their owner too, open to it for a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from erdapp.dialects import facts
from erdapp.loaders.database import Connection
from erdapp.loaders.database.catalog import run
from erdapp.schema import Schema


@contextmanager
def owner_sees_all(connection: Connection, schema: Schema) -> Iterator[None]:
    """Lift FORCE ROW LEVEL SECURITY while rows are written or read, as its own owner.

    The rows of a proof are no particular user's, so policies would hide them. After an error it
    stays lifted: that proof is over.
    """
    quoting = facts(schema.dialect)
    forced = [
        quoting.qualify(table.full_name)
        for table in schema.tables
        if table.row_security == "forced"
    ]
    for table in forced:
        run(connection, f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    yield
    for table in forced:
        run(connection, f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
