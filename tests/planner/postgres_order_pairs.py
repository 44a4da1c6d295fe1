"""Pairs of PostgreSQL schemas in which one change leans on another; proved both ways."""

from __future__ import annotations

from erdapp.diff.changes import Rename
from tests.planner.pairs import Pair, column

_LEANING = """CREATE TABLE u (id integer, CONSTRAINT u_key UNIQUE (id){more});
    CREATE TABLE o (a integer);
    ALTER TABLE o ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES u (id){state};"""

_REMADE = "CREATE TABLE u (id integer, PRIMARY KEY (id)){by};"

_PARTED = """CREATE TABLE t (a integer) PARTITION BY RANGE (a);
    CREATE TABLE rest PARTITION OF t DEFAULT;"""

_STORED = (
    "CREATE TABLE t (a {type}{more});"
    "ALTER TABLE t ALTER COLUMN a SET STORAGE EXTERNAL;"
    "ALTER TABLE t ALTER COLUMN a SET COMPRESSION pglz;"
)

ORDER = {
    "a foreign key becomes valid while the key under it is made anew": Pair(
        _LEANING.format(more="", state=" NOT VALID"),
        _LEANING.format(more=" NULLS NOT DISTINCT", state=""),
    ),
    "a foreign key becomes valid under another name": Pair(
        _LEANING.format(more="", state=" NOT VALID"),
        _LEANING.format(more="", state="").replace("CONSTRAINT fk", "CONSTRAINT other"),
        (Rename("constraint", "fk", "other", table="o"),),
    ),
    "a new table points at one that is made anew": Pair(
        _REMADE.format(by=""),
        _REMADE.format(by=" PARTITION BY HASH (id)")
        + "CREATE TABLE a (u_id integer REFERENCES u (id));",
    ),
    "another collation of a column that is stored in its own way": Pair(
        _STORED.format(type="text", more=' COLLATE "C"'),
        _STORED.format(type="text", more=' COLLATE "POSIX"'),
    ),
    "another domain of a column that is stored in its own way": Pair(
        "CREATE DOMAIN d AS text;" + _STORED.format(type="d", more=""),
        "CREATE DOMAIN d AS varchar;" + _STORED.format(type="d", more=""),
    ),
    "a column that was stored in its own way becomes a single character": Pair(
        "CREATE TABLE t (a text); ALTER TABLE t ALTER COLUMN a SET STORAGE EXTERNAL;",
        'CREATE TABLE t (a "char");',
    ),
    "an index takes the name of a partition": Pair(
        _PARTED + "CREATE TABLE x PARTITION OF t FOR VALUES FROM (-9) TO (-8);",
        _PARTED + "CREATE INDEX x ON t (a);",
    ),
    "a view over a table with a quote in its name, one column called like a dropped one": Pair(
        'CREATE TABLE "a""b" (x integer, y integer); CREATE VIEW v AS SELECT x, y FROM "a""b";',
        'CREATE TABLE "a""b" (y integer, z text); CREATE VIEW v AS SELECT y, z FROM "a""b";',
        (column('a"b', "x", "y"),),
    ),
    "a domain of signs alone goes with the table that has a column of it": Pair(
        """CREATE DOMAIN "=" AS text CHECK (VALUE <> 't'); CREATE TABLE t (a "=");
           CREATE TABLE u (a integer);""",
        "CREATE TABLE u (a integer);",
    ),
    "another domain of columns that refer to each other": Pair(
        "CREATE DOMAIN d AS varchar(9); CREATE TABLE u (id d PRIMARY KEY);"
        "CREATE TABLE o (a d CONSTRAINT fk REFERENCES u (id));",
        "CREATE DOMAIN d AS bigint; CREATE TABLE u (id d PRIMARY KEY);"
        "CREATE TABLE o (a d CONSTRAINT fk REFERENCES u (id));",
    ),
    "another domain of a column with a check that becomes valid": Pair(
        "CREATE DOMAIN d AS text; CREATE TABLE t (a d);"
        "ALTER TABLE t ADD CONSTRAINT k CHECK (a IS NOT NULL) NOT VALID",
        "CREATE DOMAIN d AS varchar; CREATE TABLE t (a d, CONSTRAINT k CHECK (a IS NOT NULL))",
    ),
    "a table becomes unlogged that a dropped one refers to": Pair(
        "CREATE TABLE u (id integer PRIMARY KEY);"
        "CREATE TABLE a (u_id integer CONSTRAINT f REFERENCES u (id));",
        "CREATE UNLOGGED TABLE u (id integer PRIMARY KEY);",
    ),
    "another domain of a column that is renamed": Pair(
        "CREATE DOMAIN d AS integer; CREATE TABLE t (a d, b integer);",
        "CREATE DOMAIN d AS bigint; CREATE TABLE t (c d, b integer);",
        (column("t", "a", "c"),),
    ),
}
