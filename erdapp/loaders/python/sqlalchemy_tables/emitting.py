"""What `create_all` sends for the tables of a metadata, without a database behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy
from sqlalchemy.exc import SQLAlchemyError

URLS = {
    "postgres": "postgresql+psycopg://",
    "mysql": "mysql+pymysql://",
    "mariadb": "mariadb+pymysql://",
    "sqlite": "sqlite://",
    "mssql": "mssql+pyodbc://",
}
_WITH_SCHEMAS = ("postgres", "mssql")


def emit(
    metadata: sqlalchemy.MetaData,
    dialect: str,
    failed: Callable[[sqlalchemy.Table | None, Exception], None],
) -> Iterator[tuple[str, sqlalchemy.Table | None]]:
    """Each statement with the table it is about. Raises SQLAlchemyError."""
    found: list[tuple[str, sqlalchemy.Table | None]] = []

    def take(element: Any, *_: Any, **__: Any) -> None:
        about = getattr(element, "element", None)
        table = about if isinstance(about, sqlalchemy.Table) else getattr(about, "table", None)
        table = table if isinstance(table, sqlalchemy.Table) else None
        try:
            text = str(element.compile(dialect=engine.dialect)).strip()
        except (
            SQLAlchemyError,
            AttributeError,
            TypeError,
        ) as error:  # what one table cannot have here leaves the others
            failed(table, error)
        else:
            found.append((text, table))

    engine = sqlalchemy.create_mock_engine(URLS[dialect], take)
    if dialect == "mssql":
        engine.dialect.default_schema_name = "dbo"
    if dialect in _WITH_SCHEMAS:
        quote = engine.dialect.identifier_preparer.quote
        for schema in sorted({one.schema for one in metadata.tables.values() if one.schema}):
            if schema not in ("public", "dbo"):
                yield f"CREATE SCHEMA {quote(schema)}", None
    metadata.create_all(engine, checkfirst=False)
    yield from found
