"""Facts about Sequelize models on the command line, with and without a Node of one's own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from erdapp.loaders.sequelize.child import BUILD
from tests.cli.conftest import Run
from tests.loaders.sequelize.cases import TASK_AND_USER, TASK_AND_USER_TYPED

ROOT = Path(__file__).parents[2]
APPLICATIONS = ROOT / "tests" / "loaders" / "sequelize" / "applications"
pytestmark = pytest.mark.skipif(
    not (BUILD / "node.cjs").exists(), reason="the bundle isn't built: npm run build"
)
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
SQL = ("--format", "{{ sql . }}")


def put(folder: Path, files: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        (folder / path).write_text(text)


@needs_node
@pytest.mark.parametrize("name", ["shop", "clinic", "forum", "billing", "script/load.js"])
def test_ones_own_node_and_sequelize_make_what_the_isolate_makes(
    name: str, run: Run, tmp_path: Path
) -> None:
    shutil.copytree(APPLICATIONS, tmp_path / "apps")
    source = f"sequelize://apps/{name}"
    alone = run("schema", "inspect", "-u", source, *SQL)
    assert alone.returncode == 0, alone.stderr
    assert "note: the models run in the isolate" in alone.stderr
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    own = run("schema", "inspect", "-u", source, *SQL)
    assert "node_modules/sequelize runs the models" in own.stderr
    assert own.stdout == alone.stdout


@needs_node
def test_files_around_the_folder_are_read_from_the_disk(run: Run, tmp_path: Path) -> None:
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    database = (
        "const { Sequelize } = require('sequelize');\n"
        "module.exports = new Sequelize('mysql://x', { define: { underscored: true } });\n"
    )
    put(tmp_path, {"db.js": database})
    put(
        tmp_path / "models",
        {
            "user.js": "const { DataTypes } = require('sequelize');\nconst db = require('../db');\n"
            "module.exports = db.define('User', { firstName: DataTypes.STRING });\n"
        },
    )
    done = run("schema", "inspect", "-u", "sequelize://models?dialect=mysql", *SQL)
    assert "`first_name`" in done.stdout
    assert "isn't here" not in done.stderr


@pytest.mark.parametrize("models", [TASK_AND_USER, TASK_AND_USER_TYPED])
def test_task_and_user_give_the_two_migrations(
    models: dict[str, str], run: Run, tmp_path: Path
) -> None:
    put(tmp_path / "one", models)
    put(
        tmp_path / "two",
        {
            path: text.replace("    name: {", "    age: DataTypes.INTEGER,\n    name: {").replace(
                "  @AllowNull(false)\n  @Column\n  name", "  @Column\n  age!: number;\n\n"
                "  @AllowNull(false)\n  @Column\n  name"
            )
            for path, text in models.items()
        },
    )  # fmt: skip
    (tmp_path / "empty.sql").write_text("")
    ways = ("--dialect", "mysql", *SQL)
    one, two = ("sequelize://one?dialect=mysql", "sequelize://two?dialect=mysql")
    first = run("schema", "diff", "--from", "empty.sql", "--to", one, *ways)
    assert first.returncode == 0, first.stderr
    tables = [line for line in first.stdout.splitlines() if line.startswith("CREATE TABLE")]
    assert tables == ["CREATE TABLE `Users` (", "CREATE TABLE `Tasks` ("]
    second = run("schema", "diff", "--from", one, "--to", two, *ways)
    statements = [line for line in second.stdout.splitlines() if not line.startswith("--")]
    assert statements == ["ALTER TABLE `Users` ADD COLUMN `age` int NULL AFTER `id`;"]


def test_a_model_that_fails_stops_a_plan(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "m", {**TASK_AND_USER, "bad.js": "module.exports = (sequelize, DataTypes) => {\n"
                         "  sequelize.define(oops);\n};\n"})  # fmt: skip
    source = "sequelize://m?dialect=sqlite"
    (tmp_path / "empty.sql").write_text("")
    done = run("schema", "diff", "--from", "empty.sql", "--to", source, "--dialect", "sqlite")
    assert done.returncode == 2
    assert "bad.js:2: oops is not defined; correct it, or pass" in done.stderr


def test_sql_can_carry_where_the_models_are(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "m", TASK_AND_USER)
    done = run("schema", "inspect", "-u", "sequelize://m?dialect=mysql", "--pos", *SQL)
    assert done.stdout.splitlines()[:3] == [
        "-- atlas:pos Tasks[type=table] task.js:3",
        "-- atlas:pos Users[type=table] user.js:3",
        "",
    ]
    assert "atlas:pos" not in run("schema", "inspect", "-u", "sequelize://m", *SQL).stdout


def test_models_of_sequelize_seven_load_in_the_isolate_and_by_ones_own_node(
    run: Run, tmp_path: Path
) -> None:
    text = (
        "import { Sequelize, DataTypes } from '@sequelize/core';\n"
        "import { MySqlDialect } from '@sequelize/mysql';\n"
        "const sequelize = new Sequelize({ dialect: MySqlDialect, pool: { max: 3 } });\n"
        "sequelize.define('User', { name: DataTypes.STRING });\n"
    )
    put(tmp_path / "m", {"user.ts": text})
    alone = run("schema", "inspect", "-u", "sequelize://m", *SQL)
    assert alone.returncode == 0, alone.stderr
    assert "note: the models run in the isolate" in alone.stderr
    assert "CREATE TABLE `Users`" in alone.stdout
    if shutil.which("node") is None or not (ROOT / "node_modules/@sequelize/mysql").exists():
        pytest.skip("needs node and the packages of package.json")
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    own = run("schema", "inspect", "-u", "sequelize://m", *SQL)
    assert "note: sequelize 7.0.0" in own.stderr
    assert own.stdout == alone.stdout


@needs_node
def test_without_the_package_of_the_dialect_the_isolate_runs_the_models(
    run: Run, tmp_path: Path
) -> None:
    put(tmp_path / "node_modules/@sequelize/core", {"package.json": '{ "version": "7.0.0" }'})
    text = "require('@sequelize/core');\n" + TASK_AND_USER["user.js"]
    put(tmp_path / "m", {"user.js": text, "task.js": TASK_AND_USER["task.js"]})
    done = run("schema", "inspect", "-u", "sequelize://m?dialect=postgres", *SQL)
    assert done.returncode == 0, done.stderr
    assert "note: the models run in the isolate" in done.stderr
