"""SQLite: columns, constraints, tables and indexes as they are written in CREATE."""

from __future__ import annotations

from collections.abc import Iterator

from erdapp.planner.writer import Writer, deferrable
from erdapp.schema import Column, ForeignKey, Index, IndexPart, Options, Table, Unique


class SqliteWriter(Writer):
    """The clauses of SQLite; types and defaults are written as the model has them."""

    def column(self, column: Column, *, key: str = "") -> str:
        """A column's definition; `key` is what follows for a key that has to be inline."""
        words = [self.ident(column.name), self.facts.type_sql(column.type)]
        if column.collation:
            words.append(f"COLLATE {column.collation}")
        words.append("NULL" if column.null else "NOT NULL")
        if column.default is not None:
            words.append(f"DEFAULT {column.default}")
        if column.generated:
            kind = "STORED" if column.generated.stored else "VIRTUAL"
            words.append(f"GENERATED ALWAYS AS ({column.generated.expression}) {kind}")
        words.append(key)
        return " ".join(word for word in words if word)

    def create_table(self, table: Table, name: str) -> str:
        """CREATE TABLE under `name`, which for a rebuild isn't the table's own."""
        options = dict(table.options)
        if "virtual" in options:
            return f"CREATE VIRTUAL TABLE {self.ident(name)} USING {options['virtual']}"
        text = f"CREATE TABLE {self.ident(name)} {self.body(list(self._lines(table)))}"
        words = []
        if options.get("without_rowid"):
            words.append("WITHOUT ROWID")
        if options.get("strict"):
            words.append("STRICT")
        return f"{text} {', '.join(words)}".rstrip()

    def _lines(self, table: Table) -> Iterator[str]:
        inline = _inline_key(table)
        for column in table.columns:
            yield self.column(column, key=inline if column.auto_increment else "")
        key = table.primary_key
        if key and not inline:
            name = self.constraint(key.name)
            yield f"{name}PRIMARY KEY {self.parts(key.parts)}{_on_conflict(key.options)}"
        yield from map(self.unique, table.uniques)
        yield from map(self.check, table.checks)
        yield from map(self.key, table.foreign_keys)

    def unique(self, unique: Unique) -> str:
        name = self.constraint(unique.name)
        return f"{name}UNIQUE {self.parts(unique.parts)}{_on_conflict(unique.options)}"

    def key(self, key: ForeignKey) -> str:
        return self.foreign_key(key) + deferrable(key.deferrable)

    def part(self, part: IndexPart) -> str:
        """An expression stands without parentheses of its own, a collation without quotes."""
        text = self.ident(part.column) if part.column else part.expression
        if part.collation:
            text += f" COLLATE {part.collation}"
        return f"{text} DESC" if part.desc else text

    def index(self, table: Table, index: Index) -> str:
        unique = "UNIQUE " if index.unique else ""
        text = f"CREATE {unique}INDEX {self.ident(index.name)} ON {self.ident(table.name)}"
        where = f" WHERE {index.where}" if index.where else ""
        return f"{text} {self.parts(index.parts)}{where}"


def _inline_key(table: Table) -> str:
    """AUTOINCREMENT stands only behind an inline key."""
    if table.primary_key and any(column.auto_increment for column in table.columns):
        return f"PRIMARY KEY{_on_conflict(table.primary_key.options)} AUTOINCREMENT"
    return ""


def _on_conflict(options: Options) -> str:
    action = dict(options).get("on_conflict")
    return f" ON CONFLICT {action.upper()}" if action else ""
