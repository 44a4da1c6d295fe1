"""The SQL of models of Sequelize 7 in the isolate is what Sequelize 7 on Node sends."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import json

from erdapp.loaders.base import LoadOptions, Severity, SourceError, SourceFile
from erdapp.loaders.sequelize import load_sequelize
from erdapp.loaders.sequelize.answer import decode
from erdapp.loaders.sequelize.child import BUILD, ask, end_spare
from erdapp.loaders.sequelize.dialect import dialect_of
from erdapp.loaders.sequelize.version import is_seven
from erdapp.schema import Dialect
from tests.loaders.sequelize.oracles import ROOT, Node
from tests.loaders.sequelize.seven_cases import (
    APPLICATION,
    NOT_IN_SQLITE,
    SEVEN_CASES,
    SEVEN_OF_POSTGRES,
)

pytestmark = pytest.mark.skipif(
    not (BUILD / "seven.js").exists(), reason="the bundle isn't built: npm run build"
)
needs_node = pytest.mark.skipif(
    shutil.which("node") is None or not (ROOT / "node_modules/@sequelize/core").exists(),
    reason="needs node and the packages of package.json",
)


def sources(files: dict[str, str]) -> list[SourceFile]:
    return [SourceFile(path, text) for path, text in files.items()]


def isolate_sql(files: dict[str, str], dialect: Dialect) -> list[str]:
    request = {"files": sorted(files.items()), "dialect": dialect.value, "seven": True}
    answer = decode(ask(json.encode(request), keep_spare=True))
    assert answer.problems == []
    return [sql for sql, _ in answer.statements]


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    found = Node("oracle_seven.cjs")
    yield found
    found.end()
    end_spare()


@needs_node
@pytest.mark.parametrize(
    ("name", "dialect"),
    [
        (name, dialect)
        for name in SEVEN_CASES
        for dialect in Dialect
        if dialect is not Dialect.SQLITE or name not in NOT_IN_SQLITE
    ],
)
def test_the_sql_is_that_of_sequelize_seven_on_node(
    name: str, dialect: Dialect, node: Node, tmp_path: Path
) -> None:
    files = SEVEN_CASES[name]
    assert isolate_sql(files, dialect) == node.sql(files, dialect, tmp_path)


@pytest.mark.parametrize(("name", "reason"), NOT_IN_SQLITE.items())
def test_what_sequelize_seven_refuses_is_told_with_its_reason(name: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        load_sequelize(sources(SEVEN_CASES[name]), LoadOptions(dialect=Dialect.SQLITE))


@needs_node
@pytest.mark.parametrize("name", list(SEVEN_OF_POSTGRES))
def test_what_postgres_alone_has_is_that_of_node_too(name: str, node: Node, tmp_path: Path) -> None:
    files = SEVEN_OF_POSTGRES[name]
    assert isolate_sql(files, Dialect.POSTGRES) == node.sql(files, Dialect.POSTGRES, tmp_path)


@pytest.mark.parametrize("dialect", list(Dialect))
def test_models_of_seven_load_without_being_told_so(dialect: Dialect) -> None:
    files = sources(SEVEN_CASES["task and user"])
    loaded = load_sequelize(files, LoadOptions(dialect=dialect, remember=False))
    assert loaded.problems == ()
    assert {table.name for table in loaded.schema.tables} == {"Tasks", "Users"}
    task = next(table for table in loaded.schema.tables if table.name == "Tasks")
    assert [key.columns for key in task.foreign_keys] == [("userID",)]
    assert (loaded.origins["Tasks"].file, loaded.origins["Tasks"].line) == ("Task.ts", 4)


def test_an_application_hands_its_models_over_by_their_folder() -> None:
    loaded = load_sequelize(sources(APPLICATION), LoadOptions(remember=False))
    serious = [one for one in loaded.problems if one.severity is not Severity.NOTE]
    assert serious == []
    assert {table.name for table in loaded.schema.tables} == {"tasks", "users"}
    assert {table.columns[-1].name for table in loaded.schema.tables} == {"updated_at"}


def test_a_circle_of_references_gets_its_keys_afterwards() -> None:
    one = (
        "module.exports = (sequelize, DataTypes) => {{\n"
        "  const {0} = sequelize.define('{0}', {{}});\n"
        "  {0}.associate = (models) => {0}.belongsTo(models.{1}, {{ as: 'other' }});\n"
        "  return {0};\n}};\n"
    )
    files = {
        "a.js": "require('@sequelize/core');\n" + one.format("Aa", "Bb"),
        "b.js": one.format("Bb", "Aa"),
    }
    for dialect in Dialect:
        loaded = load_sequelize(sources(files), LoadOptions(dialect=dialect, remember=False))
        assert [len(table.foreign_keys) for table in loaded.schema.tables] == [1, 1], dialect
        assert loaded.problems == ()


def test_the_version_is_what_programs_load() -> None:
    assert is_seven(sources(SEVEN_CASES["a class with init"]))
    assert is_seven([SourceFile("a.mjs", "import {\n  Sequelize,\n} from '@sequelize/core';")])
    assert not is_seven(
        [SourceFile("package.json", '{ "dependencies": { "@sequelize/core": "7" } }')]
    )
    assert not is_seven([SourceFile("a.js", "// unlike @sequelize/core\nrequire('sequelize')")])


def test_the_dialect_is_the_class_that_the_files_name() -> None:
    for name, dialect in (("MySqlDialect", Dialect.MYSQL), ("SqliteDialect", Dialect.SQLITE)):
        text = f"new Sequelize({{ dialect: {name} }})"
        assert dialect_of([SourceFile("db.ts", text)]) is dialect
    assert dialect_of(sources(APPLICATION)) is Dialect.POSTGRES
