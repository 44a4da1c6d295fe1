"""PostgreSQL schemas: types of one's own, sequences, partitions, policies, and much beside."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.schema import (
    Check,
    Column,
    Composite,
    DataType,
    Domain,
    Enum,
    Exclusion,
    ForeignKey,
    Identity,
    Index,
    IndexPart,
    Namespace,
    Partition,
    PartitionChild,
    PrimaryKey,
    Table,
    Unique,
)
from tests.strategies.chance import Chance
from tests.strategies.decisions import Decisions
from tests.strategies.maker import Case
from tests.strategies.postgres_objects import PostgresObjects

_NUMBERS = ("{c} > 0", "{c} >= 1 AND {c} <= 9", "{c} IN (1, 2, 3)", "{c} % 2 = 0",
            "{c} IS NOT NULL", "({c} + 1) * 2 < 100", "{c} = ANY (ARRAY[1, 2])", "- {c} < 5",
            "abs({c}) > 1")  # fmt: skip
_WORDS = ("{c} <> ''", "length({c}) > 2", "{c} ~ '^a.*$'", "lower({c}) = {c}", "{c} LIKE 'a%'",
          "{c} IN ('a', 'it''s')", "COALESCE({c}, 'x') <> 'y'", "{c} || 'b' <> 'ab'")  # fmt: skip
_LOWER = ("lower({c})", "{c} || 'x'")
_INDEX_METHODS = ("", "", "hash", "brin")
_HASHED = ("integer", "bigint", "text", "varchar(20)", "uuid", "date", "inet")


class PostgresMaker(PostgresObjects):
    number = Case("integer", ("1", "-5", "(1 + 2) * 3"), _NUMBERS, ("{c} + 1", "abs({c})"))
    cases = (
        number,
        Case("bigint", ("7", "-9223372036854775808"), _NUMBERS),
        Case("smallint", ("0",), ("{c} > 0", "{c} <> 5")),
        Case("text", ("NULL", "CURRENT_USER"), _WORDS, _LOWER, texts=True),
        Case("varchar(20)", ("lower('A')",), _WORDS, _LOWER, texts=True),
        Case("character varying", (), _WORDS, _LOWER, texts=True),
        Case("char(3)", ("'abc'",), ("{c} <> 'abc'", "{c} IN ('a', 'b')"), texts=False),
        Case("numeric(10,2)", ("1.50", "0", "-1"), ("{c} >= 0.5", "{c} > 0")),
        Case("numeric", ("1e3",)),
        Case("double precision", ("0.5", "'NaN'"), ("{c} <> 1.5", "{c} > 0")),
        Case("real", ("0",)),
        Case("boolean", ("true", "false"), ("{c}", "NOT {c}", "{c} IS TRUE", "{c} = true")),
        Case(
            "timestamp with time zone",
            ("now()", "CURRENT_TIMESTAMP", "now() + interval '1 day'", "'2020-01-01 00:00:00+00'"),
            ("{c} > '2020-01-01 00:00:00+00'", "{c} < now()"),
        ),
        Case("timestamp(3)", ("now()", "timezone('utc', now())", "localtimestamp(3)")),
        Case("date", ("CURRENT_DATE", "'2020-01-31'"), ("{c} > '2020-01-01'",)),
        Case("time", ("'12:00:00'",)),
        Case("interval", ("'1 day'", "interval '1 day'")),
        Case("uuid", ("gen_random_uuid()",)),
        Case(
            "jsonb",
            ("'{}'", "'{\"a\": [1]}'::jsonb"),
            ("{c} ? 'a'", "jsonb_typeof({c}) = 'array'"),
        ),
        Case("json", ("'[]'",), key=False),
        Case("bytea", ("'\\x00ff'",)),
        Case("inet", ("'127.0.0.1'",), ("{c} << '10.0.0.0/8'",)),
        Case("integer[]", ("'{}'", "ARRAY[1, 2]"), ("cardinality({c}) > 1", "{c}[1] = 5")),
        Case("text[]", ("'{}'::text[]", "ARRAY[]::text[]"), ("'a' = ANY ({c})",)),
        Case("bit(4)", ("B'0101'",)),
        Case("xml", key=False),
        Case("int4range", ("'[1,5)'",), ("NOT isempty({c})",)),
        Case("tsvector"),
        Case("point", ("'(0,0)'",), key=False),
        Case("money"),
        Case("oid"),
        Case('"char"', ("'x'",)),
    )  # fmt: skip
    generated = ("{c} + 1", "{c} * {c}", "- {c}", "({c} + 2) * 3", "abs({c})",
                 "CASE WHEN {c} > 1 THEN {c} ELSE 0 END")  # fmt: skip

    def __init__(self, chance: Chance, decisions: Decisions | None = None) -> None:
        super().__init__(chance, decisions)
        self._schemas = [""]
        self._own_types: tuple[Case, ...] = ()

    def type_name(self) -> str:
        """The server's own types come first wherever a type is named alone."""
        name = self.name()
        return f"{name}_t" if not self.facts.parse_type(self.quoted(name)).user else name

    def schema_of_types(self) -> None:
        """Enums, domains and composite types first, so that columns can have them."""
        made = []
        if self.maybe(30):
            labels = self._labels()
            enum = Enum(name=self.type_name(), schema=self.namespace(), values=labels)
            self.put(replace(enum, comment=self.comment()))
            literal = self.facts.string(labels[0])
            made.append(Case(self._typed(enum), (literal,), (f"{{c}} <> {literal}",)))
        if self.maybe(25):
            made.append(self._domain())
        if self.maybe(15):
            composite = Composite(name=self.type_name(), attributes=self._attributes())
            self.put(replace(composite, schema=self.namespace(), comment=self.comment()))
        self._own_types = tuple(made)

    def _labels(self) -> tuple[str, ...]:
        """Each by itself, so that an edit may be about one of them."""
        found = (self.pick(("new", "it's", "a b", "é", "x")) for _ in self.members("label", 1, 4))
        return tuple(dict.fromkeys(found))

    def _typed(self, item: Enum | Domain) -> str:
        return self.facts.type_sql(DataType(item.name, schema=item.schema, user=True))

    def _attributes(self) -> tuple[Column, ...]:
        taken: set[str] = set()
        kinds = self.some(("integer", "text", "numeric(5,1)", "integer[]"), 1, 3)
        return tuple(
            Column(name=self.name(taken), type=self.facts.parse_type(kind)) for kind in kinds
        )

    def _domain(self) -> Case:
        case = self.pick(self.cases[:6])
        type = self.facts.parse_type(case.type)
        checks: tuple[Check, ...] = ()
        if case.checks and self.maybe(60):
            value = Column(name="value", type=type)
            text = self.pick(case.checks).replace("{c}", "VALUE")
            expression = self.facts.normal_expression(text, (value,))
            checks = (Check(expression=expression, name=self.name()),)
        domain = Domain(
            name=self.type_name(),
            schema=self.namespace(),
            type=type,
            checks=checks,
            null=self.maybe(70),
        )
        if case.defaults and self.maybe(30):
            value = Column(name="value", type=type)
            default = self.facts.normal_default(self.pick(case.defaults), value)
            domain = replace(domain, default=default)
        self.put(replace(domain, comment=self.comment()))
        return Case(self._typed(domain), case.defaults, case.checks, case.expressions)

    def namespace(self) -> str:
        if self.maybe(20) and len(self._schemas) == 1:
            space = self.name()
            self._schemas.append(space)
            self.builder.namespaces[space] = Namespace(name=space, comment=self.comment())
        return self.pick(self._schemas)

    # Columns

    def columns(self) -> list[Column]:
        found = super().columns()
        if self._own_types and self.maybe(50):
            taken = {column.name for column in found}
            found.append(self.column(self.pick(self._own_types), taken))
        return found

    def furnish(self, case: Case, column: Column) -> Column:
        if case.texts and self.maybe(20):
            column = replace(column, collation=self.pick(('"C"', '"POSIX"')))
        if case is self.number and column.default is None and self.maybe(20):
            return self._identity(column)
        if case.texts and self.maybe(8):
            column = replace(column, options=(("storage", "external"),))
        return column

    def _identity(self, column: Column) -> Column:
        identity = Identity(
            always=self.maybe(50),
            start=self.pick((1, 100)),
            increment=self.pick((1, 2)),
            options=self.pick(((), (("cache", "20"),), (("cycle", "true"), ("maxvalue", "5000")))),
        )
        return replace(column, identity=identity, null=False)

    def stored(self) -> bool:
        return True

    # Tables

    def primary_key_name(self, table: Table) -> str:
        plain = Table(name=table.name, schema=table.schema)
        return self.name() if self.maybe(50) else self.free(self.facts.primary_key_name(plain))

    def free(self, name: str) -> str:
        """The name if nothing has it yet."""
        if name in self._taken:
            return self.name()
        self._taken.add(name)
        return name

    def with_primary_key(self, table: Table) -> Table:
        made = super().with_primary_key(table)
        assert made.primary_key is not None
        return replace(made, primary_key=self._deferred(made.primary_key))

    def _deferred(self, key: PrimaryKey) -> PrimaryKey:
        return replace(
            key,
            deferrable="initially deferred" if self.maybe(6) else "",
            options=(("fillfactor", "70"),) if self.maybe(6) else (),
            comment=self.comment() if self.maybe(30) else "",
        )

    def key_columns(self, table: Table) -> list[str]:
        """B-trees order everything here but these."""
        return [
            name for name in super().key_columns(table) if self.chosen[name].type not in ("point",)
        ]

    def unique(self, table: Table) -> Unique:
        made = super().unique(table)
        names = set(made.columns)
        others = [name for name in self.key_columns(table) if name not in names]
        return replace(
            made,
            include=tuple(self.some(others, 1, 1)) if self.maybe(15) else (),
            nulls_distinct=not self.maybe(15),
            deferrable=self.pick(("", "", "", "deferrable", "initially deferred")),
            comment=self.comment() if self.maybe(30) else "",
        )

    def check(self, table: Table) -> Check | None:
        made = super().check(table)
        if made is None:
            return None
        return replace(
            made,
            no_inherit=self.maybe(8),
            validated=not self.maybe(8),
            comment=self.comment() if self.maybe(30) else "",
        )

    def index(self, table: Table) -> Index:
        made = super().index(table)
        method = self.pick(_INDEX_METHODS)
        hashed = [name for name in self.key_columns(table) if self.chosen[name].type in _HASHED]
        if method == "hash" and hashed:
            parts = (IndexPart(hashed[0]),)
            return Index(name=made.name, parts=parts, method=method, where=self.condition(table))
        if method == "brin":
            parts = (IndexPart(table.columns[0].name),)
            return Index(name=made.name, parts=parts, method=method)
        names = {part.column for part in made.parts}
        others = [name for name in self.key_columns(table) if name not in names]
        return replace(
            made,
            where=self.condition(table),
            include=tuple(self.some(others, 1, 2)) if self.maybe(15) else (),
            nulls_distinct=not (made.unique and self.maybe(15)),
            options=(("fillfactor", "80"),) if self.maybe(10) else (),
            comment=self.comment(),
        )

    def part(self, table: Table, column: str) -> IndexPart:
        made = super().part(table, column)
        if self.chosen[column].type == "text" and made.column and self.maybe(15):
            made = replace(made, opclass="text_pattern_ops")
        if made.column and self.maybe(10):
            made = replace(made, nulls="last" if made.desc else "first")
        own = table.column(column)
        if self.chosen[column].texts and made.column and not made.opclass and self.maybe(10):
            other = own is None or own.collation != '"POSIX"'
            made = replace(made, collation='"POSIX"' if other else '"C"')
        return made

    def is_target(self, table: Table) -> bool:
        key = table.primary_key
        unlogged = "unlogged" in dict(table.options)
        return super().is_target(table) and bool(key and not key.deferrable) and not unlogged

    def with_reference(self, table: Table, target: Table) -> Table:
        made = super().with_reference(table, target)
        *others, key = made.foreign_keys
        return replace(made, foreign_keys=(*others, self._furnished_key(key)))

    def _furnished_key(self, key: ForeignKey) -> ForeignKey:
        return replace(
            key,
            deferrable=self.pick(("", "", "", "deferrable", "initially deferred")),
            validated=not self.maybe(8),
            match="full" if self.maybe(8) else "",
            comment=self.comment() if self.maybe(30) else "",
        )

    def table(self, schema: str = "") -> Table:
        made = super().table(schema)
        made = replace(made, indexes=tuple(index for index in made.indexes if index.parts))
        if self.maybe(12):
            return self._partitioned(made)
        if self.maybe(8):
            made = replace(made, options=(("fillfactor", "60"),))
        elif self.maybe(8):
            made = replace(made, options=(("unlogged", "true"),))
        ranges = [c.name for c in made.columns if c.type.name == "int4range"]
        if ranges and self.maybe(60):
            definition = f"USING gist ({self.facts.name(ranges[0])} WITH &&)"  # type: ignore[attr-defined]
            made = replace(made, exclusions=(Exclusion(definition=definition, name=self.name()),))
        if self.maybe(10):
            made = replace(made, row_security=self.pick(("enabled", "forced")))
        return made

    def _partitioned(self, table: Table) -> Table:
        """By its first column, which every key must hold."""
        column = table.columns[0]
        if column.identity:
            column = replace(column, identity=None)
        key = self.facts.normal_expression(self.quoted(column.name), table.columns)
        strategy, bounds = self.pick(
            (
                ("range", ("FOR VALUES FROM (1) TO (10)", "DEFAULT")),
                ("list", ("FOR VALUES IN (1, 2)", "DEFAULT")),
                ("hash", ("FOR VALUES WITH (modulus 2, remainder 0)",)),
            )
        )  # fmt: skip
        children = sorted(
            (
                PartitionChild(name=self.name(), bound=bound, schema=table.schema)
                for bound in self.some(bounds, 0, 3)
            ),
            key=lambda child: (child.schema, child.name),
        )
        return replace(
            table,
            columns=(
                column,
                *(replace(other, identity=None) for other in table.columns[1:]),
            ),
            partition=Partition(strategy=strategy, key=key, children=tuple(children)),
            uniques=(),
            checks=tuple(replace(c, no_inherit=False) for c in table.checks if c.validated),
            indexes=tuple(
                replace(index, unique=False, nulls_distinct=True) for index in table.indexes
            ),
            primary_key=table.primary_key and replace(table.primary_key, options=()),
        )

    def before_tables(self) -> None:
        self.schema_of_types()
