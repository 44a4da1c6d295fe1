"""Every kind of object a server has: added by a plan, taken away again, proved on that server."""

from __future__ import annotations

import pytest

from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.planner import plan
from erdapp.runner import Verdict, prove
from erdapp.schema import Dialect, Schema
from tests.loaders.database import test_mariadb, test_postgres


def load(sql: str, dialect: Dialect) -> Schema:
    loaded = load_sql((SourceFile("a.sql", sql),), LoadOptions(dialect=dialect))
    assert not loaded.problems
    return loaded.schema


def prove_adding(sql: str, dialect: Dialect, url: str) -> None:
    old, new = load("CREATE TABLE first (a int);", dialect), load(sql, dialect)
    proof = prove(old, new, plan(old, new), url=url)
    assert (proof.verdict, proof.reason) == (Verdict.PROVED, "")


@pytest.mark.live
def test_postgres_builds_and_takes_away_every_kind(postgres_url: str) -> None:
    prove_adding(test_postgres.DDL, Dialect.POSTGRES, postgres_url)


@pytest.mark.live
def test_mariadb_builds_and_takes_away_every_kind(mariadb_url: str) -> None:
    statements = [text for text in test_mariadb.DDL if "BEGIN" not in text]
    prove_adding(";\n".join(statements) + ";", Dialect.MARIADB, mariadb_url)
