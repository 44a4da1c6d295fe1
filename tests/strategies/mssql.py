"""SQL Server schemas: identities, named defaults, computed columns, filtered and clustered keys."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.schema import (
    Column,
    DataType,
    Definition,
    Dialect,
    Domain,
    Identity,
    Index,
    Namespace,
    PrimaryKey,
    Routine,
    Sequence,
    Table,
    Trigger,
    Unique,
    View,
)
from tests.strategies.chance import Chance
from tests.strategies.decisions import Decisions
from tests.strategies.maker import Case, Maker

_NUMBERS = ("{c} > 0", "{c} BETWEEN 1 AND 9", "{c} IN (1, 2, 3)", "{c} % 2 = 0", "{c} IS NOT NULL")
_WORDS = ("{c} <> ''", "len({c}) > 2", "{c} LIKE N'a%'", "{c} IN ('a', 'it''s')")


class MssqlMaker(Maker):
    dialect = Dialect.MSSQL
    number = Case("int", ("1", "-5", "((0))", "NEXT VALUE FOR s"), _NUMBERS)
    actions = ("", "", "cascade", "set null", "set default")
    cases = (
        number,
        Case("bigint", ("7",), _NUMBERS),
        Case("varchar(20)", ("NULL",), _WORDS, texts=True),
        Case("nvarchar(50)", (), _WORDS, texts=True),
        Case("nvarchar(max)", (), key=False, texts=True),
        Case("varbinary(max)", ("0x00",), key=False),
        Case("decimal(10,2)", ("1.50",), ("{c} >= 0.5",)),
        Case("float", ("0.5",), ("{c} <> 1.5",)),
        Case("datetime2(3)", ("getdate()", "sysutcdatetime()", "CURRENT_TIMESTAMP")),
        Case("date", ("'2020-01-31'", "CONVERT(date, getdate())"), ("{c} > '2020-01-01'",)),
        Case("bit", ("0", "1"), ("{c} = 1",)),
        Case("uniqueidentifier", ("newid()", "newsequentialid()")),
        Case("money", ("0.00",)),
        Case("rowversion", key=False),
        Case("xml", key=False),
    )

    def __init__(self, chance: Chance, decisions: Decisions | None = None) -> None:
        super().__init__(chance, decisions)
        self._schemas = [""]
        self._clustered = False

    def namespace(self) -> str:
        if self.maybe(25) and len(self._schemas) == 1:
            space = self.name()
            self._schemas.append(space)
            self.builder.namespaces[space] = Namespace(name=space)
        return self.pick(self._schemas)

    def constraint_name(self) -> str:
        return self.name() if self.maybe(80) else ""

    def primary_key_name(self, table: Table) -> str:
        return self.constraint_name()

    def furnish(self, case: Case, column: Column) -> Column:
        if column.default is not None and self.maybe(60):
            column = replace(column, default_name=self.name())
        if case.texts and self.maybe(20):
            column = replace(column, collation="Latin1_General_CI_AS")
        if case.type == "uniqueidentifier" and self.maybe(30):
            column = replace(column, options=(("rowguidcol", "true"),))
        return column

    def computed_type(self) -> DataType:
        return DataType("")

    def table(self, schema: str = "") -> Table:
        self._clustered = False
        made = super().table(schema)
        if self.maybe(40):
            identity = self.pick((Identity(), Identity(start=5, increment=2)))
            first = replace(made.columns[0], identity=identity, null=False, default=None)
            first = replace(first, default_name="")
            made = replace(made, columns=(first, *made.columns[1:]))
        return made

    def with_primary_key(self, table: Table) -> Table:
        made = super().with_primary_key(table)
        key = made.primary_key
        assert key is not None
        return replace(made, primary_key=self._clustering(key))

    def _clustering(self, key: PrimaryKey) -> PrimaryKey:
        self._clustered = True
        if not self.maybe(20):
            return key
        self._clustered = False
        return replace(key, options=(("nonclustered", "true"),))

    def unique(self, table: Table) -> Unique:
        made = super().unique(table)
        if self._clustered or not self.maybe(15):
            return made
        self._clustered = True
        return replace(made, options=(("clustered", "true"),))

    def index(self, table: Table) -> Index:
        made = super().index(table)
        names = {part.column for part in made.parts}
        others = [name for name in self.key_columns(table) if name not in names]
        include = tuple(self.some(others, 1, 2)) if self.maybe(20) else ()
        options = (("fillfactor", "80"),) if self.maybe(15) else ()
        return replace(
            made,
            where=self.condition(table),
            include=include,
            options=options,
            comment=self.comment(),
        )

    def finished(self, table: Table) -> Table:
        return replace(table, indexes=tuple(i for i in table.indexes if i.parts))

    def other_objects(self, tables: list[Table]) -> None:
        if self.maybe(30):
            self._view(self.pick(tables))
        if self.maybe(30):
            self._trigger(self.pick(tables))
        if self.maybe(20):
            self._routines(self.pick(tables))
        if self.maybe(20):
            self._types()

    def _owned(self, table: Table) -> str:
        own = f"{self.quoted(table.schema)}." if table.schema else ""
        return own + self.quoted(table.name)

    def _view(self, table: Table) -> None:
        listed = ", ".join(self.quoted(column.name) for column in table.columns)
        first = self.quoted(table.columns[0].name)
        query = f"SELECT {listed} FROM {self._owned(table)} WHERE {first} > 1"
        definition = self.facts.normal_query(query)
        self.put(View(name=self.name(), definition=definition, comment=self.comment()))

    def _trigger(self, table: Table) -> None:
        name = self.name()
        own = f"{self.quoted(table.schema)}." if table.schema else ""
        text = (
            f"CREATE TRIGGER {own}{self.quoted(name)} ON {self._owned(table)} "
            "AFTER INSERT, UPDATE AS BEGIN SET NOCOUNT ON; SELECT 'x;' END"
        )
        definition = self.facts.normal_definition(text)
        self.put(Trigger(name=name, table=table.name, schema=table.schema, definition=definition))

    def _routines(self, table: Table) -> None:
        function, procedure = self.name(), self.name()
        text = (
            f"CREATE FUNCTION {self.quoted(function)}(@a int) RETURNS int "
            "AS BEGIN RETURN @a + 1 END"
        )
        self.put(Routine(name=function, definition=self.facts.normal_definition(text)))
        text = (
            f"CREATE PROCEDURE {self.quoted(procedure)} @a int = 5 "
            f"AS SELECT 'x;' FROM {self._owned(table)}"
        )
        definition = self.facts.normal_definition(text)
        self.put(Routine(name=procedure, definition=definition, kind="procedure"))

    def _types(self) -> None:
        alias = self.facts.parse_type("nvarchar(20)")
        self.put(Domain(name=self.name(), type=alias, null=self.maybe(50)))
        self.put(Sequence(name=self.name(), type="int", start=5, increment=2, cycle=True))
        name = self.name()
        text = f"CREATE SYNONYM {self.quoted(name)} FOR t"
        definition = self.facts.normal_definition(text)
        self.put(Definition(kind="synonym", name=name, definition=definition))
