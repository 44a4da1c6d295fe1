"""Migrations of Sequelize to SQL: `up` and `down` run in the isolate, without a database."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, json

from erdapp.loaders.base import Severity, SourceError, SourceFile
from erdapp.loaders.sequelize.answer import decode
from erdapp.loaders.sequelize.child import ask
from erdapp.schema import Dialect


class Migrated(Struct, frozen=True):
    """What one migration sends."""

    path: str
    up: tuple[str, ...]
    down: tuple[str, ...]


def load_migrations(files: Sequence[SourceFile], dialect: Dialect) -> tuple[Migrated, ...]:
    """The statements of the migrations, which run in the order of `files`.

    What a migration reads from the database isn't known here. Raises SourceError, with file and
    line, when one fails or asks for rows: its statements would be others.
    """
    request = {
        "files": [(file.path, file.text) for file in files],
        "dialect": dialect.value,
        "migrations": [file.path for file in files],
    }
    answer = decode(ask(json.encode(request)))
    for one in answer.problems:
        if one.severity is not Severity.NOTE:
            raise SourceError(one.message, file=one.file, line=one.line)
    ways: list[tuple[list[str], list[str]]] = [([], []) for _ in files]
    for sql, number in answer.statements:
        place, back = divmod(number, 2)
        if 0 <= place < len(files):
            ways[place][back].append(sql)
    return tuple(
        Migrated(file.path, tuple(up), tuple(down))
        for file, (up, down) in zip(files, ways, strict=True)
    )
