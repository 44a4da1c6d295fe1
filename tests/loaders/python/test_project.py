"""A project of the user's own is loaded by its own Python, and told about in one line."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from erdapp.loaders.base import Loaded, SourceError
from erdapp.loaders.python.project import read_project
from erdapp.schema import Dialect
from tests.loaders.python.django_cases import CASES
from tests.loaders.python.oracle import project, write
from tests.loaders.python.sqlalchemy_cases import CASES as MODULES

PYTHON = f"python={quote(sys.executable)}"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = project({name: CASES[name] for name in ("plain", "keys", "computed")})
    write({**files, "shop.py": MODULES["mapped"]}, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(scheme: str, place: str, dialect: Dialect | None = None) -> Loaded:
    joined = f"{place}{'&' if '?' in place else '?'}{PYTHON}"
    loaded = read_project(scheme, joined, dialect)
    assert loaded is not None
    return loaded


def test_a_django_project_gives_its_schema_in_its_own_dialect(shop: Path):
    loaded = read("django", f"{shop}?settings=project_settings")
    assert loaded.schema.dialect is Dialect.SQLITE
    assert {"plain_thing", "auth_user"} <= {one.name for one in loaded.schema.tables}
    place = loaded.origins["plain_thing.count"]
    assert (place.file, place.line) == ("plain/models.py", 7)


def test_apps_can_be_chosen_and_another_dialect_asked_for(shop: Path):
    loaded = read("django", "?settings=project_settings&apps=keys", Dialect.POSTGRES)
    assert loaded.schema.dialect is Dialect.POSTGRES
    assert {one.name.partition("_")[0] for one in loaded.schema.tables} == {"keys"}


def test_a_module_of_sqlalchemy_gives_its_tables(shop: Path):
    loaded = read("sqlalchemy", "shop:Base", Dialect.MARIADB)
    assert [one.name for one in loaded.schema.tables] == ["posts", "users"]
    assert loaded.origins["users"].file == "shop.py"
    assert read("sqlalchemy", "shop").schema.dialect is Dialect.POSTGRES


def test_a_mistake_in_the_project_is_one_line_with_its_place(shop: Path):
    (shop / "keys/models.py").write_text("from django.db import models\n\nx = 1 / 0\n")
    with pytest.raises(SourceError, match=r"^keys/models\.py:3: ZeroDivisionError: ") as caught:
        read("django", f"{shop}?settings=project_settings")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("scheme", "place", "said"),
    [
        ("django", "?settings=nowhere", "No module named 'nowhere'"),
        ("django", "/no/such?settings=x", "there is no such folder"),
        ("django", "?settings=project_settings&apps=none", "there is no app none"),
        ("django", "?settings=x&dialect=oracle", "oracle is no dialect"),
        ("django", "?settings=x&dialect=mssql", "Django has no mssql"),
        ("sqlalchemy", "nowhere:Base", "No module named 'nowhere'"),
        ("sqlalchemy", "shop:Missing", "Missing"),
        ("sqlalchemy", "project_settings", "has no metadata with tables"),
    ],
)
def test_what_cannot_be_loaded_says_why(shop: Path, scheme: str, place: str, said: str):
    with pytest.raises(SourceError, match=said) as caught:
        read(scheme, place)
    assert "\n" not in str(caught.value)


def test_files_are_read_and_not_run(shop: Path):
    assert read_project("django", str(shop), None) is None
    assert read_project("sqlalchemy", str(shop / "shop.py"), None) is None
