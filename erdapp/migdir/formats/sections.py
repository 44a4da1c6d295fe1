"""Formats with an `up` and a `down` part in one file: the up part, its lines where they were."""

from __future__ import annotations

import re
from collections.abc import Mapping

from erdapp.loaders.encoding import decode
from erdapp.loaders.migrations import forward_part
from erdapp.migdir.files import MigrationFile, description_of, version_of
from erdapp.migdir.formats.base import in_order

_OUTSIDE = re.compile(
    r"^--[ \t]*(?:\+goose[ \t]+NO[ \t]+TRANSACTION|migrate:up\b[^\n]*\btransaction:false)\b",
    re.IGNORECASE | re.MULTILINE,
)


def migrations(files: Mapping[str, bytes]) -> tuple[MigrationFile, ...]:
    """The files in order, each with its forward part."""
    return tuple(_read(name, data) for name, data in in_order(files))


def _read(name: str, data: bytes) -> MigrationFile:
    text = decode(data, name)
    return MigrationFile(
        name,
        data,
        version_of(name),
        description_of(name),
        forward_part(text),
        _OUTSIDE.search(text) is not None,
    )
