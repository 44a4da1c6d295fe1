"""`erdapp migrate new`, `hash`, `validate` and `erdapp debug split`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

ADVICE = "check your migration files and run 'erdapp migrate hash' to re-hash the contents\n"


def test_new_makes_the_directory_a_file_and_the_sum(run: Run, tmp_path: Path) -> None:
    done = run("migrate", "new", "first")
    (file,) = (tmp_path / "migrations").glob("*_first.sql")
    wrote = f"wrote migrations/{file.name}\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, "", wrote)
    assert file.read_text() == ""
    assert f"{file.name} h1:" in (tmp_path / "migrations" / "atlas.sum").read_text()
    assert run("migrate", "validate").returncode == 0


def test_new_files_never_share_a_version(run: Run, tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        assert run("migrate", "new", name).returncode == 0
    files = sorted(path.name for path in (tmp_path / "migrations").glob("*.sql"))
    assert [name.rpartition("_")[2] for name in files] == ["a.sql", "b.sql", "c.sql"]
    assert len({name.partition("_")[0] for name in files}) == 3


def test_new_in_another_format(run: Run, tmp_path: Path) -> None:
    done = run("migrate", "new", "a", "--dir", "file://m", "--dir-format", "goose")
    assert done.returncode == 0, done.stderr
    (file,) = (tmp_path / "m").glob("*.sql")
    assert file.read_text() == "-- +goose Up\n\n-- +goose Down\n"


def test_new_opens_the_editor_and_hashes_after_it(run: Run, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "SELECT 1;" > "$1"\n')
    editor.chmod(0o755)
    assert run("migrate", "new", "a", "--edit", EDITOR=str(editor)).returncode == 0
    assert run("migrate", "validate").returncode == 0
    (file,) = (tmp_path / "migrations").glob("*.sql")
    assert file.read_text() == "SELECT 1;\n"


def test_validate_names_what_is_wrong_and_hash_settles_it(run: Run, tmp_path: Path) -> None:
    assert run("migrate", "new", "a").returncode == 0
    (file,) = (tmp_path / "migrations").glob("*.sql")
    file.write_text("SELECT 1;\n")
    done = run("migrate", "validate")
    assert done.returncode == 2
    assert done.stderr == (
        f"erdapp: checksum mismatch (atlas.sum): L2: {file.name} was edited; {ADVICE}"
    )
    assert run("migrate", "new", "b").stderr == done.stderr
    assert run("migrate", "hash").returncode == 0
    assert run("migrate", "validate").returncode == 0


def test_validate_runs_the_files_on_a_dev_database(run: Run, tmp_path: Path) -> None:
    assert run("migrate", "new", "a").returncode == 0
    (file,) = (tmp_path / "migrations").glob("*.sql")
    file.write_text("CREATE TABLE a (x int);\n\nCREATE TABLE b (x REFERENCES);\n")
    assert run("migrate", "hash").returncode == 0
    done = run("migrate", "validate", "--dev-url", "sqlite://dev?mode=memory")
    assert done.returncode == 2
    assert done.stderr.startswith(f"erdapp: {file.name}:3: the dev database refuses this: ")


def test_a_directory_that_is_missing_is_said_so(run: Run) -> None:
    done = run("migrate", "validate", "--dir", "file://none")
    assert done.returncode == 2
    assert done.stderr == (
        "erdapp: none: there is no such directory; `erdapp migrate new` makes one\n"
    )


def test_debug_split_prints_a_list(run: Run, tmp_path: Path) -> None:
    text = "-- a\nSELECT 1;\nDELIMITER //\nCREATE PROCEDURE p() BEGIN x; END//\n"
    (tmp_path / "a.sql").write_text(text)
    done = run("debug", "split", "--dialect", "mysql", "a.sql")
    assert json.loads(done.stdout) == ["SELECT 1;", "CREATE PROCEDURE p() BEGIN x; END"]
    (tmp_path / "b.sql").write_text("SELECT 1;\nSELECT 'a")
    done = run("debug", "split", "--dialect", "postgres", "b.sql")
    assert (done.returncode, done.stderr) == (2, 'erdapp: b.sql:2:8: unclosed quote "\'"\n')
