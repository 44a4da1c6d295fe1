"""What is remembered of statements is what reading them again would give, and bounded."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from erdapp.loaders.base import Limits, Loaded, LoadOptions, SourceError, SourceFile
from erdapp.loaders.sql import load_sql, remembered
from erdapp.schema import Dialect
from tests.corpus import CORPUS, needs_corpus


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    remembered.clear()
    yield
    remembered.clear()


def _load(text: str, dialect: Dialect = Dialect.POSTGRES, name: str = "f.sql") -> Loaded:
    return load_sql([SourceFile(name, text)], LoadOptions(dialect=dialect))


def _fresh(text: str, dialect: Dialect = Dialect.POSTGRES, name: str = "f.sql") -> Loaded:
    remembered.clear()
    return _load(text, dialect, name)


def _agree(found: Loaded, fresh: Loaded) -> None:
    assert found.schema == fresh.schema
    assert found.problems == fresh.problems
    assert found.origins == fresh.origins


TABLE = "CREATE TABLE t (a int, b int);\n"
PAIRS = {
    "lines moved": (TABLE + "WRONG x;", "\n\n" + TABLE + "WRONG x;"),
    "the table before a constraint differs": (
        TABLE + "ALTER TABLE t ADD CHECK (a > b);",
        "CREATE TABLE t (a int, b bigint);\nALTER TABLE t ADD CHECK (a > b);",
    ),
    "a table that is not there any more": (
        TABLE + "CREATE INDEX i ON t (a);",
        "CREATE INDEX i ON t (a);",
    ),
    "a type that is declared now": (
        "CREATE TABLE s.t (a mood);",
        "SET search_path = s;\nCREATE TYPE mood AS ENUM ('a');\nCREATE TABLE s.t (a mood);",
    ),
    "another search path": (
        TABLE + "COMMENT ON TABLE t IS 'x';",
        "SET search_path = s;\n" + TABLE + "COMMENT ON TABLE t IS 'x';",
    ),
    "created twice": (TABLE, TABLE + TABLE),
    "a sequence's name that is taken": (
        "CREATE TABLE t (id serial);",
        "CREATE SEQUENCE t_id_seq;\nCREATE TABLE t (id serial);",
    ),
    "renamed between": (
        TABLE + "CREATE INDEX i ON t (a);",
        TABLE + "ALTER TABLE t RENAME TO u;\n" + TABLE + "CREATE INDEX i ON t (a);",
    ),
    "dropped between": (TABLE + "DROP TABLE t;", TABLE + "DROP TABLE t;\nDROP TABLE t;"),
    "partitions": (
        "CREATE TABLE p (a int) PARTITION BY LIST (a);"
        "CREATE TABLE c PARTITION OF p FOR VALUES IN (1);",
        "CREATE TABLE p (a int) PARTITION BY LIST (a);"
        "CREATE TABLE c (a int); CREATE INDEX i ON c (a);",
    ),
}


@pytest.mark.parametrize(("before", "after"), PAIRS.values(), ids=PAIRS)
def test_a_version_after_another_loads_as_if_it_were_the_first(before: str, after: str) -> None:
    _load(before)
    _agree(_load(after), _fresh(after))


INDEXED = (
    "CREATE TABLE p (id int PRIMARY KEY);CREATE TABLE t (a int, FOREIGN KEY (a) REFERENCES p);"
)


@pytest.mark.parametrize("dialect", [Dialect.MYSQL, Dialect.MARIADB])
def test_an_index_made_for_a_foreign_key_gives_way_again(dialect: Dialect) -> None:
    text = INDEXED + "CREATE INDEX better ON t (a);"
    _load(INDEXED, dialect)
    for _ in range(2):
        found = _load(text, dialect)
        (table,) = (table for table in found.schema.tables if table.name == "t")
        assert [index.name for index in table.indexes] == ["better"]


def test_the_file_of_an_origin_is_the_one_that_was_loaded() -> None:
    _load(TABLE, name="first.sql")
    assert _load(TABLE, name="second.sql").origins["t.a"].file == "second.sql"


def test_limits_hold_for_what_is_remembered_too() -> None:
    _load(TABLE)
    with pytest.raises(SourceError, match="tables"):
        load_sql(
            [SourceFile("f.sql", TABLE)],
            LoadOptions(dialect=Dialect.POSTGRES, limits=Limits(tables=0)),
        )


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST_CHARACTERS", 5_000)
    text = "".join(f"CREATE TABLE t{number} (a int, b text);\n" for number in range(100))
    found = _load(text)
    assert len(found.schema.tables) == 100
    assert 0 < remembered.characters() <= 5_000
    _agree(_load(text), found)


def test_loads_at_the_same_time_share_what_they_remember() -> None:
    texts = [
        "".join(f"CREATE TABLE t{n} (a int, b{n % 7 + version} text);\n" for n in range(60))
        + "".join(f"CREATE INDEX i{n} ON t{n} (a);\n" for n in range(60))
        for version in range(4)
    ]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(_load, texts * 4))
    for text, loaded in zip(texts * 4, found, strict=True):
        _agree(loaded, _fresh(text))


@pytest.mark.corpus
@needs_corpus
@pytest.mark.parametrize("dialect", Dialect)
def test_real_files_load_the_same_again(dialect: Dialect) -> None:
    for path in sorted((CORPUS / dialect).glob("*.sql")):
        text = path.read_text(encoding="utf-8", errors="replace")
        first = _fresh(text, dialect)
        _agree(_load(text, dialect), first)


@pytest.mark.corpus
@needs_corpus
@pytest.mark.parametrize("dialect", [Dialect.POSTGRES, Dialect.MYSQL, Dialect.SQLITE])
def test_versions_of_a_real_file_load_the_same_after_one_another(dialect: Dialect) -> None:
    for folder in sorted((CORPUS / "history" / dialect).iterdir()):
        texts = [path.read_text(errors="replace") for path in sorted(folder.glob("*.sql"))]
        for older, newer in pairwise(texts):
            _fresh(older, dialect)
            _agree(_load(newer, dialect), _fresh(newer, dialect))


def test_a_load_that_is_the_only_one_remembers_nothing() -> None:
    options = LoadOptions(dialect=Dialect.POSTGRES, remember=False)
    found = load_sql([SourceFile("f.sql", TABLE)], options)
    assert remembered.characters() == 0
    _agree(_load(TABLE), found)
