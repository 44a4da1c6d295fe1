"""Pairs of SQLite schemas, each one kind of change; proved in memory both ways."""

from __future__ import annotations

from erdapp.diff.changes import Rename
from tests.planner.pairs import Pair, column, table

PAIRS = {
    "nothing to all": Pair(
        "",
        "CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, mail TEXT NOT NULL UNIQUE);"
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, user INTEGER REFERENCES users ON DELETE"
        " CASCADE, total NUMERIC DEFAULT 0 CHECK (total >= 0));"
        + "CREATE INDEX by_user ON orders (user DESC); CREATE VIEW v AS SELECT id FROM users;"
        "CREATE TRIGGER tr AFTER INSERT ON users BEGIN UPDATE users SET mail = 'x'; END",
    ),
    "a column in place": Pair(
        "CREATE TABLE t (a INTEGER)", "CREATE TABLE t (a INTEGER, b TEXT NOT NULL DEFAULT 'x')"
    ),
    "columns by rebuild": Pair(
        "CREATE TABLE t (a INTEGER, b TEXT, c TEXT); CREATE INDEX i ON t (a)",
        "CREATE TABLE t (z TEXT DEFAULT CURRENT_TIMESTAMP, a TEXT NOT NULL DEFAULT 'none', c TEXT"
        " COLLATE NOCASE); CREATE INDEX i ON t (a)",
    ),
    "keys and constraints": Pair(
        "CREATE TABLE u (id INTEGER PRIMARY KEY, x TEXT);"
        "CREATE TABLE t (a INTEGER, b INTEGER, CONSTRAINT k CHECK (a > 0), UNIQUE (b))",
        "CREATE TABLE u (id INTEGER, x TEXT, PRIMARY KEY (id, x));"
        "CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER REFERENCES t (a) ON DELETE SET NULL"
        " DEFERRABLE INITIALLY DEFERRED, CONSTRAINT k CHECK (a > 1), UNIQUE (b, a))",
    ),
    "autoincrement": Pair(
        "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT)",
        "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a INTEGER)",
    ),
    "a rebuild under foreign keys, views and triggers": Pair(
        "CREATE TABLE u (id INTEGER PRIMARY KEY, x TEXT);"
        "CREATE TABLE o (id INTEGER PRIMARY KEY, u INTEGER REFERENCES u (id) ON DELETE CASCADE);"
        "CREATE VIEW v AS SELECT count(*) FROM u; CREATE VIEW w AS SELECT * FROM v;"
        "CREATE TRIGGER a AFTER INSERT ON u BEGIN DELETE FROM o WHERE id = 999; END;"
        "CREATE TRIGGER b AFTER INSERT ON o BEGIN UPDATE u SET x = 'y' WHERE id = 999; END",
        "CREATE TABLE u (id INTEGER PRIMARY KEY, x INTEGER);"
        "CREATE TABLE o (id INTEGER PRIMARY KEY, u INTEGER REFERENCES u (id) ON DELETE CASCADE);"
        "CREATE VIEW v AS SELECT count(*) FROM u; CREATE VIEW w AS SELECT * FROM v;"
        "CREATE TRIGGER a AFTER INSERT ON u BEGIN DELETE FROM o WHERE id = 999; END;"
        "CREATE TRIGGER b AFTER INSERT ON o BEGIN UPDATE u SET x = 'y' WHERE id = 999; END",
    ),
    "renames": Pair(
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT CHECK (name <> ''));"
        "CREATE TABLE o (u INTEGER REFERENCES users (id)); CREATE INDEX i ON users (name);"
        "CREATE VIEW v AS SELECT name FROM users;"
        "CREATE TRIGGER tr AFTER UPDATE OF name ON users BEGIN DELETE FROM o WHERE u = 999; END",
        "CREATE TABLE people (no INTEGER PRIMARY KEY, full TEXT CHECK (full <> ''));"
        "CREATE TABLE o (u INTEGER REFERENCES people (no)); CREATE INDEX j ON people (full);"
        "CREATE VIEW v AS SELECT full FROM people;"
        "CREATE TRIGGER tr AFTER UPDATE OF full ON people BEGIN DELETE FROM o WHERE u = 999; END",
        (
            table("users", "people"),
            column("people", "id", "no"),
            column("people", "name", "full"),
        ),
    ),
    "a rename and a rebuild": Pair(
        "CREATE TABLE t (a TEXT, b TEXT, c TEXT); CREATE TABLE o (a TEXT REFERENCES t (a))",
        "CREATE TABLE s (x TEXT PRIMARY KEY, c TEXT); CREATE TABLE o (a TEXT REFERENCES s (x))",
        (table("t", "s"), column("s", "a", "x")),
    ),
    "swapped names": Pair(
        "CREATE TABLE t (a TEXT, b INTEGER); CREATE TABLE s (c TEXT)",
        "CREATE TABLE s (b TEXT, a INTEGER); CREATE TABLE t (c TEXT)",
        (table("t", "s"), table("s", "t"), column("s", "a", "b"), column("s", "b", "a")),
    ),
    "a dropped parent": Pair(
        "CREATE TABLE u (id INTEGER PRIMARY KEY); CREATE TABLE o (u INTEGER REFERENCES u)",
        "CREATE TABLE o (u INTEGER)",
    ),
    "generated columns": Pair(
        "CREATE TABLE t (a INTEGER, b INTEGER AS (a * 2) STORED)",
        "CREATE TABLE t (a INTEGER, b INTEGER AS (a * 3) STORED, c INTEGER AS (a + 1) VIRTUAL)",
    ),
    "table options": Pair(
        "CREATE TABLE t (a TEXT PRIMARY KEY, b INTEGER)",
        "CREATE TABLE t (a TEXT PRIMARY KEY NOT NULL, b INTEGER) STRICT, WITHOUT ROWID",
    ),
    "indexes": Pair(
        "CREATE TABLE t (a TEXT, b TEXT); CREATE INDEX i ON t (a); CREATE UNIQUE INDEX j ON t (b)",
        "CREATE TABLE t (a TEXT, b TEXT); CREATE INDEX i ON t (a COLLATE NOCASE DESC);"
        "CREATE INDEX k ON t (lower(a)) WHERE b IS NOT NULL; CREATE UNIQUE INDEX jj ON t (b)",
    ),
    "a virtual table": Pair(
        "CREATE TABLE t (a TEXT)",
        "CREATE TABLE t (a TEXT); CREATE VIRTUAL TABLE f USING fts5(title, body)",
    ),
    "an index that is called like a dropped table in other letters": Pair(
        "CREATE TABLE A (x TEXT); CREATE TABLE t (b TEXT)",
        "CREATE TABLE t (b TEXT); CREATE INDEX a ON t (b)",
    ),
    "a renamed table that takes the name of an index": Pair(
        "CREATE TABLE old (a TEXT); CREATE TABLE t (b TEXT); CREATE INDEX fresh ON t (b)",
        "CREATE TABLE fresh (a TEXT); CREATE TABLE t (b TEXT)",
        (table("old", "fresh"),),
    ),
    "a column takes the name of one that goes": Pair(
        "CREATE TABLE t (a INTEGER, b TEXT, c TEXT, CHECK (a > 0)); CREATE INDEX i ON t (a);"
        "CREATE VIEW v AS SELECT a FROM t",
        "CREATE TABLE t (a TEXT, c TEXT); CREATE INDEX i ON t (a);CREATE VIEW v AS SELECT a FROM t",
        (column("t", "b", "a"),),
    ),
    "a table takes the name of one that goes": Pair(
        "CREATE TABLE a (x TEXT); CREATE TABLE b (y TEXT); CREATE INDEX i ON a (x)",
        "CREATE TABLE a (y TEXT); CREATE INDEX i ON a (y)",
        (table("b", "a"),),
    ),
    "index names move along": Pair(
        "CREATE TABLE t (a TEXT, b TEXT); CREATE INDEX i ON t (a); CREATE INDEX j ON t (b)",
        "CREATE TABLE t (a TEXT, b TEXT); CREATE INDEX j ON t (a); CREATE INDEX k ON t (b)",
        (Rename("index", "i", "j", table="t"), Rename("index", "j", "k", table="t")),
    ),
    "an index that changes leaves its name to one of another table": Pair(
        "CREATE TABLE t (a TEXT); CREATE TABLE s (b TEXT); CREATE INDEX i ON t (a);"
        "CREATE INDEX j ON s (b)",
        "CREATE TABLE t (a TEXT); CREATE TABLE s (b TEXT); CREATE UNIQUE INDEX k ON t (a);"
        "CREATE UNIQUE INDEX i ON s (b)",
        (Rename("index", "i", "k", table="t"), Rename("index", "j", "i", table="s")),
    ),
    "a view and a trigger renamed as they change": Pair(
        "CREATE TABLE t (a TEXT); CREATE TABLE w (b TEXT); CREATE VIEW v AS SELECT a FROM t;"
        "CREATE VIEW over AS SELECT a FROM v;"
        "CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END",
        "CREATE TABLE t (a TEXT, c TEXT); CREATE VIEW w AS SELECT a, c FROM t;"
        "CREATE VIEW over AS SELECT a FROM w;"
        "CREATE TRIGGER h AFTER INSERT ON t BEGIN SELECT 2; END",
        (Rename("view", "v", "w"), Rename("trigger", "g", "h", table="t")),
    ),
    "a view renamed under another": Pair(
        "CREATE TABLE t (a TEXT); CREATE VIEW v AS SELECT a FROM t;"
        "CREATE VIEW over AS SELECT a FROM v",
        "CREATE TABLE t (a TEXT); CREATE VIEW w AS SELECT a FROM t;"
        "CREATE VIEW over AS SELECT a FROM w",
        (Rename("view", "v", "w"),),
    ),
    "new names that need quotes, under expressions": Pair(
        "CREATE TABLE t (a TEXT, CHECK (a <> '')); CREATE INDEX i ON t (lower(a)) WHERE a > 'b'",
        """CREATE TABLE t ("a ""b" TEXT, CHECK ("a ""b" <> ''));
           CREATE INDEX i ON t (lower("a ""b")) WHERE "a ""b" > 'b'""",
        (column("t", "a", 'a "b'),),
    ),
    "a renamed column of a key in a table without row ids": Pair(
        "CREATE TABLE t (a INTEGER NOT NULL, b TEXT, PRIMARY KEY (a), UNIQUE (a, b)) WITHOUT ROWID;"
        "CREATE TABLE o (a INTEGER REFERENCES t (a)); CREATE VIEW v AS SELECT a FROM t",
        "CREATE TABLE t (c INTEGER NOT NULL, b TEXT, PRIMARY KEY (c), UNIQUE (c, b)) WITHOUT ROWID;"
        "CREATE TABLE o (a INTEGER REFERENCES t (c)); CREATE VIEW v AS SELECT c FROM t",
        (column("t", "a", "c"),),
    ),
    "a column takes a name that another one gives up, but for its case": Pair(
        "CREATE TABLE t (A TEXT, b TEXT)",
        "CREATE TABLE t (c TEXT, a TEXT)",
        (column("t", "b", "a"), column("t", "A", "c")),
    ),
    "a column takes the name of one that is dropped, but for its case": Pair(
        "CREATE TABLE t (A INTEGER, b TEXT, d TEXT)",
        "CREATE TABLE t (a TEXT, d TEXT)",
        (column("t", "b", "a"),),
    ),
    "a table takes a name that another one gives up, but for its case": Pair(
        "CREATE TABLE A (x TEXT); CREATE TABLE b (y TEXT)",
        "CREATE TABLE c (x TEXT); CREATE TABLE a (y TEXT)",
        (table("b", "a"), table("A", "c")),
    ),
    "a table takes the name of a view that is renamed itself": Pair(
        "CREATE TABLE t (a TEXT); CREATE VIEW v AS SELECT a FROM t",
        "CREATE TABLE v (a TEXT); CREATE VIEW w AS SELECT a FROM v",
        (table("t", "v"), Rename("view", "v", "w")),
    ),
    "a foreign key to a new column that has the old name of another": Pair(
        "CREATE TABLE a (x TEXT); CREATE TABLE t (n TEXT UNIQUE)",
        "CREATE TABLE a (x TEXT, y TEXT REFERENCES t (n));"
        "CREATE TABLE t (m TEXT UNIQUE, n TEXT UNIQUE)",
        (column("t", "n", "m"),),
    ),
    "a table takes the name of an index over an expression that mentions the name": Pair(
        "CREATE TABLE t (a TEXT); CREATE INDEX b ON t (a)",
        "CREATE TABLE t (a TEXT); CREATE INDEX i ON t (a || ' b'); CREATE TABLE b (c TEXT)",
        (Rename("index", "b", "i", table="t"),),
    ),
    "names that need quotes": Pair(
        'CREATE TABLE "my ""t""" ("select" TEXT, "a b" TEXT)',
        'CREATE TABLE "my ""t""" ("select" INTEGER, "a b" TEXT); CREATE TABLE "new_my ""t""" (a)',
    ),
}
