"""SQLite schemas: any type, keys inline, WITHOUT ROWID, STRICT, virtual tables, triggers."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.schema import (
    Column,
    Dialect,
    ForeignKey,
    Index,
    IndexPart,
    PrimaryKey,
    Table,
    Trigger,
    Unique,
    View,
    ViewColumn,
)
from tests.strategies.maker import Case, Maker

_NUMBERS = ("{c} > 0", "{c} BETWEEN 1 AND 9", "{c} IN (1, 2, 3)", "{c} % 2 = 0", "{c} IS NOT NULL")
_WORDS = ("{c} <> ''", "length({c}) > 2", "{c} LIKE 'a%'", "{c} IN ('a', 'it''s')", "{c} GLOB 'x*'")
_COLLATIONS = ("nocase", "rtrim")
_STRICT = ("integer", "text", "INT", "real", "blob")
"""Types that a strict table may have, of those below."""


class SqliteMaker(Maker):
    dialect = Dialect.SQLITE
    number = Case("integer", ("1", "-5", "(1 + 2)"), _NUMBERS, ("{c} + 1", "abs({c})"))
    cases = (
        number,
        Case("text", ("NULL", "CURRENT_TIMESTAMP"), _WORDS, ("lower({c})",), texts=True),
        Case("varchar(20)", (), _WORDS, ("lower({c})", "{c} || 'x'"), texts=True),
        Case("INT", ("0",), _NUMBERS),
        Case("unsigned big int", ("7",), _NUMBERS),
        Case("decimal(10,2)", ("1.50", "1e3"), ("{c} >= 0.5",)),
        Case("real", ("0.5", "-1.5")),
        Case("blob", ("x'00ff'",)),
        Case("numeric"),
        Case("", ("3",)),
        Case("boolean", ("1", "FALSE", "true")),
        Case("datetime", ("CURRENT_TIMESTAMP", "(datetime('now'))")),
        Case("double precision", (), ("{c} <> 1.5",)),
    )

    strict = False
    """Whether the table that is being made is."""

    def table(self, schema: str = "") -> Table:
        self.strict = self.maybe(10)
        known = type(self).cases
        self.cases = tuple(c for c in known if c.type in _STRICT) if self.strict else known
        made = super().table(schema)
        return replace(made, options=(("strict", "true"),)) if self.strict else made

    def constraint_name(self) -> str:
        return self.name() if self.maybe(60) else ""

    def primary_key_name(self, table: Table) -> str:
        return self.constraint_name()

    def comment(self) -> str:
        return ""

    def furnish(self, case: Case, column: Column) -> Column:
        if case.texts and self.maybe(25):
            return replace(column, collation=self.pick(_COLLATIONS))
        return column

    def with_primary_key(self, table: Table) -> Table:
        """A lone integer is the rowid; one that is named may be null, unlike the rowid."""
        made = super().with_primary_key(table)
        key = made.primary_key
        assert key is not None
        if len(key.parts) > 1:
            loose = self.maybe(50) and not self.strict
            return replace(made, columns=table.columns) if loose else made
        if self.maybe(40):
            first = replace(made.columns[0], auto_increment=True, default=None)
            return replace(
                made,
                columns=(first, *made.columns[1:]),
                primary_key=PrimaryKey(parts=key.parts),
            )
        return made

    def unique(self, table: Table) -> Unique:
        made = super().unique(table)
        action = self.pick(("", "", "ignore", "replace"))
        return replace(made, options=(("on_conflict", action),) if action else ())

    def index(self, table: Table) -> Index:
        return replace(super().index(table), where=self.condition(table))

    def part(self, table: Table, column: str) -> IndexPart:
        part = super().part(table, column)
        if self.chosen[column].texts and part.column and self.maybe(20):
            return replace(part, collation=self.pick(_COLLATIONS))
        return part

    def with_reference(self, table: Table, target: Table) -> Table:
        made = super().with_reference(table, target)
        if table.options and any(column.type.name not in _STRICT for column in made.columns):
            return table
        *others, key = made.foreign_keys
        return replace(made, foreign_keys=(*others, self._deferred(key)))

    def _deferred(self, key: ForeignKey) -> ForeignKey:
        if self.maybe(30):
            key = replace(key, ref_columns=())
        return replace(key, deferrable=self.pick(("", "", "initially deferred")))

    def finished(self, table: Table) -> Table:
        key = table.primary_key
        if key is None or any(column.auto_increment for column in table.columns):
            return table
        if not self.maybe(20):
            return table
        columns = tuple(
            replace(column, null=column.null and column.name not in key.columns)
            for column in table.columns
        )
        return replace(table, columns=columns, options=(*table.options, ("without_rowid", "true")))

    def other_objects(self, tables: list[Table]) -> None:
        if self.maybe(30):
            self._view(self.pick(tables))
        if self.maybe(30):
            self._trigger(self.pick(tables))
        if self.maybe(10):
            self._virtual()

    def _view(self, table: Table) -> None:
        names = [column.name for column in table.columns]
        listed = ", ".join(map(self.quoted, names))
        query = f"SELECT {listed} FROM {self.quoted(table.name)} WHERE {self.quoted(names[0])} > 1"
        taken: set[str] = set()
        named = tuple(ViewColumn(self.name(taken)) for _ in names) if self.maybe(40) else ()
        definition = self.facts.normal_query(query)
        self.put(View(name=self.name(), definition=definition, columns=named))

    def _trigger(self, table: Table) -> None:
        name = self.name()
        event = self.pick(("AFTER INSERT", "BEFORE DELETE", "AFTER UPDATE"))
        when = self.pick(("", " WHEN 1 > 0"))
        text = (
            f"CREATE TRIGGER {self.quoted(name)} {event} ON {self.quoted(table.name)}{when} "
            f"BEGIN SELECT CASE WHEN 1 THEN 'a;b' END; DELETE FROM {self.quoted(table.name)}; END"
        )
        definition = self.facts.normal_definition(text)
        self.put(Trigger(name=name, table=table.name, definition=definition))

    def _virtual(self) -> None:
        options = (("virtual", "fts5(body1, body2, tokenize = 'porter ascii')"),)
        self.put(Table(name=self.name(), options=options))
