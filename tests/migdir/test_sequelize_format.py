"""Migrations of Sequelize: run in the isolate for their SQL, written as programs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from erdapp.loaders.base import SourceError
from erdapp.migdir import directory
from erdapp.migdir.directory import Directory
from erdapp.schema import Dialect
from tests.migrating import database, migrate

FIRST = """\
'use strict';
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.createTable('users', {
      id: { type: Sequelize.INTEGER, primaryKey: true, autoIncrement: true },
      name: { type: Sequelize.STRING(40), allowNull: false },
      role: Sequelize.ENUM('a', 'b'),
    });
    await queryInterface.addIndex('users', ['name']);
  },
  async down(queryInterface) { await queryInterface.dropTable('users'); },
};
"""
SECOND = """\
exports.up = async ({ context: queryInterface }, Sequelize) =>
  queryInterface.sequelize.transaction(async (transaction) => {
    await queryInterface.addColumn('users', 'age', { type: DataTypes.INTEGER }, { transaction });
    await queryInterface.renameColumn('users', 'name', 'title');
    await queryInterface.bulkInsert('users', [{ title: "it's" }]);
    await queryInterface.sequelize.query(
      'UPDATE users SET age = :age', { replacements: { age: 7 } });
  });
const { DataTypes } = require('sequelize');
"""


def folder(path: Path, query: str = "&dialect=postgres", **files: str) -> Directory:
    path.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (path / f"{name.removeprefix('_').replace('__', '-')}.js").write_text(text)
    return directory.read(directory.address(f"file://{path}?format=sequelize{query}"))


def statements(found: Directory, dialect: Dialect) -> list[str]:
    return [one.text for file in found.migrations for one in file.statements(dialect)]


def test_the_statements_are_those_that_sequelize_sends(tmp_path: Path) -> None:
    found = folder(tmp_path, _1__first=FIRST, _2__second=SECOND, helper="module.exports = {};")
    assert [(f.version, f.description) for f in found.migrations] == [
        ("1", "first"),
        ("2", "second"),
    ]
    assert statements(found, Dialect.POSTGRES) == [
        "CREATE TYPE \"public\".\"enum_users_role\" AS ENUM('a', 'b');",
        'CREATE TABLE IF NOT EXISTS "users" ("id"  SERIAL , "name" VARCHAR(40) NOT NULL, '
        '"role" "public"."enum_users_role", PRIMARY KEY ("id"));',
        'CREATE INDEX "users_name" ON "users" ("name");',
        'ALTER TABLE "public"."users" ADD COLUMN "age" INTEGER;',
        'ALTER TABLE "users" RENAME COLUMN "name" TO "title";',
        "INSERT INTO \"users\" (\"title\") VALUES ('it''s');",
        "UPDATE users SET age = 7;",
    ]


def test_what_mysql_would_look_up_is_remembered_from_earlier_files(tmp_path: Path) -> None:
    found = folder(tmp_path, "&dialect=mysql", _1__first=FIRST, _2__second=SECOND)
    assert "ALTER TABLE `users` CHANGE `name` `title` VARCHAR(40) NOT NULL;" in statements(
        found, Dialect.MYSQL
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("module.exports = {};\n", "1-x.js:1: this is no migration: it exports no function `up`"),
        (
            "exports.up = async (q) => {\n  throw new Error('not today');\n};\n",
            "1-x.js:2: not today",
        ),
        (
            "exports.up = async (q) => {\n  await q.sequelize.query('SELECT id FROM a');\n};\n",
            "1-x.js:2: the rows of this query aren't known here: SELECT id FROM a",
        ),
        ("exports.up = async (q) => {\n", "1-x.js"),
    ],
)
def test_what_cannot_be_known_without_a_database_is_told(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(SourceError) as caught:
        folder(tmp_path, _1__x=text)
    assert str(caught.value).startswith(message)


def test_the_dialect_has_to_be_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"say which with \?format=sequelize&dialect=postgres"):
        folder(tmp_path, "", _1__first=FIRST)


def test_the_project_file_may_say_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder(tmp_path / "m", _1__first=FIRST)
    Path("atlas.hcl").write_text(
        'env "x" {\n  dev = "sqlite://dev?mode=memory"\n  url = "sqlite://a.db"\n'
        '  migration {\n    dir = "file://m?format=sequelize"\n  }\n}\n'
    )
    assert migrate("hash", "--env", "x").code == 0
    told = migrate("apply", "--env", "x")
    assert (told.code, "-> CREATE TABLE IF NOT EXISTS `users`" in told.text) == (0, True)


def test_planned_migrations_are_programs_that_are_read_back(tmp_path: Path) -> None:
    (tmp_path / "schema.sql").write_text(
        "CREATE TABLE a (id integer NOT NULL PRIMARY KEY, t text DEFAULT 'it''s `q` \\n');\n"
    )
    to, at = f"file://{tmp_path}/schema.sql", f"file://{tmp_path}/m?format=sequelize&dialect=sqlite"
    dev = ("--dev-url", "sqlite://dev?mode=memory")
    assert migrate("diff", "init", "--to", to, "--dir", at, *dev).code == 0
    (file,) = (tmp_path / "m").glob("*-init.js")
    assert datetime.strptime(file.name[:14], "%Y%m%d%H%M%S")
    assert '    // create "a" table\n' in file.read_text()
    assert "DROP TABLE" in file.read_text().partition("async down")[2]
    assert migrate("diff", "--to", to, "--dir", at, *dev).text.startswith("The migration directory")
    target = f"file://{tmp_path}/atlas"
    assert migrate("import", "--from", at, "--to", target).code == 0
    told = migrate("diff", "--to", to, "--dir", target, *dev)
    assert told.text.startswith("The migration directory is synced")


@pytest.mark.live
@pytest.mark.parametrize(("server", "dialect"), [
    ("postgres_url", "postgres"), ("mariadb_url", "mariadb"),
])  # fmt: skip
def test_they_are_applied(
    server: str, dialect: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue(server)
    folder(tmp_path, f"&dialect={dialect}", _1__first=FIRST, _2__second=SECOND)
    at = f"file://{tmp_path}?format=sequelize&dialect={dialect}"
    assert migrate("hash", "--dir", at).code == 0
    with database(url, "search_path=public" if dialect == "postgres" else "") as where:
        told = migrate("apply", "--url", where.url, "--dir", at)
        assert told.code == 0, told.text
        assert where.rows("SELECT title, age FROM users") == [("it's", "7")]
        assert "Migration Status: OK" in migrate("status", "--url", where.url, "--dir", at).text
