"""Pairs of PostgreSQL schemas, each one kind of change; proved on a server both ways."""

from __future__ import annotations

from erdapp.diff.changes import Rename
from tests.planner.pairs import Pair, column, table
from tests.planner.postgres_inherit_pairs import INHERITED
from tests.planner.postgres_object_pairs import OBJECTS
from tests.planner.postgres_order_pairs import ORDER

TABLES = {
    "another partition key": Pair(
        """CREATE TABLE u (id integer PRIMARY KEY);
           CREATE TABLE t (id bigserial, at date NOT NULL DEFAULT '2024-01-01', area integer,
             u_id integer REFERENCES u (id), PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
           CREATE TABLE t_all PARTITION OF t DEFAULT;
           CREATE TABLE pointing (t_id bigint, t_at date, FOREIGN KEY (t_id, t_at) REFERENCES t);
           CREATE INDEX t_area ON t (area);
           CREATE VIEW over AS SELECT id FROM t;""",
        """CREATE TABLE u (id integer PRIMARY KEY);
           CREATE TABLE t (id bigserial, at date NOT NULL DEFAULT '2024-01-01', area integer,
             u_id integer REFERENCES u (id), PRIMARY KEY (id, at)) PARTITION BY HASH (id);
           CREATE TABLE t_all PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 0);
           CREATE TABLE t_rest PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 1);
           CREATE TABLE pointing (t_id bigint, t_at date, FOREIGN KEY (t_id, t_at) REFERENCES t);
           CREATE INDEX t_area ON t (area);
           CREATE VIEW over AS SELECT id FROM t;""",
    ),
    "a table becomes partitioned": Pair(
        """CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, x integer);
           COMMENT ON TABLE t IS 'told';""",
        """CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, x bigint, y integer)
             PARTITION BY RANGE (id);
           CREATE TABLE t_all PARTITION OF t DEFAULT;
           CREATE INDEX t_x ON t (x);
           COMMENT ON TABLE t IS 'told';""",
    ),
    "nothing to all": Pair(
        "",
        "CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL UNIQUE);"
        "CREATE TABLE orders (id bigserial PRIMARY KEY, user_id integer REFERENCES users,"
        " total numeric(10,2) DEFAULT 0 CHECK (total >= 0), placed timestamptz DEFAULT now());"
        "CREATE INDEX ON orders (user_id); COMMENT ON TABLE users IS 'It''s them';"
        "COMMENT ON COLUMN users.email IS 'their address'",
    ),
    "a ring of foreign keys": Pair(
        "",
        "CREATE TABLE a (id integer PRIMARY KEY, b_id integer, up integer REFERENCES a);"
        "CREATE TABLE b (id integer PRIMARY KEY, c_id integer REFERENCES a);"
        "ALTER TABLE a ADD CONSTRAINT a_to_b FOREIGN KEY (b_id) REFERENCES b ON DELETE SET NULL",
    ),
    "a table replaced by a view of its name": Pair(
        "CREATE TABLE t (a integer); CREATE TABLE people (name text)",
        "CREATE TABLE t (a integer); CREATE VIEW people AS SELECT a FROM t",
    ),
    "an index's name taken over by another table": Pair(
        "CREATE TABLE a (x integer); CREATE INDEX ix ON a (x)",
        "CREATE TABLE b (x integer); CREATE INDEX ix ON b (x)",
    ),
    "schemas": Pair(
        "CREATE TABLE t (a integer); CREATE SCHEMA old; CREATE TABLE old.x (id integer)",
        'CREATE SCHEMA "New"; CREATE TABLE "New".t (a integer);'
        "COMMENT ON SCHEMA \"New\" IS 'fresh'",
        (table("t", "t", "New"),),
    ),
    "renames": Pair(
        "CREATE TABLE users (id serial PRIMARY KEY, name text, mail text);"
        "CREATE TABLE orders (id integer PRIMARY KEY, who integer REFERENCES users (id));"
        "CREATE INDEX by_name ON users (name) WHERE name <> ''",
        "CREATE TABLE people (id serial PRIMARY KEY, full_name text, mail text);"
        "CREATE TABLE orders (id integer PRIMARY KEY, person integer REFERENCES people (id));"
        "CREATE INDEX by_full_name ON people (full_name) WHERE full_name <> ''",
        (
            table("users", "people"),
            column("people", "name", "full_name"),
            column("orders", "who", "person"),
        ),
    ),
    "two columns swap names": Pair(
        "CREATE TABLE t (a integer, b text)",
        "CREATE TABLE t (b integer, a text)",
        (column("t", "a", "b"), column("t", "b", "a")),
    ),
    "a column takes the name of one that goes": Pair(
        "CREATE TABLE t (a integer CHECK (a > 0), b text, c text); CREATE INDEX i ON t (a);"
        "CREATE VIEW v AS SELECT a FROM t",
        "CREATE TABLE t (a text, c text); CREATE INDEX i ON t (a);CREATE VIEW v AS SELECT a FROM t",
        (column("t", "b", "a"),),
    ),
    "a table takes the name of one that goes": Pair(
        "CREATE TABLE a (x integer PRIMARY KEY); CREATE TABLE b (y text);"
        "CREATE TABLE c (x integer REFERENCES a); CREATE INDEX i ON a (x)",
        "CREATE TABLE a (y text); CREATE TABLE c (x integer); CREATE INDEX i ON a (y)",
        (table("b", "a"),),
    ),
    "two tables swap names": Pair(
        "CREATE TABLE a (x integer); CREATE TABLE b (y text)",
        "CREATE TABLE b (x integer); CREATE TABLE a (y text)",
        (table("a", "b"), table("b", "a")),
    ),
    "attributes": Pair(
        "CREATE UNLOGGED TABLE t (a integer) WITH (fillfactor=70)",
        "CREATE TABLE t (a integer) WITH (fillfactor=80, autovacuum_enabled=false);"
        "ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL SECURITY",
    ),
    "a renamed table that takes the name of a key and of a view": Pair(
        "CREATE TABLE old (a integer); CREATE TABLE other (b integer);"
        "CREATE TABLE t (c integer CONSTRAINT fresh PRIMARY KEY);"
        "CREATE VIEW seen AS SELECT c FROM t",
        "CREATE TABLE fresh (a integer); CREATE TABLE seen (b integer); CREATE TABLE t (c integer)",
        (table("old", "fresh"), table("other", "seen")),
    ),
    "a check and an index of one name": Pair(
        "CREATE TABLE t (a integer, CONSTRAINT one CHECK (a > 0));"
        "COMMENT ON CONSTRAINT one ON t IS 'told'; CREATE INDEX two ON t (a)",
        "CREATE TABLE t (a integer, CONSTRAINT one CHECK (a > 0));"
        "COMMENT ON CONSTRAINT one ON t IS 'told otherwise'; CREATE INDEX one ON t (a)",
    ),
    "a column stops being computed as what it came from goes": Pair(
        "CREATE TABLE t (a integer, b integer, g integer GENERATED ALWAYS AS (a * 2) STORED);"
        "CREATE TABLE s (a integer, g integer GENERATED ALWAYS AS (a * 2) STORED)",
        "CREATE TABLE t (a integer, g integer); CREATE TABLE s (g integer)",
        (column("t", "b", "a"),),
    ),
    "statistics over a column made anew": Pair(
        "CREATE TABLE t (a integer, b integer, c text); CREATE STATISTICS s ON a, b FROM t",
        "CREATE TABLE t (d integer, b integer, c text); CREATE STATISTICS s ON d, b FROM t",
    ),
    "inheritance": Pair(
        "CREATE TABLE p (a integer)",
        "CREATE TABLE p (a integer); CREATE TABLE c (a integer, b integer) INHERITS (p)",
    ),
    "partitions": Pair(
        "CREATE TABLE m (d date NOT NULL, v integer) PARTITION BY RANGE (d);"
        "CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');"
        "CREATE TABLE m2 PARTITION OF m FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')",
        "CREATE TABLE m (d date NOT NULL, v bigint) PARTITION BY RANGE (d);"
        "CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-06-01');"
        "CREATE TABLE m3 PARTITION OF m DEFAULT; CREATE INDEX ON m (v)",
    ),
}

COLUMNS = {
    "columns": Pair(
        "CREATE TABLE t (a integer, b integer, c text)",
        "CREATE TABLE t (z integer, a integer, d text NOT NULL DEFAULT 'x', c text COLLATE \"C\")",
    ),
    "types": Pair(
        "CREATE TABLE t (a integer, b text DEFAULT '1', c varchar(20), d boolean DEFAULT true,"
        " e integer DEFAULT 1, f json, g timestamp, h integer[], i text, j bigint, k integer)",
        "CREATE TABLE t (a bigint, b integer DEFAULT 1, c varchar(10), d integer DEFAULT 1,"
        " e boolean DEFAULT true, f jsonb, g timestamptz, h bigint[], i uuid, j boolean, k text)",
    ),
    "an array from a text": Pair(
        "CREATE TABLE t (a text DEFAULT '{}')", "CREATE TABLE t (a text[] DEFAULT '{}')"
    ),
    "nulls and defaults": Pair(
        "CREATE TABLE t (a integer, b integer NOT NULL DEFAULT 1, c text DEFAULT 'x')",
        "CREATE TABLE t (a integer NOT NULL DEFAULT 7, b integer, c text DEFAULT 'it''s')",
    ),
    "plain to identity": Pair(
        "CREATE TABLE t (id integer PRIMARY KEY, b text)",
        "CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY (START WITH 10) PRIMARY KEY,"
        " b text)",
    ),
    "serial to identity": Pair(
        "CREATE TABLE t (id serial PRIMARY KEY, b text)",
        "CREATE TABLE t (id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, b text)",
    ),
    "plain to serial": Pair(
        "CREATE TABLE t (id integer PRIMARY KEY, b text)",
        "CREATE TABLE t (id bigserial PRIMARY KEY, b text)",
    ),
    "identity options": Pair(
        "CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY (MINVALUE 5 START 5))",
        "CREATE TABLE t (id integer GENERATED BY DEFAULT AS IDENTITY (INCREMENT 2 CYCLE))",
    ),
    "a serial column comes": Pair(
        "CREATE TABLE t (b text)", "CREATE TABLE t (b text, id serial NOT NULL)"
    ),
    "generated columns": Pair(
        "CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a * 2) STORED,"
        " c integer GENERATED ALWAYS AS (a + 1) STORED, e integer, UNIQUE (b))",
        "CREATE TABLE t (a bigint, b integer GENERATED ALWAYS AS (a * 2) STORED,"
        " c integer, d bigint GENERATED ALWAYS AS (a * 3) STORED, UNIQUE (b))",
    ),
    "a generated column becomes a plain one of another type": Pair(
        "CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a * 2) STORED)",
        "CREATE TABLE t (a bigint, b text)",
    ),
    "storage and statistics": Pair(
        "CREATE TABLE t (a text, b text); ALTER TABLE t ALTER a SET STORAGE EXTERNAL",
        "CREATE TABLE t (a text, b text); ALTER TABLE t ALTER b SET STATISTICS 500;"
        "ALTER TABLE t ALTER b SET (n_distinct = 5)",
    ),
    "comments": Pair(
        "CREATE TABLE t (a integer CONSTRAINT u UNIQUE, b integer); COMMENT ON TABLE t IS 'x';"
        "COMMENT ON COLUMN t.a IS 'y'; CREATE INDEX i ON t (b); COMMENT ON INDEX i IS 'z'",
        "CREATE TABLE t (a integer CONSTRAINT u UNIQUE, b integer); COMMENT ON COLUMN t.b IS 'y';"
        "COMMENT ON CONSTRAINT u ON t IS 'z'; CREATE INDEX i ON t (b)",
    ),
    "a sequence of its own": Pair(
        "CREATE SEQUENCE s AS integer START 5; CREATE TABLE t (a bigint DEFAULT nextval('s'))",
        "CREATE SEQUENCE s INCREMENT 5 CACHE 10 CYCLE MAXVALUE 1000; CREATE TABLE t (a bigint);"
        "ALTER SEQUENCE s OWNED BY t.a",
    ),
}

KEYS = {
    "a check takes the name of a dropped key": Pair(
        "CREATE TABLE t (a integer, b integer, CONSTRAINT one UNIQUE (a), CONSTRAINT two"
        " CHECK (b > 3))",
        "CREATE TABLE t (a integer, b integer, CONSTRAINT one CHECK (b > 3))",
    ),
    "a check takes the name of a dropped exclusion": Pair(
        "CREATE TABLE t (a integer, b integer, CONSTRAINT one EXCLUDE USING btree (a WITH =),"
        " CONSTRAINT two CHECK (b > 3))",
        "CREATE TABLE t (a integer, b integer, CONSTRAINT one CHECK (b > 3))",
    ),
    "told renames of parts that change as well": Pair(
        """CREATE TABLE a (id integer PRIMARY KEY, x integer);
           CREATE TABLE b (id integer PRIMARY KEY, a_id integer, n integer,
             CONSTRAINT fk_old FOREIGN KEY (a_id) REFERENCES a (id),
             CONSTRAINT ck_old CHECK (n > -99999999));
           CREATE INDEX ix_old ON b (n);""",
        """CREATE TABLE a (id integer PRIMARY KEY, x integer);
           CREATE TABLE b (id integer PRIMARY KEY, a_id integer, n integer,
             CONSTRAINT fk_new FOREIGN KEY (a_id) REFERENCES a (id) ON DELETE CASCADE,
             CONSTRAINT ck_new CHECK (n > -99999998));
           CREATE INDEX ix_new ON b (n DESC);""",
        (
            Rename("constraint", "fk_old", "fk_new", "", "b"),
            Rename("constraint", "ck_old", "ck_new", "", "b"),
            Rename("index", "ix_old", "ix_new", "", "b"),
        ),
    ),
    "names that stay are known on the way back": Pair(
        """CREATE TABLE a (id integer, x integer, CONSTRAINT my_key PRIMARY KEY (id),
             CONSTRAINT my_unique UNIQUE (x), CONSTRAINT my_check CHECK (x > -99999999));
           CREATE TABLE b (id integer PRIMARY KEY, a_id integer,
             CONSTRAINT my_fk FOREIGN KEY (a_id) REFERENCES a (id));""",
        """CREATE TABLE a (id bigint PRIMARY KEY, x bigint UNIQUE CHECK (x > -99999999));
           CREATE TABLE b (id bigint PRIMARY KEY, a_id bigint REFERENCES a (id));""",
    ),
    "a server's name stays where one is chosen": Pair(
        """CREATE TABLE a (id integer PRIMARY KEY, x integer UNIQUE);
           CREATE TABLE b (id integer PRIMARY KEY, a_id integer REFERENCES a (id));""",
        """CREATE TABLE a (id bigint CONSTRAINT my_key PRIMARY KEY, y integer);
           CREATE TABLE b (id bigint PRIMARY KEY, a_id bigint CONSTRAINT my_fk REFERENCES a (id));
        """,
    ),
    "primary key under foreign keys": Pair(
        "CREATE TABLE u (id integer PRIMARY KEY, code text NOT NULL, UNIQUE (id, code));"
        "CREATE TABLE o (u_id integer REFERENCES u (id))",
        "CREATE TABLE u (id integer NOT NULL UNIQUE, code text NOT NULL, PRIMARY KEY (id, code));"
        "CREATE TABLE o (u_id integer REFERENCES u (id))",
    ),
    "key type under foreign keys": Pair(
        "CREATE TABLE u (id integer PRIMARY KEY); CREATE TABLE o (u_id integer REFERENCES u)",
        "CREATE TABLE u (id text PRIMARY KEY); CREATE TABLE o (u_id text REFERENCES u)",
    ),
    "foreign keys": Pair(
        "CREATE TABLE u (id integer PRIMARY KEY); CREATE TABLE o (a integer REFERENCES u,"
        " b integer, c integer REFERENCES u)",
        "CREATE TABLE u (id integer PRIMARY KEY); CREATE TABLE o (a integer REFERENCES u"
        " ON DELETE CASCADE ON UPDATE SET NULL, b integer REFERENCES u DEFERRABLE INITIALLY"
        " DEFERRED, c integer)",
    ),
    "not valid": Pair(
        "CREATE TABLE u (id integer PRIMARY KEY); CREATE TABLE o (a integer, b integer);"
        "ALTER TABLE o ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES u NOT VALID;"
        "ALTER TABLE o ADD CONSTRAINT ck CHECK (b > 0) NOT VALID",
        "CREATE TABLE u (id integer PRIMARY KEY); CREATE TABLE o (a integer, b integer);"
        "ALTER TABLE o ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES u;"
        "ALTER TABLE o ADD CONSTRAINT ck CHECK (b > 0)",
    ),
    "constraint names": Pair(
        "CREATE TABLE t (a integer CONSTRAINT p PRIMARY KEY, b integer CONSTRAINT u UNIQUE,"
        " c integer CONSTRAINT k CHECK (c > 0))",
        "CREATE TABLE t (a integer CONSTRAINT pp PRIMARY KEY, b integer CONSTRAINT uu UNIQUE,"
        " c integer CONSTRAINT kk CHECK (c > 0))",
    ),
    "checks": Pair(
        "CREATE TABLE t (a integer CHECK (a > 0), b integer, CONSTRAINT ab CHECK (a < b))",
        "CREATE TABLE t (a integer CHECK (a > 1), b integer, CONSTRAINT ab CHECK (a <= b),"
        " CHECK (b > 0) NO INHERIT)",
    ),
    "uniques": Pair(
        "CREATE TABLE t (a integer, b integer, UNIQUE (a)); CREATE UNIQUE INDEX ub ON t (b)",
        "CREATE TABLE t (a integer, b integer, CONSTRAINT ub UNIQUE (b) INCLUDE (a));"
        "CREATE UNIQUE INDEX ua ON t (a)",
    ),
    "exclusions": Pair(
        "CREATE TABLE t (r tsrange, CONSTRAINT x EXCLUDE USING gist (r WITH &&))",
        "CREATE TABLE t (r tsrange, q tsrange, CONSTRAINT y EXCLUDE USING gist (q WITH &&))",
    ),
    "indexes": Pair(
        "CREATE TABLE t (a integer, b text, c jsonb); CREATE INDEX i1 ON t (a);"
        "CREATE INDEX i2 ON t (lower(b)); CREATE INDEX i3 ON t (b); CREATE INDEX i6 ON t (a, b)",
        "CREATE TABLE t (a integer, b text, c jsonb); CREATE INDEX i1 ON t (a DESC NULLS LAST);"
        "CREATE INDEX i2 ON t (lower(b)) WHERE a > 0; CREATE INDEX i4 ON t USING gin (c);"
        "CREATE INDEX i5 ON t (b text_pattern_ops) INCLUDE (a) WITH (fillfactor=50);"
        "CREATE INDEX i7 ON t (a, b)",
    ),
}

PAIRS = {**TABLES, **COLUMNS, **KEYS, **OBJECTS, **ORDER, **INHERITED}
