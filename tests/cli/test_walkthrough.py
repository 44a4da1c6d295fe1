"""The way from two Sequelize models to a database, as a reader of the announcement goes it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.cli.conftest import Call, Done
from tests.databases import scratch

HERE = Path(__file__).parent / "walkthrough"
MODULES = Path(__file__).parents[2] / "node_modules"
SYNCED = "The migration directory is synced with the desired state, no changes to be made\n"

needs_node = pytest.mark.skipif(
    shutil.which("node") is None or not (MODULES / "sequelize").is_dir(),
    reason="no Node.js: models of Sequelize are a program for it",
)
Erdapp = Callable[..., Done]


@pytest.fixture(params=["mariadb", "postgres", "sqlite"])
def servers(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str, str]]:
    """A dialect as Sequelize calls it, an empty database to deploy to, a server for drafts."""
    if request.param == "sqlite":
        yield "sqlite", f"sqlite://{tmp_path}/app.db?_fk=1", "sqlite://dev?mode=memory"
        return
    server = request.getfixturevalue(f"{request.param}_url")
    with scratch(server, "") as (url, _):
        yield request.param, url, server


@pytest.fixture
def erdapp(
    call: Call, servers: tuple[str, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Erdapp:
    """`erdapp … --env sequelize` in the project's folder."""
    shutil.copytree(HERE, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("NODE_PATH", str(MODULES))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    named = zip(("dialect", "url", "dev"), servers, strict=True)
    told = [word for name, value in named for word in ("--var", f"{name}={value}")]

    def run(*arguments: str) -> Done:
        return call(*arguments, "--env", "sequelize", *told)

    return run


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "migrations").iterdir())


def add_age(folder: Path) -> None:
    model = folder / "models" / "user.js"
    name = "name: { type: DataTypes.STRING, allowNull: false },"
    text = model.read_text()
    assert name in text
    model.write_text(text.replace(name, f"{name}\n    age: DataTypes.INTEGER,"))


@needs_node
@pytest.mark.live
def test_from_two_models_to_a_database_and_a_link(
    erdapp: Erdapp, tmp_path: Path, live_server: LiveServer
) -> None:
    done = erdapp("migrate", "diff", "initial")
    assert done.returncode == 0, done.stderr
    (first, total) = files(tmp_path)
    assert first.endswith("_initial.sql")
    assert total == "atlas.sum"
    text = (tmp_path / "migrations" / first).read_text()
    assert text.startswith("-- Create ")
    assert "CREATE TABLE" in text
    assert erdapp("migrate", "diff").stdout == SYNCED

    add_age(tmp_path)
    done = erdapp("migrate", "diff", "add_age")
    assert done.returncode == 0, done.stderr
    (_, second, _) = files(tmp_path)
    text = (tmp_path / "migrations" / second).read_text()
    assert "ADD COLUMN" in text
    assert "age" in text

    assert erdapp("migrate", "validate").returncode == 0
    done = erdapp("migrate", "lint", "--latest", "1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no diagnostics found" in done.stdout

    assert "Pending" in erdapp("migrate", "status").stdout
    done = erdapp("migrate", "apply")
    assert done.returncode == 0, done.stderr
    assert "No migration files to execute" in erdapp("migrate", "apply").stdout
    assert "Already at latest version" in erdapp("migrate", "status").stdout

    done = erdapp("schema", "apply")
    assert done.stdout == "Schema is synced, no changes to be made\n", done.stdout + done.stderr

    done = erdapp("schema", "inspect", "-w", "--server", live_server.url)
    assert done.returncode == 0, done.stderr
    with urlopen(done.stdout.strip()) as page:
        assert page.status == 200
        assert b"Tasks" in page.read()


@needs_node
@pytest.mark.live
def test_the_declarative_way_needs_no_files(erdapp: Erdapp, tmp_path: Path) -> None:
    done = erdapp("schema", "apply", "--auto-approve")
    assert done.returncode == 0, done.stderr
    assert "still differs" not in done.stderr
    add_age(tmp_path)
    done = erdapp("schema", "apply", "--auto-approve")
    assert done.returncode == 0, done.stderr
    assert "age" in done.stdout
    assert "still differs" not in done.stderr
    assert erdapp("schema", "apply").stdout == "Schema is synced, no changes to be made\n"
