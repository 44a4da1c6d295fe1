"""Extensions of PostgreSQL in a scratch database: which may be there, and who installs them.

What the server calls trusted, the owner of a database installs by itself. The others need a
superuser, whose script must never meet what a schema laid out: they are installed in the empty
database, beforehand, and only those that are known to keep within their database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from erdapp.dialects import facts
from erdapp.loaders.database import Connection
from erdapp.loaders.database.catalog import fetch
from erdapp.runner.scratch_base import Beforehand, ScratchUnavailable, rows
from erdapp.schema import Dialect, Extension

KEEPS_WITHIN = frozenset(
    # Types, operators and index methods: they compute.
    {"bloom", "cube", "earthdistance", "h3", "hll", "intagg", "pgrouting", "rum", "vector"}
    # Maps. Not postgis_raster: GDAL opens files and addresses.
    | {"postgis", "postgis_sfcgal", "postgis_topology", "postgis_tiger_geocoder"}
    | {"address_standardizer", "address_standardizer_data_us", "fuzzystrmatch"}
    # Triggers that set a column or look after references.
    | {"autoinc", "insert_username", "moddatetime", "refint"}
    # Dictionaries of text search, among them those that read only the server's own word lists.
    | {"dict_int", "dict_xsyn", "unaccent"}
    # Statistics; the text of what others run is hidden from who is no superuser.
    | {"pg_stat_statements"}
    # Trusted from PostgreSQL 13 on; a superuser has to install them before.
    | {"btree_gin", "btree_gist", "citext", "hstore", "intarray", "isn", "lo", "ltree"}
    | {"pg_trgm", "pgcrypto", "seg", "tablefunc", "tcn", "tsm_system_rows", "tsm_system_time"}
    | {"uuid-ossp"}
)
"""Extensions that a superuser may install for a proof."""

REACHES_OUTSIDE = {
    "adminpack": "writes files of the server",
    "aws_lambda": "calls other services",
    "aws_s3": "reads and writes files elsewhere",
    "dblink": "connects to other databases",
    "file_fdw": "reads files of the server and runs programs there",
    "http": "calls other services",
    "mysql_fdw": "connects to other databases",
    "oracle_fdw": "connects to other databases",
    "pageinspect": "reads the raw pages of every table",
    "pg_background": "runs statements outside the session",
    "pg_cron": "runs statements later, in any database of the server",
    "pg_net": "calls other services",
    "pg_surgery": "changes the raw pages of tables",
    "pg_walinspect": "reads the log of all databases of the server",
    "plperlu": "runs programs on the server",
    "plpython2u": "runs programs on the server",
    "plpython3u": "runs programs on the server",
    "plpythonu": "runs programs on the server",
    "plsh": "runs programs on the server",
    "pltclu": "runs programs on the server",
    "postgis_raster": "opens files and addresses through GDAL",
    "postgres_fdw": "connects to other databases",
    "tds_fdw": "connects to other databases",
    "xml2": "opens files and addresses through libxslt",
}
"""Why some are not installed, for the message; what is in neither list isn't installed either."""

_AVAILABLE = """
SELECT e.name, COALESCE(v.requires, '{}') AS requires,
  COALESCE((to_jsonb(v) ->> 'trusted')::boolean, false) AS trusted
FROM pg_catalog.pg_available_extensions e
LEFT JOIN pg_catalog.pg_available_extension_versions v
  ON v.name = e.name AND v.version = e.default_version
"""

_DEFINERS = """
SELECT p.oid::regprocedure::text FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid
  AND d.deptype = 'e'
WHERE p.prosecdef
"""


class _Available(Struct, frozen=True):
    requires: tuple[str, ...]
    trusted: bool


def for_the_administrator(
    connection: Connection, extensions: Sequence[Extension]
) -> tuple[Extension, ...]:
    """Those that a superuser has to install, what they require first.

    Raises ScratchUnavailable for one that isn't on the server or may not be installed.
    """
    wanted = {item.name: item for item in extensions if item.name != "plpgsql"}
    if not wanted:
        return ()
    on_server = {
        row.name: _Available(tuple(row.requires), row.trusted)
        for row in fetch(connection, _AVAILABLE)
    }
    for name in sorted(wanted):
        _check(name, on_server)
    # A required one has to be there before, so the superuser installs it even if it is trusted.
    needed: dict[str, Extension] = {}
    for name in sorted(wanted):
        if not on_server[name].trusted:
            _put(name, wanted, on_server, needed)
    return tuple(needed.values())


def _check(name: str, on_server: Mapping[str, _Available]) -> None:
    if name not in on_server:
        raise ScratchUnavailable(
            f"the extension {name} isn't installed on the scratch server",
            f"Install {name} there, or use a server that has it.",
        )
    if not on_server[name].trusted and name not in KEEPS_WITHIN:
        why = REACHES_OUTSIDE.get(name, "isn't known to keep within its database")
        raise ScratchUnavailable(
            f"the extension {name} {why}, so it is not installed for a proof",
            "Run the SQL on a test server of your own before you rely on it.",
        )


def _put(
    name: str,
    wanted: Mapping[str, Extension],
    on_server: Mapping[str, _Available],
    needed: dict[str, Extension],
    depth: int = 0,
) -> None:
    """Add the extension behind those of `wanted` that it requires."""
    if name in needed or name not in wanted or depth > len(on_server):
        return
    for other in on_server[name].requires:
        _put(other, wanted, on_server, needed, depth + 1)
    needed[name] = wanted[name]


def install(connection: Connection, extensions: Sequence[Extension], *, owner: str) -> Beforehand:
    """Install them in an empty database, with the namespaces they live in, which are the owner's.

    Their functions that run with the installer's rights are closed to everybody else.
    """
    quote = facts(Dialect.POSTGRES).quote
    spaces = {item.schema for item in extensions} - {"", "public", "pg_catalog"}
    for space in sorted(spaces):
        rows(connection, f"CREATE SCHEMA {quote(space)} AUTHORIZATION {quote(owner)}")
    for item in extensions:
        place = f" SCHEMA {quote(item.schema)}" if item.schema else ""
        rows(connection, f"CREATE EXTENSION {quote(item.name)}{place}")
    for (function,) in rows(connection, _DEFINERS):
        rows(connection, f"REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC")
    mark = rows(connection, "SELECT max(objid)::int8 FROM pg_catalog.pg_depend")[0][0]
    return Beforehand(frozenset(item.name for item in extensions), frozenset(spaces), int(mark))
