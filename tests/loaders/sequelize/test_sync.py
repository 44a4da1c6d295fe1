"""What `sync` of real Sequelize makes in a real database is the schema that was loaded.

Node, the drivers of package.json (`make setup-dev`) and the server do all of it by themselves; the
database is then inspected.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from msgspec import json
from msgspec.structs import replace

from erdapp.diff import compare
from erdapp.diff.describe import describe
from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.database import inspect_url, open_target, parse_url
from erdapp.loaders.sequelize import load_sequelize
from erdapp.loaders.sequelize.child import BUILD, end_spare
from erdapp.schema import Dialect
from tests.loaders.sequelize.cases import CASES, POSTGRES_CASES
from tests.loaders.sequelize.more_cases import MORE_CASES

HERE = Path(__file__).parent
MODULES = HERE.parents[2] / "node_modules"
DRIVERS = {Dialect.POSTGRES: "pg", Dialect.MARIADB: "mariadb", Dialect.SQLITE: "sqlite3"}
pytestmark = [
    pytest.mark.skipif(shutil.which("node") is None, reason="needs node"),
    pytest.mark.skipif(not (BUILD / "sequelize.js").exists(), reason="needs npm run build"),
]
EVERYWHERE = {**CASES, **MORE_CASES}
REFUSED: dict[tuple[str, Dialect], str] = {
    ("index of an underscored column", Dialect.POSTGRES): 'column "firstName" does not exist',
    ("index of an underscored column", Dialect.MARIADB): "Key column 'firstName' doesn't exist",
    ("index of an underscored column", Dialect.SQLITE): "no such column: firstName",
    ("decorators with indexes", Dialect.POSTGRES): 'column "shortTitle" does not exist',
    ("decorators with indexes", Dialect.MARIADB): "Key column 'shortTitle' doesn't exist",
    ("decorators with indexes", Dialect.SQLITE): "no such column: shortTitle",
    ("numbers", Dialect.POSTGRES): 'type "tinyint" does not exist',
}
"""What a server refuses, and its words: Sequelize names the attribute in these indexes, and no
column is called so; PostgreSQL has no TINYINT."""


class Sync:
    """A Node that fills databases."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            ["node", str(HERE / "syncing.cjs")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "NODE_PATH": str(MODULES)},
        )

    def fill(self, files: dict[str, str], folder: Path, options: dict[str, object]) -> str:
        """Sync the models to the database; what it said against it, if anything."""
        folder.mkdir()
        for path, text in files.items():
            (folder / path).write_text(text)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.encode([str(folder), options]) + b"\n")
        self._process.stdin.flush()
        answer = json.decode(self._process.stdout.readline())
        assert isinstance(answer, str)
        return answer

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture(scope="module")
def sync() -> Iterator[Sync]:
    found = Sync()
    yield found
    found.end()
    end_spare()


def needs(dialect: Dialect) -> None:
    driver = DRIVERS[dialect]
    built = "build" if dialect is Dialect.SQLITE else ""
    if not (MODULES / driver / built).exists():
        pytest.skip(f"needs the driver {driver} of package.json: make setup-dev")


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database of the dialect that the test is about."""
    dialect: Dialect = request.getfixturevalue("dialect")
    needs(dialect)
    if dialect is Dialect.SQLITE:
        yield f"sqlite://{tmp_path / 'made.db'}"
        return
    server = request.getfixturevalue(f"{dialect.value}_url")
    name = f"erdapp_sync_{os.getpid()}"
    url = urlsplit(server)._replace(path=f"/{name}").geturl()
    run(server, f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
    try:
        if dialect is Dialect.POSTGRES:
            run(url, "CREATE EXTENSION citext", *extension_of_geometry(url))
        yield url
    finally:
        run(server, f"DROP DATABASE {name}")


def extension_of_geometry(url: str) -> list[str]:
    with closing(open_target(parse_url(url))) as connection, closing(connection.cursor()) as cursor:
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'")
        return ["CREATE EXTENSION postgis"] if cursor.fetchall() else []


def run(url: str, *statements: str) -> None:
    with closing(open_target(parse_url(url))) as connection, closing(connection.cursor()) as cursor:
        for statement in statements:
            cursor.execute(statement)


def options_of(url: str, dialect: Dialect) -> dict[str, object]:
    """How Sequelize is told of the database."""
    if dialect is Dialect.SQLITE:
        return {"dialect": "sqlite", "storage": url.removeprefix("sqlite://")}
    target = parse_url(url)
    return {
        "dialect": dialect.value, "host": target.host, "port": target.port,
        "username": target.user, "password": target.password, "database": target.database,
    }  # fmt: skip


CHOSEN = [
    *((name, dialect) for dialect in DRIVERS for name in EVERYWHERE),
    *((name, Dialect.POSTGRES) for name in POSTGRES_CASES),
]


@pytest.mark.live
@pytest.mark.parametrize(("name", "dialect"), CHOSEN)
def test_sync_makes_what_was_loaded(
    name: str, dialect: Dialect, database: str, sync: Sync, tmp_path: Path
) -> None:
    files = {**EVERYWHERE, **POSTGRES_CASES}[name]
    against = sync.fill(files, tmp_path / "models", options_of(database, dialect))
    if (name, dialect) in REFUSED:
        assert REFUSED[name, dialect] in against
        return
    assert against == ""
    sources = [SourceFile(path, text) for path, text in files.items()]
    loaded = load_sequelize(sources, LoadOptions(dialect=dialect))
    found = inspect_url(database)
    changes = compare(loaded.schema, replace(found.schema, extensions=loaded.schema.extensions))
    assert [describe(change) for change in changes] == []
