"""The catalog queries of MySQL 5.7/8 and MariaDB 10.5+: one per kind of thing.

`%(spaces)s` is a tuple of database names. What only one of the servers has is asked for by
`Server`, so that neither is asked for columns it doesn't know.
"""

from __future__ import annotations

from msgspec import Struct

SERVER = "SELECT VERSION() AS version, DATABASE() AS current_database"

NAMESPACES = """
SELECT schema_name AS name, default_character_set_name AS charset,
       default_collation_name AS collation
FROM information_schema.schemata
WHERE schema_name NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')
"""

COLLATIONS = """
SELECT c.collation_name AS name, a.character_set_name AS charset, c.is_default AS is_default
FROM information_schema.collations c
JOIN information_schema.collation_character_set_applicability a
  ON a.collation_name = c.collation_name
"""

TABLES = """
SELECT table_schema AS space, table_name AS name, table_type AS kind, engine AS engine,
       table_collation AS collation, create_options AS options, table_comment AS comment
FROM information_schema.tables
WHERE table_schema IN %(spaces)s AND table_type NOT IN ('VIEW', 'SYSTEM VIEW')
"""


class Server(Struct, frozen=True):
    """Which of the two servers, and its version as (major, minor, patch)."""

    maria: bool
    version: tuple[int, ...]

    @property
    def has_checks(self) -> bool:
        return self.maria or self.version >= (8, 0, 16)

    @property
    def has_functional_indexes(self) -> bool:
        return not self.maria and self.version >= (8, 0, 13)


def columns(server: Server) -> str:
    """Columns of tables."""
    srid = "c.srs_id" if not server.maria and server.version >= (8,) else "NULL"
    return f"""
SELECT c.table_schema AS space, c.table_name AS `table`, c.column_name AS name,
       c.column_type AS type, c.is_nullable AS nullable, c.column_default AS `default`,
       c.extra AS extra, c.generation_expression AS generation, c.data_type AS data_type,
       c.character_set_name AS charset, c.collation_name AS collation, {srid} AS srid,
       c.column_comment AS comment
FROM information_schema.columns c
WHERE c.table_schema IN %(spaces)s
ORDER BY c.table_schema, c.table_name, c.ordinal_position
"""


def indexes(server: Server) -> str:
    """Index parts, in order."""
    expression = "s.expression" if server.has_functional_indexes else "NULL"
    if server.maria:
        hidden = "s.ignored = 'YES'" if server.version >= (10, 6) else "0"
    else:
        hidden = "s.is_visible = 'NO'" if server.version >= (8,) else "0"
    return f"""
SELECT s.table_schema AS space, s.table_name AS `table`, s.index_name AS name,
       s.non_unique AS non_unique, s.column_name AS `column`, s.collation AS direction,
       s.sub_part AS prefix, s.index_type AS method, s.index_comment AS comment,
       {expression} AS expression, {hidden} AS hidden
FROM information_schema.statistics s
WHERE s.table_schema IN %(spaces)s
ORDER BY s.table_schema, s.table_name, s.index_name, s.seq_in_index
"""


FOREIGN_KEYS = """
SELECT k.table_schema AS space, k.table_name AS `table`, k.constraint_name AS name,
       k.column_name AS `column`, k.referenced_table_schema AS ref_space,
       k.referenced_table_name AS ref_table, k.referenced_column_name AS ref_column,
       r.update_rule AS on_update, r.delete_rule AS on_delete
FROM information_schema.key_column_usage k
JOIN information_schema.referential_constraints r
  ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name
 AND r.table_name = k.table_name
WHERE k.table_schema IN %(spaces)s AND k.referenced_table_name IS NOT NULL
ORDER BY k.table_schema, k.table_name, k.constraint_name, k.ordinal_position
"""


def checks(server: Server) -> str:
    """Check constraints; MariaDB tells a column's own from the table's."""
    if server.maria:
        return """
SELECT constraint_schema AS space, table_name AS `table`, constraint_name AS name,
       check_clause AS expression, level AS level, 'YES' AS enforced
FROM information_schema.check_constraints
WHERE constraint_schema IN %(spaces)s
"""
    return """
SELECT c.constraint_schema AS space, t.table_name AS `table`, c.constraint_name AS name,
       c.check_clause AS expression, 'Table' AS level, t.enforced AS enforced
FROM information_schema.check_constraints c
JOIN information_schema.table_constraints t
  ON t.constraint_schema = c.constraint_schema AND t.constraint_name = c.constraint_name
 AND t.constraint_type = 'CHECK'
WHERE c.constraint_schema IN %(spaces)s
"""


PARTITIONS = """
SELECT table_schema AS space, table_name AS `table`, partition_name AS name,
       subpartition_name AS sub_name, partition_method AS method,
       partition_expression AS expression, subpartition_method AS sub_method,
       subpartition_expression AS sub_expression, partition_description AS bound,
       partition_comment AS comment
FROM information_schema.partitions
WHERE table_schema IN %(spaces)s AND partition_name IS NOT NULL
ORDER BY table_schema, table_name, partition_ordinal_position, subpartition_ordinal_position
"""


def views(server: Server) -> str:
    """Views; MySQL doesn't tell their algorithm here."""
    algorithm = "algorithm" if server.maria else "'UNDEFINED'"
    return f"""
SELECT table_schema AS space, table_name AS name, view_definition AS query,
       check_option AS check_option, security_type AS security, {algorithm} AS algorithm
FROM information_schema.views
WHERE table_schema IN %(spaces)s
"""


TRIGGERS = """
SELECT trigger_schema AS space, trigger_name AS name, event_object_table AS `table`,
       action_timing AS timing, event_manipulation AS event, action_statement AS body
FROM information_schema.triggers
WHERE trigger_schema IN %(spaces)s
"""

ROUTINES = """
SELECT routine_schema AS space, routine_name AS name, routine_type AS kind,
       routine_comment AS comment
FROM information_schema.routines
WHERE routine_schema IN %(spaces)s AND routine_type IN ('FUNCTION', 'PROCEDURE')
ORDER BY routine_schema, routine_type, routine_name
"""

EVENTS = """
SELECT event_schema AS space, event_name AS name,
       ABS(TIMESTAMPDIFF(SECOND, starts, created)) <= 1 AS starts_when_made
FROM information_schema.events
WHERE event_schema IN %(spaces)s
"""
