"""Pairs of SQL Server schemas, each one kind of change; read by the loader both ways."""

from __future__ import annotations

from erdapp.diff.changes import Rename
from tests.planner.pairs import Pair, column, table

PAIRS = {
    "a column takes the name of one that goes": Pair(
        "CREATE TABLE t (a int, b nvarchar(9), CHECK (a > 0)); CREATE INDEX i ON t (a)",
        "CREATE TABLE t (a nvarchar(9)); CREATE INDEX i ON t (a)",
        (column("t", "b", "a"),),
    ),
    "a table takes the name of one that goes": Pair(
        "CREATE TABLE a (x int); CREATE TABLE b (y int); CREATE INDEX i ON a (x)",
        "CREATE TABLE a (y int); CREATE INDEX i ON a (y)",
        (table("b", "a"),),
    ),
    "unnamed constraints of renamed columns go": Pair(
        "CREATE TABLE u (id int NOT NULL PRIMARY KEY);"
        "CREATE TABLE t (a int DEFAULT 1 CHECK (a > 0), b int UNIQUE, c int REFERENCES u (id))",
        "CREATE TABLE u (id int NOT NULL PRIMARY KEY);CREATE TABLE t ([new a] int, bb int, cc int)",
        (column("t", "a", "new a"), column("t", "b", "bb"), column("t", "c", "cc")),
    ),
    "unnamed checks of columns that swap names": Pair(
        "CREATE TABLE t (a int, b int, CHECK (a > 0), CHECK (b > 1))",
        "CREATE TABLE t (b int, a int, CHECK (b > 0))",
        (column("t", "a", "b"), column("t", "b", "a")),
    ),
    "names of columns move along": Pair(
        "CREATE TABLE t (a int, b int)",
        "CREATE TABLE t (b int, c int)",
        (column("t", "a", "b"), column("t", "b", "c")),
    ),
    "an index takes the name of a key that is renamed": Pair(
        "CREATE TABLE t (a int, b int, CONSTRAINT u UNIQUE (a)); CREATE INDEX i ON t (b)",
        "CREATE TABLE t (a int, b int, CONSTRAINT v UNIQUE (a)); CREATE INDEX u ON t (b)",
        (
            Rename("index", "i", "u", table="t"),
            Rename("constraint", "u", "v", table="t"),
        ),
    ),
    "an index that is called like a check": Pair(
        "CREATE TABLE t (a int, CONSTRAINT one CHECK (a > 0)); CREATE INDEX one ON t (a)",
        "CREATE TABLE t (a int, CONSTRAINT one CHECK (a > 0)); CREATE INDEX two ON t (a)",
        (Rename("index", "one", "two", table="t"),),
    ),
    "the name of a check moves to another table": Pair(
        "CREATE TABLE t (a int, CONSTRAINT one CHECK (a > 0));"
        "CREATE TABLE s (b int, CONSTRAINT two CHECK (b > 0))",
        "CREATE TABLE t (a int, CONSTRAINT two CHECK (a > 0));"
        "CREATE TABLE s (b int, CONSTRAINT three CHECK (b > 0))",
    ),
    "a key without a name gives up the name that it had": Pair(
        "CREATE TABLE t (a int NOT NULL CONSTRAINT k PRIMARY KEY, b int CONSTRAINT u UNIQUE)",
        "CREATE TABLE t (a int NOT NULL PRIMARY KEY, b int CONSTRAINT k UNIQUE)",
    ),
    "and to one of another table": Pair(
        "CREATE TABLE s (a int CONSTRAINT k UNIQUE); CREATE TABLE t (b int CONSTRAINT u UNIQUE)",
        "CREATE TABLE s (a int UNIQUE); CREATE TABLE t (b int CONSTRAINT k UNIQUE)",
    ),
    "an alias type under columns": Pair(
        "CREATE TYPE word FROM nvarchar(20) NULL;"
        "CREATE TABLE t (a word NULL DEFAULT 'x', b int); CREATE INDEX i ON t (a)",
        "CREATE TYPE word FROM nvarchar(40) NOT NULL;"
        "CREATE TABLE t (a word NULL DEFAULT 'x', b bigint); CREATE INDEX i ON t (a)",
    ),
    "an alias type of an unchanged table": Pair(
        "CREATE TYPE word FROM nvarchar(20) NULL; CREATE TABLE t (a word NULL)",
        "CREATE TYPE word FROM nvarchar(40) NULL; CREATE TABLE t (a word NULL)",
    ),
    "an alias type renamed as it changes": Pair(
        "CREATE TYPE word FROM nvarchar(20) NULL;"
        "CREATE TABLE t (word word NULL CHECK (word > 'a'))",
        "CREATE TYPE text FROM nvarchar(40) NULL;"
        "CREATE TABLE t (word text NULL CHECK (word > 'a'))",
        (Rename("domain", "word", "text"),),
    ),
    "a default without a name gives up the name that it had": Pair(
        "CREATE TABLE s (a int CONSTRAINT d DEFAULT 1); CREATE TABLE t (b int CONSTRAINT u UNIQUE)",
        "CREATE TABLE s (a int DEFAULT 1); CREATE TABLE t (b int CONSTRAINT d UNIQUE)",
        (Rename("constraint", "u", "d", table="t"),),
    ),
    "a key gets a name and a description": Pair(
        "CREATE TABLE t (a int NOT NULL PRIMARY KEY)",
        "CREATE TABLE t (a int NOT NULL CONSTRAINT k PRIMARY KEY)\nGO\n"
        "EXEC sp_addextendedproperty N'MS_Description', N'told', N'SCHEMA', N'dbo', N'TABLE', "
        "N't', N'CONSTRAINT', N'k'",
    ),
    "a computed column is renamed": Pair(
        "CREATE TABLE t (a int, b AS (a + 1))",
        "CREATE TABLE t (a int, c AS (a + 1), d AS (a + 2))",
        (column("t", "b", "c"),),
    ),
    "a table moves to where a constraint of it is in the way": Pair(
        "CREATE TABLE s.a (x int CONSTRAINT b CHECK (x > 0))",
        "CREATE TABLE b (x int)",
        (Rename("table", "s.a", "b"),),
    ),
    "routines renamed as they change": Pair(
        "CREATE TABLE t (a int)\nGO\n"
        "CREATE FUNCTION f(@a int) RETURNS int AS BEGIN RETURN @a END\nGO\n"
        "CREATE TRIGGER g ON t AFTER INSERT AS SELECT 1\nGO\nCREATE SYNONYM s FOR t",
        "CREATE TABLE t (a int)\nGO\n"
        "CREATE FUNCTION h(@a int) RETURNS int AS BEGIN RETURN 1 END\nGO\n"
        "CREATE TRIGGER i ON t AFTER INSERT AS SELECT 2\nGO\nCREATE SYNONYM s2 FOR t",
        (
            Rename("routine", "f", "h"),
            Rename("trigger", "g", "i", table="t"),
            Rename("definition", "s", "s2"),
        ),
    ),
    "views over names with brackets": Pair(
        "CREATE TABLE [a [b`]]] ([c [d] int)\nGO\nCREATE VIEW v AS SELECT [c [d] FROM [a [b`]]]",
        "CREATE TABLE [a [b`]]] (e int)\nGO\nCREATE VIEW v AS SELECT e FROM [a [b`]]]",
        (column("a [b`]", "c [d", "e"),),
    ),
    "an index takes a name that another one gives up, but for its case": Pair(
        "CREATE TABLE t (a int, b int)\nGO\nCREATE INDEX I ON t (a)\nGO\nCREATE INDEX j ON t (b)",
        "CREATE TABLE t (a int, b int)\nGO\nCREATE INDEX k ON t (a)\nGO\nCREATE INDEX i ON t (b)",
        (Rename("index", "j", "i", table="t"), Rename("index", "I", "k", table="t")),
    ),
    "a function takes the name of a procedure that is renamed": Pair(
        "CREATE PROCEDURE p AS SELECT 1",
        "CREATE FUNCTION p(@a int) RETURNS int AS BEGIN RETURN @a END\nGO\n"
        "CREATE PROCEDURE q AS SELECT 1",
        (Rename("routine", "p", "q"),),
    ),
    "a function takes the name that a constraint gives up": Pair(
        "CREATE TABLE t (a int, CONSTRAINT k CHECK (a > 0))",
        "CREATE TABLE t (a int, CONSTRAINT l CHECK (a > 0))\nGO\n"
        "CREATE FUNCTION k(@a int) RETURNS int AS BEGIN RETURN @a END",
    ),
    "an alias type takes the name of a table type": Pair(
        "CREATE TYPE k FROM int NOT NULL\nGO\nCREATE TYPE k2 AS TABLE (id int NOT NULL)",
        "CREATE TYPE k2 FROM int NOT NULL\nGO\nCREATE TYPE k3 AS TABLE (id int NOT NULL)",
        (Rename("domain", "k", "k2"), Rename("definition", "k2", "k3")),
    ),
    "an alias type comes where a table type goes": Pair(
        "CREATE TYPE k AS TABLE (id int NOT NULL)",
        "CREATE TYPE k FROM int NOT NULL\nGO\nCREATE TABLE t (a k)",
    ),
    "a comment on an index that is called like one of another table": Pair(
        "CREATE TABLE a (x int)\nGO\nCREATE INDEX i ON a (x)\nGO\nCREATE TABLE t (x int)\nGO\n"
        "CREATE INDEX i ON t (x)",
        "CREATE TABLE a (x int)\nGO\nCREATE INDEX i ON a (x)\nGO\nCREATE TABLE t (x int)\nGO\n"
        "CREATE INDEX i ON t (x)\nGO\nEXEC sp_addextendedproperty 'MS_Description', 'said of t',"
        "'SCHEMA', 'dbo', 'TABLE', 't', 'INDEX', 'i'",
    ),
    "a comment moves to the index of another table": Pair(
        "CREATE TABLE a (x int)\nGO\nCREATE INDEX i ON a (x)\nGO\nCREATE TABLE t (x int)\nGO\n"
        "CREATE INDEX j ON t (x)\nGO\nEXEC sp_addextendedproperty 'MS_Description', 'one',"
        "'SCHEMA', 'dbo', 'TABLE', 't', 'INDEX', 'j'",
        "CREATE TABLE t (x int)\nGO\nCREATE INDEX i ON t (x)\nGO\nEXEC sp_addextendedproperty "
        "'MS_Description', 'two', 'SCHEMA', 'dbo', 'TABLE', 't', 'INDEX', 'i'",
        (Rename("index", "j", "i", table="t"),),
    ),
    "a column called like an empty string": Pair(
        "CREATE TABLE t (a nvarchar(9), [''] int, CONSTRAINT k CHECK (a <> ''))",
        "CREATE TABLE t (a nvarchar(9), CONSTRAINT k CHECK (a <> ''))",
    ),
}
