"""Running the command in a process of its own, with two versions of a schema at hand."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest

from erdapp.cli import main

Run = Callable[..., "subprocess.CompletedProcess[str]"]

FIRST = """\
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  total NUMERIC NOT NULL DEFAULT 0
);
"""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `erdapp …` in an empty folder."""

    def call(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "erdapp", *arguments],
            cwd=tmp_path,
            env={"PYTHONPATH": str(Path(__file__).parents[2]), "PATH": "/usr/bin:/bin", **env},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return call


class Done(NamedTuple):
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


Call = Callable[..., Done]


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """Run `erdapp …` in this process, in an empty folder: for tests that start it often."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, stdin: str = "") -> Done:
        monkeypatch.setattr("sys.argv", ["erdapp", *arguments])
        monkeypatch.setattr("sys.stdin", StringIO(stdin))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return Done(int(ended.value.code or 0), printed.out, printed.err)

    return run


@pytest.fixture
def versions(tmp_path: Path) -> tuple[str, str]:
    """Two SQLite files: the second renames a column and adds another."""
    first, second = tmp_path / "v1.sql", tmp_path / "v2.sql"
    first.write_text(FIRST)
    second.write_text(
        FIRST.replace("total NUMERIC", "amount NUMERIC").replace(
            "name TEXT NOT NULL", "name TEXT NOT NULL, age INTEGER"
        )
    )
    return "file://v1.sql", "file://v2.sql"
