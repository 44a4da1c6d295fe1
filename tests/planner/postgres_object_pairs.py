"""Pairs of PostgreSQL schemas, each one kind of change of what is no table."""

from __future__ import annotations

from erdapp.diff.changes import Rename
from tests.planner.pairs import Pair, column, table

MOOD = "CREATE TYPE mood AS ENUM ({}); CREATE TABLE t (id integer, m mood DEFAULT '{}', ms mood[])"

OBJECTS = {
    "enum values come": Pair(
        MOOD.format("'sad', 'ok'", "ok"), MOOD.format("'low', 'sad', 'so', 'ok', 'great'", "great")
    ),
    "enum values go": Pair(
        MOOD.format("'sad', 'ok', 'great'", "great")
        + "; CREATE VIEW v AS SELECT id, m FROM t; CREATE INDEX i ON t (m);"
        "CREATE FUNCTION f(x mood) RETURNS text LANGUAGE sql AS 'SELECT x::text'",
        MOOD.format("'great', 'ok'", "ok")
        + "; CREATE VIEW v AS SELECT id, m FROM t; CREATE INDEX i ON t (m);"
        "CREATE FUNCTION f(x mood) RETURNS text LANGUAGE sql AS 'SELECT x::text'",
    ),
    "enum values go under checks and partial indexes": Pair(
        MOOD.format("'sad', 'ok', 'great'", "great")
        + "; ALTER TABLE t ADD CONSTRAINT c CHECK (m <> 'ok' OR id > 0);"
        " CREATE INDEX i ON t (id) WHERE m = 'ok'; CREATE INDEX j ON t (id) WHERE id > 0",
        MOOD.format("'great', 'ok'", "ok")
        + "; ALTER TABLE t ADD CONSTRAINT c CHECK (m <> 'ok' OR id > 0);"
        " CREATE INDEX i ON t (id) WHERE m = 'ok'; CREATE INDEX j ON t (id) WHERE id > 0",
    ),
    "a table's comment and its columns' renames under triggers": Pair(
        "CREATE TABLE t (a integer, b integer); CREATE FUNCTION tf() RETURNS trigger"
        " LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
        "CREATE TRIGGER tg BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (old.a > 0)"
        " EXECUTE FUNCTION tf(); CREATE POLICY p ON t USING (a > 0)",
        "CREATE TABLE s (x integer, b integer); CREATE FUNCTION tf() RETURNS trigger"
        " LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
        "CREATE TRIGGER tg BEFORE UPDATE OF x ON s FOR EACH ROW WHEN (old.x > 0)"
        " EXECUTE FUNCTION tf(); CREATE POLICY p ON s USING (x > 0);"
        "COMMENT ON TABLE s IS 'renamed'",
        (table("t", "s"), column("s", "a", "x")),
    ),
    "text to enum under a partial index": Pair(
        "CREATE TABLE t (m text DEFAULT 'ok', n text); CREATE INDEX i ON t (n) WHERE m = 'ok';"
        "CREATE VIEW v AS SELECT n FROM t WHERE m = 'ok'",
        "CREATE TYPE mood AS ENUM ('ok', 'sad'); CREATE TABLE t (m mood DEFAULT 'ok', n text);"
        "CREATE INDEX i ON t (n) WHERE m = 'ok'; CREATE VIEW v AS SELECT n FROM t WHERE m = 'ok'",
    ),
    "an enum and a value renamed": Pair(
        MOOD.format("'sad', 'ok'", "ok"),
        MOOD.format("'blue', 'ok'", "ok").replace("mood", "feeling"),
        (
            Rename("enum", "mood", "feeling"),
            Rename("value", "sad", "blue", table="feeling"),
        ),
    ),
    "text to enum": Pair(
        "CREATE TABLE t (m text DEFAULT 'ok' CHECK (m IN ('ok', 'sad')))",
        "CREATE TYPE mood AS ENUM ('ok', 'sad'); CREATE TABLE t (m mood DEFAULT 'ok')",
    ),
    "domains": Pair(
        "CREATE DOMAIN d AS integer CHECK (VALUE > 0); CREATE DOMAIN e AS text;"
        "CREATE TABLE t (a d, b e)",
        "CREATE DOMAIN d AS integer DEFAULT 5 CONSTRAINT big CHECK (VALUE > 1);"
        "CREATE DOMAIN e AS varchar(20) NOT NULL; CREATE TABLE t (a d, b e)",
    ),
    "composite types": Pair(
        "CREATE TYPE c AS (a integer, b text)", "CREATE TYPE c AS (a bigint, d date)"
    ),
    "views around a type change": Pair(
        "CREATE TABLE t (a integer, b integer, c text); CREATE VIEW v AS SELECT a, c FROM t;"
        "CREATE VIEW w AS SELECT a FROM v; CREATE VIEW other AS SELECT c FROM t;"
        "CREATE MATERIALIZED VIEW mv AS SELECT a, b FROM t; CREATE UNIQUE INDEX mi ON mv (a);"
        "COMMENT ON VIEW v IS 'seen'",
        "CREATE TABLE t (a bigint, b integer, c text); CREATE VIEW v AS SELECT a, c FROM t;"
        "CREATE VIEW w AS SELECT a FROM v; CREATE VIEW other AS SELECT c FROM t;"
        "CREATE MATERIALIZED VIEW mv AS SELECT a, b FROM t; CREATE UNIQUE INDEX mi ON mv (a);"
        "COMMENT ON VIEW v IS 'seen'",
    ),
    "views over renames": Pair(
        "CREATE TABLE t (a integer, b integer); CREATE VIEW v AS SELECT a, b FROM t",
        "CREATE TABLE tt (aa integer, b integer); CREATE VIEW v AS SELECT aa, b FROM tt",
        (table("t", "tt"), column("tt", "a", "aa")),
    ),
    "views": Pair(
        "CREATE TABLE t (a integer, b integer); CREATE VIEW v AS SELECT a FROM t;"
        "CREATE VIEW w AS SELECT a FROM v",
        "CREATE TABLE t (a integer, b integer);"
        "CREATE VIEW v WITH (security_barrier=true) AS SELECT b, a FROM t;"
        "CREATE VIEW w AS SELECT a, b FROM v; CREATE VIEW x AS SELECT a FROM t WHERE a > 0"
        " WITH LOCAL CHECK OPTION",
    ),
    "a function used by a default": Pair(
        "CREATE TABLE t (a integer)",
        "CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1';"
        "CREATE TABLE t (a integer DEFAULT one(), CHECK (one() = 1))",
    ),
    "a function over a table, a trigger, a policy, a rule": Pair(
        "CREATE TABLE t (a integer, b integer)",
        "CREATE TABLE t (a integer, b integer);"
        "CREATE FUNCTION all_t() RETURNS SETOF t LANGUAGE sql AS 'SELECT * FROM t';"
        "CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS"
        " 'BEGIN NEW.a = 1; RETURN NEW; END';"
        "CREATE TRIGGER tg BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION tf();"
        "ALTER TABLE t DISABLE TRIGGER tg; COMMENT ON TRIGGER tg ON t IS 'off';"
        "CREATE POLICY p ON t USING (a > 0);"
        "CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING",
    ),
    "functions change": Pair(
        "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';"
        "CREATE FUNCTION g() RETURNS integer LANGUAGE sql AS 'SELECT 1';"
        "CREATE PROCEDURE pr() LANGUAGE sql AS 'SELECT 1';"
        "CREATE TABLE t (a integer); CREATE VIEW v AS SELECT g() AS x",
        "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 2';"
        "CREATE FUNCTION g() RETURNS text LANGUAGE sql AS 'SELECT ''1''';"
        "CREATE PROCEDURE pr() LANGUAGE sql AS 'SELECT 2';"
        "CREATE TABLE t (a integer); CREATE VIEW v AS SELECT g() AS x",
    ),
    "a trigger over a type change": Pair(
        "CREATE TABLE t (a integer, b integer); CREATE FUNCTION tf() RETURNS trigger"
        " LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
        "CREATE TRIGGER tg BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION tf();"
        "CREATE POLICY p ON t USING (a > 0); CREATE RULE r AS ON UPDATE TO t"
        " WHERE new.a < 0 DO INSTEAD NOTHING",
        "CREATE TABLE t (a bigint, b integer); CREATE FUNCTION tf() RETURNS trigger"
        " LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
        "CREATE TRIGGER tg BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION tf();"
        "CREATE POLICY p ON t USING (a > 0); CREATE RULE r AS ON UPDATE TO t"
        " WHERE new.a < 0 DO INSTEAD NOTHING",
    ),
    "types named like the server's own": Pair(
        """CREATE TYPE public.name AS ENUM ('a', 'b'); CREATE DOMAIN public.text AS integer;
           CREATE TYPE public.point AS (a integer);
           CREATE TABLE t (x public.name, y public.text, z public.point)""",
        """CREATE TYPE public.name AS ENUM ('a', 'c', 'b');
           CREATE DOMAIN public.text AS integer DEFAULT 2; COMMENT ON DOMAIN public.text IS 'x';
           CREATE TYPE public.point AS (a integer, b text);
           CREATE TABLE t (x public.name, y public.text, z public.point, u name, v text)""",
    ),
    "routines named like the server's own": Pair(
        """CREATE PROCEDURE public."current_user"() LANGUAGE sql AS 'SELECT 1';
           CREATE FUNCTION public.lower(text) RETURNS text LANGUAGE sql AS $$SELECT '1'$$""",
        """CREATE FUNCTION public.upper(text) RETURNS text LANGUAGE sql AS $$SELECT '2'$$;
           COMMENT ON FUNCTION public.upper(text) IS 'x'""",
    ),
    "relations named like the server's own": Pair(
        """CREATE TABLE public.pg_class (id integer PRIMARY KEY);
           CREATE VIEW public.pg_views AS SELECT 1 AS a""",
        """CREATE TABLE public.pg_class (id bigint PRIMARY KEY, b integer UNIQUE);
           CREATE INDEX pg_index_b ON public.pg_class (b);
           CREATE VIEW public.pg_views AS SELECT 2 AS a, 3 AS b""",
    ),
    "the sequence of a column goes where its table goes": Pair(
        "CREATE SCHEMA a; CREATE SCHEMA b; CREATE TABLE a.t (x integer);"
        "CREATE SEQUENCE a.s OWNED BY a.t.x",
        "CREATE SCHEMA a; CREATE SCHEMA b; CREATE TABLE b.t (x integer);"
        "CREATE SEQUENCE b.r OWNED BY b.t.x",
        (table("a.t", "t", "b"), Rename("sequence", "a.s", "r", "b")),
    ),
    "comments on what has no rows": Pair(
        "CREATE TYPE c AS (a integer); COMMENT ON TYPE c IS 'one';"
        "CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1'; COMMENT ON PROCEDURE p() IS 'one';"
        "CREATE AGGREGATE g(integer) (SFUNC = int4pl, STYPE = integer);"
        "COMMENT ON AGGREGATE g(integer) IS 'one';"
        "CREATE TYPE r AS RANGE (SUBTYPE = integer); COMMENT ON TYPE r IS 'one';"
        "CREATE TABLE t (a integer, b integer);"
        "CREATE STATISTICS st ON a, b FROM t; COMMENT ON STATISTICS st IS 'one';"
        "CREATE RULE ru AS ON DELETE TO t DO INSTEAD NOTHING; COMMENT ON RULE ru ON t IS 'one';",
        "CREATE TYPE c AS (a integer); COMMENT ON TYPE c IS 'two';"
        "CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1'; COMMENT ON PROCEDURE p() IS 'two';"
        "CREATE AGGREGATE g(integer) (SFUNC = int4pl, STYPE = integer);"
        "COMMENT ON AGGREGATE g(integer) IS 'two';"
        "CREATE TYPE r AS RANGE (SUBTYPE = integer); COMMENT ON TYPE r IS 'two';"
        "CREATE TABLE t (a integer, b integer);"
        "CREATE STATISTICS st ON a, b FROM t; COMMENT ON STATISTICS st IS 'two';"
        "CREATE RULE ru AS ON DELETE TO t DO INSTEAD NOTHING; COMMENT ON RULE ru ON t IS 'two';",
    ),
    "extensions": Pair(
        "CREATE EXTENSION citext; CREATE EXTENSION pg_trgm; CREATE TABLE t (a citext)",
        'CREATE EXTENSION "uuid-ossp"; CREATE TABLE t (a text, b uuid DEFAULT uuid_generate_v4())',
    ),
    "a type renamed that a column is called like": Pair(
        "CREATE TYPE mood AS ENUM ('ok', 'sad');"
        "CREATE TABLE t (mood mood DEFAULT 'ok', CHECK (mood <> 'sad'))",
        "CREATE TYPE feeling AS ENUM ('ok', 'sad');"
        "CREATE TABLE t (mood feeling DEFAULT 'ok', CHECK (mood <> 'sad'))",
        (Rename("enum", "mood", "feeling"),),
    ),
    "a sequence outlives the table that it belonged to": Pair(
        "CREATE TABLE t (a integer); CREATE SEQUENCE s OWNED BY t.a; CREATE INDEX i ON t (a)",
        "CREATE TABLE u (a integer); CREATE SEQUENCE s; CREATE INDEX i ON u (a)",
    ),
    "an identity becomes a date": Pair(
        "CREATE TABLE t (a integer GENERATED ALWAYS AS IDENTITY)",
        "CREATE TABLE t (a date DEFAULT CURRENT_DATE)",
    ),
    "a materialized view's index gives its name to a table": Pair(
        "CREATE TABLE t (a integer); CREATE MATERIALIZED VIEW v AS SELECT a FROM t;"
        "CREATE INDEX u ON v (a)",
        "CREATE TABLE t (a integer); CREATE MATERIALIZED VIEW v AS SELECT a FROM t;"
        "CREATE TABLE u (a integer)",
    ),
    "a chosen name of a key whose comment changes as well": Pair(
        "CREATE TABLE t (a integer CONSTRAINT k PRIMARY KEY); COMMENT ON CONSTRAINT k ON t IS 'x'",
        "CREATE TABLE t (a integer PRIMARY KEY)",
    ),
    "a sequence goes from a table that moves": Pair(
        "CREATE TABLE t (a integer NOT NULL); CREATE SEQUENCE s OWNED BY t.a;"
        "CREATE SEQUENCE kept OWNED BY t.a",
        "CREATE SCHEMA x; CREATE TABLE x.t (a integer NOT NULL);"
        "CREATE SEQUENCE x.kept OWNED BY x.t.a",
        (Rename("table", "t", "t", "x"),),
    ),
    "a renamed constraint takes the name of one that changes": Pair(
        "CREATE TABLE t (a integer, b integer, CONSTRAINT x UNIQUE (a),"
        " CONSTRAINT y CHECK (b > 0))",
        "CREATE TABLE t (a integer, b integer, CONSTRAINT z UNIQUE (a, b),"
        " CONSTRAINT x CHECK (b > 0))",
        (Rename("constraint", "x", "z", table="t"), Rename("constraint", "y", "x", table="t")),
    ),
    "statistics of a table in another namespace": Pair(
        "CREATE SCHEMA x; CREATE TABLE t (a integer, b integer);CREATE STATISTICS s ON a, b FROM t",
        "CREATE SCHEMA x; CREATE TABLE x.u (a integer, b integer);"
        "CREATE STATISTICS x.s ON a, b FROM x.u",
        (Rename("table", "t", "u", "x"),),
    ),
    "an index takes the name of a key whose name is not told": Pair(
        "CREATE TABLE t (a integer NOT NULL, CONSTRAINT k PRIMARY KEY (a));"
        " CREATE INDEX i ON t (a);"
        "CREATE TABLE s (a integer NOT NULL, CONSTRAINT u UNIQUE (a)); CREATE INDEX j ON s (a)",
        "CREATE TABLE t (a integer NOT NULL, PRIMARY KEY (a)); CREATE INDEX k ON t (a);"
        "CREATE TABLE s (a integer NOT NULL, UNIQUE (a)); CREATE INDEX u ON s (a)",
    ),
    "partitions of a table made anew are called like its keys": Pair(
        "CREATE TABLE t (a integer NOT NULL, CONSTRAINT p UNIQUE (a)); CREATE INDEX q ON t (a)",
        "CREATE TABLE t (a integer NOT NULL) PARTITION BY HASH (a);"
        "CREATE TABLE p PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 0);"
        "CREATE TABLE q PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
    ),
    "an index of one table takes the name of another's, which takes a foreign key's": Pair(
        "CREATE TABLE t (a integer NOT NULL PRIMARY KEY); CREATE INDEX i ON t (a);"
        "CREATE TABLE u (a integer, CONSTRAINT f FOREIGN KEY (a) REFERENCES t);"
        " CREATE INDEX j ON u (a)",
        "CREATE TABLE t (a integer NOT NULL PRIMARY KEY); CREATE INDEX j ON t (a) WHERE a > 0;"
        "CREATE TABLE u (a integer, CONSTRAINT i FOREIGN KEY (a) REFERENCES t);"
        " CREATE INDEX k ON u (a)",
        (
            Rename("index", "i", "j", table="t"),
            Rename("index", "j", "k", table="u"),
            Rename("constraint", "f", "i", table="u"),
        ),
    ),
    "a number under a check becomes an integer": Pair(
        "CREATE TABLE t (a real, b numeric(10, 2), CHECK (a > 0), CHECK (b > 1));"
        "CREATE INDEX i ON t (a) WHERE b > 2",
        "CREATE TABLE t (a smallint, b bigint, CHECK (a > 0), CHECK (b > 1));"
        "CREATE INDEX i ON t (a) WHERE b > 2",
    ),
    "tables take the names of partitions that go": Pair(
        "CREATE TABLE t (a integer) PARTITION BY LIST (a);"
        "CREATE TABLE p PARTITION OF t FOR VALUES IN (1);"
        "CREATE TABLE q PARTITION OF t DEFAULT; CREATE TABLE s (a integer);"
        "CREATE VIEW v AS SELECT a FROM s",
        "CREATE TABLE t (a integer); CREATE TABLE p (a integer);CREATE VIEW q AS SELECT a FROM p",
        (table("s", "p"), Rename("view", "v", "q")),
    ),
    "a policy, a rule and statistics renamed": Pair(
        "CREATE TABLE t (a integer, b integer); CREATE STATISTICS s ON a, b FROM t;"
        "CREATE POLICY p ON t USING (a > 0);"
        "CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING",
        "CREATE TABLE t (a integer, b integer); CREATE STATISTICS s2 ON a, b FROM t;"
        "CREATE POLICY p2 ON t USING (a > 1);"
        "CREATE RULE r2 AS ON DELETE TO t DO INSTEAD NOTHING",
        (
            Rename("definition", "s", "s2"),
            Rename("definition", "r", "r2"),
            Rename("policy", "p", "p2"),
        ),
    ),
    "names that need quotes": Pair(
        'CREATE TABLE "My ""Table""" ("Select" serial, "a.b" text)',
        'CREATE TABLE "My ""Table""" ("Select" serial, "from" text);'
        'CREATE INDEX "I x" ON "My ""Table""" ("from")',
        (column('My "Table"', "a.b", "from"),),
    ),
}
