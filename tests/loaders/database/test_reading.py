"""A database read in a thread: how far it is, what it takes along, how it is stopped."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from erdapp.loaders.base import SourceError
from erdapp.loaders.database import connect, guard
from erdapp.loaders.database import reading as room
from erdapp.loaders.database.reading import Reading, Stopped
from erdapp.loaders.database.url import Target, parse_url

PATIENCE = 60.0
"""Seconds that anything may take on a busy machine."""


def reading(url: str) -> Reading:
    found = Reading(guard.check(url, allow_private=True), allow_private=True)
    found.start()
    return found


@contextlib.contextmanager
def server(answer: bytes = b"", delay: float = 0) -> Iterator[int]:
    """A port at which something listens that says `answer` once and then stays silent."""
    kept = []

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = listener.accept()
                kept.append(client)
                time.sleep(delay)
                client.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, daemon=True).start()
        yield int(listener.getsockname()[1])
        for client in kept:
            client.close()


def with_user(url: str, user: str, password: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{user}:{password}@{parts.hostname}:{parts.port}{parts.path}"


@pytest.mark.live
@pytest.mark.parametrize("fixture", ["postgres_url", "mariadb_url"])
def test_what_is_read_comes_with_the_number_of_queries(
    fixture: str, request: pytest.FixtureRequest
) -> None:
    found = reading(request.getfixturevalue(fixture))
    assert found.wait(PATIENCE)
    assert found.loaded().schema is not None
    assert 5 < found.progress.queries < 60


@pytest.mark.live
def test_each_query_says_what_it_reads(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    note = Reading._note

    def spy(self: Reading, step: str, queries: int = 0) -> None:
        steps.append(step)
        note(self, step, queries)

    monkeypatch.setattr(Reading, "_note", spy)
    assert reading(postgres_url).wait(PATIENCE)
    for subject in ("tables", "columns", "constraints", "indexes", "functions"):
        assert f"Reading {subject}" in steps


@pytest.mark.live
def test_the_session_cannot_write(postgres_url: str, mariadb_url: str) -> None:
    for url in (postgres_url, mariadb_url):
        target = guard.resolve(guard.check(url, allow_private=True), allow_private=True)
        opened = Reading(target, allow_private=True)._opened(target)
        with contextlib.closing(opened), pytest.raises(Exception, match=r"(?i)read.only"):
            opened.cursor().execute("CREATE DATABASE erdapp_never")


@pytest.mark.live
def test_it_stops_between_queries(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Reading(guard.check(postgres_url, allow_private=True), allow_private=True)
    seen: list[str] = []

    def stop_at_columns(sql: str) -> str:
        seen.append(sql)
        if "pg_attribute" in sql:
            found.stop()
        return "Reading"

    monkeypatch.setattr(room, "_step", stop_at_columns)
    found.start()
    assert found.wait(PATIENCE)
    assert "pg_attribute" in seen[-1]
    with pytest.raises(Stopped):
        found.loaded()


@pytest.mark.live
@pytest.mark.parametrize(
    ("fixture", "slow"),
    [("postgres_url", "SELECT pg_sleep(20)"), ("mariadb_url", "SELECT SLEEP(20)")],
)
def test_a_server_that_is_waited_for_is_hung_up_on(
    fixture: str, slow: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = threading.Event()

    def inspect(connection: Any, *_: Any, **__: Any) -> Any:
        waiting.set()
        connection.cursor().execute(slow)

    monkeypatch.setattr(room, "inspect", inspect)
    found = reading(request.getfixturevalue(fixture))
    assert waiting.wait(PATIENCE)
    assert not found.wait(0.3)
    began = time.monotonic()
    found.stop()
    assert found.wait(PATIENCE)
    assert time.monotonic() - began < 15, "the server would have taken 20 seconds"
    with pytest.raises(Stopped):
        found.loaded()


@pytest.mark.live
def test_what_the_server_sends_is_counted(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[int] = []

    def inspect(connection: Any, *_: Any, **__: Any) -> Any:
        cursor = connection.cursor()
        cursor.execute("SELECT repeat('x', 1000000)")
        counted.append(found.received())
        raise SourceError("enough")

    monkeypatch.setattr(room, "inspect", inspect)
    found = Reading(guard.check(postgres_url, allow_private=True), allow_private=True)
    found.start()
    assert found.wait(PATIENCE)
    if hasattr(socket, "TCP_INFO"):
        assert counted[0] > 1_000_000


@pytest.mark.parametrize("scheme", ["postgres", "mysql"])
@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"\x00" * 64,
        b"\xff" * 64,
        b"N" + b"E\x00\x00\x00\x0eSFATAL\x00\x00\x00",
        b"\x4a\x00\x00\x00\x0a8.0.1\x00" + b"a" * 80,
    ],
)
def test_whatever_answers_makes_one_plain_sentence(scheme: str, answer: bytes) -> None:
    with server(answer) as port, pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "CONNECT_SECONDS", 2.0)
        patch.setattr(room, "STATEMENT_SECONDS", -28.0)  # PyMySQL waits 30 s longer
        found = reading(f"{scheme}://alice:hunter2@127.0.0.1:{port}/shop")
        assert found.wait(PATIENCE)
        with pytest.raises(SourceError) as caught:
            found.loaded()
    assert "hunter2" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_server_that_repeats_the_password_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def open_target(target: Target, **_: Any) -> Any:
        raise SourceError(f"no entry for {target.user} with {target.password}")

    monkeypatch.setattr(room, "open_target", open_target)
    found = reading("postgres://alice:hunter2@127.0.0.1/shop")
    assert found.wait(PATIENCE)
    with pytest.raises(SourceError, match=r"alice with \*\*\*"):
        found.loaded()


def test_a_name_that_changes_its_mind_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: the second answer would be this machine."""
    answers = iter(["192.168.77.77", "127.0.0.1", "127.0.0.1"])
    opened: list[Target] = []

    def resolver(host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, 1, 6, "", (next(answers), port))]

    def open_target(target: Target, **_: Any) -> Any:
        opened.append(target)
        raise SourceError("far enough")

    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    monkeypatch.setattr(room, "open_target", open_target)
    assert reading("postgres://alice:p@db.example.com/shop").wait(PATIENCE)
    assert [target.address for target in opened] == ["192.168.77.77"]


@pytest.mark.live
@pytest.mark.parametrize("fixture", ["postgres_url", "mariadb_url"])
def test_the_judged_address_is_the_one_connected_to(
    fixture: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The host's name exists nowhere: only the address can have been used."""
    url = parse_url(request.getfixturevalue(fixture))
    target = Target(
        dialect=url.dialect,
        host="db.invalid",
        port=url.port,
        user=url.user,
        password=url.password,
        database=url.database,
        address="127.0.0.1",
    )
    monkeypatch.setattr(guard, "resolve", lambda target, **_: target)
    found = Reading(target, allow_private=True)
    found.start()
    assert found.wait(PATIENCE)
    assert found.loaded().schema is not None


@pytest.mark.live
def test_no_password_of_this_server_is_sent(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands in PGPASSWORD is for this server's own databases."""
    name, password = "erdapp_pinned", "from-the-environment"
    with contextlib.closing(connect(postgres_url)) as connection:
        cursor = connection.cursor()
        cursor.execute(f"DROP ROLE IF EXISTS {name}")
        cursor.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{password}'")
        try:
            monkeypatch.setenv("PGPASSWORD", password)
            sent: list[Any] = []
            connect_to = room.open_target

            def open_target(target: Target, **kwargs: Any) -> Any:
                opened = connect_to(target, **kwargs)
                sent.append(opened.pgconn.password)  # type: ignore[attr-defined]
                return opened

            monkeypatch.setattr(room, "open_target", open_target)
            found = reading(with_user(postgres_url, name, "").replace(":@", "@"))
            assert found.wait(PATIENCE)
            # Without the setting libpq would have this one.
            assert b"from-the-environment" not in sent
        finally:
            cursor.execute(f"DROP ROLE {name}")
