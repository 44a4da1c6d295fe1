"""Sequelize's own: JavaScript with `up` and `down`, run in the isolate to see what they send."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath

from erdapp.loaders.base import SourceError, SourceFile
from erdapp.loaders.encoding import decode
from erdapp.migdir.files import MigrationFile
from erdapp.migdir.formats.base import Format, NewFile, Planned
from erdapp.planner.plan import Statement
from erdapp.schema import Dialect

ENDINGS = (".js", ".cjs", ".mjs", ".ts")
_NAME = re.compile(r"(?P<version>\d+)(?:[-_.](?P<description>.*))?", re.DOTALL)


def in_dialect(dialect: Dialect) -> Format:
    """The format for programs that run against that dialect."""
    return Format(
        name="sequelize", migrations=partial(_migrations, dialect), write=_write, endings=ENDINGS
    )


def _migrations(dialect: Dialect | None, files: Mapping[str, bytes]) -> tuple[MigrationFile, ...]:
    """The programs whose names begin with a version, in the order of their names."""
    names = sorted((name for name in files if _is_migration(name)), key=str.encode)
    if names and dialect is None:
        raise SourceError(
            "migrations of Sequelize send other SQL in every dialect: say which with "
            "?format=sequelize&dialect=postgres"
        )
    if not names or dialect is None:
        return ()
    from erdapp.loaders.sequelize.migrations import load_migrations

    sources = [SourceFile(name, decode(files[name], name)) for name in names]
    return tuple(
        _file(one.path, files[one.path], one.up) for one in load_migrations(sources, dialect)
    )


def _is_migration(name: str) -> bool:
    return "/" not in name and bool(_NAME.fullmatch(name)) and not name.endswith(".d.ts")


def _file(name: str, data: bytes, statements: Sequence[str]) -> MigrationFile:
    match = _NAME.fullmatch(PurePosixPath(name).stem)
    assert match is not None  # chosen by this pattern
    text = "".join(f"{sql.rstrip().removesuffix(';')};\n" for sql in statements)
    return MigrationFile(name, data, match["version"], match["description"] or "", text)


def _write(planned: Planned) -> Sequence[NewFile]:
    up, down = _body(planned, planned.up), _body(planned, planned.down)
    text = (
        '"use strict";\n\n/** @type {import("sequelize-cli").Migration} */\nmodule.exports = {\n'
        f"  async up(queryInterface) {{\n{up}  }},\n\n"
        f"  async down(queryInterface) {{\n{down}  }},\n}};\n"
    )
    return [(f"{planned.stem('-')}.js", text)]


def _body(planned: Planned, statements: Sequence[Statement]) -> str:
    lines = []
    for one in statements:
        words = " ".join(one.comment.splitlines())
        lines += [f"    // {words}\n"] if words else []
        # A JSON string is one of JavaScript, but for two line ends of Unicode.
        sql = json.dumps(planned.sql(one), ensure_ascii=False)
        sql = sql.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        lines.append(f"    await queryInterface.sequelize.query({sql});\n")
    return "".join(lines)


FORMAT = Format(
    name="sequelize", migrations=partial(_migrations, None), write=_write, endings=ENDINGS
)
