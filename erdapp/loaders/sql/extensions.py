"""Extensions of PostgreSQL, and the comments they bring along."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.loaders.sql.dropping import drop_each
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Extension, Key, Kind

_ALWAYS_THERE = "plpgsql"
USUAL_COMMENTS = {
    "adminpack": "administrative functions for PostgreSQL",
    "amcheck": "functions for verifying relation integrity",
    "autoinc": "functions for autoincrementing fields",
    "bloom": "bloom access method - signature file based index",
    "btree_gin": "support for indexing common datatypes in GIN",
    "btree_gist": "support for indexing common datatypes in GiST",
    "citext": "data type for case-insensitive character strings",
    "cube": "data type for multidimensional cubes",
    "dblink": "connect to other PostgreSQL databases from within a database",
    "dict_int": "text search dictionary template for integers",
    "dict_xsyn": "text search dictionary template for extended synonym processing",
    "earthdistance": "calculate great-circle distances on the surface of the Earth",
    "file_fdw": "foreign-data wrapper for flat file access",
    "fuzzystrmatch": "determine similarities and distance between strings",
    "hstore": "data type for storing sets of (key, value) pairs",
    "insert_username": "functions for tracking who changed a table",
    "intagg": "integer aggregator and enumerator (obsolete)",
    "intarray": "functions, operators, and index support for 1-D arrays of integers",
    "isn": "data types for international product numbering standards",
    "lo": "Large Object maintenance",
    "ltree": "data type for hierarchical tree-like structures",
    "moddatetime": "functions for tracking last modification time",
    "old_snapshot": "utilities in support of old_snapshot_threshold",
    "pageinspect": "inspect the contents of database pages at a low level",
    "pg_buffercache": "examine the shared buffer cache",
    "pg_freespacemap": "examine the free space map (FSM)",
    "pg_prewarm": "prewarm relation data",
    "pg_stat_statements": "track planning and execution statistics of all SQL statements executed",
    "pg_surgery": "extension to perform surgery on a damaged relation",
    "pg_trgm": "text similarity measurement and index searching based on trigrams",
    "pg_visibility": "examine the visibility map (VM) and page-level visibility info",
    "pg_walinspect": "functions to inspect contents of PostgreSQL Write-Ahead Log",
    "pgcrypto": "cryptographic functions",
    "pgrowlocks": "show row-level locking information",
    "pgstattuple": "show tuple-level statistics",
    "plpgsql": "PL/pgSQL procedural language",
    "postgres_fdw": "foreign-data wrapper for remote PostgreSQL servers",
    "refint": "functions for implementing referential integrity (obsolete)",
    "seg": "data type for representing line segments or floating-point intervals",
    "sslinfo": "information about SSL certificates",
    "tablefunc": "functions that manipulate whole tables, including crosstab",
    "tcn": "Triggered change notifications",
    "tsm_system_rows": "TABLESAMPLE method which accepts number of rows as a limit",
    "tsm_system_time": "TABLESAMPLE method which accepts time in milliseconds as a limit",
    "unaccent": "text search dictionary that removes accents",
    "uuid-ossp": "generate universally unique identifiers (UUIDs)",
    "xml2": "XPath querying and XSLT",
    "postgis": "PostGIS geometry and geography spatial types and functions",
}  # fmt: skip
"""What the server says about an extension unless somebody said something else."""


def create_extension(reader: Reader, state: LoadState) -> None:
    """`CREATE EXTENSION name [WITH] [SCHEMA s] [VERSION v] [CASCADE]`."""
    reader.expect("CREATE", "EXTENSION")
    calm = reader.if_not_exists() or state.guarded
    name = reader.string() if reader.is_string() else reader.name()
    namespace = state.namespace
    while not reader.at_end:
        if reader.accept("SCHEMA"):
            namespace = state.resolve_namespace(reader.name())
        elif reader.accept_any("VERSION", "FROM"):
            reader.value()
        elif not reader.accept_any("WITH", "CASCADE"):
            raise reader.error(f"{reader.found()} is no option of an extension")
    if name == _ALWAYS_THERE or (calm and state.builder.get(_key(name))):
        return
    state.builder.put(Extension(name=name, schema=namespace))


def _key(name: str) -> Key:
    return Key(Kind.EXTENSION, "", name)


def alter_extension(reader: Reader, state: LoadState) -> None:
    """`ALTER EXTENSION`: only its namespace is part of a schema."""
    reader.expect("ALTER", "EXTENSION")
    found = state.builder.get(_key(reader.name()))
    if isinstance(found, Extension) and reader.accept("SET", "SCHEMA"):
        state.builder.put(replace(found, schema=state.resolve_namespace(reader.name())))


def drop_extension(reader: Reader, state: LoadState) -> None:
    """`DROP EXTENSION [IF EXISTS] a, b`."""
    reader.expect("DROP", "EXTENSION")

    def drop_one() -> str:
        name = reader.name()
        there = state.builder.drop(_key(name)) or name == _ALWAYS_THERE
        return "" if there else f"extension {name}"

    drop_each(reader, state, drop_one)


def describe_extension(state: LoadState, name: str, comment: str) -> bool:
    """`COMMENT ON EXTENSION`: dumps repeat what the extension says of itself, which is nothing."""
    found = state.builder.get(_key(name))
    if isinstance(found, Extension):
        usual = comment == USUAL_COMMENTS.get(name)
        state.builder.put(replace(found, comment="" if usual else comment))
    return isinstance(found, Extension) or name == _ALWAYS_THERE
