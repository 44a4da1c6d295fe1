"""What a format has to say, and the pieces of text that several of them write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from erdapp.migdir.files import MigrationFile
from erdapp.migdir.formats.words import indented, one_line, reversed_words
from erdapp.planner.plan import Statement
from erdapp.schema import Dialect

NewFile = tuple[str, str]
"""A name and a text."""
Order = tuple[bool, list[int], bytes]
"""Whether it is repeatable, which comes after all versions; numbers; bytes."""


def by_bytes(version: str) -> Order:
    """The order of versions where files run in the order of their names' bytes."""
    return False, [], version.encode()


class Planned(Struct, frozen=True, kw_only=True):
    """What is to become a new migration."""

    version: str
    name: str
    dialect: Dialect = Dialect.POSTGRES
    up: tuple[Statement, ...] = ()
    down: tuple[Statement, ...] = ()
    indent: str = ""
    """Before the lines of a body (`{{ sql . "  " }}`); empty for each statement on one line."""

    def stem(self, joint: str = "_") -> str:
        """`20250102030405_name`."""
        return self.version + (joint + self.name if self.name else "")

    def sql(self, statement: Statement) -> str:
        return indented(statement.sql, self.indent) if self.indent else one_line(statement.sql)

    def forward(self, marked: Callable[[str], str] = str, *, capital: bool = False) -> str:
        """The statements under their comments, in lower case but for Atlas's own format; `marked`
        puts around a statement what a format wants there."""
        return "".join(
            _comment(one.comment, capital=capital) + marked(self.terminated(self.sql(one)))
            for one in self.up
        )

    def back(self, marked: Callable[[str], str] = str) -> str:
        return "".join(
            _comment(f"reverse: {reversed_words(one.comment)}" if one.comment else "")
            + marked(self.terminated(self.sql(one)))
            for one in self.down
        )

    def terminated(self, sql: str) -> str:
        return f"{sql}\nGO\n" if self.dialect is Dialect.MSSQL else f"{sql};\n"

    @property
    def outside(self) -> bool:
        """Whether it has to run outside a transaction."""
        return any(one.alone for one in self.up)


def _comment(words: str, *, capital: bool = False) -> str:
    # A name may hold a line break, which would end the comment and begin a statement.
    plain = " ".join(words.splitlines())
    plain = plain[:1].upper() + plain[1:] if capital else plain
    return f"-- {plain}\n" if plain else ""


class Format(Struct, frozen=True, kw_only=True):
    """One kind of migration directory."""

    name: str
    migrations: Callable[[Mapping[str, bytes]], tuple[MigrationFile, ...]]
    """Of all files of the folder those that go forward, in the order in which they run."""
    write: Callable[[Planned], Sequence[NewFile]]
    """The files of a new migration."""
    order: Callable[[str], Order] = by_bytes
    """The place of a version among others, as the files run."""
    nested: bool = False
    """Whether sub-folders belong to it."""
    endings: tuple[str, ...] = (".sql",)
    """How the names of its files end."""


def in_order(files: Mapping[str, bytes], suffix: str = ".sql") -> Iterable[tuple[str, bytes]]:
    """The files of the folder itself whose names end so, byte by byte."""
    names = [name for name in files if name.endswith(suffix) and "/" not in name]
    return ((name, files[name]) for name in sorted(names, key=str.encode))
