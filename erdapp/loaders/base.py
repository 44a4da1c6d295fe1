"""What every loader takes and gives: sources in, a schema with its problems and origins out."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct, field

from erdapp.schema import Dialect, Schema

if TYPE_CHECKING:
    from erdapp.diff.changes import Rename


class Severity(StrEnum):
    """How much a problem matters: an error lost an object or a part of one, such as a column, a
    warning lost a detail, a note only says what was left out on purpose."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class SourceProblem(Struct, frozen=True, kw_only=True):
    """Something in a source that was not understood."""

    file: str
    line: int
    """1-based; 0 when the problem is about the whole file."""
    severity: Severity
    message: str
    statement: str = ""
    """The first 200 characters of the statement, on one line."""


class SourceError(Exception):
    """A source that cannot be read at all. `str()` is one line: file, line, what, what to do."""

    def __init__(self, message: str, *, file: str = "", line: int = 0) -> None:
        place = f"{file}:{line}: " if file and line else f"{file}: " if file else ""
        super().__init__(place + message)
        self.file, self.line, self.message = file, line, message


class SourceFile(Struct, frozen=True):
    """One text file of a source; `path` is relative, with forward slashes, for messages."""

    path: str
    text: str


class Origin(Struct, frozen=True, omit_defaults=True):
    """Where a thing was said: file, 1-based line, and the spelling of a column's type there."""

    file: str
    line: int
    raw: str = ""


Origins = Mapping[str, Origin]
"""By `"orders"` for tables, `"orders.total"` for columns, with their namespace when qualified."""


class Loaded(Struct, frozen=True, kw_only=True):
    """What a loader found."""

    schema: Schema
    problems: tuple[SourceProblem, ...] = ()
    origins: Origins = field(default_factory=dict)
    renames: tuple[Rename, ...] = ()
    """What the source says about earlier names (`-- atlas:renamed_from old`), in its order."""
    database: str = ""
    """What the namespace without a name is called where a dialect has no word for it: the connected
    database of MySQL, or the schema of an HCL file."""
    skipped: tuple[str, ...] = ()
    """Paths that were in the source but not read (`node_modules`, binaries …)."""

    @property
    def lost(self) -> tuple[SourceProblem, ...]:
        """The errors: with one of them the schema is incomplete, and what a plan drops may only
        have been unreadable."""
        return tuple(one for one in self.problems if one.severity is Severity.ERROR)


def not_a_failure(loaded: Loaded) -> Loaded:
    """`loaded` itself, unless it is empty because nothing was understood: an empty schema would be
    read as `drop everything`. Raises SourceError with the place of the first error then."""
    if loaded.schema.objects():
        return loaded
    for problem in loaded.problems:
        if problem.severity is Severity.ERROR:
            what = f"{problem.message}, and nothing else was found: {problem.statement}"
            raise SourceError(what.removesuffix(": "), file=problem.file, line=problem.line)
    return loaded


class Limits(Struct, frozen=True, kw_only=True):
    """Bounds on hostile input; exceeding one is a SourceError."""

    total_bytes: int = 20_000_000
    """Of all texts together, after decompression."""
    files: int = 5_000
    statement_bytes: int = 5_000_000
    columns_per_table: int = 4_096
    tables: int = 20_000


class LoadOptions(Struct, frozen=True, kw_only=True):
    """What the caller knows or wants."""

    dialect: Dialect | None = None
    """None: detect it."""
    usual: Dialect | None = None
    """What the versions before it are in, for a source that names none itself."""
    limits: Limits = Limits()
    remember: bool = True
    """Keep what statements did, for the next version of the file in the same process."""
