"""Uploads to source files: plain files and zips, within limits, in memory only.

Everything here comes from strangers: sizes are checked before anything is unpacked or decoded,
paths become labels without `..` or roots, and nothing is ever written to disk.
"""

from __future__ import annotations

import io
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from erdapp.loaders.base import Limits, SourceError, SourceFile
from erdapp.loaders.detect import SUFFIXES, Language
from erdapp.loaders.encoding import decode
from erdapp.loaders.migrations import arrange
from erdapp.loaders.python_files import wants as wants_python
from erdapp.loaders.sequelize_files import wants

if TYPE_CHECKING:
    import zipfile

_MAX_RATIO = 250
"""Text is never packed this tightly; blanks and zeros are."""
_RATIO_FROM = 1_000_000
_ENTRY = b"PK\x01\x02"
_DRIVE = re.compile(r"^[A-Za-z]:")
_NOT_IN_LABELS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LONGEST_LABEL = 300


class Upload(Struct, frozen=True):
    """A file as a browser or a command hands it over."""

    name: str
    data: bytes


def read_upload(
    uploads: Sequence[Upload], limits: Limits
) -> tuple[tuple[SourceFile, ...], tuple[str, ...]]:
    """The source files of the uploads in the order they apply, and the paths that were left out.

    Raises SourceError when a limit is exceeded, a zip is damaged, a file isn't text, or nothing
    is left to read.
    """
    _check_sizes(uploads, limits)
    found: list[SourceFile] = []
    skipped: list[str] = []
    for upload in uploads:
        label = safe_label(upload.name)
        if upload.data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
            inside = _from_zip(label, upload.data, limits, skipped, _is_source)
            found += (SourceFile(path, decode(content, path)) for path, content in inside)
        elif _is_source(label) or len(uploads) == 1:
            found.append(SourceFile(label, decode(upload.data, label)))
        else:
            skipped.append(label)
        _check_total(found, limits)
    files, left_out = arrange(found)
    if not files:
        what = f"; these are none: {', '.join(skipped[:5])}" if skipped else ""
        raise SourceError(f"no .sql file and no model found{what}: choose those, or a zip of them")
    return files, (*skipped, *left_out)


def read_folder(
    uploads: Sequence[Upload], limits: Limits, endings: tuple[str, ...]
) -> dict[str, bytes]:
    """The bytes of the files whose names end so, by their paths; others are left out.

    Raises SourceError when a limit is exceeded or a zip is damaged.
    """
    _check_sizes(uploads, limits)
    found: dict[str, bytes] = {}
    for upload in uploads:
        label = safe_label(upload.name)
        if upload.data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
            found.update(_from_zip(label, upload.data, limits, [], partial(_ends, endings)))
        elif label.endswith(endings):
            found[label] = upload.data
        if len(found) > limits.files:
            raise _too_many(len(found), limits)
        total = sum(map(len, found.values()))
        if total > limits.total_bytes:
            raise _too_large("", total, limits)
    return found


def _ends(endings: tuple[str, ...], path: str) -> bool:
    return path.endswith(endings)


def safe_label(name: str) -> str:
    """A path as a label: forward slashes, relative, without `..`, drive letters and control
    characters."""
    clean = _NOT_IN_LABELS.sub("", name).replace("\\", "/")
    parts = [part.strip() for part in _DRIVE.sub("", clean).split("/")]
    label = "/".join(part for part in parts if part not in ("", ".", ".."))
    return label[-_LONGEST_LABEL:] or "upload.sql"


def _is_source(label: str) -> bool:
    language = SUFFIXES.get(PurePosixPath(label).suffix.lower())
    if language is Language.DJANGO:
        return wants_python(label)
    return wants(label) if language is Language.SEQUELIZE else language is not None


def _check_sizes(uploads: Sequence[Upload], limits: Limits) -> None:
    if not uploads:
        raise SourceError("nothing was uploaded: choose files, a folder or a zip")
    if len(uploads) > limits.files:
        raise _too_many(len(uploads), limits)
    total = sum(len(upload.data) for upload in uploads)
    if total > limits.total_bytes:
        raise _too_large(safe_label(uploads[0].name) if len(uploads) == 1 else "", total, limits)


def _check_total(files: Sequence[SourceFile], limits: Limits) -> None:
    if len(files) > limits.files:
        raise _too_many(len(files), limits)
    total = sum(len(file.text) for file in files)
    if total > limits.total_bytes:
        raise _too_large("", total, limits)


def _too_many(count: int, limits: Limits) -> SourceError:
    return SourceError(f"{count:,} files are more than the limit of {limits.files:,}: load fewer")


def _too_large(file: str, size: int, limits: Limits) -> SourceError:
    return SourceError(
        f"{_megabytes(size)} exceed the limit of {_megabytes(limits.total_bytes)}: leave out the "
        "data and load only the definitions",
        file=file,
    )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


def _from_zip(
    label: str, data: bytes, limits: Limits, skipped: list[str], is_wanted: Callable[[str], bool]
) -> Iterator[tuple[str, bytes]]:
    """The paths and bytes of the wanted members."""
    import zipfile  # with every kind of compression; most sources are no zip
    import zlib

    entries = data.count(_ENTRY)  # before zipfile makes an object of each
    if entries > 2 * limits.files:
        raise _too_many(entries, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from _members(label, archive, limits, skipped, is_wanted)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise SourceError(
            f"the zip is damaged or of an unknown kind ({error}): pack it again", file=label
        ) from error


def _members(
    label: str,
    archive: zipfile.ZipFile,
    limits: Limits,
    skipped: list[str],
    is_wanted: Callable[[str], bool],
) -> Iterator[tuple[str, bytes]]:
    wanted = []
    for info in archive.infolist():
        path = safe_label(info.filename)
        if info.is_dir():
            continue
        if is_wanted(path) and not _is_link(info) and not _is_hidden(path):
            wanted.append((path, info))
        else:
            skipped.append(path)
    if len(wanted) > limits.files:
        raise _too_many(len(wanted), limits)
    declared = sum(info.file_size for _, info in wanted)
    if declared > limits.total_bytes:
        raise _too_large(label, declared, limits)
    left = limits.total_bytes
    for path, info in wanted:
        content = _unpacked(label, archive, info, left)
        left -= len(content)
        yield path, content


def _unpacked(label: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> bytes:
    """A member's bytes. Sizes in a zip are only claims, so no more than `left` is unpacked."""
    if info.flag_bits & 0x1:
        raise SourceError("the zip has a password: pack it without", file=label)
    if info.file_size > _RATIO_FROM and info.file_size > _MAX_RATIO * max(info.compress_size, 1):
        raise SourceError(
            f"{safe_label(info.filename)} unpacks to more than {_MAX_RATIO} times its size, as no "
            "SQL does: upload the file itself",
            file=label,
        )
    with archive.open(info) as member:
        content = member.read(left + 1)
    if len(content) > left:
        raise SourceError(
            "the zip unpacks to more than the limit allows: leave out the data", file=label
        )
    return content


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in path.split("/"))
