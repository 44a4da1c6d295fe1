"""CREATE TABLE and CREATE INDEX: constraints, generated names, options, partitions."""

from __future__ import annotations

import pytest

from erdapp.loaders.base import Severity
from erdapp.schema import ForeignKey, IndexPart
from tests.loaders.sql.loading import load, schema, table


def test_a_composite_foreign_key_keeps_its_columns_in_order() -> None:
    text = """CREATE TABLE a (x int, y int, PRIMARY KEY (x, y));
        CREATE TABLE b (p int, q int, CONSTRAINT f FOREIGN KEY (q, p) REFERENCES a (y, x)
        ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED)"""
    assert table("postgres", text, "b").foreign_keys == (
        ForeignKey(
            columns=("q", "p"),
            ref_table="a",
            ref_columns=("y", "x"),
            name="f",
            on_delete="cascade",
            on_update="set null",
            deferrable="initially deferred",
        ),
    )


def test_postgres_names_what_was_left_unnamed() -> None:
    text = """CREATE TABLE a (id int PRIMARY KEY);
        CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE REFERENCES a, b int CHECK (b > 0),
            UNIQUE (a, b), UNIQUE (a, b) DEFERRABLE, CHECK (a > b), EXCLUDE USING gist (b WITH =));
        CREATE INDEX ON t (lower(a::text), b); CREATE INDEX ON t (b)"""
    found = table("postgres", text, "t")
    assert found.primary_key is not None
    assert found.primary_key.name == "t_pkey"
    assert [unique.name for unique in found.uniques] == ["t_a_b_key", "t_a_b_key1", "t_a_key"]
    assert [key.name for key in found.foreign_keys] == ["t_a_fkey"]
    assert found.foreign_keys[0].ref_columns == ("id",)
    assert [check.name for check in found.checks] == ["t_b_check", "t_check"]
    assert [item.name for item in found.exclusions] == ["t_b_excl"]
    assert [index.name for index in found.indexes] == ["t_b_idx", "t_lower_b_idx"]


def test_mysql_makes_an_index_for_a_foreign_key_that_has_none() -> None:
    text = """CREATE TABLE a (id int PRIMARY KEY);
        CREATE TABLE t (x int, y int, z int, KEY zy (z, y),
            FOREIGN KEY (x) REFERENCES a (id), CONSTRAINT fy FOREIGN KEY (y) REFERENCES a (id),
            FOREIGN KEY (z) REFERENCES a (id))"""
    found = table("mysql", text, "t")
    assert [(key.name, key.columns) for key in found.foreign_keys] == [
        ("fy", ("y",)), ("t_ibfk_1", ("x",)), ("t_ibfk_2", ("z",))]  # fmt: skip
    assert [index.name for index in found.indexes] == ["fy", "x", "zy"]


def test_that_index_gives_way_to_a_better_one() -> None:
    text = """CREATE TABLE a (id int PRIMARY KEY);
        CREATE TABLE t (x int, y int, FOREIGN KEY (x) REFERENCES a (id));
        CREATE INDEX xy ON t (x, y)"""
    assert [index.name for index in table("mysql", text, "t").indexes] == ["xy"]


def test_mysql_keys_of_every_kind() -> None:
    text = """CREATE TABLE `t` (`a` int NOT NULL, `b` varchar(90), `c` text,
        PRIMARY KEY USING BTREE (`a` DESC), UNIQUE KEY `u` (`b`) USING BTREE COMMENT 'x',
        KEY `p` (`b`(10),`a` DESC), FULLTEXT KEY `f` (`c`) /*!50100 WITH PARSER `ngram` */,
        INDEX `e` ((lower(`b`))), UNIQUE (`a`, `b`), KEY `h` (`a`) INVISIBLE)"""
    found = table("mysql", text)
    assert found.primary_key is not None
    assert found.primary_key.parts == (IndexPart(column="a", desc=True),)
    by_name = {index.name: index for index in found.indexes}
    assert by_name.keys() == {"u", "p", "f", "e", "a", "h"}
    assert (by_name["u"].unique, by_name["u"].comment) == (True, "x")
    assert by_name["p"].parts == (IndexPart(column="b", prefix=10), IndexPart("a", desc=True))
    assert by_name["f"].method == "fulltext"
    assert by_name["e"].parts[0].expression == "lower(b)"
    assert by_name["h"].invisible


def test_a_unique_keys_own_name_wins_over_the_constraints() -> None:
    text = "CREATE TABLE t (a int, CONSTRAINT sym UNIQUE KEY own (a))"
    assert table("mysql", text).indexes[0].name == "own"


def test_mysql_table_options() -> None:
    text = """CREATE TABLE t (a int) ENGINE = innodb AUTO_INCREMENT=7 DEFAULT CHARACTER SET = utf8,
        COLLATE utf8_bin COMMENT='it''s' ROW_FORMAT=Dynamic MAX_ROWS=10 DATA DIRECTORY='/x'"""
    found = table("mysql", text)
    assert found.comment == "it's"
    assert dict(found.options) == {
        "engine": "InnoDB",
        "charset": "utf8mb3",
        "collate": "utf8mb3_bin",
        "row_format": "DYNAMIC",
        "max_rows": "10",
    }


def test_mysql_partitions_are_part_of_the_table() -> None:
    text = """CREATE TABLE t (a int, d date)
        /*!50100 PARTITION BY RANGE (year(d))
        (PARTITION p0 VALUES LESS THAN (1990) COMMENT = 'old' ENGINE = InnoDB,
         PARTITION p1 VALUES LESS THAN MAXVALUE ENGINE = InnoDB) */;
        CREATE TABLE h (a int) PARTITION BY LINEAR HASH (a) PARTITIONS 4;"""
    found = table("mysql", text, "t").partition
    assert found is not None
    assert (found.strategy, found.key) == ("range", "year(d)")
    assert [(child.name, child.bound) for child in found.children] == [
        ("p0", "VALUES LESS THAN (1990)"), ("p1", "VALUES LESS THAN MAXVALUE")]  # fmt: skip
    hashed = table("mysql", text, "h").partition
    assert hashed is not None
    assert (hashed.strategy, hashed.options) == ("linear hash", (("partitions", "4"),))


def test_postgres_partitions_are_folded_into_their_table() -> None:
    text = """CREATE TABLE p (id int, at date, k text) PARTITION BY RANGE (at);
        CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')
            PARTITION BY LIST (k);
        CREATE TABLE p1a PARTITION OF p1 FOR VALUES IN ('a', NULL);
        CREATE TABLE p2 (id int, at date, k text);
        ALTER TABLE ONLY p ATTACH PARTITION p2 DEFAULT;
        CREATE INDEX pk ON p (k); CREATE INDEX p2k ON p2 (k); CREATE INDEX own ON p2 (id)"""
    found = table("postgres", text)
    assert found.partition is not None
    first, second = found.partition.children
    assert first.bound == "FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')"
    assert first.partition is not None
    assert first.partition.children[0].bound == "FOR VALUES IN ('a', NULL)"
    assert (second.name, second.bound) == ("p2", "DEFAULT")
    assert [index.name for index in second.indexes] == ["own"]


def test_like_and_inherits_bring_columns() -> None:
    text = """CREATE TABLE a (id serial PRIMARY KEY, n int DEFAULT 3 CHECK (n > 0));
        CREATE TABLE l (LIKE a INCLUDING ALL EXCLUDING CONSTRAINTS, x int);
        CREATE TABLE i (x int, n int DEFAULT 4) INHERITS (a)"""
    like, child = table("postgres", text, "l"), table("postgres", text, "i")
    assert [item.name for item in like.columns] == ["id", "n", "x"]
    assert like.primary_key is not None
    assert like.primary_key.name == "l_pkey"
    assert like.checks == ()
    assert [(item.name, item.default) for item in child.columns][1:] == [("n", "4"), ("x", None)]
    assert child.inherits == ("a",)


def test_a_partial_covering_index_of_postgres() -> None:
    text = """CREATE TABLE t (a text, b int, c int);
        CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY public.t USING btree
        (a text_pattern_ops DESC NULLS LAST, (b + 1) ASC, b int4_ops) INCLUDE (c)
        NULLS NOT DISTINCT WITH (fillfactor='70') WHERE (b > 0)"""
    (index,) = table("postgres", text).indexes
    assert index.parts == (
        IndexPart(column="a", desc=True, nulls="last", opclass="text_pattern_ops"),
        IndexPart(expression="b + 1"),
        IndexPart(column="b"),
    )
    assert (index.include, index.where, index.unique) == (("c",), "b > 0", True)
    assert (index.nulls_distinct, index.options) == (False, (("fillfactor", "70"),))


@pytest.mark.parametrize(
    ("method", "opclass", "kept"),
    [
        ("gist", "gist_geometry_ops_2d", ""),
        ("gist", "gist_geometry_ops_nd", "gist_geometry_ops_nd"),
        ("brin", "int4_minmax_ops", ""),
        ("brin", "int4_minmax_multi_ops", "int4_minmax_multi_ops"),
        ("btree", "inet_ops", ""),
        ("gist", "inet_ops", "inet_ops"),
        ("btree", "varchar_ops", "varchar_ops"),
    ],
)
def test_the_operator_class_that_an_index_has_anyway_is_not_said(
    method: str, opclass: str, kept: str
) -> None:
    text = f"CREATE TABLE t (a x); CREATE INDEX i ON t USING {method} (a {opclass})"
    (index,) = table("postgres", text).indexes
    assert index.parts[0].opclass == kept


def test_sql_server_clustering_filegroups_and_inline_indexes() -> None:
    text = """CREATE TABLE [dbo].[T](
        [a] [int] NOT NULL, [b] [int] NULL CONSTRAINT [C] CHECK NOT FOR REPLICATION ([b]>(0)),
        INDEX ix UNIQUE NONCLUSTERED ([b]) INCLUDE (a) WHERE [b] IS NOT NULL,
        CONSTRAINT [PK] PRIMARY KEY NONCLUSTERED ([a] ASC) WITH (PAD_INDEX = OFF, FILLFACTOR = 90)
        ON [PRIMARY], UNIQUE CLUSTERED (b) ON [OTHER]
        ) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]"""
    found = table("mssql", text)
    assert found.primary_key is not None
    assert found.primary_key.options == (("fillfactor", "90"), ("nonclustered", "true"))
    assert found.uniques[0].options == (("clustered", "true"), ("on", "OTHER"))
    assert found.indexes[0].where == "b IS NOT NULL"
    assert found.checks[0].name == "C"
    assert (found.schema, found.options) == ("", ())


def test_names_are_found_whatever_their_case_where_the_server_ignores_it() -> None:
    text = """CREATE TABLE Users (Id int PRIMARY KEY, Name text);
        CREATE TABLE posts (ID int, UserId int, FOREIGN KEY (userid) REFERENCES users (ID));
        CREATE INDEX i ON POSTS (id)"""
    found = table("sqlite", text, "posts")
    assert found.foreign_keys[0].columns == ("UserId",)
    assert (found.foreign_keys[0].ref_table, found.foreign_keys[0].ref_columns) == (
        "Users", ("Id",))  # fmt: skip
    assert found.indexes[0].parts == (IndexPart(column="ID"),)


def test_a_virtual_table_keeps_its_module() -> None:
    found = table("sqlite", "CREATE VIRTUAL TABLE s USING fts5(title,\n  content='posts')")
    assert found.options == (("virtual", "fts5(title, content='posts')"),)


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        ("postgres", "CREATE TEMP TABLE x (a int)"),
        ("mysql", "CREATE TEMPORARY TABLE x (a int)"),
        ("mssql", "CREATE TABLE #x (a int)"),
    ],
)
def test_a_temporary_table_is_noted_and_left_out(dialect: str, text: str) -> None:
    loaded = load(dialect, text)
    assert loaded.schema.tables == ()
    assert [problem.severity for problem in loaded.problems] == [Severity.NOTE]


def test_create_as_select_tells_what_it_can_and_warns() -> None:
    text = """CREATE TABLE a (id int, n numeric(9,2));
        CREATE TABLE b AS SELECT id, n AS total, x::date AS day FROM a WHERE id > 0"""
    loaded = load("postgres", text)
    made = loaded.schema.table("b")
    assert made is not None
    assert [(item.name, item.type.name) for item in made.columns] == [
        ("id", "integer"), ("total", ""), ("day", "date")]  # fmt: skip
    assert [problem.severity for problem in loaded.problems] == [Severity.WARNING]


def test_a_broken_item_costs_itself_and_not_the_table() -> None:
    loaded = load("postgres", "CREATE TABLE t (\na int,\nFOREIGN KEY (a REFERENCES b,\nc text)")
    assert loaded.problems
    loaded = load("postgres", "CREATE TABLE t (a int, CONSTRAINT x WHATEVER (a), c text)")
    assert [item.name for item in loaded.schema.tables[0].columns] == ["a", "c"]
    assert len(loaded.problems) == 1


def test_a_missing_semicolon_is_said_and_the_next_statement_read() -> None:
    loaded = load("mysql", "CREATE TABLE a (x int) ENGINE=InnoDB\n\nCREATE TABLE b (y int);")
    assert [item.name for item in loaded.schema.tables] == ["a", "b"]
    assert [problem.line for problem in loaded.problems] == [3]


def test_the_one_database_of_a_mysql_file_is_nameless() -> None:
    text = """CREATE DATABASE shop; USE shop; CREATE TABLE shop.a (id int PRIMARY KEY);
        CREATE TABLE b (x int, FOREIGN KEY (x) REFERENCES `shop`.`a` (id))"""
    found = schema("mysql", text)
    assert [item.full_name for item in found.tables] == [("", "a"), ("", "b")]
    assert found.tables[1].foreign_keys[0].ref_schema == ""


def test_the_search_path_says_where_tables_go() -> None:
    text = """CREATE SCHEMA app; SET search_path TO app, public;
        CREATE TABLE t (id int PRIMARY KEY);
        SELECT pg_catalog.set_config('search_path', '', false);
        CREATE TABLE public.u (id int REFERENCES app.t)"""
    found = schema("postgres", text)
    assert [item.full_name for item in found.tables] == [("", "u"), ("app", "t")]


def test_postgres_makes_one_constraint_of_those_over_the_same_columns() -> None:
    found = table("postgres", "CREATE TABLE t (a int PRIMARY KEY UNIQUE, b int UNIQUE, UNIQUE (b))")
    assert (found.primary_key and found.primary_key.name) == "t_pkey"
    assert [item.name for item in found.uniques] == ["t_b_key"]
    named = table("postgres", "CREATE TABLE t (a int PRIMARY KEY, CONSTRAINT mine UNIQUE (a))")
    assert (named.primary_key and named.primary_key.name, named.uniques) == ("mine", ())
    added = table("postgres", "CREATE TABLE t (a int PRIMARY KEY); ALTER TABLE t ADD UNIQUE (a)")
    assert [item.name for item in added.uniques] == ["t_a_key"]


def test_included_columns_are_part_of_an_index_name_that_postgres_makes_up() -> None:
    found = table(
        "postgres", "CREATE TABLE t (a int, b int); CREATE INDEX ON t ((a + 1)) INCLUDE (b)"
    )
    assert [item.name for item in found.indexes] == ["t_expr_b_idx"]


def test_binary_texts_of_a_table_without_a_character_set_are_those_of_a_usual_server() -> None:
    text = "CREATE TABLE t (id CHAR(36) BINARY) ENGINE=InnoDB"
    column = table("mariadb", text, "t").columns[0]
    assert (column.charset, column.collation) == ("", "utf8mb4_bin")
