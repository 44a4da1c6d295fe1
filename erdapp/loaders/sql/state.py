"""What one load knows while it reads: the schema being built, where names lead, the problems."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from erdapp.dialects import keywords
from erdapp.dialects.base import Facts
from erdapp.loaders.base import Limits, Origin, Severity, SourceError, SourceProblem
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.recording import Marks, RecordingBuilder
from erdapp.schema import Column, DataType, Dialect, Key, Kind, Name, Table

if TYPE_CHECKING:
    from erdapp.diff.changes import Rename

_SYSTEM_DATABASES = frozenset({"mysql", "information_schema", "performance_schema", "sys"})
_EXCERPT = 200


Said = tuple[Column | None, str, bool]
"""What a column says behind its name: a column without one, the text of its type, whether it is the
primary key; no column when there is more to it."""
NOT_PLAIN: Said = (None, "", False)


class LoadState:
    """Mutable, one per load. A statement reader is a function `(Reader, LoadState) -> None`."""

    def __init__(self, facts: Facts, limits: Limits, *, remember: bool = True) -> None:
        self.facts, self.limits, self.remember = facts, limits, remember
        self.dialect: Dialect = facts.dialect
        self.builder = RecordingBuilder(facts.dialect, facts.fold)
        self.problems: list[SourceProblem] = []
        self.all_origins: dict[str, Origin] = {}
        self.origins: dict[str, Origin] = {}
        """Those of the statement being read; at its end they join the others."""
        self.renames: list[Rename] = []
        self.search_path: tuple[str, ...] = ("",)
        """Namespaces for unqualified names as the model says them; new objects go to the first."""
        self.file, self.line, self.statement = "", 0, ""
        self.leftover: list[tuple[str, int]] = []
        """Texts and lines of statements found inside the one just read; they come next."""
        self.begun_anew = 0
        """How often a statement began inside this one, where a semicolon is missing."""
        self.guarded = False
        """SQL Server: the statement stands under an IF, so that what it drops may be absent."""
        self.implicit_indexes = Marks()
        """MySQL: indexes that the server made for a foreign key and drops for a better one."""
        self.pending_indexes: dict[Name, list[tuple[tuple[str, ...], str]]] = {}
        """MySQL: columns and names of the foreign keys of the statement being read."""
        self._partitions: dict[Name, tuple[Name, str]] = {}
        self.attached_indexes: set[tuple[str, str]] = set()
        """Namespace and name of partitions' indexes that are shares of their parents'."""
        self.plain_columns: dict[str, Said] = {}
        """What `items` knows of columns by the text behind their names."""
        self.put_together: dict[str, re.Match[str]] = {}
        """SQL Server: variables with a statement that a look-up completes, see `looked_up`."""
        self.home_database = ""
        self._names: dict[str, str] = {}
        self._types: dict[str, DataType] = {"": DataType("")}
        self._defaults: dict[tuple[str, DataType], str | None] = {}
        self.tables = 0

        self.simple = True
        """Whether the statement being read does nothing that `remembered` can't do again."""
        self.begin()

    # Statements

    def begin(self) -> None:
        """A statement begins: note what it does from here on."""
        self.builder.begin()
        self.implicit_indexes.begin()
        self.origins, self.simple = {}, True

    def end(self) -> None:
        """A statement was read, or given up."""
        self.all_origins.update(self.origins)

    def forget_origin(self, name: str) -> Origin | None:
        """Take away where a thing was said, because it has gone or has another name."""
        self.simple = False
        earlier = self.all_origins.pop(name, None)
        return self.origins.pop(name, earlier)

    @property
    def partitions(self) -> dict[Name, tuple[Name, str]]:
        """PostgreSQL: the parent of each partition, and its bound. Partitions are tables until the
        end, so that every statement about them finds them."""
        self.simple = False
        return self._partitions

    def reader(self, text: str, line: int, opened: int = 0) -> Reader:
        """A reader over a statement, or over a part of one, that begins on `line`; over its
        beginning up to `opened` only, unless that is 0."""
        return Reader(text, self.dialect, self.facts.unquote, line, self._names, opened)

    def name(self, word: str) -> str:
        """The identifier that an unquoted word is, as the server would store it."""
        known = self._names.get(word)
        if known is None:
            known = self._names[word] = self.facts.unquote(word)
        return known

    def at(self, file: str, line: int, statement: str) -> None:
        """Say which statement is being read, for problems and origins."""
        self.file, self.line, self.statement = file, line, statement

    def problem(self, severity: Severity, message: str, line: int = 0) -> None:
        """Record a problem of the current statement; `line` 0 is the statement's first line."""
        self.problems.append(
            SourceProblem(
                file=self.file,
                line=line or self.line,
                severity=severity,
                message=message,
                statement=" ".join(self.statement[: 2 * _EXCERPT].split())[:_EXCERPT],
            )
        )

    def lose(self, message: str, line: int = 0) -> None:
        """Something is lost: an object, a column, a key, an index."""
        self.problem(Severity.ERROR, message, line)

    def warn(self, message: str, line: int = 0) -> None:
        """Something lost a detail."""
        self.problem(Severity.WARNING, message, line)

    def note(self, message: str, line: int = 0) -> None:
        """Something was left out on purpose."""
        self.problem(Severity.NOTE, message, line)

    # Names

    @property
    def namespace(self) -> str:
        """Where unqualified new objects go; empty is the default namespace."""
        return self.search_path[0]

    def created(self, parts: Sequence[str]) -> Name:
        """The name of an object that a statement makes; parts as `Reader.parts` gives them."""
        if len(parts) == 1:
            return Name(self.search_path[0], parts[0])
        return Name(self.resolve_namespace(parts[-2]), parts[-1])

    def referred(self, parts: Sequence[str], kind: Kind = Kind.TABLE) -> Name:
        """The name of an object that a statement mentions: the first on the search path that
        exists, else where it would be created."""
        if len(parts) == 1 and len(self.search_path) > 1:
            for namespace in self.search_path:
                if self.builder.get(Key(kind, namespace, parts[0])):
                    return Name(namespace, parts[0])
        return self.created(parts)

    def resolve_namespace(self, name: str) -> str:
        """The model's namespace for one that a statement writes: the default one is empty, and so
        is the one database that a MySQL file is about."""
        if self.dialect not in (Dialect.MYSQL, Dialect.MARIADB):
            return "" if self.facts.fold(name) == self.facts.default_namespace else name
        if not self.home_database and name.lower() not in _SYSTEM_DATABASES:
            self.home_database = name
        return "" if name == self.home_database else name

    def shown(self, parts: Sequence[str]) -> str:
        """A PostgreSQL name as a text, quoted where needed, without a namespace that is found
        anyway."""
        namespace = self.resolve_namespace(parts[-2]) if len(parts) > 1 else ""
        kept = parts[-1:] if namespace in ("", "pg_catalog") else (namespace, parts[-1])
        return ".".join(map(self._plain, kept))

    def _plain(self, name: str) -> str:
        plain = name.isidentifier() and name.isascii() and name == name.lower()
        return name if plain and name not in keywords.POSTGRES else self.facts.quote(name)

    def is_home(self, name: str) -> bool:
        """Whether this is the one database that a MySQL file is about."""
        return bool(name) and name == self.home_database

    def set_search_path(self, names: Sequence[str]) -> None:
        """`SET search_path`: namespaces as written, in order."""
        found = tuple(self.resolve_namespace(name) for name in names if name != "pg_catalog")
        self.search_path = found or ("",)

    def use_database(self, name: str) -> None:
        """`USE`: a namespace in MySQL; elsewhere a file is about one database anyway."""
        if self.dialect in (Dialect.MYSQL, Dialect.MARIADB):
            self.search_path = (self.resolve_namespace(name),)

    # Types

    def type(self, text: str) -> DataType:
        """A type from its source text; a user-defined one in the model's namespace."""
        found = self._types.get(text)
        if found is None:
            found = self.facts.parse_type(text)
            if found.dimensions > 1:
                found = replace(found, dimensions=1)  # the server does not tell them apart
            self._types[text] = found
        if not found.user:
            return found
        if found.schema:
            return replace(found, schema=self.resolve_namespace(found.schema))
        for namespace in self.search_path:
            for kind in (Kind.ENUM, Kind.DOMAIN, Kind.COMPOSITE):
                if namespace and self.builder.get(Key(kind, namespace, found.name)):
                    return replace(found, schema=namespace)
        return found

    def default(self, text: str, column: Column) -> str | None:
        """The normal form of a DEFAULT, remembered: a schema has few different ones."""
        key = (text, column.type)
        if key not in self._defaults:
            self._defaults[key] = self.facts.normal_default(text, column)
        return self._defaults[key]

    # Tables

    def table(self, reader: Reader) -> Table | None:
        """Take a table name and find the table; None, with a warning, when it isn't known."""
        line = reader.line_of(reader.pos)
        name = self.referred(reader.parts())
        found = self.builder.table(name)
        if found is None:
            self.warn(f"there is no table {name} here", line)
        return found

    def put_table(self, table: Table) -> None:
        """Add or replace a table. Raises SourceError beyond the limits."""
        if len(table.columns) > self.limits.columns_per_table:
            raise self.too_many_columns(table.full_name, len(table.columns))
        self.builder.put(table)

    def too_many_columns(self, table: Name, count: int) -> SourceError:
        """The error, to be raised, for a table beyond the limit."""
        return SourceError(
            f"table {table} has {count} columns or more, beyond the limit of "
            f"{self.limits.columns_per_table}: raise the limit or split the table",
            file=self.file,
            line=self.line,
        )

    def add_table(self, table: Table, line: int) -> None:
        """Add a new table and remember where it was said."""
        self.tables += 1
        if self.tables > self.limits.tables:
            raise SourceError(
                f"more than {self.limits.tables} tables: raise the limit or load fewer files",
                file=self.file,
                line=line,
            )
        self.put_table(table)
        self.origins[str(table.full_name)] = Origin(self.file, line)

    def column_origin(self, table: Name, column: str, line: int, raw: str) -> None:
        """Remember where a column was said, and how its type was spelled there."""
        self.origins[f"{table}.{column}"] = Origin(self.file, line, raw)


StatementReader = Callable[[Reader, LoadState], None]
"""Reads one statement from its first word on and applies it to the state. Raises ReadError."""
