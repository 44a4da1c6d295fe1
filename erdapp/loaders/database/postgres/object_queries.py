"""PostgreSQL's catalog queries for all that isn't a table: one per kind, as in `queries`."""

from __future__ import annotations

from erdapp.loaders.database.postgres.queries import comment, own


def routine_name(reference: str) -> str:
    """SQL: the name of the function that a regproc column refers to, NULL for none."""
    return f"CASE WHEN {reference} <> 0 THEN {reference}::regproc::text END"


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
       {routine_name("r.rngcanonical")} AS canonical, {routine_name("r.rngsubdiff")} AS difference,
       d.description AS comment
FROM pg_type t
LEFT JOIN pg_type b ON b.oid = t.typbasetype
LEFT JOIN pg_collation co ON co.oid = t.typcollation
LEFT JOIN pg_range r ON r.rngtypid = t.oid
LEFT JOIN pg_type rt ON rt.oid = r.rngsubtype
LEFT JOIN pg_collation rco ON rco.oid = r.rngcollation AND r.rngcollation <> rt.typcollation
LEFT JOIN pg_opclass o ON o.oid = r.rngsubopc
{comment("pg_type", "t")}
WHERE t.typnamespace = ANY(%(spaces)s) AND t.typtype IN ('e', 'd', 'r')
  AND {own("pg_type", "t")}
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
       ag.aggkind::text AS aggregate_kind, {routine_name("ag.aggtransfn")} AS sfunc,
       format_type(NULLIF(ag.aggtranstype, 0), NULL) AS stype,
       {routine_name("ag.aggfinalfn")} AS finalfunc,
       {routine_name("ag.aggcombinefn")} AS combinefunc,
       ag.agginitval AS initcond, NULLIF(ag.aggtransspace, 0)::text AS sspace,
       CASE WHEN ag.aggsortop <> 0 THEN ag.aggsortop::regoper::text END AS sortop,
       p.proparallel::text AS parallel, d.description AS comment
FROM pg_proc p
LEFT JOIN pg_aggregate ag ON ag.aggfnoid = p.oid
{comment("pg_proc", "p")}
WHERE p.pronamespace = ANY(%(spaces)s) AND p.prokind IN ('f', 'p', 'a', 'w')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass
                  AND e.objid = p.oid AND e.deptype IN ('e', 'i'))
"""


def triggers(version: int) -> str:
    """Triggers that people wrote: neither those behind constraints nor clones in partitions, nor
    those on tables of extensions."""
    cloned = "AND t.tgparentid = 0" if version >= 130000 else ""
    return f"""
SELECT t.tgname AS name, c.relnamespace::int8 AS space, c.relname AS "table",
       pg_get_triggerdef(t.oid, true) AS definition, t.tgenabled::text AS enabled,
       d.description AS comment
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
{comment("pg_trigger", "t")}
WHERE c.relnamespace = ANY(%(spaces)s) AND NOT t.tgisinternal {cloned} AND {own("pg_class", "c")}
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
{comment("pg_policy", "p")}
WHERE c.relnamespace = ANY(%(spaces)s) AND {own("pg_class", "c")}
"""

RULES = f"""
SELECT r.rulename AS name, c.relnamespace::int8 AS space, c.relname AS "table",
       'rule' AS kind, pg_get_ruledef(r.oid) AS definition, d.description AS comment
FROM pg_rewrite r
JOIN pg_class c ON c.oid = r.ev_class
{comment("pg_rewrite", "r")}
WHERE c.relnamespace = ANY(%(spaces)s) AND r.rulename <> '_RETURN' AND {own("pg_class", "c")}
"""

STATISTICS = f"""
SELECT s.stxname AS name, s.stxnamespace::int8 AS space, c.relname AS "table",
       'statistics' AS kind, pg_get_statisticsobjdef(s.oid) AS definition,
       d.description AS comment
FROM pg_statistic_ext s
JOIN pg_class c ON c.oid = s.stxrelid
{comment("pg_statistic_ext", "s")}
WHERE s.stxnamespace = ANY(%(spaces)s) AND {own("pg_statistic_ext", "s")}
"""

EVENT_TRIGGERS = f"""
SELECT t.evtname AS name, t.evtevent AS event, t.evtfoid::regproc::text AS routine,
       t.evttags AS tags, d.description AS comment
FROM pg_event_trigger t
{comment("pg_event_trigger", "t")}
WHERE {own("pg_event_trigger", "t")}
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
{comment("pg_collation", "co")}
WHERE co.collnamespace = ANY(%(spaces)s) AND {own("pg_collation", "co")}
"""


OPERATORS = f"""
SELECT o.oprname AS name, o.oprnamespace::int8 AS space, o.oprcode::text AS routine,
       format_type(NULLIF(o.oprleft, 0), NULL) AS left_type,
       format_type(NULLIF(o.oprright, 0), NULL) AS right_type,
       CASE WHEN o.oprcom <> 0 THEN o.oprcom::regoper::text END AS commutator,
       CASE WHEN o.oprnegate <> 0 THEN o.oprnegate::regoper::text END AS negator,
       {routine_name("o.oprrest")} AS restrict, {routine_name("o.oprjoin")} AS join_,
       o.oprcanmerge AS merges, o.oprcanhash AS hashes, d.description AS comment
FROM pg_operator o
{comment("pg_operator", "o")}
WHERE o.oprnamespace = ANY(%(spaces)s) AND o.oprcode <> 0 AND {own("pg_operator", "o")}
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
{comment("pg_ts_config", "c")}
WHERE c.cfgnamespace = ANY(%(spaces)s) AND {own("pg_ts_config", "c")}
"""
