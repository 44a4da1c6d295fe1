"""Views as servers store them: each probe is read, run, inspected, and run again as it was read."""

from __future__ import annotations

import pytest

from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.runner import normalise
from erdapp.schema import Dialect, Schema
from tests.dialects.view_probes import BOTH, MARIADB, POSTGRES, TABLES

EXPECTED_UNEQUAL: dict[Dialect, frozenset[str]] = {
    Dialect.POSTGRES: frozenset({"v_within_group"}),  # its argument is cast to double precision
    Dialect.MARIADB: frozenset(),
}


def _text(views: dict[str, str]) -> str:
    return TABLES + "".join(f"CREATE VIEW v_{name} AS {sql};\n" for name, sql in views.items())


def _definitions(schema: Schema) -> dict[str, str]:
    return {view.name: view.definition for view in schema.views}


def _check(views: dict[str, str], dialect: Dialect, url: str) -> None:
    files = (SourceFile("views.sql", _text(views)),)
    read = load_sql(files, LoadOptions(dialect=dialect))
    stored = normalise(read, files, url=url)
    assert not stored.problems
    wanted, found = _definitions(stored.schema), _definitions(read.schema)
    unequal = {name for name in wanted if wanted[name] != found[name]}
    assert {name: (found[name], wanted[name]) for name in unequal - EXPECTED_UNEQUAL[dialect]} == {}
    again = normalise(read, url=url)
    assert not again.problems
    assert _definitions(again.schema) == wanted


@pytest.mark.live
def test_postgres_stores_views_as_they_are_read(postgres_url: str) -> None:
    _check({**BOTH, **POSTGRES}, Dialect.POSTGRES, postgres_url)


@pytest.mark.live
def test_mariadb_stores_views_as_they_are_read(mariadb_url: str) -> None:
    _check({**BOTH, **MARIADB}, Dialect.MARIADB, mariadb_url)
