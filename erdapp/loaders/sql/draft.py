"""A table while a statement builds or changes it; mutable, and turned into a Table at the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from erdapp.dialects.base import Facts
from erdapp.schema import (
    Check,
    Column,
    DataType,
    Dialect,
    Exclusion,
    ForeignKey,
    Generated,
    Identity,
    Index,
    IndexPart,
    Name,
    Options,
    Partition,
    PrimaryKey,
    Table,
    Unique,
)


class ColumnDraft(Struct):
    """A column while its clauses are read, in whatever order they come."""

    name: str
    type: DataType
    null: bool | None = None
    """None: nothing was said."""
    default: str | None = None
    """The source text of the DEFAULT expression."""
    default_name: str = ""
    identity: Identity | None = None
    auto_increment: bool = False
    generated: Generated | None = None
    on_update: str | None = None
    charset: str = ""
    collation: str = ""
    invisible: bool = False
    comment: str = ""
    options: dict[str, str] = {}
    constraint: str = ""
    """The name of the constraint whose clause comes next."""
    serial: str = ""
    """PostgreSQL: the integer type behind `serial`."""
    key: bool = False
    """Part of the primary key, by its own clause."""

    def column(self, normal_default: Callable[[str, Column], str | None]) -> Column:
        """The finished column."""
        done = Column(
            name=self.name,
            type=self.type,
            null=self.null is not False and not self.key,
            default_name=self.default_name,
            identity=self.identity,
            auto_increment=self.auto_increment,
            generated=self.generated,
            on_update=self.on_update,
            charset=self.charset,
            collation=self.collation,
            invisible=self.invisible,
            comment=self.comment,
            options=tuple(sorted(self.options.items())) if self.options else (),
        )
        if self.default is None:
            return done
        return replace(done, default=normal_default(self.default, done))


class Named(Protocol):
    """A constraint or an index."""

    @property
    def name(self) -> str: ...


class TableDraft(Struct):
    """The parts of a table, in the order they were said. Its fields are those of Table."""

    name: Name
    columns: list[Column] = []
    primary_key: PrimaryKey | None = None
    uniques: list[Unique] = []
    foreign_keys: list[ForeignKey] = []
    checks: list[Check] = []
    exclusions: list[Exclusion] = []
    indexes: list[Index] = []
    partition: Partition | None = None
    inherits: tuple[str, ...] = ()
    row_security: str = ""
    comment: str = ""
    options: dict[str, str] = {}
    line: int = 0
    going: list[Check] = []
    """Checks that the end of the statement takes along with a column that it dropped."""
    _known: set[str] = set()
    """Folded names of the columns; rebuilt when its size says that it is stale."""

    @classmethod
    def of(cls, table: Table) -> TableDraft:
        """A draft to change an existing table with."""
        return cls(
            name=table.full_name,
            columns=list(table.columns),
            primary_key=table.primary_key,
            uniques=list(table.uniques),
            foreign_keys=list(table.foreign_keys),
            checks=list(table.checks),
            exclusions=list(table.exclusions),
            indexes=list(table.indexes),
            partition=table.partition,
            inherits=table.inherits,
            row_security=table.row_security,
            comment=table.comment,
            options=dict(table.options),
        )

    def table(self) -> Table:
        """The table as it is now."""
        return Table(
            name=self.name.name,
            schema=self.name.schema,
            columns=tuple(self.columns),
            primary_key=self.primary_key,
            uniques=tuple(self.uniques),
            foreign_keys=tuple(self.foreign_keys),
            checks=tuple(self.checks),
            exclusions=tuple(self.exclusions),
            indexes=tuple(self.indexes),
            partition=self.partition,
            inherits=self.inherits,
            row_security=self.row_security,
            comment=self.comment,
            options=sorted_options(self.options),
        )

    def append(self, column: Column, facts: Facts) -> bool:
        """Add a column at the end; False when there is one of that name already."""
        known = self._known
        if len(known) != len(self.columns):
            known = self._known = {facts.fold(item.name) for item in self.columns}
        folded = facts.fold(column.name)
        if folded in known:
            return False
        known.add(folded)
        self.columns.append(column)
        return True

    def column_at(self, name: str, facts: Facts) -> int:
        """The place of a column by name as the server compares it; -1 when there is none."""
        for place, column in enumerate(self.columns):
            if column.name == name:
                return place
        folded = facts.fold(name)
        for place, column in enumerate(self.columns):
            if facts.fold(column.name) == folded:
                return place
        return -1

    def set_null(self, place: int, null: bool) -> None:
        """Change whether the column at `place` may be NULL."""
        self.columns[place] = replace(self.columns[place], null=null)

    # Adding parts; those without a name get the one the server would give.

    def add_unique(self, unique: Unique, facts: Facts) -> None:
        """Add a unique constraint, which in MySQL is a unique index."""
        columns = (*labels(unique.parts), *unique.include)
        name = unique.name or facts.unique_name(self.table(), columns)
        if facts.can.unique_is_index:
            index = Index(name=name, parts=unique.parts, unique=True, comment=unique.comment)
            self.indexes.append(replace(index, options=unique.options))
        else:
            self.uniques.append(replace(unique, name=name))

    def add_foreign_key(self, key: ForeignKey, facts: Facts) -> ForeignKey:
        """Add a foreign key; gives it back with its name."""
        named = key if key.name else replace(key, name=facts.foreign_key_name(self.table(), key))
        self.foreign_keys.append(named)
        return named

    def add_check(self, check: Check, facts: Facts, column: str = "") -> None:
        """Add a check; `column` is the one whose definition it stands in, if any."""
        if not check.name:
            name = facts.check_name(self.table(), check.expression, column)
            check = replace(check, name=name)
        self.checks.append(check)

    def set_primary_key(self, key: PrimaryKey, facts: Facts) -> None:
        """Set the primary key; its columns become NOT NULL where the dialect says so."""
        if not key.name or facts.can.unique_is_index:
            key = replace(key, name=facts.primary_key_name(self.table()))
        self.primary_key = key
        if facts.dialect is Dialect.SQLITE:
            return
        names = {facts.fold(name) for name in key.columns}
        for place, column in enumerate(self.columns):
            if column.null and facts.fold(column.name) in names:
                self.columns[place] = replace(column, null=False)

    def add_index(self, index: Index, facts: Facts) -> None:
        """Add an index."""
        if not index.name:
            columns = (*labels(index.parts), *index.include)
            index = replace(index, name=facts.index_name(self.table(), columns))
        self.indexes.append(index)


def constraint_names(table: Table) -> set[str]:
    """The names of a table's constraints."""
    names = {unique.name for unique in table.uniques}
    names |= {key.name for key in table.foreign_keys}
    names |= {check.name for check in table.checks}
    return names | ({table.primary_key.name} if table.primary_key else set())


def labels(parts: tuple[IndexPart, ...]) -> tuple[str, ...]:
    """What the parts of a key are called when a server makes up a name: columns, expressions."""
    return tuple(part.column or part.expression for part in parts)


def sorted_options(options: dict[str, str]) -> Options:
    """Options as a value: pairs sorted by name."""
    return tuple(sorted(options.items()))
