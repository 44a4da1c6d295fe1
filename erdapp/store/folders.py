"""Migration folders as they are stored: whole directories, their state, what lint says of them."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

import msgspec

from erdapp.lint.report import FileReport
from erdapp.migdir.checksum import SUM_NAME, ChecksumError
from erdapp.migdir.directory import Address, Directory, of_files
from erdapp.migdir.formats import format_named
from erdapp.store.models import MigrationFolder, Project

_EPOCH = (1980, 1, 1, 0, 0, 0)


def folder_of(project: Project) -> MigrationFolder | None:
    return MigrationFolder.objects.filter(project=project).first()


def directory_of(folder: MigrationFolder) -> Directory:
    """The folder as migdir knows directories. Raises SourceError where a file can't be read."""
    files = {file.name: zlib.decompress(bytes(file.data)) for file in folder.files.all()}
    told = None if folder.sum is None else bytes(folder.sum)
    return directory(folder.format, folder.dialect, files, told)


def directory(format: str, dialect: str, files: dict[str, bytes], told: bytes | None) -> Directory:
    """A directory of these files. Raises SourceError."""
    at = Address(Path("migrations"), format_named(format, dialect))
    return of_files(at, files, told)


def integrity(found: Directory) -> str:
    """What is wrong with the sum, in Atlas's words; empty when nothing is."""
    try:
        found.check()
    except ChecksumError as error:
        return str(error)
    return ""


def reports_of(folder: MigrationFolder) -> tuple[FileReport, ...]:
    packed = bytes(folder.reports)
    if not packed:
        return ()
    return msgspec.json.decode(zlib.decompress(packed), type=tuple[FileReport, ...])


def as_zip(found: Directory) -> bytes:
    """The folder packed, the same bytes for the same files."""
    files = dict(found.files)
    if found.sum is not None:
        files[SUM_NAME] = found.sum
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"migrations/{name}", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return out.getvalue()
