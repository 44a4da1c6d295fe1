"""Folders of migrations as one source: what goes forward, in the order the tools apply it.

Knows the file names of golang-migrate, Flyway, Diesel, Prisma and plain numbered folders, and the
sections of goose, dbmate, sql-migrate and rambler files.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from msgspec.structs import replace

from erdapp.loaders.base import SourceFile

_DOWN_NAME = re.compile(r"(?:^|[._-])(?:down|undo|rollback)\.sql$", re.IGNORECASE)
_UNDO_NAME = re.compile(r"^U[0-9][0-9._]*__.*\.sql$")
_VERSIONED_NAME = re.compile(r"^V[0-9][0-9._]*__.*\.sql$")
_REPEATABLE_NAME = re.compile(r"^R__.*\.sql$")
_SECTION = re.compile(
    r"^[ \t]*--[ \t]*(?:\+goose|\+migrate|migrate:|rambler)[ \t]*(?P<way>up|down)\b[^\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_VISIBLE = re.compile(r"[^\r\n]")
_NUMBER = re.compile(r"(\d+)")


def arrange(files: Sequence[SourceFile]) -> tuple[tuple[SourceFile, ...], tuple[str, ...]]:
    """The files to apply, in order and without their ways back; and the paths left out."""
    flyway = any(_VERSIONED_NAME.match(_name(file)) for file in files)
    kept = [file for file in files if not _goes_back(file, flyway)]
    left_out = sorted({file.path for file in files} - {file.path for file in kept})
    kept.sort(key=lambda file: (bool(_REPEATABLE_NAME.match(_name(file))), path_order(file.path)))
    forward = tuple(replace(file, text=forward_part(file.text)) for file in kept)
    return forward, tuple(left_out)


def _name(file: SourceFile) -> str:
    return PurePosixPath(file.path).name


def _goes_back(file: SourceFile, flyway: bool) -> bool:
    name = _name(file)
    return bool(_DOWN_NAME.search(name) or (flyway and _UNDO_NAME.match(name)))


def path_order(path: str) -> tuple[tuple[tuple[int, int, str], ...], ...]:
    """A sort key: folder by folder, with numbers compared as numbers (`V2` before `V10`)."""
    return tuple(
        tuple(
            (0, int(piece), piece) if piece.isdecimal() else (1, 0, piece.casefold())
            for piece in _NUMBER.split(part)
            if piece
        )
        for part in path.split("/")
    )


def forward_part(text: str) -> str:
    """`text` with sections that lead back blanked out; lines and offsets stay as they are."""
    marks = list(_SECTION.finditer(text))
    if not marks:
        return text
    pieces = [text[: marks[0].start()]]
    for place, mark in enumerate(marks):
        end = marks[place + 1].start() if place + 1 < len(marks) else len(text)
        section = text[mark.start() : end]
        is_up = mark["way"].lower() == "up"
        pieces.append(section if is_up else _VISIBLE.sub(" ", section))
    return "".join(pieces)
