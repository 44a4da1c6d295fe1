"""What a DBML file says, before it is a schema: tables, columns, indexes, references, enums."""

from __future__ import annotations

from dataclasses import dataclass, field

Path = tuple[str, ...]


@dataclass(slots=True)
class Settings:
    """`[pk, default: 1, note: 'x']`: words as they stand, and those with values."""

    words: set[str] = field(default_factory=set)
    values: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By name: the sort of the token and its meaning."""
    references: list[tuple[str, Path]] = field(default_factory=list)
    """Inline: the arrow, and the path of the other column."""

    def text(self, name: str) -> str:
        return self.values.get(name, ("", ""))[1]


@dataclass(slots=True)
class ColumnLine:
    """A column."""

    name: str
    type: str
    path: Path
    """The type as a dotted name, empty when it is more than that."""
    settings: Settings
    line: int


@dataclass(slots=True)
class IndexLine:
    """A line of an `indexes` block: parts are (is it an expression, its text)."""

    parts: list[tuple[bool, str]]
    settings: Settings
    line: int


@dataclass(slots=True)
class TableBlock:
    """A table, or a partial one."""

    path: Path
    file: str
    line: int
    alias: str = ""
    settings: Settings = field(default_factory=Settings)
    columns: list[ColumnLine] = field(default_factory=list)
    indexes: list[IndexLine] = field(default_factory=list)
    checks: list[tuple[str, Settings]] = field(default_factory=list)
    partials: list[str] = field(default_factory=list)
    note: str = ""


@dataclass(slots=True)
class Reference:
    """`Ref name: a.b > c.d`; ends are (table, columns)."""

    name: str
    left: tuple[Path, tuple[str, ...]]
    arrow: str
    right: tuple[Path, tuple[str, ...]]
    settings: Settings
    file: str
    line: int


@dataclass(slots=True)
class Document:
    """All files together."""

    database: str = ""
    tables: list[TableBlock] = field(default_factory=list)
    partials: dict[str, TableBlock] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    enums: list[tuple[Path, list[str], int]] = field(default_factory=list)
    ignored: list[tuple[str, str, int]] = field(default_factory=list)
    """What has no meaning for a schema: (what, file, line)."""
