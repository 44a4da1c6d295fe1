"""MySQL and MariaDB schemas: prefixes, FULLTEXT, charsets, ON UPDATE, partitions, events."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.schema import (
    Check,
    Column,
    DataType,
    Definition,
    Dialect,
    Index,
    IndexPart,
    Partition,
    PartitionChild,
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
_WORDS = ("{c} <> ''", "length({c}) > 2", "{c} LIKE 'a%'", "{c} IN ('a', 'it''s')")
_EXPRESSIONS = ("({c} + 1)",)
_LAST_SEEN = "\uffff"
"""The last character that their catalogues show, in comments and defaults; others become `?`."""
_CODINGS = (
    (("charset", "utf8mb4"), ("collate", "utf8mb4_general_ci")),
    (("charset", "utf8mb4"), ("collate", "utf8mb4_bin")),
    (("charset", "latin1"), ("collate", "latin1_swedish_ci")),
)


class MysqlMaker(Maker):
    dialect = Dialect.MYSQL
    number = Case("int", ("1", "-5", "0"), _NUMBERS, _EXPRESSIONS)
    actions = ("", "", "cascade", "set null")
    cases: tuple[Case, ...] = (
        number,
        Case("bigint unsigned", ("7",), _NUMBERS),
        Case("tinyint(1)", ("0", "1")),
        Case("smallint unsigned zerofill"),
        Case("varchar(50)", ("NULL",), _WORDS, texts=True),
        Case("char(3)", ("'abc'",), _WORDS),
        Case("text", (), _WORDS, key=False),
        Case("longblob", key=False),
        Case("varbinary(16)"),
        Case("decimal(10,2)", ("1.50", "0.00"), ("{c} >= 0.5",)),
        Case("double", ("0.5",), ("{c} <> 1.5",)),
        Case("float", ()),
        Case("datetime(3)", ("CURRENT_TIMESTAMP(3)",)),
        Case("date", ("'2020-01-31'",), ("{c} > '2020-01-01'",)),
        Case("time"),
        Case("year"),
        Case("bit(4)", ("b'101'",)),
        Case("enum('a','it''s','x y')", ("'a'", "'it''s'")),
        Case("set('x','y')", ("'x,y'",), key=False),
        Case("json", key=False),
        Case("point", key=False),
    )

    def __init__(self, chance: Chance, decisions: Decisions | None = None) -> None:
        super().__init__(chance, decisions)
        self._taken.add("primary")  # no index but the primary key's may have this name
        self._coding = _CODINGS[0]

    def primary_key_name(self, table: Table) -> str:
        return "PRIMARY"

    def comment(self) -> str:
        """Without what is beyond the basic plane: MariaDB keeps comments in utf8mb3."""
        return "".join(sign for sign in super().comment() if sign <= _LAST_SEEN)

    def furnish(self, case: Case, column: Column) -> Column:
        if column.default and max(column.default) > _LAST_SEEN:
            column = replace(column, default=None)
        if self._coding[0][1] == "latin1" and not (column.default or "").isascii():
            column = replace(column, default=None)
        if case.type == "datetime(3)" and column.default and self.maybe(60):
            column = replace(column, on_update="CURRENT_TIMESTAMP(3)")
        if case.texts and self.maybe(30):
            charset, collation = self.pick(
                (("latin1", ""), ("latin1", "latin1_bin"), ("utf8mb4", "utf8mb4_bin"))
            )
            column = replace(column, charset=charset, collation=collation)
            if charset == "latin1" and column.default and not column.default.isascii():
                column = replace(column, default=None)
        if self.maybe(8):
            column = replace(column, invisible=True)
        return column

    def unique(self, table: Table) -> Unique:
        return Unique(parts=())

    def index(self, table: Table) -> Index:
        made = super().index(table)
        if self.maybe(15) and (found := self._long_texts(table)):
            method = self.pick(("fulltext", ""))
            part = IndexPart(found[0], prefix=0 if method else 10)
            made = Index(name=made.name, parts=(part,), method=method)
        hidden = self.maybe(10) and not made.unique and bool(made.parts)
        return replace(made, comment=self.comment(), invisible=hidden)

    def _long_texts(self, table: Table) -> list[str]:
        return [c.name for c in table.columns if c.type.name == "text" and not c.generated]

    def part(self, table: Table, column: str) -> IndexPart:
        made = super().part(table, column)
        if made.column and self.chosen[column].texts and self.maybe(30):
            return replace(made, prefix=self.number_of(1, 20))
        return made

    def table(self, schema: str = "") -> Table:
        made = super().table(schema)
        if self.maybe(30) and self._may_count(made):
            first = replace(made.columns[0], auto_increment=True, default=None)
            made = replace(made, columns=(first, *made.columns[1:]), checks=())
        made = replace(made, columns=_some_are_visible(made.columns))
        if self.maybe(20):
            return self._partitioned(made)
        return made

    def _may_count(self, table: Table) -> bool:
        """AUTO_INCREMENT needs a key of its own, and nothing calculated from it."""
        key = table.primary_key
        return (
            key is not None
            and len(key.parts) == 1
            and not any(column.generated for column in table.columns)
        )

    def _partitioned(self, table: Table) -> Table:
        """Every unique key must hold the column that parts the rows; no full-text indexes."""
        column = table.columns[0]
        key = self.quoted(column.name)
        indexes = tuple(replace(i, unique=False) for i in table.indexes if not i.method)
        key = self.facts.normal_expression(key, table.columns)
        if self.maybe(50):
            made = Partition(strategy="hash", key=key, options=(("partitions", "4"),))
        else:
            taken: set[str] = set()
            children = tuple(
                PartitionChild(name=self.name(taken), bound=f"VALUES LESS THAN {bound}")
                for bound in ("(10)", "(20)", "MAXVALUE")
            )
            made = Partition(strategy="range", key=key, children=children)
        columns = tuple(c for c in table.columns if c.type.name != "point")
        return replace(table, columns=columns, partition=made, indexes=indexes)

    def with_reference(self, table: Table, target: Table) -> Table:
        """With the index that the server would make for it."""
        made = super().with_reference(table, target)
        *_, key = made.foreign_keys
        index = Index(name=key.name, parts=tuple(map(IndexPart, key.columns)))
        texts = {
            (column.charset, column.collation)
            for column in target.columns
            if target.primary_key and column.name in target.primary_key.columns
        }
        if texts != {("", "")}:
            return table
        return replace(made, indexes=(*made.indexes, index))

    def finished(self, table: Table) -> Table:
        options = dict(self._coding)
        if self.maybe(70):
            options["engine"] = "InnoDB"
        if self.maybe(20):
            options["row_format"] = self.pick(("DYNAMIC", "COMPACT"))
        columns = tuple(_in_terms_of(options, column) for column in table.columns)
        indexes = tuple(index for index in table.indexes if index.parts)
        sorted_options = tuple(sorted(options.items()))
        return replace(table, columns=columns, options=sorted_options, indexes=indexes)

    def before_tables(self) -> None:
        """One coding for all texts, as foreign keys between them need. Every table says it: where
        one side says nothing, nothing is changed, and it stays what it was."""
        self._coding = _CODINGS[0] if self.maybe(70) else self.pick(_CODINGS)

    def other_objects(self, tables: list[Table]) -> None:
        if self.maybe(30):
            self._view(self.pick(tables))
        if self.maybe(30):
            self._trigger(self.pick(tables))
        if self.maybe(20):
            self._routines(self.pick(tables))
        if self.maybe(10):
            self._event(self.pick(tables))

    def _view(self, table: Table) -> None:
        owner = self.quoted(table.name)
        listed = ", ".join(
            f"{owner}.{self.quoted(c.name)} AS {self.quoted(c.name)}" for c in table.columns
        )
        first = self.quoted(table.columns[0].name)
        query = f"SELECT {listed} FROM {owner} WHERE {owner}.{first} > 1"
        options = (("sql_security", "invoker"),) if self.maybe(30) else ()
        definition = self.facts.normal_query(query)
        self.put(View(name=self.name(), definition=definition, options=options))

    def _trigger(self, table: Table) -> None:
        name = self.name()
        event = self.pick(("BEFORE INSERT", "AFTER DELETE", "AFTER UPDATE"))
        body = self.pick(("BEGIN SET @a = 'x;'; IF @a THEN SET @b = 1; END IF; END", "SET @a = 1"))
        text = (
            f"CREATE TRIGGER {self.quoted(name)} {event} ON {self.quoted(table.name)} "
            f"FOR EACH ROW {body}"
        )
        definition = self.facts.normal_definition(text)
        self.put(Trigger(name=name, table=table.name, definition=definition))

    def _routines(self, table: Table) -> None:
        function, procedure = self.name(), self.name()
        text = (
            f"CREATE FUNCTION {self.quoted(function)}(a int, `b c` varchar(10)) RETURNS int "
            "DETERMINISTIC RETURN a + 1"
        )
        self.put(Routine(name=function, definition=self.facts.normal_definition(text)))
        text = (
            f"CREATE PROCEDURE {self.quoted(procedure)}(IN a int, OUT b varchar(10)) "
            f"BEGIN SELECT 'x;' FROM {self.quoted(table.name)}; CASE a WHEN 1 THEN SET b = 'y'; "
            "END CASE; END"
        )
        definition = self.facts.normal_definition(text)
        self.put(Routine(name=procedure, definition=definition, kind="procedure"))

    def _event(self, table: Table) -> None:
        name = self.name()
        text = (
            f"CREATE EVENT {self.quoted(name)} ON SCHEDULE EVERY 1 DAY DO "
            f"DELETE FROM {self.quoted(table.name)}"
        )
        definition = self.facts.normal_definition(text)
        self.put(Definition(kind="event", name=name, definition=definition))


def _in_terms_of(options: dict[str, str], column: Column) -> Column:
    """Without the coding that the table has as well."""
    if column.charset in ("", options.get("charset")):
        column = replace(column, charset="")
        if column.collation == options.get("collate"):
            return replace(column, collation="")
    return column


def _some_are_visible(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """At least the first column shows: a table of hidden ones is refused. MariaDB wants a hidden
    column to be nullable or to have a default."""
    first, *others = columns
    kept = (replace(c, invisible=c.invisible and (c.null or c.default is not None)) for c in others)
    return (replace(first, invisible=False), *kept)


class MariadbMaker(MysqlMaker):
    dialect = Dialect.MARIADB
    number = Case("int", ("1", "-5", "0"), _NUMBERS)
    cases = (
        number,
        *(case for case in MysqlMaker.cases[1:]),
        Case("uuid", ("uuid()",)),
        Case("inet6"),
    )

    def computed_type(self) -> DataType:
        return self.facts.parse_type("int")

    def check(self, table: Table) -> Check | None:
        """A JSON column has a check of its own, which bears its name."""
        made = super().check(table)
        return made and replace(made, name=f"{made.name}_ck")

    def finished(self, table: Table) -> Table:
        made = super().finished(table)
        if not table.partition and self.maybe(10):
            options = {**dict(made.options), "system_versioning": "true"}
            return replace(made, options=tuple(sorted(options.items())))
        return made

    def other_objects(self, tables: list[Table]) -> None:
        super().other_objects(tables)
        if self.maybe(20):
            self._sequence()

    def _sequence(self) -> None:
        sequence = Sequence(
            name=self.name(),
            start=self.pick((None, 5)),
            increment=self.pick((1, 2)),
            max_value=self.pick((None, 100)),
            cache=self.pick((1, 10)),
            cycle=self.maybe(30),
        )
        self.put(sequence)
