"""A migration directory on disk: read whole, checked against its `atlas.sum`, added to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import parse_qs, unquote

from msgspec import Struct

from erdapp.loaders.base import SourceError
from erdapp.migdir import checksum
from erdapp.migdir.checksum import NOT_FOUND, SUM_NAME, ChecksumError, SumFile
from erdapp.migdir.files import MigrationFile
from erdapp.migdir.formats import Format, format_named

DEFAULT = "migrations"


class Address(Struct, frozen=True):
    """Where a directory is and which format it is said to have."""

    path: Path
    format: Format


class Directory(Struct, frozen=True):
    """What a migration directory held when it was read."""

    path: Path
    format: Format
    files: Mapping[str, bytes]
    """All its files by name, `.sql` for most formats."""
    migrations: tuple[MigrationFile, ...]
    """Those that go forward, in the order in which they run."""
    sum: bytes | None
    """The content of `atlas.sum`; None without one."""

    @property
    def last_version(self) -> str:
        return max((file.version for file in self.migrations), default="")

    def computed(self) -> SumFile:
        """The sum that belongs to the files, over those that the sum on disk is over."""
        running = {file.name for file in self.migrations}
        beside = self.files.keys() - running
        if beside.intersection(_names(self.sum or b"")):
            # Some releases of Atlas hash what lies beside, too (`1.down.sql`, `U1__x.sql`).
            names = sorted((name for name in self.files if "/" not in name), key=str.encode)
            return checksum.chain((name, self.files[name]) for name in names)
        return checksum.chain((file.name, file.data) for file in self.migrations)

    def check(self) -> None:
        """Raises ChecksumError when the files aren't what `atlas.sum` says."""
        if self.sum is None:
            if self.migrations:
                raise ChecksumError(NOT_FOUND)
            return
        checksum.compare(checksum.decode(self.sum), self.computed())

    def hash_of(self, file: MigrationFile) -> str:
        """The hash of the file's line in the sum, empty for one that is left out of it; of a
        repeatable file its own, which new files before it don't change."""
        return file.own_hash if file.repeatable else self.computed().hash_of(file.name)


def _names(told: bytes) -> list[str]:
    """The file names in the text of a sum, sound or not."""
    lines = told.decode("utf-8", "replace").splitlines()[1:]
    return [line.partition(" h1:")[0] for line in lines]


def address(text: str, format_name: str = "") -> Address:
    """`file://migrations?format=goose`, or a plain path. Raises SourceError."""
    scheme, found, rest = text.partition("://")
    if found and scheme != "file":
        raise SourceError(f"{scheme}:// is no migration directory: write file://PATH")
    place, _, query = (rest if found else text).partition("?")
    asked = parse_qs(query)
    told = asked.get("format", [format_name])[0]
    path = (unquote(place) if found else place) or DEFAULT
    try:
        return Address(Path(path), format_named(told, asked.get("dialect", [""])[0]))
    except ValueError as error:
        raise SourceError(str(error)) from None


def read(at: Address) -> Directory:
    """The directory as it is now. Raises SourceError when it isn't there or can't be read."""
    if not at.path.is_dir():
        what = "is not a directory" if at.path.exists() else "there is no such directory"
        raise SourceError(f"{what}; `erdapp migrate new` makes one", file=str(at.path))
    files: dict[str, bytes] = {}
    try:
        for path in sorted(at.path.rglob("*") if at.format.nested else at.path.iterdir()):
            if path.name.endswith(at.format.endings) and path.is_file():
                files[path.relative_to(at.path).as_posix()] = path.read_bytes()
        kept = at.path / SUM_NAME
        told = kept.read_bytes() if kept.exists() else None
    except OSError as error:
        place = error.filename or str(at.path)
        raise SourceError(f"cannot be read: {error.strerror}", file=str(place)) from None
    return of_files(at, files, told)


def of_files(at: Address, files: Mapping[str, bytes], told: bytes | None = None) -> Directory:
    """A directory that holds these files, wherever they come from."""
    return Directory(at.path, at.format, files, at.format.migrations(files), told)


def read_or_new(at: Address) -> Directory:
    """The directory, which is empty when it isn't there yet."""
    return read(at) if at.path.exists() else of_files(at, {})


def add(directory: Directory, files: Iterable[tuple[str, str]]) -> tuple[Directory, list[Path]]:
    """Write new files and the sum over all; the directory then, and the paths of the new files.

    Raises SourceError when a file of that name is there already or nothing can be written.
    """
    written: list[Path] = []
    try:
        directory.path.mkdir(parents=True, exist_ok=True)
        for name, text in files:
            path = directory.path / name
            with open(path, "xb") as file:
                file.write(text.encode())
            written.append(path)
    except FileExistsError:
        raise SourceError("there is a file of that name already", file=str(path)) from None
    except OSError as error:
        raise SourceError(f"cannot be written: {error.strerror}", file=str(path)) from None
    after = read(Address(directory.path, directory.format))
    return write_sum(after), written


def renamings(directory: Directory, old: str, new: str) -> list[tuple[str, str]]:
    """The old and new names of all files of a version, ways back included."""
    found = []
    for name in directory.files:
        folder, slash, base = name.rpartition("/")
        place = base.find(old)
        ends = base[place + len(old) : place + len(old) + 1]
        if place in (0, 1) and not ends.isalnum():
            found.append((name, f"{folder}{slash}{base[:place]}{new}{base[place + len(old) :]}"))
    return found


def rename(directory: Directory, names: Iterable[tuple[str, str]]) -> Directory:
    """Rename files and write the sum. Raises SourceError."""
    for old, new in names:
        target = directory.path / new
        if target.exists():
            raise SourceError("there is a file of that name already", file=str(target))
        try:
            os.rename(directory.path / old, target)
        except OSError as error:
            raise SourceError(f"cannot be renamed: {error.strerror}", file=old) from None
    return write_sum(read(Address(directory.path, directory.format)))


def write_sum(directory: Directory) -> Directory:
    """Write `atlas.sum` over the files as they are, replacing it in one step."""
    data = directory.computed().encode()
    path = directory.path / SUM_NAME
    new = path.with_name(f".{SUM_NAME}.new")
    try:
        new.write_bytes(data)
        os.replace(new, path)
    except OSError as error:
        raise SourceError(f"cannot be written: {error.strerror}", file=str(path)) from None
    return Directory(directory.path, directory.format, directory.files, directory.migrations, data)
