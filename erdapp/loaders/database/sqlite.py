"""SQLite 3 → schema: the server keeps the CREATE statements, so the SQL loader reads those."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

from erdapp.dialects import facts
from erdapp.loaders.base import Limits, Loaded, LoadOptions, SourceFile
from erdapp.loaders.database.catalog import fetch
from erdapp.loaders.database.connect import Connection
from erdapp.loaders.database.wanted import drop_excluded
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Schema, SchemaBuilder

STATEMENTS = """
SELECT type, name, tbl_name AS "table", sql FROM sqlite_master
WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 WHEN 'view' THEN 2 ELSE 3 END, rowid
"""

SHADOWS = "SELECT name FROM pragma_table_list WHERE type = 'shadow' AND schema = 'main'"

_VIRTUAL = re.compile(r"\s*create\s+virtual\s", re.IGNORECASE)
_SHADOW = re.compile(
    r"(.+)_(?:data|idx|content|docsize|config|segments|segdir|stat|node|parent|rowid)"
)


def inspect(connection: Connection, exclude: Sequence[str]) -> Loaded:
    """Read the main database; shadow tables of virtual tables are left out."""
    rows = fetch(connection, STATEMENTS)
    virtual = {row.name for row in rows if row.type == "table" and _VIRTUAL.match(row.sql)}
    hidden = _shadows(connection, virtual) if virtual else frozenset()
    text = "".join(f"{row.sql}\n;\n" for row in rows if row.table not in hidden)
    if not text:
        return Loaded(schema=Schema(dialect=Dialect.SQLITE))
    # What a database holds is not an upload: only its size in memory limits it.
    limits = Limits(total_bytes=200_000_000)
    options = LoadOptions(dialect=Dialect.SQLITE, limits=limits)
    loaded = load_sql((SourceFile("sqlite_schema", text),), options)
    if not exclude:
        return Loaded(schema=loaded.schema, problems=loaded.problems)
    builder = SchemaBuilder(Dialect.SQLITE, facts(Dialect.SQLITE).fold)
    for item in loaded.schema.objects():
        builder.put(item)
    drop_excluded(builder, exclude)
    return Loaded(schema=builder.freeze(), problems=loaded.problems)


def _shadows(connection: Connection, virtual: set[str]) -> frozenset[str]:
    """The shadow tables: asked from SQLite 3.37 and later, told by their names before."""
    if sqlite3.sqlite_version_info >= (3, 37, 0):
        return frozenset(row.name for row in fetch(connection, SHADOWS))
    names = fetch(connection, "SELECT name FROM sqlite_master WHERE type = 'table'")
    found = ((row.name, _SHADOW.fullmatch(row.name)) for row in names)
    return frozenset(name for name, match in found if match and match[1] in virtual)
