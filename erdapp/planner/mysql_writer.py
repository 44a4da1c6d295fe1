"""The clauses of MySQL and MariaDB: columns, keys, indexes, table options, partitions.

MySQL 8.0 Reference Manual 15.1.20 (CREATE TABLE) and 15.1.9 (ALTER TABLE); MariaDB Knowledge
Base "CREATE TABLE".
"""

from __future__ import annotations

import re

from erdapp.planner.mysql_checks import column_checks
from erdapp.planner.writer import Writer
from erdapp.schema import (
    ROW_END,
    ROW_START,
    Check,
    Column,
    Generated,
    Index,
    IndexPart,
    Options,
    Partition,
    PartitionChild,
    PrimaryKey,
    Table,
)

_LITERAL = re.compile(
    r"""(?ix) -?\d+(?:\.\d+)?(?:e[+-]?\d+)? | (?:_\w+\s*)?'(?:[^'\\]|''|\\.)*' | [bxn]'[^']*'
    | 0x[0-9a-f]+ | null | true | false""",
)
_NOW = re.compile(r"(?i)(?:current_timestamp|now|localtime|localtimestamp)(?:\s*\(\s*\d*\s*\))?")
_PLAIN_VALUE = re.compile(r"[A-Za-z0-9_]+\Z")
_EXPRESSION_ONLY = frozenset(
    [
        *("tinytext", "text", "mediumtext", "longtext", "json", "geometry", "point", "linestring"),
        *("tinyblob", "blob", "mediumblob", "longblob", "polygon", "multipoint"),
        *("multilinestring", "multipolygon", "geometrycollection"),
    ]
)
"""Types whose default MySQL takes only as an expression in parentheses."""

_SPELLED = {"data_directory": "DATA DIRECTORY", "index_directory": "INDEX DIRECTORY"}
_RESET = {
    "engine": "InnoDB",
    "row_format": "DEFAULT",
    "pack_keys": "DEFAULT",
    "stats_persistent": "DEFAULT",
    "stats_auto_recalc": "DEFAULT",
    "stats_sample_pages": "DEFAULT",
}
"""What an option that is no longer wanted is set to; all others take 0 or an empty string."""


class MySqlWriter(Writer):
    """Clauses in MySQL's words; MariaDB's writer changes a few."""

    def column(self, column: Column, check: Check | None = None) -> str:
        """The whole definition: type, charset, generation, nullness, default and the rest, with
        the column's own check."""
        words = [self.ident(column.name), self.facts.type_sql(column.type)]
        if column.charset:
            words.append(f"CHARACTER SET {column.charset}")
        if column.collation:
            words.append(f"COLLATE {column.collation}")
        if column.generated:
            words += self.generated(column, column.generated)
        else:
            words.append("NULL" if column.null else "NOT NULL")
            if column.default is not None:
                words.append(f"DEFAULT {self.default(column.default, column)}")
            if column.on_update:
                words.append(f"ON UPDATE {column.on_update}")
            if column.auto_increment:
                words.append("AUTO_INCREMENT")
        if column.invisible:
            words.append("INVISIBLE")
        words += self.column_options(column)
        if check:
            words.append(f"CHECK ({check.expression})")
        if column.comment:
            words.append(f"COMMENT {self.string(column.comment)}")
        return " ".join(words)

    def generated(self, column: Column, generated: Generated) -> list[str]:
        """`GENERATED ALWAYS AS (…) VIRTUAL` and the nullness, which MySQL knows here too."""
        kind = "STORED" if generated.stored else "VIRTUAL"
        words = [f"GENERATED ALWAYS AS ({generated.expression}) {kind}"]
        return words if column.null else [*words, "NOT NULL"]

    def period(self, table: Table) -> list[str]:
        """`PERIOD FOR SYSTEM_TIME (…)`, which MySQL has not."""
        return []

    def default(self, text: str, column: Column) -> str:
        """A literal or a time as it is, any other expression in parentheses (MySQL 8.0.13)."""
        plain = _LITERAL.fullmatch(text) or _NOW.fullmatch(text)
        if plain and not (column.type.name in _EXPRESSION_ONLY and text.lower() != "null"):
            return text
        return text if is_wrapped(text) else f"({text})"

    def column_options(self, column: Column) -> list[str]:
        return [f"SRID {value}" for name, value in column.options if name == "srid"]

    def columns_of(self, table: Table) -> dict[str, str]:
        """The definitions of all columns of a table, by name."""
        return {column.name: self.column(column) for column in table.columns}

    def check(self, check: Check) -> str:
        return super().check(check) + ("" if check.enforced else " NOT ENFORCED")

    def part(self, part: IndexPart) -> str:
        text = self.ident(part.column) if part.column else f"({part.expression})"
        if part.prefix:
            text += f"({part.prefix})"
        return f"{text} DESC" if part.desc else text

    def primary_key(self, key: PrimaryKey) -> str:
        using = dict(key.options).get("method", "")
        return f"PRIMARY KEY {self.parts(key.parts)}" + (f" USING {using.upper()}" if using else "")

    def index(self, index: Index) -> str:
        """`UNIQUE INDEX x (…)` as it stands in CREATE TABLE and after ADD."""
        kind = index.method.upper() if index.method in ("fulltext", "spatial") else ""
        kind = kind or ("UNIQUE" if index.unique else "")
        words = [
            *([kind] if kind else []),
            "INDEX",
            self.ident(index.name),
            self.parts(index.parts),
        ]
        if index.method and index.method not in ("fulltext", "spatial"):
            words.append(f"USING {index.method.upper()}")
        for name, value in index.options:
            words.append(f"WITH PARSER {value}" if name == "parser" else f"{name.upper()}={value}")
        if index.comment:
            words.append(f"COMMENT {self.string(index.comment)}")
        if index.invisible:
            words.append(self.hidden_index)
        return " ".join(words)

    hidden_index = "INVISIBLE"
    shown_index = "VISIBLE"

    # --- the table itself ---------------------------------------------------------------------

    def table_options(self, table: Table) -> str:
        """All options of CREATE TABLE, each with a leading blank."""
        words = [self.option(name, value) for name, value in _charset_first(table.options)]
        if table.comment:
            words.append(f"COMMENT {self.string(table.comment)}")
        return "".join(f" {word}" for word in words if word)

    def option(self, name: str, value: str) -> str:
        """One option of CREATE or ALTER TABLE; an empty value puts the default back."""
        if name == "charset":
            return f"CHARSET {value or 'DEFAULT'}"
        if name == "collate":
            return f"COLLATE {value}" if value else ""
        if name == "system_versioning":
            return "WITH SYSTEM VERSIONING" if value else ""
        word = _SPELLED.get(name, name.upper())
        if not value:
            value = _RESET.get(name, "0")
        if not _PLAIN_VALUE.match(value):
            value = value if value.startswith("(") else self.string(value)
        return f"{word}={value}"

    def partition(self, partition: Partition) -> str:
        """`PARTITION BY RANGE (…) (PARTITION p0 VALUES LESS THAN (…), …)`."""
        text = f"PARTITION BY {self._strategy(partition)}"
        options = dict(partition.options)
        if "partitions" in options:
            text += f" PARTITIONS {options['partitions']}"
        if "subpartition" in options:
            text += f" SUBPARTITION BY {options['subpartition']}"
        if "subpartitions" in options:
            text += f" SUBPARTITIONS {options['subpartitions']}"
        if partition.children:
            text += f" {self.body([self.partition_child(child) for child in partition.children])}"
        return text

    def _strategy(self, partition: Partition) -> str:
        key = partition.key
        wrapped = key if is_wrapped(key) else f"({key})"
        strategy = partition.strategy.upper()
        return f"{strategy} {wrapped}" if key or "KEY" in strategy else strategy

    def partition_child(self, child: PartitionChild) -> str:
        words = [f"PARTITION {self.ident(child.name)}", child.bound]
        words += [
            f"COMMENT={self.string(value)}" if name == "comment" else self.option(name, value)
            for name, value in child.options
        ]
        return " ".join(word for word in words if word)


def is_wrapped(text: str) -> bool:
    """Whether one pair of parentheses holds the whole expression."""
    if not (text.startswith("(") and text.endswith(")")):
        return False
    depth, quote = 0, ""
    for at, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"`":
            quote = char
        elif char in "()":
            depth += 1 if char == "(" else -1
            if depth == 0:
                return at == len(text) - 1
    return False


def _charset_first(options: Options) -> list[tuple[str, str]]:
    """A collation follows its charset, the engine comes first."""
    order = {"engine": 0, "charset": 1, "collate": 2}
    return sorted(options, key=lambda option: order.get(option[0], 3))


class MariaDbWriter(MySqlWriter):
    """Where MariaDB's words differ."""

    hidden_index = "IGNORED"
    shown_index = "NOT IGNORED"

    def columns_of(self, table: Table) -> dict[str, str]:
        own = column_checks(table)
        return {c.name: self.column(c, own.get(c.name)) for c in table.columns}

    def generated(self, column: Column, generated: Generated) -> list[str]:
        """MariaDB takes no NOT NULL on a generated column."""
        if generated.of_period:
            return [f"GENERATED ALWAYS AS {generated.expression}"]
        kind = "STORED" if generated.stored else "VIRTUAL"
        return [f"GENERATED ALWAYS AS ({generated.expression}) {kind}"]

    def period(self, table: Table) -> list[str]:
        """Over the columns that say so themselves; those that nobody named need none."""
        names = {c.generated.expression: c.name for c in table.columns if c.generated}
        if ROW_START not in names or ROW_END not in names:
            return []
        return [f"PERIOD FOR SYSTEM_TIME {self.columns((names[ROW_START], names[ROW_END]))}"]

    def default(self, text: str, column: Column) -> str:
        plain = _LITERAL.fullmatch(text) or _NOW.fullmatch(text)
        return text if plain or is_wrapped(text) else f"({text})"

    def column_options(self, column: Column) -> list[str]:
        """System versioning of a column, compression, spatial reference."""
        words = []
        for name, value in column.options:
            match name:
                case "srid":
                    words.append(f"REF_SYSTEM_ID={value}")
                case "compressed":
                    words.append("COMPRESSED")
                case "system_versioning":
                    words.append("WITHOUT SYSTEM VERSIONING")
        return words
