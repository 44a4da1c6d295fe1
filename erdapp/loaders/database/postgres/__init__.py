"""PostgreSQL 12 and later → schema, in about 20 queries whatever the number of tables."""

from __future__ import annotations

from collections.abc import Sequence

from erdapp.loaders.base import Loaded
from erdapp.loaders.database.catalog import fetch
from erdapp.loaders.database.connect import Connection
from erdapp.loaders.database.postgres.catalog import Catalog, read
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

_KEEP = """
SELECT set_config(s.name, k.value, false)
FROM unnest(%(names)s::text[], %(values)s::text[]) k(name, value)
JOIN pg_settings s ON s.name = k.name
"""

_SETTINGS = ("search_path", "DateStyle", "IntervalStyle", "TimeZone", "extra_float_digits")


def inspect(
    connection: Connection, schemas: Sequence[str], exclude: Sequence[str], default: str
) -> Loaded:
    """Read everything but what extensions, partitions' parents and identity columns bring along.

    `default` (empty: `public`) is the namespace that an empty `schema` stands for; it alone is on
    the search path meanwhile, so that texts name everything else in full.
    """
    before = fetch(
        connection,
        "SELECT array_agg(name) AS names, array_agg(setting) AS values FROM pg_settings "
        "WHERE name = ANY(%(names)s)",
        {"names": list(_SETTINGS)},
    )[0]
    catalog = read(connection, schemas, exclude, default or "public")
    builder = _build(connection, catalog)
    fetch(connection, _KEEP, {"names": before.names, "values": before.values})
    drop_excluded(builder, exclude)
    return Loaded(schema=builder.freeze())


def _build(connection: Connection, catalog: Catalog) -> SchemaBuilder:
    builder = SchemaBuilder(Dialect.POSTGRES)
    put_namespaces(catalog, builder)
    put_extensions(connection, catalog, builder)
    put_types(connection, catalog, builder)
    put_sequences(catalog, builder)
    put_relations(catalog, builder)
    put_routines(connection, catalog, builder)
    put_triggers(connection, catalog, builder)
    put_policies(connection, catalog, builder)
    put_definitions(connection, catalog, builder)
    return builder
