"""Telling the dialects apart."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from erdapp.loaders.sql import detect_dialect
from erdapp.schema import Dialect
from tests.corpus import CORPUS, needs_corpus

TINY = [
    ("create table t (id int primary key)", Dialect.POSTGRES),
    ("", Dialect.POSTGRES),
    ("CREATE TABLE t (id serial PRIMARY KEY, at timestamptz DEFAULT now());", Dialect.POSTGRES),
    ("CREATE TABLE t (id uuid DEFAULT gen_random_uuid(), tags text[]);", Dialect.POSTGRES),
    ("CREATE TABLE t (a character varying(20), b jsonb);", Dialect.POSTGRES),
    ("CREATE TYPE mood AS ENUM ('a', 'b');", Dialect.POSTGRES),
    ("CREATE FUNCTION f() RETURNS int AS $$ SELECT 1 $$ LANGUAGE sql;", Dialect.POSTGRES),
    ("CREATE TABLE `t` (`id` int NOT NULL AUTO_INCREMENT, PRIMARY KEY (`id`));", Dialect.MYSQL),
    ("CREATE TABLE t (id int) ENGINE=InnoDB;", Dialect.MYSQL),
    ("CREATE TABLE t (id int unsigned not null, key (id));", Dialect.MYSQL),
    ("/*!40101 SET NAMES utf8 */;", Dialect.MYSQL),
    ("CREATE TABLE `t` (`a` inet6) ENGINE=Aria;", Dialect.MARIADB),
    ("-- MariaDB dump 10.19\nCREATE TABLE `t` (`a` int) ENGINE=InnoDB;", Dialect.MARIADB),
    ("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);", Dialect.SQLITE),
    ("PRAGMA foreign_keys = ON;\nCREATE TABLE t (id INTEGER);", Dialect.SQLITE),
    ("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT) WITHOUT ROWID;", Dialect.SQLITE),
    ("CREATE TABLE t (a TEXT) STRICT;", Dialect.SQLITE),
    ("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL);", Dialect.SQLITE),
    ("CREATE TABLE [dbo].[t] ([id] int IDENTITY(1,1) NOT NULL)\nGO\n", Dialect.MSSQL),
    ("CREATE TABLE t (id int IDENTITY PRIMARY KEY, a nvarchar(max));", Dialect.MSSQL),
    ("CREATE TABLE t (id uniqueidentifier DEFAULT newid())", Dialect.MSSQL),
]


@pytest.mark.parametrize(("text", "dialect"), TINY)
def test_one_statement_is_enough(text: str, dialect: Dialect) -> None:
    assert detect_dialect([text]) is dialect


def test_all_files_count() -> None:
    texts = ["CREATE TABLE t (id int);", "ALTER TABLE t ADD COLUMN b jsonb;"]
    assert detect_dialect(texts) is Dialect.POSTGRES


def test_data_does_not_count() -> None:
    rows = "INSERT INTO t VALUES ('ENGINE=InnoDB `a` AUTO_INCREMENT [dbo] GO');\n" * 50
    assert detect_dialect([f"CREATE TABLE t (a jsonb);\n{rows}"]) is Dialect.POSTGRES


@pytest.mark.parametrize("piece", ["'", "boolean ", "COPY t FROM stdin;\n", "\n", "datetime ", "["])
def test_hostile_text_takes_no_longer(piece: str) -> None:
    start = time.process_time()
    detect_dialect([piece * 100_000])
    assert time.process_time() - start < 3


def _corpus_files() -> list[Path]:
    return sorted([*CORPUS.glob("*/*.sql"), *CORPUS.glob("history/*/*/*.sql")])


@needs_corpus
@pytest.mark.corpus
@pytest.mark.parametrize("path", _corpus_files(), ids=lambda path: str(path.relative_to(CORPUS)))
def test_real_files_are_told(path: Path) -> None:
    parts = path.relative_to(CORPUS).parts
    wanted = parts[1] if parts[0] == "history" else parts[0]
    found = detect_dialect([path.read_text("utf-8-sig")])
    assert found == wanted or (wanted == "mariadb" and found is Dialect.MYSQL)


def test_a_command_of_the_shell_counts_in_the_first_line_too() -> None:
    text = ".mode csv\n.headers on\nCREATE TABLE a (b text);\n"
    assert detect_dialect([text]) is Dialect.SQLITE
