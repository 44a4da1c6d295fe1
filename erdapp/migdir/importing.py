"""Another tool's migrations as files of Atlas's format: what goes forward, in the same order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from erdapp.migdir.directory import Directory
from erdapp.migdir.files import MigrationFile
from erdapp.migdir.formats.base import NewFile
from erdapp.migdir.header import with_directive

_MARKS = re.compile(
    r"^[ \t]*--[ \t]*(?:\+goose\b|migrate:|liquibase\b|changeset\b|rollback\b|comment:)[^\n]*\n?",
    re.IGNORECASE | re.MULTILINE,
)
_NUMBER = re.compile(r"\d+")
_BLANK_LINE = re.compile(r"^[ \t]+$", re.MULTILINE)


def imported(found: Directory) -> Iterator[NewFile]:
    """Names and texts. Versions get leading zeros where names would sort in another order."""
    versions = _versions(found.migrations)
    for file, version in zip(found.migrations, versions, strict=True):
        name = f"{version}_{file.description}" if file.description else version
        text = _MARKS.sub("", file.text.replace("\r\n", "\n")).strip()
        text = _BLANK_LINE.sub("", text) + "\n" if text else ""
        if file.txmode:
            text = with_directive(text, "txmode", file.txmode)
        yield f"{name}.sql", text


def _versions(files: tuple[MigrationFile, ...]) -> list[str]:
    """The versions in an order of bytes that is the order of the files; repeatable files, which
    have none, follow the last one."""
    found: list[str] = []
    for file in files:
        repeatable = file.version.startswith("R__")
        found.append(
            (found[-1].rstrip("R") if found else "0") + "R" if repeatable else file.version
        )
    if found == sorted(found, key=str.encode):
        return found
    widest = max(len(number) for version in found for number in _NUMBER.findall(version))
    return [_NUMBER.sub(lambda number: number.group().zfill(widest), one) for one in found]
