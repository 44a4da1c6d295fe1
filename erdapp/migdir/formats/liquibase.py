"""Liquibase's formatted SQL: change sets with `--rollback:` lines, which are comments to us."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from erdapp.loaders.encoding import decode
from erdapp.migdir.files import MigrationFile, description_of, version_of
from erdapp.migdir.formats.base import Format, NewFile, Planned, in_order
from erdapp.migdir.formats.words import one_line

_MARK = re.compile(r"^--(?=\S)[^\n]*$", re.MULTILINE)
_VISIBLE = re.compile(r"[^\r\n]")


def _migrations(files: Mapping[str, bytes]) -> tuple[MigrationFile, ...]:
    """Without Liquibase's own lines: two dashes alone begin no comment in MySQL."""
    return tuple(
        MigrationFile(name, data, version_of(name), description_of(name), _forward(name, data))
        for name, data in in_order(files)
    )


def _forward(name: str, data: bytes) -> str:
    return _MARK.sub(lambda mark: _VISIBLE.sub(" ", mark.group()), decode(data, name))


def _write(planned: Planned) -> Sequence[NewFile]:
    pieces = ["--liquibase formatted sql"]
    for number, one in enumerate(planned.up, 1):
        pieces.append(f"\n--changeset atlas:{planned.version}-{number}\n")
        pieces.append(f"--comment: {' '.join(one.comment.splitlines())}\n" if one.comment else "\n")
        pieces.append(planned.terminated(planned.sql(one)))
        if number == len(planned.up):
            # The way back belongs together: half of it may not be possible without the rest.
            back = (line for step in planned.down for line in one_line(step.sql).splitlines())
            pieces += (f"--rollback: {line};\n" for line in back)
    return [(f"{planned.stem()}.sql", "".join(pieces))]


FORMAT = Format(name="liquibase", migrations=_migrations, write=_write)
