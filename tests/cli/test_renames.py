"""Renames on the command line: told, asked for at a terminal, or said aloud."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import FIRST, Run

DIFF = ("schema", "diff", "--from", "file://v1.sql", "--to", "file://v2.sql")


def write(folder: Path, first: str, second: str) -> None:
    (folder / "v1.sql").write_text(first)
    (folder / "v2.sql").write_text(second)


def test_a_hint_of_the_source_is_followed_without_a_word(run: Run, tmp_path: Path) -> None:
    hinted = FIRST.replace("  total", "  -- atlas:renamed_from total\n  amount")
    write(tmp_path, FIRST, f"-- A shop.\n\n{hinted}")
    done = run(*DIFF, "--dialect", "sqlite", "--prove")
    assert 'RENAME COLUMN "total" TO "amount"' in done.stdout
    assert "looks renamed" not in done.stderr
    assert "proved on SQLite" in done.stderr


def test_a_hint_that_finds_nothing_is_noted(run: Run, tmp_path: Path) -> None:
    second = f"{FIRST}\n-- atlas:renamed_from shipments\nCREATE TABLE deliveries (id INTEGER);"
    write(tmp_path, FIRST, second)
    done = run(*DIFF, "--dialect", "sqlite")
    assert 'CREATE TABLE "deliveries"' in done.stdout
    assert "note: shipments is told as the earlier name of deliveries" in done.stderr


def test_a_hint_that_has_done_its_work_says_nothing_any_more(run: Run, tmp_path: Path) -> None:
    hinted = f"-- atlas:renamed_from clients\n{FIRST}"
    write(tmp_path, hinted, hinted.replace("NOT NULL);", "NOT NULL, age INTEGER);"))
    assert run(*DIFF, "--dialect", "sqlite").stderr == ""


A = """CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (id int, CONSTRAINT c CHECK (id > 0));
CREATE INDEX i ON t (id);
CREATE VIEW v AS SELECT id FROM t;
"""
B = """CREATE TYPE feeling AS ENUM ('unhappy', 'ok');
CREATE TABLE t (id int, CONSTRAINT d CHECK (id > 1));
CREATE INDEX j ON t (id DESC);
CREATE VIEW w AS SELECT id FROM t;
"""


@pytest.mark.parametrize(
    ("renames", "expected"),
    [
        (["mood=feeling"], 'ALTER TYPE "mood" RENAME TO "feeling"'),
        (["type:mood=feeling"], 'ALTER TYPE "mood" RENAME TO "feeling"'),
        (["mood=feeling", "mood.sad=feeling.unhappy"], "RENAME VALUE 'sad' TO 'unhappy'"),
        (["view:v=w"], 'ALTER VIEW "v" RENAME TO "w"'),
        (["index:i=j"], 'DROP INDEX "i"'),
        (["t.c=d"], 'DROP CONSTRAINT "c"'),
    ],
)
def test_everything_that_has_a_name_can_be_told_renamed(
    run: Run, tmp_path: Path, renames: list[str], expected: str
) -> None:
    write(tmp_path, A, B)
    told = [word for text in renames for word in ("--rename", text)]
    done = run(*DIFF, *told, "--dialect", "postgres")
    assert done.returncode == 0, done.stderr
    assert expected in done.stdout


def test_a_name_of_two_things_has_to_be_said_with_its_kind(run: Run, tmp_path: Path) -> None:
    first = "CREATE TABLE a (b int, CONSTRAINT b CHECK (b > 0));"
    write(tmp_path, first, first.replace(" b ", " c ").replace("(b int", "(c int"))
    done = run(*DIFF, "--rename", "a.b=c", "--dialect", "postgres")
    assert done.returncode == 2
    assert "column:a.b=c or constraint:a.b=c" in done.stderr
    done = run(*DIFF, "--rename", "column:a.b=c", "--dialect", "postgres")
    assert 'RENAME COLUMN "b" TO "c"' in done.stdout


def at_a_terminal(folder: Path, answer: bytes) -> tuple[str, str]:
    """What `schema diff` prints, and what it asks, when somebody at a terminal answers."""
    outer, inner = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "erdapp", *DIFF, "--dialect", "sqlite"],
        cwd=folder,
        env={"PYTHONPATH": str(Path(__file__).parents[2]), "PATH": "/usr/bin:/bin"},
        stdin=inner,
        stderr=inner,
        stdout=subprocess.PIPE,
    ) as process:
        os.write(outer, answer)
        printed, _ = process.communicate(timeout=60)
    os.close(inner)
    asked = os.read(outer, 10_000)
    os.close(outer)
    return printed.decode(), asked.decode()


def test_at_a_terminal_a_guess_is_asked_and_the_plan_follows(
    versions: tuple[str, str], tmp_path: Path
) -> None:
    printed, asked = at_a_terminal(tmp_path, b"y\n")
    assert "orders.total looks renamed to amount (0." in asked
    assert "Rename? [Y/n]" in asked
    assert 'RENAME COLUMN "total" TO "amount"' in printed
    printed, asked = at_a_terminal(tmp_path, b"n\n")
    assert "RENAME COLUMN" not in printed
