"""MySQL 5.7/8 and MariaDB 10.5+ → schema, in about 15 queries and one per routine or sequence.

Engine, charset and collation of a table are given as the server reports them; a source that says
nothing about them leaves them open, which is for `diff` to know.
"""

from __future__ import annotations

from collections.abc import Sequence

from erdapp.loaders.base import Loaded
from erdapp.loaders.database.connect import Connection
from erdapp.loaders.database.mysql.catalog import read
from erdapp.loaders.database.mysql.objects import (
    put_namespaces,
    put_routines,
    put_sequences,
    put_triggers,
    put_views,
)
from erdapp.loaders.database.mysql.tables import put_tables
from erdapp.loaders.database.wanted import drop_excluded
from erdapp.schema import Dialect, SchemaBuilder


def inspect(
    connection: Connection,
    dialect: Dialect,
    schemas: Sequence[str],
    exclude: Sequence[str],
    default: str,
) -> Loaded:
    """Read the databases that `schemas` name, else the connected one, else all.

    `dialect` is what the schema will be taken for; which server answers is asked from the server.
    """
    catalog = read(connection, dialect, schemas, exclude, default)
    builder = SchemaBuilder(dialect, catalog.facts.fold)
    put_namespaces(catalog, builder)
    put_tables(catalog, builder)
    put_sequences(connection, catalog, builder)
    put_views(connection, catalog, builder)
    put_triggers(connection, catalog, builder)
    problems = put_routines(connection, catalog, builder)
    drop_excluded(builder, exclude)
    return Loaded(schema=builder.freeze(), problems=tuple(problems), database=catalog.default)
