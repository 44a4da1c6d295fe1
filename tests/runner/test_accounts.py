"""Who makes scratch databases and who runs in them: administrators of every rank; left-overs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from erdapp.loaders.base import SourceError
from erdapp.loaders.database import DRIVER_ERRORS, Connection, Target, connect, open_target
from erdapp.loaders.database.catalog import fetch, run
from erdapp.runner import ScratchUnavailable, scratch_database, scratch_mysql, scratch_postgres
from erdapp.runner.scratch_base import MARKER, PREFIX, new_stamp
from erdapp.schema import Dialect

pytestmark = pytest.mark.live


@pytest.fixture
def postgres(postgres_url: str) -> Iterator[Connection]:
    connection = connect(postgres_url)
    yield connection
    connection.close()


@pytest.fixture
def lesser(postgres: Connection, postgres_url: str) -> Iterator[tuple[str, str]]:
    """(name, URL) of a role that is no superuser and can only log in."""
    name = f"erdapp_admin_{new_stamp()}"
    run(postgres, f"CREATE ROLE {name} LOGIN PASSWORD 'lesser'")
    parts = urlsplit(postgres_url)
    yield name, f"postgresql://{name}:lesser@{parts.hostname}:{parts.port or 5432}/postgres"
    run(postgres, f"DROP ROLE {name}")


def session_user(url: str, dialect: Dialect = Dialect.POSTGRES) -> str:
    with scratch_database(dialect, url) as scratch:
        run(scratch.connection, "CREATE TABLE t (a integer)")
        return str(fetch(scratch.connection, "SELECT session_user AS name")[0].name)


def test_an_administrator_need_not_be_a_superuser(
    postgres: Connection, lesser: tuple[str, str]
) -> None:
    name, url = lesser
    run(postgres, f"ALTER ROLE {name} CREATEDB CREATEROLE")
    assert session_user(url).startswith(PREFIX)


def test_who_cannot_make_roles_runs_it_alone_if_harmless(
    postgres: Connection, lesser: tuple[str, str]
) -> None:
    name, url = lesser
    run(postgres, f"ALTER ROLE {name} CREATEDB")
    assert session_user(url) == name
    run(postgres, f"GRANT pg_read_server_files TO {name}")
    with pytest.raises(ScratchUnavailable, match="too many rights"):
        session_user(url)


def test_who_cannot_make_databases_is_told(lesser: tuple[str, str]) -> None:
    with pytest.raises(ScratchUnavailable, match="permission denied to create") as caught:
        session_user(lesser[1])
    assert "CREATEDB" in caught.value.hint
    assert "lesser" not in f"{caught.value}{caught.value.hint}"


def test_a_role_that_may_not_log_in_is_explained(
    postgres: Connection, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    def refuse(target: Target, **options: float) -> Connection:
        made.append(target.user)
        try:
            return open_target(replace(target, user="no_such_role"), **options)
        except SourceError as error:
            raise SourceError(error.message) from None

    monkeypatch.setattr(scratch_postgres, "open_target", refuse)
    with pytest.raises(ScratchUnavailable, match="cannot log in") as caught:
        session_user(postgres_url)
    assert "pg_hba.conf" in caught.value.hint
    assert made[0].startswith(PREFIX)
    assert not of_ours(postgres) & set(made)


def of_ours(connection: Connection) -> set[str]:
    """Our roles that no running proof can have: those without a database."""
    sql = (
        f"SELECT rolname AS name FROM pg_roles WHERE rolname LIKE '{PREFIX}%' "
        "AND NOT EXISTS (SELECT FROM pg_database WHERE datname = rolname) "
        f"AND rolname < '{PREFIX}{int(time.time()) - 5}'"
    )
    return {row.name for row in fetch(connection, sql)}


def test_roles_of_crashed_runs_go_after_an_hour(postgres: Connection, postgres_url: str) -> None:
    old = int(time.time()) - 7200
    alone, owner, foreign = (f"{PREFIX}{old}_{digit * 12}" for digit in "abc")
    try:
        for name in (alone, owner, foreign):
            run(postgres, f"CREATE ROLE {name}")
        # The owner of a database may take our comment off it, but not off its role.
        run(postgres, f"CREATE DATABASE {owner} OWNER {owner} TEMPLATE template0")
        # Marked last: from now on the scratch databases of other tests may clean them up too.
        for name, comment in ((foreign, "my own"), (owner, MARKER), (alone, MARKER)):
            run(postgres, f"COMMENT ON ROLE {name} IS '{comment}'")
        with scratch_database(Dialect.POSTGRES, postgres_url):
            pass
        soon = time.monotonic() + 10
        while of_ours(postgres) & {alone, owner, foreign} != {foreign}:
            assert time.monotonic() < soon
            time.sleep(0.2)
        assert fetch(postgres, f"SELECT FROM pg_database WHERE datname = '{owner}'") == []
    finally:
        with suppress(*DRIVER_ERRORS):
            run(postgres, f"DROP DATABASE IF EXISTS {owner}")
        run(postgres, f"DROP ROLE IF EXISTS {alone}, {owner}, {foreign}")


def test_a_statement_cannot_put_off_the_end(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scratch_postgres, "SESSION_SECONDS", 1)
    with scratch_database(Dialect.POSTGRES, postgres_url) as scratch:
        run(scratch.connection, "SET statement_timeout = 0")
        started = time.monotonic()
        with pytest.raises(DRIVER_ERRORS, match="terminating connection"):
            run(scratch.connection, "SELECT pg_sleep(60)")
        assert time.monotonic() - started < 30


# --- MariaDB ------------------------------------------------------------------------------------


@pytest.fixture
def mariadb(mariadb_url: str) -> Iterator[Connection]:
    connection = connect(mariadb_url)
    yield connection
    connection.close()


@pytest.fixture
def lesser_mariadb(mariadb: Connection, mariadb_url: str) -> Iterator[tuple[str, str]]:
    """(account, URL) of a user without rights."""
    account = f"'erdapp_admin_{new_stamp()[-6:]}'@'%'"
    run(mariadb, f"CREATE USER {account} IDENTIFIED BY 'lesser'")
    parts = urlsplit(mariadb_url)
    name = account.split("'")[1]
    yield account, f"mariadb://{name}:lesser@{parts.hostname}:{parts.port or 3306}/"
    run(mariadb, f"DROP USER {account}")


OWN = r"`erdapp\_scratch\_%`.*"


def test_mariadb_makes_a_user_with_one_database(
    mariadb: Connection, lesser_mariadb: tuple[str, str]
) -> None:
    account, url = lesser_mariadb
    run(mariadb, f"GRANT CREATE USER ON *.* TO {account}")
    run(mariadb, f"GRANT ALL ON {OWN} TO {account} WITH GRANT OPTION")
    with scratch_database(Dialect.MARIADB, url) as scratch:
        granted = [row[0] for row in fetch(scratch.connection, "SHOW GRANTS")]
        name = fetch(scratch.connection, "SELECT DATABASE() AS name")[0].name
        assert len(granted) == 2
        assert "GRANT USAGE ON *.*" in granted[0]
        assert f"`{name}`.*" in granted[1].replace("\\", "")
    users = "SELECT User FROM mysql.user WHERE User = 'erdapp_s_{}'"
    assert fetch(mariadb, users.format(name.removeprefix(PREFIX))) == []


def test_mariadb_runs_it_as_a_harmless_administrator(
    mariadb: Connection, lesser_mariadb: tuple[str, str]
) -> None:
    account, url = lesser_mariadb
    run(mariadb, f"GRANT ALL ON {OWN} TO {account}")
    with scratch_database(Dialect.MARIADB, url) as scratch:
        run(scratch.connection, "CREATE TABLE t (a int)")
    run(mariadb, f"GRANT FILE ON *.* TO {account}")
    with (
        pytest.raises(ScratchUnavailable, match="too many rights"),
        scratch_database(Dialect.MARIADB, url),
    ):
        pass


def test_users_of_crashed_runs_go_after_an_hour(mariadb: Connection, mariadb_url: str) -> None:
    old = f"{scratch_mysql.USER_PREFIX}{int(time.time()) - 7200}_{'a' * 12}"
    run(mariadb, f"CREATE USER {old}@'127.0.0.1'")
    with scratch_database(Dialect.MARIADB, mariadb_url):
        assert fetch(mariadb, f"SELECT User FROM mysql.user WHERE User = '{old}'") == []
