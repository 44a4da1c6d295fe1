"""Alembic's autogenerate between two databases: prints the SQL, as a program of its own.

The wanted schema is what SQLAlchemy reflects of the second database; a user's models would be at
most as exact. It runs in an environment that has alembic, without anything of ours.
"""

from __future__ import annotations

import io
import sys

from alembic.autogenerate import produce_migrations  # type: ignore[import-not-found]
from alembic.migration import MigrationContext  # type: ignore[import-not-found]
from alembic.operations import Operations  # type: ignore[import-not-found]
from alembic.operations.ops import OpContainer  # type: ignore[import-not-found]
from sqlalchemy import MetaData, create_engine


def main() -> None:
    before, after = sys.argv[1:3]
    wanted = MetaData()
    wanted.reflect(create_engine(after))
    out = io.StringIO()
    with create_engine(before).connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        found = produce_migrations(MigrationContext.configure(connection, opts=options), wanted)
    offline = MigrationContext.configure(
        dialect_name="postgresql", opts={"as_sql": True, "output_buffer": out}
    )
    _invoke(Operations(offline), found.upgrade_ops)
    print(out.getvalue())


def _invoke(operations: Operations, ops: OpContainer) -> None:
    for op in ops.ops:
        if isinstance(op, OpContainer):
            _invoke(operations, op)
        else:
            operations.invoke(op)


if __name__ == "__main__":
    main()
