"""Which database the models are for, as their own files say it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from erdapp.loaders.base import SourceFile
from erdapp.schema import Dialect

_NAMES = {
    "postgres": Dialect.POSTGRES,
    "postgresql": Dialect.POSTGRES,
    "mysql": Dialect.MYSQL,
    "mariadb": Dialect.MARIADB,
    "sqlite": Dialect.SQLITE,
    "sqlite3": Dialect.SQLITE,
    "mssql": Dialect.MSSQL,
}
_NAME = rf"(?P<name>{'|'.join(_NAMES)})"
_OPTION = re.compile(rf"""\bdialect["']?\s*:[^,;\n}}]*?["'`]{_NAME}["'`]""", re.IGNORECASE)
_URL = re.compile(rf"""["'`]{_NAME}:(?://|:memory:)""", re.IGNORECASE)
_SCRIPT = re.compile(rf"""\bloadModels\s*\)?\s*\(\s*["'`]{_NAME}["'`]""", re.IGNORECASE)
_CLASSES = {
    "Postgres": Dialect.POSTGRES,
    "MySql": Dialect.MYSQL,
    "MariaDb": Dialect.MARIADB,
    "Sqlite": Dialect.SQLITE,
    "MsSql": Dialect.MSSQL,
}
_CLASS = re.compile(rf"\bdialect\s*:\s*(?:\w+\.)?(?P<name>{'|'.join(_CLASSES)})Dialect\b")
_DRIVERS = {
    "@sequelize/postgres": Dialect.POSTGRES,
    "@sequelize/mysql": Dialect.MYSQL,
    "@sequelize/mariadb": Dialect.MARIADB,
    "@sequelize/sqlite3": Dialect.SQLITE,
    "@sequelize/mssql": Dialect.MSSQL,
    "pg": Dialect.POSTGRES,
    "mysql2": Dialect.MYSQL,
    "mariadb": Dialect.MARIADB,
    "sqlite3": Dialect.SQLITE,
    "tedious": Dialect.MSSQL,
}
_DRIVER = re.compile(rf"""["'](?P<name>{"|".join(_DRIVERS)})["']\s*:\s*["'][\^~\d]""")
_LOOKED_AT = 50_000


def dialect_of(files: Sequence[SourceFile]) -> Dialect | None:
    """The dialect that most places of the files name; with none the driver of `package.json`, if
    it is the only one."""
    votes: Counter[Dialect] = Counter()
    for file in files:
        text = file.text[:_LOOKED_AT]
        for pattern, weight in ((_SCRIPT, 100), (_OPTION, 2), (_URL, 1)):
            for match in pattern.finditer(text):
                votes[_NAMES[match["name"].lower()]] += weight
        for match in _CLASS.finditer(text):
            votes[_CLASSES[match["name"]]] += 2
    if votes:
        return votes.most_common(1)[0][0]
    packages = [file.text for file in files if file.path.rsplit("/", 1)[-1] == "package.json"]
    drivers = {_DRIVERS[match["name"]] for text in packages for match in _DRIVER.finditer(text)}
    return drivers.pop() if len(drivers) == 1 else None
