"""Flyway: `V1__name.sql`, baselines `B`, undo files `U`, repeatable files `R` at the end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from erdapp.migdir.files import MigrationFile
from erdapp.migdir.formats.base import Format, NewFile, Order, Planned

_NAME = re.compile(r"(?P<kind>[VBR])(?P<version>.*?)__(?P<description>.*)\.sql", re.DOTALL)
_NUMBER = re.compile(r"\d+")


def _migrations(files: Mapping[str, bytes]) -> tuple[MigrationFile, ...]:
    """The newest baseline, the versions after it by number, then what is repeatable by name."""
    found = sorted((read for name in files if (read := _read(name, files[name]))), key=_order)
    baselines = [file for kind, file in found if kind == "B"]
    start = baselines[-1:]
    after = _number(start[0].version) if start else []
    versions = [file for kind, file in found if kind == "V" and _number(file.version) > after]
    if not start:
        versions = [file for kind, file in found if kind == "V"]
    return (*start, *versions, *(file for kind, file in found if kind == "R"))


def _read(name: str, data: bytes) -> tuple[str, MigrationFile] | None:
    parts = PurePosixPath(name).parts
    match = _NAME.fullmatch(parts[-1])
    if not match or any(part.startswith(".") for part in parts):
        return None
    # A repeatable file has no version of its own; its name tells it apart in the revisions.
    repeatable = match["kind"] == "R"
    version = f"R__{match['description']}" if repeatable else match["version"]
    return match["kind"], MigrationFile(
        name, data, version, match["description"], repeatable=repeatable
    )


def _order(read: tuple[str, MigrationFile]) -> tuple[list[int], bytes]:
    kind, file = read
    return ([] if kind == "R" else _number(file.version)), file.name.encode()


def _number(version: str) -> list[int]:
    return [int(part) for part in _NUMBER.findall(version)]


def _by_number(version: str) -> Order:
    return version.startswith("R__"), _number(version), version.encode()


def _write(planned: Planned) -> Sequence[NewFile]:
    stem = planned.stem("__")
    return [(f"V{stem}.sql", planned.forward()), (f"U{stem}.sql", planned.back())]


FORMAT = Format(name="flyway", migrations=_migrations, write=_write, order=_by_number, nested=True)
