"""SQL Server schemas: identities, named defaults, computed columns, filtered and clustered keys."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.schema import (
    Check,
    Column,
    DataType,
    Definition,
    Dialect,
    Domain,
    Generated,
    Identity,
    Index,
    Namespace,
    Policy,
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
            self.builder.namespaces[space] = Namespace(name=space, comment=self.comment())
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
        return self._temporal(made) if made.primary_key and self.maybe(12) else made

    def _temporal(self, table: Table) -> Table:
        """With a period, which its history may be kept by."""
        moment = self.facts.parse_type("datetime2")
        taken = {self.facts.fold(column.name) for column in table.columns}
        if taken & {"valid from", "valid to"}:
            return table
        period = tuple(
            Column(name=name, type=moment, null=False, generated=Generated(text, stored=True))
            for name, text in (("valid from", "ROW START"), ("valid to", "ROW END"))
        )
        options = [("period system_time", "valid from, valid to")]
        if self.maybe(60):
            options.append(("system_versioning", "on"))
        return replace(table, columns=table.columns + period, options=tuple(options))

    def with_primary_key(self, table: Table) -> Table:
        made = super().with_primary_key(table)
        key = made.primary_key
        assert key is not None
        return replace(made, primary_key=self._clustering(key))

    def _clustering(self, key: PrimaryKey) -> PrimaryKey:
        self._clustered = True
        key = replace(key, comment=self._about(key.name))
        if not self.maybe(20):
            return key
        self._clustered = False
        return replace(key, options=(("nonclustered", "true"),))

    def _about(self, name: str) -> str:
        """What has no name cannot be described."""
        comment = self.comment()
        return comment if name else ""

    def check(self, table: Table) -> Check | None:
        made = super().check(table)
        if made is None:
            return None
        return replace(made, validated=not self.maybe(8), comment=self._about(made.name))

    def with_reference(self, table: Table, target: Table) -> Table:
        made = super().with_reference(table, target)
        *others, key = made.foreign_keys
        key = replace(key, validated=not self.maybe(8), comment=self._about(key.name))
        return replace(made, foreign_keys=(*others, key))

    def unique(self, table: Table) -> Unique:
        made = super().unique(table)
        made = replace(made, comment=self._about(made.name))
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
        compression = self.pick(("row", "page")) if self.maybe(8) else ""
        options = (("data_compression", compression),) if compression else ()
        indexes = tuple(index for index in table.indexes if index.parts)
        return replace(table, indexes=indexes, options=(*options, *table.options))

    def other_objects(self, tables: list[Table]) -> None:
        if self.maybe(30):
            self._view(self.pick(tables))
        if self.maybe(30):
            self._trigger(self.pick(tables))
        if self.maybe(20):
            self._routines(self.pick(tables))
        if self.maybe(20):
            self._types()
        if self.maybe(15):
            self._policy(self.pick(tables))

    def _owned(self, table: Table) -> str:
        own = f"{self.quoted(table.schema)}." if table.schema else ""
        return own + self.quoted(table.name)

    def _view(self, table: Table) -> None:
        listed = ", ".join(self.quoted(column.name) for column in table.columns)
        first = self.quoted(table.columns[0].name)
        query = f"SELECT {listed} FROM {self._owned(table)} WHERE {first} > 1"
        view = View(name=self.name(), definition=self.facts.normal_query(query))
        options = (("view_metadata", "true"),) if self.maybe(15) else ()
        self.put(replace(view, comment=self.comment(), options=options))

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
        definition = self.facts.normal_definition(text)
        self.put(Routine(name=function, definition=definition, comment=self.comment()))
        text = (
            f"CREATE PROCEDURE {self.quoted(procedure)} @a int = 5 "
            f"AS SELECT 'x;' FROM {self._owned(table)}"
        )
        definition = self.facts.normal_definition(text)
        routine = Routine(name=procedure, definition=definition, kind="procedure")
        self.put(replace(routine, comment=self.comment()))

    def _types(self) -> None:
        alias = self.facts.parse_type(self.pick(("nvarchar(20)", "int", "decimal(9,2)")))
        domain = Domain(name=self.name(), type=alias, null=self.maybe(50))
        self.put(replace(domain, comment=self.comment()))
        self._sequence()
        name = self.name()
        key = self.pick(("int", "bigint"))
        text = f"CREATE TYPE {self.quoted(name)} AS TABLE (id {key} NOT NULL PRIMARY KEY)"
        definition = self.facts.normal_definition(text)
        self.put(Definition(kind="table type", name=name, definition=definition))
        name = self.name()
        text = f"CREATE SYNONYM {self.quoted(name)} FOR t"
        definition = self.facts.normal_definition(text)
        self.put(Definition(kind="synonym", name=name, definition=definition))

    def _policy(self, table: Table) -> None:
        """Its function is bound to no table, so that it stands in no way."""
        function, name = self.name(), self.name()
        text = (
            f"CREATE FUNCTION {self.quoted(function)}(@a int) RETURNS TABLE WITH SCHEMABINDING "
            "AS RETURN SELECT 1 AS yes WHERE @a > 0"
        )
        self.put(Routine(name=function, definition=self.facts.normal_definition(text)))
        column = self.quoted(table.columns[0].name)
        text = (
            f"CREATE SECURITY POLICY {self.quoted(name)} ADD {self.pick(('FILTER', 'BLOCK'))} "
            f"PREDICATE [dbo].{self.quoted(function)}({column}) ON {self._owned(table)} "
            "WITH (STATE = ON)"
        )
        definition = self.facts.normal_definition(text)
        self.put(Policy(name=name, definition=definition))

    def _sequence(self) -> None:
        sequence = Sequence(
            name=self.name(),
            type=self.pick(("", "int", "smallint")),
            start=self.pick((1, 5)),
            increment=self.pick((1, 2)),
            max_value=self.pick((None, 100)),
            cache=self.pick((1, 10)),
            cycle=self.maybe(30),
        )
        self.put(replace(sequence, comment=self.comment()))
