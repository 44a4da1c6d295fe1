"""PostgreSQL 12 and later → schema, in about 20 queries whatever the number of tables."""

from __future__ import annotations

from collections.abc import Sequence

from erdapp.loaders.base import Loaded
from erdapp.loaders.database.catalog import fetch
from erdapp.loaders.database.connect import Connection
from erdapp.loaders.database.postgres import queries
from erdapp.loaders.database.postgres.catalog import (
    SETTINGS,
    Catalog,
    begin,
    read_parts,
    read_relations,
)
from erdapp.loaders.database.postgres.columns import read_columns
from erdapp.loaders.database.postgres.objects import (
    put_extensions,
    put_namespaces,
    put_policies,
    put_sequences,
    put_triggers,
    put_types,
)
from erdapp.loaders.database.postgres.routines import put_definitions, put_routines
from erdapp.loaders.database.postgres.tables import put_relations
from erdapp.loaders.database.wanted import drop_excluded
from erdapp.schema import Dialect, SchemaBuilder


def inspect(
    connection: Connection, schemas: Sequence[str], exclude: Sequence[str], default: str
) -> Loaded:
    """Read everything but what extensions, partitions' parents and identity columns bring along.

    `default` (empty: `public`) is the namespace that an empty `schema` stands for; it alone is on
    the search path meanwhile, so that texts name everything else in full. All queries are sent
    ahead: the server works on one while the rows of those before it become columns and tables.
    """
    before = fetch(connection, queries.BEFORE, {"names": list(SETTINGS)})[0]
    catalog = begin(connection, schemas, exclude, default or "public")
    with catalog.ahead:
        read_relations(catalog)
        read_columns(catalog)
        read_parts(catalog)
        builder = _build(catalog)
    fetch(connection, queries.KEEP, {"settings": before.settings})
    drop_excluded(builder, exclude)
    return Loaded(schema=builder.freeze())


def _build(catalog: Catalog) -> SchemaBuilder:
    builder = SchemaBuilder(Dialect.POSTGRES)
    put_namespaces(catalog, builder)
    put_relations(catalog, builder)
    put_sequences(catalog, builder)
    put_types(catalog, builder)
    put_extensions(catalog, builder)
    put_routines(catalog, builder)
    put_triggers(catalog, builder)
    put_policies(catalog, builder)
    put_definitions(catalog, builder)
    return builder
