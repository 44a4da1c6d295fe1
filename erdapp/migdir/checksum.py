"""`atlas.sum`: the chain of hashes over the files of a migration directory, as Atlas writes it.

One running SHA-256 over name and content of every file in order: the hash of a line covers all
files up to its own, so that two branches that add files never merge without a conflict. A file
that says `atlas:sum ignore` in its first line has its name in the chain and no line of its own.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable

from msgspec import Struct

from erdapp.migdir.header import is_left_out_of_sum

SUM_NAME = "atlas.sum"
_PREFIX = "h1:"


class SumLine(Struct, frozen=True):
    """A file and the hash of everything up to its end, without `h1:`."""

    name: str
    hash: str


class SumFile(Struct, frozen=True):
    """The content of an `atlas.sum`."""

    lines: tuple[SumLine, ...] = ()

    @property
    def total(self) -> str:
        """The hash of the first line, over all others."""
        return _base64(hashlib.sha256("".join(f"{n.name}{n.hash}" for n in self.lines).encode()))

    def encode(self) -> bytes:
        lines = [f"{_PREFIX}{self.total}\n"]
        lines += (f"{line.name} {_PREFIX}{line.hash}\n" for line in self.lines)
        return "".join(lines).encode()

    def hash_of(self, name: str) -> str:
        """The hash of a file's line; empty for a file that has none."""
        return next((line.hash for line in self.lines if line.name == name), "")


class ChecksumError(Exception):
    """The directory and its sum disagree; `str()` says how, on one line."""

    def __init__(
        self, what: str, *, line: int = 0, total: int = 0, pos: int = 0, file: str = "",
        reason: str = "",
    ) -> None:  # fmt: skip
        detail = f" ({SUM_NAME}): L{line}: {file} was {reason}" if line else ""
        super().__init__(what + detail)
        self.line, self.total, self.pos, self.file, self.reason = line, total, pos, file, reason


FORMAT_INVALID = "checksum file format invalid"
MISMATCH = "checksum mismatch"
NOT_FOUND = "checksum file not found"


def chain(files: Iterable[tuple[str, bytes]]) -> SumFile:
    """The sum over names and contents, in the order given."""
    running, lines = hashlib.sha256(), []
    for name, data in files:
        running.update(name.encode())
        if is_left_out_of_sum(data):
            continue
        running.update(data)
        lines.append(SumLine(name, _base64(running)))
    return SumFile(tuple(lines))


def decode(data: bytes) -> SumFile:
    """The sum that `data` holds, which has to agree with its own first line.

    Raises ChecksumError; a conflict that Git left in it is malformed, too.
    """
    text = data.decode("utf-8", "replace")
    total, *rest = [line.removesuffix("\r") for line in text.split("\n")]
    if rest and not rest[-1]:
        rest.pop()
    lines = []
    for line in rest:
        name, found, value = line.partition(_PREFIX)
        if not found:
            raise ChecksumError(FORMAT_INVALID)
        lines.append(SumLine(name.strip(), value))
    found_sum = SumFile(tuple(lines))
    if total.removeprefix(_PREFIX) != found_sum.total:
        raise ChecksumError(MISMATCH)
    return found_sum


def compare(told: SumFile, computed: SumFile) -> None:
    """Raises ChecksumError with the first line of `told` that the directory contradicts."""
    names = {line.name for line in computed.lines}
    total, pos = len(told.lines), len(told.total) + len(_PREFIX) + 1
    for index, line in enumerate(told.lines):
        there = computed.lines[index] if index < len(computed.lines) else None
        if line == there:
            pos += len(line.name) + len(line.hash) + len(_PREFIX) + 2
            continue
        file, reason = line.name, "edited"
        if line.name not in names:
            reason = "removed"
        elif there is None or there.name != line.name:
            file, reason = (there or line).name, "added"
        raise ChecksumError(
            MISMATCH, line=index + 2, total=total, pos=pos, file=file, reason=reason
        )
    if len(computed.lines) > total:
        added = computed.lines[total].name
        raise ChecksumError(
            MISMATCH, line=total + 2, total=total, pos=pos, file=added, reason="added"
        )


def _base64(running: hashlib._Hash) -> str:
    return b64encode(running.digest()).decode()
