"""Running `erdapp migrate` on scratch databases: in this process, or in one that is killed."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from click.testing import CliRunner

from erdapp.cli import cli
from erdapp.cli.failure import Failure
from erdapp.loaders.database import connect
from erdapp.migdir import directory
from erdapp.migdir.directory import Address
from erdapp.migdir.formats import FORMATS
from erdapp.runner.scratch_base import rows

PATIENCE = 60.0


class Database:
    """A database of a test: its URL and a second pair of eyes."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.connection = connect(url, statement_timeout=0)

    def run(self, *statements: str) -> None:
        for statement in statements:
            rows(self.connection, statement)

    def rows(self, sql: str) -> list[tuple[str, ...]]:
        return [tuple(str(value) for value in row) for row in rows(self.connection, sql)]


@contextlib.contextmanager
def database(server: str, query: str = "") -> Iterator[Database]:
    """A new database on a server, dropped at the end whoever is connected."""
    name = f"erdapp_{secrets.token_hex(6)}"
    url = urlunsplit(urlsplit(server)._replace(path=f"/{name}", query=query))
    at = Database(server)
    at.run(f"CREATE DATABASE {name}")
    new = Database(url)
    try:
        yield new
    finally:
        new.connection.close()
        force = " WITH (FORCE)" if server.startswith("postgres") else ""
        at.run(f"DROP DATABASE {name}{force}")
        at.connection.close()


def folder(path: Path, format_name: str = "atlas", /, **files: str) -> str:
    """A migration directory of these files (`_1_a` for `1_a.sql`) with its sum; its URL."""
    path.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (path / f"{name.removeprefix('_')}.sql").write_text(text)
    directory.write_sum(directory.read(Address(path, FORMATS[format_name])))
    return f"file://{path}?format={format_name}"


class Told(tuple[int, str]):
    """The exit code and everything that was said."""

    @property
    def code(self) -> int:
        return self[0]

    @property
    def text(self) -> str:
        return self[1]


def migrate(*arguments: str, answer: str = "") -> Told:
    """`erdapp migrate …` in this process, which waits for other tests on the same server."""
    if arguments[0] in ("apply", "down") and "--lock-timeout" not in arguments:
        arguments += ("--lock-timeout", "5m")
    done = CliRunner().invoke(cli, ["migrate", *arguments], input=answer)
    if isinstance(done.exception, Failure):
        return Told((2, f"{done.output}erdapp: {done.exception}\n"))
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Told((done.exit_code, done.output))


class Process:
    """`erdapp migrate …` in a process of its own."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "erdapp", "migrate", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={"PYTHONPATH": str(Path(__file__).parents[1]), "PATH": os.environ["PATH"]},
        )

    def until(self, words: str) -> None:
        """Read what it says until a line has the words."""
        assert self.process.stdout is not None
        said = []
        for line in self.process.stdout:
            said.append(line)
            if words in line:
                return
        raise AssertionError(f"it ended without {words!r}: {''.join(said)}")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)
        assert self.process.stdout is not None
        self.process.stdout.close()

    def ended(self) -> Told:
        said, _ = self.process.communicate(timeout=PATIENCE)
        return Told((self.process.returncode, said))


def wait_for(true: Callable[[], object]) -> None:
    """Wait until something is true that will be soon."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.02)
