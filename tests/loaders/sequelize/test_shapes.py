"""Models are found in every shape, by what the code does."""

from __future__ import annotations

import pytest

from erdapp.loaders.base import LoadOptions, Severity, SourceFile
from erdapp.loaders.sequelize import load_sequelize
from erdapp.loaders.sequelize.child import BUILD
from erdapp.loaders.sequelize.dialect import dialect_of
from erdapp.schema import Dialect
from tests.loaders.sequelize.shapes import SHAPES

pytestmark = pytest.mark.skipif(
    not (BUILD / "sequelize.js").exists(), reason="the bundle isn't built: npm run build"
)


@pytest.mark.parametrize("name", list(SHAPES))
def test_its_models_load(name: str) -> None:
    files, tables, warnings = SHAPES[name]
    sources = [SourceFile(path, text) for path, text in files.items()]
    options = LoadOptions(dialect=Dialect.POSTGRES, remember=False)
    loaded = load_sequelize(sources, options)
    assert sorted(table.name for table in loaded.schema.tables) == tables.split()
    assert [one for one in loaded.problems if one.severity is Severity.ERROR] == []
    assert len(loaded.problems) == warnings


@pytest.mark.parametrize(
    ("path", "text", "dialect"),
    [
        ("config.json", '{ "development": { "dialect": "mysql" } }', Dialect.MYSQL),
        ("db.js", "new Sequelize('postgres://u:p@h/db')", Dialect.POSTGRES),
        ("db.ts", "new Sequelize({ dialect: process.env.D || 'mssql' })", Dialect.MSSQL),
        ("db.js", "new Sequelize('sqlite::memory:')", Dialect.SQLITE),
        ("load.js", "loadModels('mariadb', user)", Dialect.MARIADB),
        ("package.json", '{ "dependencies": { "mysql2": "^3.1.0" } }', Dialect.MYSQL),
        ("package.json", '{ "dependencies": { "mysql2": "3", "pg": "8" } }', None),
        ("user.js", "module.exports = 1", None),
    ],
)
def test_the_files_themselves_name_the_dialect(
    path: str, text: str, dialect: Dialect | None
) -> None:
    assert dialect_of([SourceFile(path, text)]) is dialect
