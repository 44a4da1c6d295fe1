"""Draws a schema piece by piece; each dialect's maker adds what only that dialect has."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from erdapp.dialects import settled
from erdapp.schema import (
    Check,
    Column,
    DataType,
    ForeignKey,
    Generated,
    Index,
    IndexPart,
    Name,
    Object,
    PrimaryKey,
    Schema,
    SchemaBuilder,
    Table,
    Unique,
)
from tests.strategies.chance import Chance
from tests.strategies.choosing import Choosing
from tests.strategies.decisions import Decisions


class Case(Struct, frozen=True):
    """A type as DDL, with texts that fit it. `{c}` stands for the quoted column."""

    type: str
    defaults: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    expressions: tuple[str, ...] = ()
    """For indexes."""
    key: bool = True
    """May be in keys and indexes."""
    texts: bool = False
    """Takes any string as default, and collations."""


class Maker(Choosing):
    """The state of one schema in the making."""

    number: Case
    """A whole number: surrogate keys, and what expressions calculate with."""
    cases: tuple[Case, ...]
    generated: tuple[str, ...] = ("{c} + 1", "{c} * {c}", "- {c}", "({c} + 2) * 3")
    actions: tuple[str, ...] = ("", "", "cascade", "set null", "restrict", "set default")

    def __init__(self, chance: Chance, decisions: Decisions | None = None) -> None:
        super().__init__(chance, decisions)
        self.builder = SchemaBuilder(self.dialect, self.facts.fold)
        self.chosen: dict[str, Case] = {}
        """The case of each column of the table that is being made."""
        self._numbers: dict[Name, int] = {}

    # Columns

    def columns(self) -> list[Column]:
        """A whole number first, then some more."""
        taken: set[str] = set()
        self.chosen = {}
        found = [self.column(self.number, taken)]
        for _ in self.members("column", 0, 5):
            found.append(self.column(self.pick(self.cases), taken))
        if self.maybe(20):
            found.append(self.computed(found[0], taken))
        return found

    def column(self, case: Case, taken: set[str]) -> Column:
        name = self.name(taken)
        self.chosen[name] = case
        column = Column(
            name=name,
            type=self.facts.parse_type(case.type),
            null=self.maybe(50),
            comment=self.comment(),
        )
        if self.maybe(35):
            column = replace(column, default=self.default(case, column))
        return self.furnish(case, column)

    def default(self, case: Case, column: Column) -> str | None:
        if case.texts and self.maybe(60):
            return self.facts.normal_default(self.facts.string(self.text()), column)
        if not case.defaults:
            return None
        return self.facts.normal_default(self.pick(case.defaults), column)

    def furnish(self, case: Case, column: Column) -> Column:
        """What the dialect's columns may have beside."""
        return column

    def computed(self, base: Column, taken: set[str]) -> Column:
        """A generated column."""
        text = self.pick(self.generated).replace("{c}", self.quoted(base.name))
        made = Generated(self.facts.normal_expression(text, (base,)), stored=self.stored())
        return Column(name=self.name(taken), type=self.computed_type(), generated=made)

    def computed_type(self) -> DataType:
        return self.facts.parse_type(self.number.type)

    def stored(self) -> bool:
        return self.maybe(50)

    # Tables

    def table(self, schema: str = "") -> Table:
        """A table without foreign keys."""
        table = Table(name=self.name(), schema=schema, columns=tuple(self.columns()))
        table = replace(table, comment=self.comment())
        if self.maybe(80):
            table = self.with_primary_key(table)
        uniques = tuple(self.unique(table) for _ in self.members("unique", 0, 2))
        if not self.facts.can.unique_is_index:
            table = replace(table, uniques=self.different(table, uniques))
        checks = tuple(self.check(table) for _ in self.members("check", 0, 2))
        indexes = tuple(self.index(table) for _ in self.members("index", 0, 3))
        return replace(table, checks=tuple(item for item in checks if item), indexes=indexes)

    def different(self, table: Table, uniques: Sequence[Unique]) -> tuple[Unique, ...]:
        """Those over columns of their own: PostgreSQL takes a second one for the same."""
        kept = {frozenset(item.columns): item for item in uniques if item.parts}
        if table.primary_key:
            kept.pop(frozenset(table.primary_key.columns), None)
        return tuple(kept.values())

    def key_columns(self, table: Table) -> list[str]:
        """Names of the columns that may be in keys."""
        return [
            column.name
            for column in table.columns
            if column.generated is None and self.chosen[column.name].key
        ]

    def with_primary_key(self, table: Table) -> Table:
        first = table.columns[0].name
        others = [name for name in self.key_columns(table) if name != first]
        wanted = [first, *(self.some(others, 1, 2) if others and self.maybe(30) else [])]
        columns = tuple(
            replace(column, null=False) if column.name in wanted else column
            for column in table.columns
        )
        key = PrimaryKey(parts=tuple(map(IndexPart, wanted)), name=self.primary_key_name(table))
        return replace(table, columns=columns, primary_key=key)

    def primary_key_name(self, table: Table) -> str:
        return self.name()

    def constraint_name(self) -> str:
        return self.name()

    def unique(self, table: Table) -> Unique:
        wanted = self.some(self.key_columns(table), 1, 2)
        return Unique(parts=tuple(map(IndexPart, wanted)), name=self.constraint_name())

    def check(self, table: Table) -> Check | None:
        """A check on one or two columns."""
        found = [
            self.pick(self.chosen[column.name].checks).replace("{c}", self.quoted(column.name))
            for column in self.some(table.columns, 1, 2)
            if column.generated is None and self.chosen[column.name].checks
        ]
        if not found:
            return None
        text = self.pick((" AND ", " OR ")).join(found)
        text = f"NOT ({text})" if self.maybe(15) else text
        expression = self.facts.normal_expression(text, table.columns)
        return Check(expression=expression, name=self.constraint_name())

    def index(self, table: Table) -> Index:
        parts = tuple(self.part(table, name) for name in self.some(self.key_columns(table), 1, 3))
        return Index(name=self.name(), parts=parts, unique=self.maybe(25))

    def part(self, table: Table, column: str) -> IndexPart:
        """An element over a column, sometimes an expression."""
        expressions = self.chosen[column].expressions
        if expressions and self.maybe(20):
            text = self.pick(expressions).replace("{c}", self.quoted(column))
            return IndexPart(expression=self.facts.normal_expression(text, table.columns))
        return IndexPart(column, desc=self.maybe(20))

    def condition(self, table: Table) -> str:
        """The predicate of a partial index, or nothing."""
        column = table.columns[0]
        if not self.maybe(25):
            return ""
        text = self.pick(self.number.checks).replace("{c}", self.quoted(column.name))
        return self.facts.normal_expression(text, table.columns)

    # Foreign keys

    def with_references(self, tables: list[Table]) -> list[Table]:
        """The tables with foreign keys to any of them: earlier, later, itself."""
        targets = [table for table in tables if table.primary_key and self.is_target(table)]
        done = []
        for table in tables:
            with self.about("table", self._numbers[table.full_name]):
                done.append(self._referring(table, targets))
        return done

    def _referring(self, table: Table, targets: list[Table]) -> Table:
        for target in self.some(targets, 0, 2) if self.refers(table) else ():
            with self.about("reference", self._numbers[target.full_name]):
                table = self.with_reference(table, target)
        return table

    def is_target(self, table: Table) -> bool:
        return table.partition is None

    def refers(self, table: Table) -> bool:
        return table.partition is None

    def with_reference(self, table: Table, target: Table) -> Table:
        assert target.primary_key is not None
        taken = {self.facts.fold(column.name) for column in table.columns}
        referred = [target.column(name) for name in target.primary_key.columns]
        added = tuple(
            Column(name=self.name(taken), type=column.type, collation=column.collation)
            for column in referred
            if column is not None
        )
        key = ForeignKey(
            columns=tuple(column.name for column in added),
            ref_table=target.name,
            ref_schema=target.schema,
            ref_columns=target.primary_key.columns,
            name=self.constraint_name(),
            on_delete=self.pick(self.actions),
            on_update=self.pick(("", "", "cascade")),
        )
        return replace(
            table, columns=table.columns + added, foreign_keys=(*table.foreign_keys, key)
        )

    # The whole

    def schema(self) -> Schema:
        """A few tables, and what the dialect has beside them."""
        self.before_tables()
        tables = [self._numbered(number) for number in self.members("table", 1, 3)]
        tables = self.with_references(tables)
        for place, table in enumerate(tables):
            with self.about("table", self._numbers[table.full_name]):
                tables[place] = self.finished(table)
        for table in tables:
            self.put(table)
        self.other_objects(tables)
        return settled(self.builder.freeze())

    def _numbered(self, number: int) -> Table:
        made = self.table(self.namespace())
        self._numbers[made.full_name] = number
        return made

    def put(self, item: Object) -> None:
        self.builder.put(item)

    def namespace(self) -> str:
        return ""

    def before_tables(self) -> None:
        """Put what columns may refer to."""

    def finished(self, table: Table) -> Table:
        """Last touches on a table."""
        return table

    def other_objects(self, tables: list[Table]) -> None:
        """Put views, routines and whatever else the dialect has."""
