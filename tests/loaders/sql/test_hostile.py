"""Hostile input ends in one clear error or in a result, soon, and never in a traceback."""

from __future__ import annotations

import gc
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erdapp.loaders.base import Limits, LoadOptions, SourceError, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect
from tests.loaders.sql.loading import load

DEEP = 100_000


def test_ten_thousand_columns_are_refused_with_the_limit_in_the_message() -> None:
    columns = ",".join(f"c{number} int" for number in range(10_000))
    with pytest.raises(SourceError, match=r"a\.sql:1: table t has 4097 columns or more.*4096"):
        load("postgres", f"CREATE TABLE t ({columns})")


def test_ten_thousand_columns_read_where_the_limit_allows_them() -> None:
    columns = ",".join(f"c{number} int" for number in range(10_000))
    start = time.process_time()
    loaded = load("postgres", f"CREATE TABLE t ({columns})", Limits(columns_per_table=10_000))
    assert len(loaded.schema.tables[0].columns) == 10_000
    assert time.process_time() - start < 10


def test_columns_added_one_by_one_count_too() -> None:
    changes = ", ".join(f"ADD c{number} int" for number in range(60))
    with pytest.raises(SourceError, match="61 columns"):
        load(
            "mysql",
            f"CREATE TABLE t (id int); ALTER TABLE t {changes}",
            Limits(columns_per_table=50),
        )


def test_too_many_tables_files_and_bytes() -> None:
    with pytest.raises(SourceError, match="more than 2 tables"):
        load(
            "sqlite",
            "CREATE TABLE a (x); CREATE TABLE b (x);\nCREATE TABLE c (x)",
            Limits(tables=2),
        )
    files = [SourceFile("a.sql", "SELECT 1"), SourceFile("b.sql", "SELECT 2")]
    with pytest.raises(SourceError, match="2 files"):
        load_sql(files, LoadOptions(limits=Limits(files=1)))
    with pytest.raises(SourceError, match=r"b\.sql: .*12 bytes"):
        load_sql(files, LoadOptions(limits=Limits(total_bytes=12)))
    with pytest.raises(SourceError, match="no SQL file"):
        load_sql([])


def test_a_statement_beyond_the_limit_is_refused() -> None:
    with pytest.raises(SourceError, match=r"a\.sql:2: a statement of 2,0.. characters"):
        load("sqlite", f"\nCREATE TABLE t (c DEFAULT '{'x' * 2000}')", Limits(statement_bytes=2000))


@pytest.mark.parametrize("dialect", list(Dialect))
@pytest.mark.parametrize(
    "text",
    [
        "CREATE TABLE t (a int DEFAULT " + "(" * DEEP + "1" + ")" * DEEP + ", b int)",
        "CREATE TABLE t (a int CHECK " + "(" * DEEP + "a > 1" + ")" * DEEP + ", b int)",
        "CREATE TABLE t " + "(" * DEEP,
        "CREATE TABLE t (a int" + ")" * DEEP,
        "CREATE TABLE t (a int DEFAULT " + "- " * DEEP + "1)",
        "CREATE TABLE t (a int DEFAULT " + "CASE " * DEEP + ")",
        "CREATE TABLE t (a int DEFAULT 1" + "::int" * DEEP + ")",
        "CREATE TABLE t (a int" + "[" * DEEP,
        "CREATE TABLE " + "a." * DEEP + "b (x int)",
        "CREATE TABLE t (" + "a int," * 50 + "(" * DEEP,
        "ALTER TABLE t " + "ADD a int, " * 5000,
        "CREATE " + "OR REPLACE " * DEEP + "TABLE t (a int)",
        "CREATE INDEX i ON t (" + "(" * DEEP,
        "/*" * DEEP,
        "/* " + "'" * DEEP,
        "$$" * (DEEP + 1),
        "\x00\x01\x02 CREATE TABLE \ufffe (\x00 int)",
    ],
    ids=range(17),
)
def test_deep_and_broken_texts_end_soon(dialect: Dialect, text: str) -> None:
    start = time.process_time()
    load(dialect, text)
    assert time.process_time() - start < 8


def test_five_megabytes_in_one_statement() -> None:
    text = "CREATE TABLE t (a int, b text DEFAULT '" + "x' /* " * 800_000 + "')"
    start = time.process_time()
    load("postgres", text, Limits(statement_bytes=6_000_000))
    values = ",".join(["(1,'a''b')"] * 480_000)
    load("mysql", f"INSERT INTO t VALUES {values}; CREATE TABLE t (a int)")
    assert time.process_time() - start < 15


def test_garbage_collection_is_as_it_was_after_an_error() -> None:
    assert gc.isenabled()
    with pytest.raises(SourceError):
        load("sqlite", "CREATE TABLE a (x); CREATE TABLE b (x)", Limits(tables=1))
    assert gc.isenabled()


_WORDS = """CREATE ALTER DROP TABLE INDEX UNIQUE t a b ( ( ) ) , , ; . [ ] :: 'x' "y" `z` [w] 1 -1
int varchar NOT NULL DEFAULT PRIMARY KEY FOREIGN REFERENCES CHECK CONSTRAINT ADD COLUMN MODIFY
CHANGE RENAME TO ON SET WITH USING PARTITION BY OF FOR VALUES IN FROM AS SELECT IDENTITY GENERATED
ALWAYS LIKE INHERITS ENGINE = COMMENT COLLATE CHARACTER EXEC sp_rename GO $$ /* */ -- #"""
WORDS = st.sampled_from(_WORDS.split())


@pytest.mark.parametrize("dialect", list(Dialect))
@settings(max_examples=150, deadline=None)
@given(words=st.lists(WORDS, max_size=40))
def test_any_heap_of_words_gives_a_schema_and_problems(dialect: Dialect, words: list[str]) -> None:
    load(dialect, "CREATE TABLE t (a int, b int);\nCREATE TABLE " + " ".join(words))
    load(dialect, "CREATE TABLE t (a int, b int);\nALTER TABLE t " + " ".join(words))
    load(dialect, " ".join(words))


NAMES = ["<script>alert(1)</script>", "]]>", 'a"b', "a`b", "a]b", "a'b", "😀", "a\nb", "日本"]


@pytest.mark.parametrize("dialect", list(Dialect))
@pytest.mark.parametrize("name", NAMES)
def test_strange_names_stay_what_they_are(dialect: Dialect, name: str) -> None:
    from erdapp.dialects import facts

    quoted = facts(dialect).quote(name)
    loaded = load(dialect, f"CREATE TABLE {quoted} (id int, {quoted} int)")
    (table,) = loaded.schema.tables
    assert table.name == name
    assert table.columns[1].name == name
