"""Bytes to text: UTF-8 first, UTF-16 as SQL Server's tools write it, Latin-1 as a last resort."""

from __future__ import annotations

import codecs

from erdapp.loaders.base import SourceError

_LOOK_AT = 8_192
_CONTROL = bytes(code for code in range(32) if code not in (9, 10, 11, 12, 13, 26, 27))
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, file: str) -> str:
    """The text of a file, without its byte order mark, with `\\n` or `\\r\\n` line ends.

    Raises SourceError when the bytes are no text at all.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _lines(data[len(mark) :].decode(encoding, "replace"))
    sample = data[:_LOOK_AT]
    if b"\0" in sample:
        return _lines(_without_mark(data, sample, file))
    if len(sample.translate(None, _CONTROL)) < 0.98 * len(sample):
        raise _not_text(data, file)
    try:
        return _lines(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _lines(_damaged(data))


def _damaged(data: bytes) -> str:
    """UTF-8 with a few broken characters stays UTF-8, anything else is taken for Latin-1."""
    text = data.decode("utf-8", "replace")
    others = sum(1 for character in text if character > "\x7f")
    return text if text.count("\ufffd") * 10 < others else data.decode("latin-1")


def _without_mark(data: bytes, sample: bytes, file: str) -> str:
    """UTF-16 of mostly Latin letters has a zero in every other place; all else isn't text."""
    half = max(len(sample) // 2, 1)
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if zeros.count(0) > 0.7 * half and sample.count(0) < 1.2 * half:
            return data.decode(encoding, "replace")
    raise _not_text(data, file)


def _not_text(data: bytes, file: str) -> SourceError:
    if data.startswith(b"\x1f\x8b"):
        return SourceError("the file is packed with gzip: unpack it first", file=file)
    if data.startswith(b"SQLite format 3\0"):
        return SourceError(
            "this is a SQLite database, not SQL text: dump it with sqlite3 FILE .schema", file=file
        )
    if data.startswith(b"PGDMP"):
        return SourceError(
            "this is a pg_dump archive: turn it into SQL with pg_restore --schema-only -f -",
            file=file,
        )
    return SourceError("the file is not text: choose an SQL file", file=file)


def _lines(text: str) -> str:
    """Old Mac line ends would make a file one line, and its first comment all of it."""
    if "\r" in text and "\n" not in text:
        return text.replace("\r", "\n")
    return text
