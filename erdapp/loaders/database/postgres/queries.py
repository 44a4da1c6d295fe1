"""PostgreSQL's catalog queries for what tables are made of: one per kind, never one per table.

For PostgreSQL 12 and later. `%(spaces)s` is the array of namespace oids to read; what belongs to an
extension is left out. Expressions come from `pg_get_expr` and friends, the same functions that
pg_dump asks. Nothing is compiled for them: the planner takes catalogs for larger than they are.
"""

from __future__ import annotations

SETTINGS = """
SELECT current_setting('server_version_num')::int AS version,
       set_config('search_path', %(path)s, false), set_config('DateStyle', 'ISO', false),
       set_config('IntervalStyle', 'postgres', false), set_config('TimeZone', 'UTC', false),
       set_config('extra_float_digits', '1', false),
       set_config('quote_all_identifiers', 'off', false),
       set_config('jit', 'off', false)
"""

BEFORE = """
SELECT json_object_agg(name, current_setting(name))::text AS settings
FROM unnest(%(names)s::text[]) name
"""

KEEP = """
SELECT set_config(key, value, false) FROM json_each_text(%(settings)s::json)
"""

READ_WHOLE = """
SELECT set_config('enable_nestloop', 'off', false), set_config('enable_mergejoin', 'off', false)
"""
"""Catalogs of a new database have no statistics: the planner expects a handful of rows and would
look each of thousands up on its own."""

NAMESPACES = """
SELECT n.oid::int8 AS oid, n.nspname AS name, COALESCE(c.relations, 0) AS relations,
       d.description AS comment
FROM pg_namespace n
LEFT JOIN (SELECT relnamespace, count(*) AS relations FROM pg_class GROUP BY 1) c
  ON c.relnamespace = n.oid
LEFT JOIN pg_description d
  ON d.objoid = n.oid AND d.classoid = 'pg_namespace'::regclass AND d.objsubid = 0
WHERE n.nspname NOT LIKE 'pg\\_toast%' AND n.nspname NOT LIKE 'pg\\_temp\\_%'
"""


def own(catalog: str, alias: str) -> str:
    """SQL: the object isn't a member of an extension."""
    return (
        f"NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '{catalog}'::regclass "
        f"AND e.objid = {alias}.oid AND e.deptype = 'e')"
    )


def comment(catalog: str, alias: str, sub: str = "0") -> str:
    """SQL: the join that finds the comment as `d.description`."""
    return (
        f"LEFT JOIN pg_description d ON d.objoid = {alias}.oid "
        f"AND d.classoid = '{catalog}'::regclass AND d.objsubid = {sub}"
    )


RELATIONS = f"""
SELECT c.oid::int8 AS oid, c.relnamespace::int8 AS space, c.relname AS name,
       c.relkind::text AS kind, c.relpersistence::text AS persistence, c.reloptions AS options,
       c.relrowsecurity AS row_security, c.relforcerowsecurity AS forced,
       c.relispartition AS is_partition, pg_get_expr(c.relpartbound, c.oid) AS bound,
       CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
       CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS query,
       CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of_type,
       c.relreplident::text AS replica_identity, am.amname AS method, ts.spcname AS tablespace,
       fs.srvname AS server, ft.ftoptions AS server_options,
       CASE WHEN c.relkind = 'c' THEN obj_description(c.reltype, 'pg_type')
            ELSE d.description END AS comment
FROM pg_class c
LEFT JOIN pg_am am ON am.oid = c.relam
LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
LEFT JOIN pg_foreign_table ft ON ft.ftrelid = c.oid
LEFT JOIN pg_foreign_server fs ON fs.oid = ft.ftserver
{comment("pg_class", "c")}
WHERE c.relnamespace = ANY(%(spaces)s) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
  AND {own("pg_class", "c")}
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_type'::regclass
                  AND e.objid = c.reltype AND e.deptype = 'e')
"""


def columns(version: int) -> str:
    """Columns of tables, views, foreign tables and composite types."""
    compression = "a.attcompression::text" if version >= 140000 else "''"
    return f"""
SELECT a.attrelid::int8 AS relation, a.attnum AS number, a.attname AS name,
       format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS not_null,
       pg_get_expr(ad.adbin, ad.adrelid) AS "default", a.attidentity::text AS identity,
       a.attgenerated::text AS generated, a.attislocal AS is_local,
       a.attcollation::int8 AS collation_oid, co.collnamespace::int8 AS collation_space,
       CASE WHEN a.attcollation <> t.typcollation THEN co.collname END AS collation,
       CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage::text END AS storage,
       a.attstattarget AS statistics, {compression} AS compression,
       CASE WHEN a.attoptions::text LIKE '%%n\\_distinct%%'
            THEN array_to_string(a.attoptions, ',') END AS options,
       d.description AS comment
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
LEFT JOIN pg_collation co ON co.oid = a.attcollation
{comment("pg_class", "c", "a.attnum")}
WHERE c.relnamespace = ANY(%(spaces)s) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
  AND a.attnum > 0 AND NOT a.attisdropped AND NOT c.relispartition
"""


def constraints(version: int) -> str:
    """Constraints of tables and domains; NOT NULL ones (18 and later) are the columns' business."""
    set_columns = "con.confdelsetcols" if version >= 150000 else "NULL::int2[]"
    enforced = "con.conenforced" if version >= 180000 else "true"
    return f"""
SELECT con.oid::int8 AS oid, con.conrelid::int8 AS relation, con.contypid::int8 AS domain,
       con.conname AS name, con.contype::text AS kind, con.condeferrable AS deferrable,
       con.condeferred AS deferred, con.convalidated AS validated, {enforced} AS enforced,
       con.connoinherit AS no_inherit, con.conislocal AS is_local,
       con.conparentid::int8 AS parent, con.conindid::int8 AS index,
       con.confupdtype::text AS on_update, con.confdeltype::text AS on_delete,
       con.confmatchtype::text AS match, con.confrelid::int8 AS ref, f.relname AS ref_table,
       f.relnamespace::int8 AS ref_space,
       con.conkey AS columns, con.confkey AS ref_columns, {set_columns} AS set_columns,
       CASE WHEN con.contype = 'c' THEN pg_get_expr(con.conbin, con.conrelid) END AS expression,
       CASE WHEN con.contype = 'x' THEN pg_get_constraintdef(con.oid) END AS definition,
       d.description AS comment
FROM pg_constraint con
LEFT JOIN pg_class f ON f.oid = con.confrelid
{comment("pg_constraint", "con")}
WHERE con.connamespace = ANY(%(spaces)s) AND con.contype IN ('p', 'u', 'f', 'c', 'x')
ORDER BY con.conname, con.oid
"""


OTHER_COLUMNS = """
SELECT a.attrelid::int8 AS relation, a.attnum AS number, a.attname AS name,
       a.attcollation::int8 AS collation_oid
FROM pg_attribute a
WHERE a.attnum > 0 AND a.attrelid = ANY(ARRAY(
  SELECT c.oid FROM pg_class c
  WHERE c.relnamespace = ANY(%(spaces)s) AND c.relispartition
  UNION ALL
  SELECT f.oid FROM pg_constraint con JOIN pg_class f ON f.oid = con.confrelid
  WHERE con.connamespace = ANY(%(spaces)s) AND f.relnamespace <> ALL(%(spaces)s)))
"""
"""What constraints and indexes name without it being read: the columns of partitions, and of tables
in other namespaces that foreign keys refer to."""


def indexes(version: int) -> str:
    """All indexes, those behind constraints included (`constraint_kind` tells)."""
    distinct = "NOT i.indnullsnotdistinct" if version >= 150000 else "true"
    return f"""
SELECT c.oid::int8 AS oid, i.indrelid::int8 AS relation, c.relname AS name,
       i.indisunique AS is_unique, i.indnkeyatts AS key_parts, {distinct} AS nulls_distinct,
       am.amname AS method, pg_get_expr(i.indpred, i.indrelid) AS predicate,
       c.reloptions AS options, con.oid::int8 AS "constraint", inh.inhparent::int8 AS parent,
       i.indisreplident AS replica_identity, d.description AS comment
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_class t ON t.oid = i.indrelid
JOIN pg_am am ON am.oid = c.relam
LEFT JOIN pg_constraint con ON con.conindid = c.oid AND con.contype IN ('p', 'u', 'x')
LEFT JOIN pg_inherits inh ON inh.inhrelid = c.oid
{comment("pg_class", "c")}
WHERE c.relnamespace = ANY(%(spaces)s) AND t.relkind IN ('r', 'p', 'm')
ORDER BY c.relname, c.oid
"""


INDEX_PARTS = """
SELECT i.indexrelid::int8 AS index, i.indrelid::int8 AS relation, k.number AS number,
       CASE WHEN k.number = 0
            THEN pg_get_indexdef(i.indexrelid, k.place::int, false) END AS expression,
       i.indoption[k.place - 1] AS flags,
       CASE WHEN o.opcdefault THEN NULL ELSE o.opcname END AS opclass,
       o.opcnamespace::int8 AS opclass_space,
       co.oid::int8 AS collation_oid, co.collname AS collation,
       co.collnamespace::int8 AS collation_space, p.attoptions AS options,
       CASE WHEN k.number = 0 THEN pg_get_indexdef(i.indexrelid) LIKE '%%COLLATE%%'
            ELSE true END AS collated
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY k(number, place)
LEFT JOIN pg_attribute p ON p.attrelid = i.indexrelid AND p.attnum = k.place
LEFT JOIN pg_opclass o ON k.place <= i.indnkeyatts AND o.oid = i.indclass[k.place - 1]
LEFT JOIN pg_collation co ON k.place <= i.indnkeyatts AND co.oid = i.indcollation[k.place - 1]
WHERE c.relnamespace = ANY(%(spaces)s)
ORDER BY i.indexrelid, k.place
"""

INHERITS = """
SELECT i.inhrelid::int8 AS child, i.inhparent::int8 AS parent, p.relname AS name,
       p.relnamespace::int8 AS space, c.relispartition AS is_partition
FROM pg_inherits i
JOIN pg_class c ON c.oid = i.inhrelid
JOIN pg_class p ON p.oid = i.inhparent
WHERE c.relnamespace = ANY(%(spaces)s) AND c.relkind IN ('r', 'p', 'f')
ORDER BY i.inhrelid, i.inhseqno
"""

SEQUENCES = f"""
SELECT c.oid::int8 AS oid, c.relnamespace::int8 AS space, c.relname AS name,
       format_type(s.seqtypid, NULL) AS type, s.seqstart AS start, s.seqincrement AS increment,
       s.seqmin AS min_value, s.seqmax AS max_value, s.seqcache AS cache, s.seqcycle AS cycle,
       dep.deptype::text AS owned, dep.refobjid::int8 AS relation, o.relname AS "table",
       dep.refobjsubid AS number, d.description AS comment
FROM pg_sequence s
JOIN pg_class c ON c.oid = s.seqrelid
LEFT JOIN pg_depend dep ON dep.classid = 'pg_class'::regclass AND dep.objid = c.oid
  AND dep.objsubid = 0 AND dep.refclassid = 'pg_class'::regclass AND dep.deptype IN ('a', 'i')
LEFT JOIN pg_class o ON o.oid = dep.refobjid
{comment("pg_class", "c")}
WHERE c.relnamespace = ANY(%(spaces)s) AND {own("pg_class", "c")}
"""
