"""The catalog queries of PostgreSQL 12 and later: one per kind of thing, never one per table.

`%(spaces)s` is the array of namespace oids to read. What belongs to an extension is left out.
Expressions come from `pg_get_expr` and friends, the same functions that pg_dump asks.
"""

from __future__ import annotations

SETTINGS = """
SELECT current_setting('server_version_num')::int AS version,
       set_config('search_path', %(path)s, false), set_config('DateStyle', 'ISO', false),
       set_config('IntervalStyle', 'postgres', false), set_config('TimeZone', 'UTC', false),
       set_config('extra_float_digits', '1', false),
       set_config('quote_all_identifiers', 'off', false)
"""

NAMESPACES = """
SELECT n.oid::int8 AS oid, n.nspname AS name, d.description AS comment
FROM pg_namespace n
LEFT JOIN pg_description d
  ON d.objoid = n.oid AND d.classoid = 'pg_namespace'::regclass AND d.objsubid = 0
WHERE n.nspname NOT LIKE 'pg\\_toast%' AND n.nspname NOT LIKE 'pg\\_temp\\_%'
"""


def _own(catalog: str, alias: str) -> str:
    """SQL: the object isn't a member of an extension."""
    return (
        f"NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '{catalog}'::regclass "
        f"AND e.objid = {alias}.oid AND e.deptype = 'e')"
    )


def _comment(catalog: str, alias: str, sub: str = "0") -> str:
    """SQL: the join that finds the comment as `d.description`."""
    return (
        f"LEFT JOIN pg_description d ON d.objoid = {alias}.oid "
        f"AND d.classoid = '{catalog}'::regclass AND d.objsubid = {sub}"
    )


def _routine(reference: str) -> str:
    """SQL: the name of the function that a regproc column refers to, NULL for none."""
    return f"CASE WHEN {reference} <> 0 THEN {reference}::regproc::text END"


RELATIONS = f"""
SELECT c.oid::int8 AS oid, c.relnamespace::int8 AS space, c.relname AS name,
       c.relkind::text AS kind, c.relpersistence::text AS persistence, c.reloptions AS options,
       c.relrowsecurity AS row_security, c.relforcerowsecurity AS forced,
       c.relispartition AS is_partition, pg_get_expr(c.relpartbound, c.oid) AS bound,
       CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
       CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS query,
       CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of_type,
       c.relreplident::text AS replica_identity, am.amname AS method, ts.spcname AS tablespace,
       fs.srvname AS server, ft.ftoptions AS server_options, d.description AS comment
FROM pg_class c
LEFT JOIN pg_am am ON am.oid = c.relam
LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
LEFT JOIN pg_foreign_table ft ON ft.ftrelid = c.oid
LEFT JOIN pg_foreign_server fs ON fs.oid = ft.ftserver
{_comment("pg_class", "c")}
WHERE c.relnamespace = ANY(%(spaces)s) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
  AND {_own("pg_class", "c")}
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
       CASE WHEN a.attcollation <> t.typcollation THEN co.collname END AS collation,
       co.collnamespace::int8 AS collation_space,
       CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage::text END AS storage,
       a.attstattarget AS statistics, {compression} AS compression, a.attoptions AS options,
       d.description AS comment
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
LEFT JOIN pg_collation co ON co.oid = a.attcollation
{_comment("pg_class", "c", "a.attnum")}
WHERE c.relnamespace = ANY(%(spaces)s) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
  AND a.attnum > 0 AND NOT a.attisdropped AND NOT c.relispartition
ORDER BY a.attrelid, a.attnum
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
       con.confmatchtype::text AS match, f.relname AS ref_table,
       f.relnamespace::int8 AS ref_space,
       {_names("con.conrelid", "con.conkey", "k1")} AS columns,
       {_names("con.confrelid", "con.confkey", "f1")} AS ref_columns,
       {_names("con.conrelid", set_columns)} AS set_columns,
       CASE WHEN con.contype = 'c' THEN pg_get_expr(con.conbin, con.conrelid) END AS expression,
       CASE WHEN con.contype = 'x' THEN pg_get_constraintdef(con.oid) END AS definition,
       d.description AS comment
FROM pg_constraint con
LEFT JOIN pg_class f ON f.oid = con.confrelid
LEFT JOIN pg_attribute k1 ON k1.attrelid = con.conrelid AND k1.attnum = con.conkey[1]
LEFT JOIN pg_attribute f1 ON f1.attrelid = con.confrelid AND f1.attnum = con.confkey[1]
{_comment("pg_constraint", "con")}
WHERE con.connamespace = ANY(%(spaces)s) AND con.contype IN ('p', 'u', 'f', 'c', 'x')
ORDER BY con.conname, con.oid
"""


def _names(relation: str, numbers: str, first: str = "") -> str:
    """SQL: column numbers as an array of their names, in order; `first` is a joined row of
    pg_attribute for the first of them, which is enough for most keys and costs no aggregate."""
    several = (
        f"(SELECT array_agg(a.attname::text ORDER BY k.place) FROM unnest({numbers}) "
        f"WITH ORDINALITY k(number, place) JOIN pg_attribute a "
        f"ON a.attrelid = {relation} AND a.attnum = k.number)"
    )
    one = f"WHEN cardinality({numbers}) = 1 THEN ARRAY[{first}.attname::text] " if first else ""
    return f"CASE {one}WHEN cardinality({numbers}) > 0 THEN {several} END"


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
{_comment("pg_class", "c")}
WHERE c.relnamespace = ANY(%(spaces)s) AND t.relkind IN ('r', 'p', 'm')
ORDER BY c.relname, c.oid
"""


INDEX_PARTS = """
SELECT i.indexrelid::int8 AS index, k.place::int AS place, a.attname AS "column",
       CASE WHEN k.number = 0
            THEN pg_get_indexdef(i.indexrelid, k.place::int, false) END AS expression,
       i.indoption[k.place - 1] AS flags,
       CASE WHEN o.opcdefault THEN NULL ELSE o.opcname END AS opclass,
       o.opcnamespace::int8 AS opclass_space,
       CASE WHEN co.oid <> COALESCE(a.attcollation, 100) THEN co.collname END AS collation,
       co.collnamespace::int8 AS collation_space, p.attoptions AS options,
       CASE WHEN k.number = 0 THEN pg_get_indexdef(i.indexrelid) LIKE '%%COLLATE%%'
            ELSE true END AS collated
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY k(number, place)
LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number AND k.number <> 0
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
       a.attname AS "column", d.description AS comment
FROM pg_sequence s
JOIN pg_class c ON c.oid = s.seqrelid
LEFT JOIN pg_depend dep ON dep.classid = 'pg_class'::regclass AND dep.objid = c.oid
  AND dep.objsubid = 0 AND dep.refclassid = 'pg_class'::regclass AND dep.deptype IN ('a', 'i')
LEFT JOIN pg_class o ON o.oid = dep.refobjid
LEFT JOIN pg_attribute a ON a.attrelid = dep.refobjid AND a.attnum = dep.refobjsubid
{_comment("pg_class", "c")}
WHERE c.relnamespace = ANY(%(spaces)s) AND {_own("pg_class", "c")}
"""

TYPES = f"""
SELECT t.oid::int8 AS oid, t.typnamespace::int8 AS space, t.typname AS name,
       t.typtype::text AS kind,
       (SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder)
          FROM pg_enum e WHERE e.enumtypid = t.oid) AS labels,
       CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS base,
       t.typnotnull AS not_null, t.typdefault AS "default",
       CASE WHEN t.typtype = 'd' AND t.typcollation <> b.typcollation
            THEN co.collname END AS collation, co.collnamespace::int8 AS collation_space,
       format_type(r.rngsubtype, NULL) AS subtype, rco.collname AS range_collation,
       CASE WHEN o.opcdefault THEN NULL ELSE o.opcname END AS opclass,
       {_routine("r.rngcanonical")} AS canonical, {_routine("r.rngsubdiff")} AS difference,
       d.description AS comment
FROM pg_type t
LEFT JOIN pg_type b ON b.oid = t.typbasetype
LEFT JOIN pg_collation co ON co.oid = t.typcollation
LEFT JOIN pg_range r ON r.rngtypid = t.oid
LEFT JOIN pg_type rt ON rt.oid = r.rngsubtype
LEFT JOIN pg_collation rco ON rco.oid = r.rngcollation AND r.rngcollation <> rt.typcollation
LEFT JOIN pg_opclass o ON o.oid = r.rngsubopc
{_comment("pg_type", "t")}
WHERE t.typnamespace = ANY(%(spaces)s) AND t.typtype IN ('e', 'd', 'r')
  AND {_own("pg_type", "t")}
"""

EXTENSIONS = """
SELECT e.extname AS name, e.extnamespace::int8 AS space, n.nspname AS space_name,
       d.description AS comment, av.comment AS usual_comment
FROM pg_extension e
JOIN pg_namespace n ON n.oid = e.extnamespace
LEFT JOIN pg_available_extensions av ON av.name = e.extname
LEFT JOIN pg_description d ON d.objoid = e.oid
  AND d.classoid = 'pg_extension'::regclass AND d.objsubid = 0
WHERE e.extname <> 'plpgsql'
"""

ROUTINES = f"""
SELECT p.oid::int8 AS oid, p.pronamespace::int8 AS space, p.proname AS name,
       p.prokind::text AS kind, oidvectortypes(p.proargtypes) AS signature,
       CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END AS definition,
       pg_get_function_identity_arguments(p.oid) AS arguments,
       ag.aggkind::text AS aggregate_kind, {_routine("ag.aggtransfn")} AS sfunc,
       format_type(NULLIF(ag.aggtranstype, 0), NULL) AS stype,
       {_routine("ag.aggfinalfn")} AS finalfunc, {_routine("ag.aggcombinefn")} AS combinefunc,
       ag.agginitval AS initcond, NULLIF(ag.aggtransspace, 0)::text AS sspace,
       CASE WHEN ag.aggsortop <> 0 THEN ag.aggsortop::regoper::text END AS sortop,
       p.proparallel::text AS parallel, d.description AS comment
FROM pg_proc p
LEFT JOIN pg_aggregate ag ON ag.aggfnoid = p.oid
{_comment("pg_proc", "p")}
WHERE p.pronamespace = ANY(%(spaces)s) AND p.prokind IN ('f', 'p', 'a', 'w')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass
                  AND e.objid = p.oid AND e.deptype IN ('e', 'i'))
"""


def triggers(version: int) -> str:
    """Triggers that people wrote: neither those behind constraints nor clones in partitions."""
    cloned = "AND t.tgparentid = 0" if version >= 130000 else ""
    return f"""
SELECT t.tgname AS name, c.relnamespace::int8 AS space, c.relname AS "table",
       pg_get_triggerdef(t.oid, true) AS definition, t.tgenabled::text AS enabled,
       d.description AS comment
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
{_comment("pg_trigger", "t")}
WHERE c.relnamespace = ANY(%(spaces)s) AND NOT t.tgisinternal {cloned}
"""


POLICIES = f"""
SELECT p.polname AS name, c.relnamespace::int8 AS space, c.relname AS "table",
       p.polpermissive AS permissive, p.polcmd::text AS command,
       ARRAY(SELECT COALESCE(quote_ident(r.rolname), 'public') FROM unnest(p.polroles) k(oid)
             LEFT JOIN pg_roles r ON r.oid = k.oid ORDER BY 1) AS roles,
       pg_get_expr(p.polqual, p.polrelid) AS using_,
       pg_get_expr(p.polwithcheck, p.polrelid) AS check_,
       d.description AS comment
FROM pg_policy p
JOIN pg_class c ON c.oid = p.polrelid
{_comment("pg_policy", "p")}
WHERE c.relnamespace = ANY(%(spaces)s)
"""

RULES = f"""
SELECT r.rulename AS name, c.relnamespace::int8 AS space, c.relname AS "table",
       'rule' AS kind, pg_get_ruledef(r.oid) AS definition, d.description AS comment
FROM pg_rewrite r
JOIN pg_class c ON c.oid = r.ev_class
{_comment("pg_rewrite", "r")}
WHERE c.relnamespace = ANY(%(spaces)s) AND r.rulename <> '_RETURN' AND {_own("pg_class", "c")}
"""

STATISTICS = f"""
SELECT s.stxname AS name, s.stxnamespace::int8 AS space, c.relname AS "table",
       'statistics' AS kind, pg_get_statisticsobjdef(s.oid) AS definition,
       d.description AS comment
FROM pg_statistic_ext s
JOIN pg_class c ON c.oid = s.stxrelid
{_comment("pg_statistic_ext", "s")}
WHERE s.stxnamespace = ANY(%(spaces)s)
"""

EVENT_TRIGGERS = f"""
SELECT t.evtname AS name, t.evtevent AS event, t.evtfoid::regproc::text AS routine,
       t.evttags AS tags, d.description AS comment
FROM pg_event_trigger t
{_comment("pg_event_trigger", "t")}
WHERE {_own("pg_event_trigger", "t")}
"""


def collations(version: int) -> str:
    """Collations that people made; the names of the locale fields changed over time."""
    if version >= 170000:
        locale = "co.colllocale"
    elif version >= 150000:
        locale = "co.colliculocale"
    else:
        locale = "NULL::text"
    return f"""
SELECT co.collname AS name, co.collnamespace::int8 AS space, co.collprovider::text AS provider,
       co.collisdeterministic AS deterministic, co.collcollate AS lc_collate,
       co.collctype AS lc_ctype, {locale} AS locale, d.description AS comment
FROM pg_collation co
{_comment("pg_collation", "co")}
WHERE co.collnamespace = ANY(%(spaces)s) AND {_own("pg_collation", "co")}
"""


OPERATORS = f"""
SELECT o.oprname AS name, o.oprnamespace::int8 AS space, o.oprcode::text AS routine,
       format_type(NULLIF(o.oprleft, 0), NULL) AS left_type,
       format_type(NULLIF(o.oprright, 0), NULL) AS right_type,
       CASE WHEN o.oprcom <> 0 THEN o.oprcom::regoper::text END AS commutator,
       CASE WHEN o.oprnegate <> 0 THEN o.oprnegate::regoper::text END AS negator,
       {_routine("o.oprrest")} AS restrict, {_routine("o.oprjoin")} AS join_,
       o.oprcanmerge AS merges, o.oprcanhash AS hashes, d.description AS comment
FROM pg_operator o
{_comment("pg_operator", "o")}
WHERE o.oprnamespace = ANY(%(spaces)s) AND o.oprcode <> 0 AND {_own("pg_operator", "o")}
"""

TEXT_SEARCH = f"""
SELECT c.cfgname AS name, c.cfgnamespace::int8 AS space, p.prsname AS parser,
       ARRAY(SELECT tt.alias || ' ' || string_agg(dict.dictname, ', ' ORDER BY m.mapseqno)
             FROM pg_ts_config_map m
             JOIN ts_token_type(c.cfgparser) tt ON tt.tokid = m.maptokentype
             JOIN pg_ts_dict dict ON dict.oid = m.mapdict
             WHERE m.mapcfg = c.oid GROUP BY tt.alias ORDER BY tt.alias) AS mappings,
       d.description AS comment
FROM pg_ts_config c
JOIN pg_ts_parser p ON p.oid = c.cfgparser
{_comment("pg_ts_config", "c")}
WHERE c.cfgnamespace = ANY(%(spaces)s) AND {_own("pg_ts_config", "c")}
"""
