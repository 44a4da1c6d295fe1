"""`erdapp push` against a running server."""

from __future__ import annotations

import stat
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from pytest_django.live_server_helper import LiveServer

from erdapp.store.actions.tokens import create_token
from erdapp.store.models import Project, Version
from tests.cli.conftest import Run
from tests.people import FIRST, SECOND


@pytest.fixture
def push(run: Run, tmp_path: Path) -> Run:
    """`erdapp push shop.sql …` of a machine of its own."""
    (tmp_path / "shop.sql").write_text(FIRST)
    return partial(run, "push", "shop.sql", XDG_CONFIG_HOME=str(tmp_path / "config"))


def test_a_push_prints_the_link_alone_on_stdout(live_server: LiveServer, push: Run) -> None:
    done = push("--server", live_server.url)
    assert done.returncode == 0
    assert done.stdout.startswith(f"{live_server.url}/s/")
    assert "shop: version 1: first version" in done.stderr


def test_a_second_push_of_the_same_machine_adds_a_version(
    live_server: LiveServer, push: Run, tmp_path: Path
) -> None:
    options = ("--server", live_server.url, "--project", "shop")
    push(*options)
    (tmp_path / "shop.sql").write_text(SECOND)
    assert "version 2" in push(*options).stderr
    assert "nothing changed" in push(*options).stderr
    key = tmp_path / "config" / "erdapp" / "machine-key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert Version.objects.count() == 2


def test_a_token_pushes_for_its_user(live_server: LiveServer, push: Run) -> None:
    user = User.objects.create_user("alice")
    _, secret = create_token(user, "CI")
    done = push("--server", live_server.url, "--token", secret)
    assert done.returncode == 0
    assert Project.objects.get().owner == user


def test_a_refused_token_is_one_line(live_server: LiveServer, push: Run) -> None:
    done = push("--server", live_server.url, "--token", "erdapp_wrong")
    assert done.returncode == 2
    assert "This token is unknown or was withdrawn." in done.stderr
    assert "erdapp_wrong" not in done.stderr


def test_a_server_that_is_not_there_is_one_line(push: Run) -> None:
    done = push("--server", "http://127.0.0.1:9")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "cannot be reached" in done.stderr


def test_a_server_has_to_be_named_by_its_scheme(push: Run) -> None:
    assert "http:// or https://" in push("--server", "file:///etc").stderr


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """A server that sends everybody to another one."""

    class Redirect(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(307)
            self.send_header("Location", "http://203.0.113.1/api/v1/push")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Keep quiet."""

    server = HTTPServer(("127.0.0.1", 0), Redirect)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_redirect_is_told_and_the_token_not_carried_there(elsewhere: str, push: Run) -> None:
    done = push("--server", elsewhere, "--token", "erdapp_x")
    assert done.returncode == 2
    assert "it is at http://203.0.113.1: use that --server" in done.stderr


def test_two_sources_are_pushed_for_a_link_that_compares_them(
    live_server: LiveServer, push: Run, tmp_path: Path
) -> None:
    (tmp_path / "old.sql").write_text(FIRST)
    (tmp_path / "shop.sql").write_text(SECOND)
    done = push("--server", live_server.url, "--after", "old.sql")
    assert done.stdout == f"{live_server.url}/p/{Project.objects.get().slug}/compare/1...2\n"
    (tmp_path / "old.sql").write_text(SECOND)
    assert "/s/" in push("--server", live_server.url, "--after", "old.sql").stdout
