"""The SQL of models in the isolate is what Sequelize on Node sends."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import json

from erdapp.loaders.base import Loaded, LoadOptions, Severity, SourceError, SourceFile
from erdapp.loaders.sequelize import load_sequelize
from erdapp.loaders.sequelize.answer import Answer, decode
from erdapp.loaders.sequelize.child import BUILD, ask, end_spare
from erdapp.schema import Dialect
from tests.loaders.sequelize.cases import (
    CASES,
    POSTGRES_CASES,
    TASK_AND_USER,
    TASK_AND_USER_TYPED,
)
from tests.loaders.sequelize.more_cases import MORE_CASES, TYPED
from tests.loaders.sequelize.oracles import Node
from tests.loaders.sequelize.syntax_cases import SYNTAX_CASES, WHOLE

pytestmark = pytest.mark.skipif(
    not (BUILD / "sequelize.js").exists(), reason="the bundle isn't built: npm run build"
)
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="needs node")


def sources(files: dict[str, str]) -> list[SourceFile]:
    return [SourceFile(path, text) for path, text in files.items()]


def load(files: dict[str, str], dialect: Dialect = Dialect.POSTGRES) -> Loaded:
    return load_sequelize(sources(files), LoadOptions(dialect=dialect, remember=False))


def answer_of(files: dict[str, str], dialect: Dialect) -> Answer:
    request = json.encode({"files": sorted(files.items()), "dialect": dialect.value})
    answer = decode(ask(request, keep_spare=True))
    assert answer.problems == []
    return answer


def isolate_sql(files: dict[str, str], dialect: Dialect) -> list[str]:
    return [sql for sql, _ in answer_of(files, dialect).statements]


@pytest.fixture(scope="module", autouse=True)
def _spare() -> Iterator[None]:
    """The warm worker that a load leaves behind is ended with these tests."""
    yield
    end_spare()


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    found = Node("oracle.cjs")
    yield found
    found.end()


@needs_node
@pytest.mark.parametrize("dialect", list(Dialect))
@pytest.mark.parametrize("name", [*CASES, *MORE_CASES])
def test_the_sql_is_that_of_sequelize_on_node(
    name: str, dialect: Dialect, node: Node, tmp_path: Path
) -> None:
    files = {**CASES, **MORE_CASES}[name]
    assert isolate_sql(files, dialect) == node.sql(files, dialect, tmp_path)


@needs_node
@pytest.mark.parametrize("name", list(POSTGRES_CASES))
def test_what_postgres_alone_has_is_that_of_node_too(name: str, node: Node, tmp_path: Path) -> None:
    files = POSTGRES_CASES[name]
    postgres = Dialect.POSTGRES
    assert isolate_sql(files, postgres) == node.sql(files, postgres, tmp_path)


@needs_node
@pytest.mark.parametrize("name", list(SYNTAX_CASES))
def test_typescript_means_what_its_compiler_says(name: str, node: Node, tmp_path: Path) -> None:
    answer = answer_of(SYNTAX_CASES[name], Dialect.POSTGRES)
    said = node.sql(SYNTAX_CASES[name], Dialect.POSTGRES, tmp_path)
    assert [sql for sql, _ in answer.statements] == said
    assert answer.whole == WHOLE.get(name, [])


@pytest.mark.parametrize("files", [TASK_AND_USER_TYPED, *TYPED.values()])
def test_usual_models_need_no_whole_compiler(files: dict[str, str]) -> None:
    assert answer_of(files, Dialect.POSTGRES).whole == []


@pytest.mark.parametrize("files", [TASK_AND_USER, TASK_AND_USER_TYPED])
@pytest.mark.parametrize("dialect", list(Dialect))
def test_task_and_user_are_two_tables(files: dict[str, str], dialect: Dialect) -> None:
    loaded = load(files, dialect)
    assert sorted(table.name for table in loaded.schema.tables) == ["Tasks", "Users"]
    assert loaded.problems == ()
    task = next(table for table in loaded.schema.tables if table.name == "Tasks")
    assert [key.columns for key in task.foreign_keys] == [("userID",)]


def test_a_table_and_a_column_know_their_line() -> None:
    origins = load(TASK_AND_USER_TYPED, Dialect.MYSQL).origins
    assert (origins["Tasks"].file, origins["Tasks"].line) == ("Task.ts", 5)
    assert (origins["Tasks.userID"].file, origins["Tasks.userID"].line) == ("Task.ts", 11)


def test_one_file_that_fails_is_told_and_the_others_load() -> None:
    broken = {
        "bad.js": "module.exports = (sequelize, DataTypes) => {\n  sequelize.define(oops);\n};"
    }
    loaded = load({**TASK_AND_USER, **broken})
    assert len(loaded.schema.tables) == 2
    [problem] = [one for one in loaded.problems if one.severity is Severity.ERROR]
    assert (problem.file, problem.line) == ("bad.js", 2)
    assert "oops is not defined" in problem.message


def test_a_mistake_in_the_language_has_its_line() -> None:
    loaded = load({**TASK_AND_USER, "bad.js": "// sequelize\nconst a = 1;\nconst = 2;\n"})
    [problem] = [one for one in loaded.problems if one.severity is Severity.ERROR]
    assert (problem.file, problem.line) == ("bad.js", 3)


def test_models_that_all_fail_are_no_empty_schema() -> None:
    with pytest.raises(SourceError, match=r"bad\.js:2: .*oops"):
        load({"bad.js": "const { Model } = require('sequelize');\noops();"})


def test_a_package_that_is_not_there_is_a_warning() -> None:
    text = "const bcrypt = require('bcrypt');\n" + TASK_AND_USER["user.js"].replace(
        "email:", "hash: { type: DataTypes.STRING, set(v) { bcrypt.hash(v); } }, email:"
    )
    loaded = load({"task.js": TASK_AND_USER["task.js"], "user.js": text})
    [problem] = loaded.problems
    assert (problem.severity, problem.file, problem.line) == (Severity.WARNING, "user.js", 1)


def _pointing(name: str, other: str) -> str:
    return (
        "module.exports = (sequelize, DataTypes) => {\n"
        f"  const {name} = sequelize.define('{name}', {{ n: DataTypes.INTEGER }});\n"
        f"  {name}.associate = (models) => {name}.belongsTo(models.{other}, {{ as: 'other' }});\n"
        f"  return {name};\n}};\n"
    )


def test_a_circle_of_references_gets_its_keys_afterwards() -> None:
    files = {"a.js": _pointing("Aa", "Bb"), "b.js": _pointing("Bb", "Aa")}
    for dialect in Dialect:
        loaded = load(files, dialect)
        assert [len(table.foreign_keys) for table in loaded.schema.tables] == [1, 1], dialect
        assert loaded.problems == ()


def test_the_layout_of_sequelize_cli_is_loaded_by_its_index() -> None:
    index = """'use strict';
const fs = require('fs');
const path = require('path');
const Sequelize = require('sequelize');
const basename = path.basename(__filename);
const config = require(__dirname + '/../config/config.json')['development'];
const db = {};
const sequelize = new Sequelize(config.database, config.username, config.password, config);
fs.readdirSync(__dirname)
  .filter((file) => file.indexOf('.') !== 0 && file !== basename && file.slice(-3) === '.js')
  .forEach((file) => {
    const model = require(path.join(__dirname, file))(sequelize, Sequelize.DataTypes);
    db[model.name] = model;
  });
Object.keys(db).forEach((name) => { if (db[name].associate) db[name].associate(db); });
db.sequelize = sequelize;
module.exports = db;
"""
    files = {f"models/{path}": text for path, text in TASK_AND_USER.items()}
    config = '{"development": {"dialect": "mysql", "define": {"underscored": true}}}'
    loaded = load({**files, "models/index.js": index, "config/config.json": config})
    columns = {column.name for table in loaded.schema.tables for column in table.columns}
    assert loaded.problems == ()
    assert "created_at" in columns


def test_functions_that_another_file_registers_run_once() -> None:
    files = {
        "models/user.js": "const { DataTypes } = require('sequelize');\n"
        "exports.UserInit = (sequelize) => sequelize.define('User', { n: DataTypes.STRING });\n",
        "models/pet.js": "const { DataTypes } = require('sequelize');\n"
        "exports.PetInit = (sequelize) => sequelize.define('Pet', { n: DataTypes.STRING });\n",
        "models/relations.js": "exports.relate = (sequelize) => {\n"
        "  const { User, Pet } = sequelize.models;\n  Pet.belongsTo(User);\n};\n",
    }
    loaded = load(files)
    assert loaded.problems == ()
    assert [len(t.foreign_keys) for t in sorted(loaded.schema.tables, key=lambda t: t.name)] == [
        1,
        0,
    ]


def test_a_missing_database_file_is_replaced() -> None:
    files = {
        "models/user.mjs": "import { DataTypes } from 'sequelize';\n"
        "import sequelize from '../db.js';\n"
        "export default sequelize.define('User', { n: DataTypes.STRING });\n"
    }
    loaded = load(files)
    assert [table.name for table in loaded.schema.tables] == ["Users"]
    assert [problem.severity for problem in loaded.problems] == [Severity.WARNING]


def test_path_aliases_lead_to_files() -> None:
    files = {
        "tsconfig.json": '{ "compilerOptions": { "paths": { "@m/*": ["./src/models/*"] } } } // x',
        "src/models/Task.ts": TASK_AND_USER_TYPED["Task.ts"].replace("./User", "@m/User"),
        "src/models/User.ts": TASK_AND_USER_TYPED["User.ts"].replace("./Task", "@m/Task"),
    }
    loaded = load(files)
    assert loaded.problems == ()
    assert len(loaded.schema.tables) == 2


def test_a_postgres_schema_is_kept() -> None:
    loaded = load({"t.js": "module.exports = (sequelize, DataTypes) => sequelize.define('T', "
                   "{ s: DataTypes.ENUM('a') }, { schema: 'shop' });"})  # fmt: skip
    assert [problem.message for problem in loaded.problems] == []
    assert [table.schema for table in loaded.schema.tables] == ["shop"]
