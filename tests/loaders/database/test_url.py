"""Database URLs: every form that is in use, and no secret in any message."""

from __future__ import annotations

import pytest

from erdapp.loaders.base import SourceError
from erdapp.loaders.database import connect, dialect_of, parse_url
from erdapp.schema import Dialect


@pytest.mark.parametrize(
    ("url", "dialect"),
    [
        ("postgres://h/db", Dialect.POSTGRES),
        ("postgresql://h/db", Dialect.POSTGRES),
        ("mysql://h/db", Dialect.MYSQL),
        ("maria://h/db", Dialect.MARIADB),
        ("mariadb://h/db", Dialect.MARIADB),
        ("sqlite://file.db", Dialect.SQLITE),
        ("sqlserver://h/db", Dialect.MSSQL),
    ],
)
def test_the_scheme_names_the_dialect(url: str, dialect: Dialect) -> None:
    assert dialect_of(url) is dialect


@pytest.mark.parametrize("url", ["", "oracle://h/db", "users.sql", "http://h/", "postgres"])
def test_anything_else_is_refused_with_the_known_schemes(url: str) -> None:
    with pytest.raises(SourceError, match="postgres://"):
        dialect_of(url)


def test_user_password_and_name_are_unescaped() -> None:
    target = parse_url("postgres://some%40one:p%2Fw@db.example:6432/my%20db?sslmode=disable")
    assert (target.user, target.password) == ("some@one", "p/w")
    assert (target.host, target.port, target.database) == ("db.example", 6432, "my db")
    assert target.parameter("sslmode") == "disable"


def test_an_empty_password_and_a_missing_port_are_fine() -> None:
    target = parse_url("mariadb://root:@db.example")
    assert (target.user, target.password, target.port) == ("root", "", 3306)
    assert target.database == ""


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite://file:dir/a.db?cache=shared&_fk=1", "dir/a.db"),
        ("sqlite://dir/a.db", "dir/a.db"),
        ("sqlite:///abs/a.db", "/abs/a.db"),
        ("sqlite://a%20b.db", "a b.db"),
        ("sqlite://dev?mode=memory", "dev"),
        ("sqlite://?mode=memory", ":memory:"),
    ],
)
def test_a_sqlite_url_is_a_path(url: str, path: str) -> None:
    assert parse_url(url).database == path


def test_the_place_and_the_repr_hide_the_password() -> None:
    target = parse_url("mysql://root:hunter2@db.example/shop?password=hunter2")
    assert "hunter2" not in repr(target) + target.place
    assert target.place == "db.example:3306/shop"


@pytest.mark.parametrize(
    "url",
    [
        "postgres://root:hunter2@127.0.0.1:1/db",
        "mysql://root:hunter2@127.0.0.1:1/db",
        "postgres://root:hunter2@[broken/db",
        "postgres://root:hunter2@h:99999999/db",
        "sqlserver://sa:hunter2@h/db",
    ],
)
def test_an_error_never_holds_the_url_or_the_password(url: str) -> None:
    with pytest.raises(SourceError) as caught:
        connect(url, connect_timeout=2)
    assert "hunter2" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_reading_a_sqlite_file_that_is_not_there_makes_none(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SourceError, match="no such file"):
        connect(f"sqlite://{tmp_path}/none.db", read_only=True)
    assert not (tmp_path / "none.db").exists()


def test_a_file_that_is_no_database_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "junk.db"
    path.write_bytes(b"not a database, only some words" * 100)
    with pytest.raises(SourceError, match="not a database"):
        connect(f"sqlite://{path}", read_only=True)


def test_a_read_only_connection_cannot_write(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "a.db"
    connect(f"sqlite://{path}").cursor().execute("CREATE TABLE t (a)")
    with pytest.raises(Exception, match="readonly"):
        connect(f"sqlite://{path}", read_only=True).cursor().execute("DROP TABLE t")
