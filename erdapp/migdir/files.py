"""A migration file: its name, bytes, version, description and what its header says."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from erdapp.loaders.base import SourceError
from erdapp.loaders.encoding import decode
from erdapp.migdir import header
from erdapp.migdir.statements import FileStatement, SplitError, statements
from erdapp.schema import Dialect

_STAMP = "%Y%m%d%H%M%S"


class MigrationFile(Struct, frozen=True):
    """One file that takes a database a version further."""

    name: str
    """As it stands in the directory; with forward slashes where a format has sub-folders."""
    data: bytes
    version: str
    description: str = ""
    forward: str | None = None
    """The part that goes forward, lines and offsets kept, where the file has other parts."""
    outside: bool = False
    """The file says in its format's own words that it has to run outside a transaction."""

    repeatable: bool = False
    """It has no place among the versions and is run again whenever it was changed."""

    @property
    def own_hash(self) -> str:
        """SHA-256 of its bytes in base64: unlike the hash in the sum it says nothing of others."""
        return b64encode(hashlib.sha256(self.data).digest()).decode()

    @property
    def text(self) -> str:
        """What is run. Raises SourceError when the bytes are no text."""
        return decode(self.data, self.name) if self.forward is None else self.forward

    @property
    def checkpoint(self) -> str | None:
        """The tag of a checkpoint, empty without one; None for an ordinary file."""
        return header.checkpoint(self.text)

    @property
    def txmode(self) -> str:
        """`none`, `file` or empty. Raises SourceError for anything else in the header."""
        if self.outside:
            return "none"
        try:
            return header.txmode(self.text)
        except header.HeaderError as error:
            raise SourceError(str(error), file=self.name) from None

    def statements(self, dialect: Dialect) -> tuple[FileStatement, ...]:
        """What is sent to the server, in order. Raises SourceError with line and column."""
        try:
            return statements(self.text, dialect)
        except SplitError as error:
            raise SourceError(f"column {error.column}: {error.what}", file=self.name,
                              line=error.line) from None  # fmt: skip


def version_of(name: str) -> str:
    """The part of a file name before the first `_`."""
    return name.removesuffix(".sql").partition("_")[0]


def description_of(name: str) -> str:
    """The part of a file name after the first `_`."""
    return name.removesuffix(".sql").partition("_")[2]


def new_version(now: datetime, last: str = "") -> str:
    """The time as a version (UTC, to the second), a second past `last` where the clock isn't."""
    stamp = now.astimezone(UTC).strftime(_STAMP)
    if stamp > last or len(last) != len(stamp):
        return stamp
    try:
        after = datetime.strptime(last, _STAMP).replace(tzinfo=UTC) + timedelta(seconds=1)
    except (ValueError, OverflowError):
        return stamp
    return after.strftime(_STAMP)
