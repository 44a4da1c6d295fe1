"""`erdapp migrate push` against a running server."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from erdapp.migdir import directory
from erdapp.store.actions.tokens import create_token
from erdapp.store.models import Project
from tests.cli.conftest import Run


def add(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text)
    directory.write_sum(directory.read(directory.address(str(folder))))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "migrations"
    add(made, "1_first.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY);\n")
    return made


@pytest.fixture
def push(run: Run, tmp_path: Path, live_server: LiveServer) -> Run:
    """`erdapp migrate push …` of a machine of its own."""
    config = str(tmp_path / "config")
    return partial(run, "migrate", "push", XDG_CONFIG_HOME=config, ERDAPP_SERVER=live_server.url)


def test_the_folder_is_held_and_its_link_opens(
    live_server: LiveServer, push: Run, folder: Path
) -> None:
    done = push("shop")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{live_server.url}/s/")
    assert Client().get(done.stdout.strip()).status_code == 200
    assert "1 new migration, 1_first.sql the last; version 1" in done.stderr
    assert Project.objects.get(slug="shop").folder.files.count() == 1


def test_a_second_push_adds_what_is_new(push: Run, folder: Path) -> None:
    push("shop")
    assert "nothing changed" in push("shop").stderr
    add(folder, "2_b.sql", "CREATE TABLE b (id INTEGER PRIMARY KEY);\n")
    add(folder, "3_c.sql", "CREATE TABLE c (id INTEGER PRIMARY KEY);\n")
    assert "2 new migrations, 3_c.sql the last; version 3" in push("shop").stderr


def test_a_changed_history_is_one_line_and_replaced_when_asked(push: Run, folder: Path) -> None:
    push("shop")
    add(folder, "1_first.sql", "CREATE TABLE z (id INTEGER PRIMARY KEY);\n")
    done = push("shop")
    assert (done.returncode, done.stderr.count("\n"), done.stdout) == (2, 1, "")
    assert "1_first.sql was edited" in done.stderr
    assert push("shop", "--replace").returncode == 0


def test_a_folder_that_its_sum_contradicts_is_not_sent(push: Run, folder: Path) -> None:
    (folder / "2_x.sql").write_text("SELECT 1;")
    done = push("shop")
    assert done.returncode == 2
    assert "L3: 2_x.sql was added" in done.stderr
    assert not Project.objects.exists()


def test_the_project_file_says_folder_project_and_dialect(
    push: Run, folder: Path, tmp_path: Path
) -> None:
    folder.rename(tmp_path / "steps")
    (tmp_path / "atlas.hcl").write_text(
        'env "dev" {\n  dev = "mysql://root@localhost/dev"\n  migration {\n'
        '    dir = "file://steps"\n    repo {\n      name = "shop"\n    }\n  }\n}\n'
    )
    assert push("--env", "dev").returncode == 0
    assert Project.objects.get(slug="shop").folder.dialect == "mysql"


def test_without_a_name_it_says_what_is_missing(push: Run, folder: Path) -> None:
    done = push()
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "NAME is missing" in done.stderr


def test_a_token_pushes_for_its_user(push: Run, folder: Path) -> None:
    user = User.objects.create_user("alice")
    _, secret = create_token(user, "CI")
    done = push("shop", "--token", secret)
    assert Project.objects.get().owner == user
    assert secret not in done.stdout + done.stderr
