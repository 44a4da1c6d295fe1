"""What the child process answers, as both sides know it."""

from __future__ import annotations

from msgspec import Struct

from erdapp.loaders.base import SourceProblem


class ColumnPlace(Struct, frozen=True):
    """Where a column was said."""

    name: str
    file: str
    line: int


class TablePlace(Struct, frozen=True):
    """Where a table was said, with its columns and the join tables it brings along."""

    name: str
    schema: str
    file: str
    line: int
    columns: list[ColumnPlace] = []
    joins: list[TablePlace] = []


class Request(Struct, frozen=True):
    """What the child is asked."""

    language: str
    dialect: str
    files: list[tuple[str, str]]


class Answer(Struct, frozen=True):
    """What the child found; `failed` when it found nothing at all."""

    failed: str = ""
    statements: list[tuple[str, int]] = []
    """SQL, and the index of the table it is about, or -1."""
    tables: list[TablePlace] = []
    problems: list[SourceProblem] = []
    read: list[str] = []
    locked: bool = False
    """Whether the kernel held the child."""
