"""The statements that `prisma migrate` would run to create a schema, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from erdapp.dialects.base import Facts
from erdapp.loaders.base import SourceError
from erdapp.loaders.prisma.columns import Columns
from erdapp.loaders.prisma.names import given_name
from erdapp.loaders.prisma.relations import Join, Relation, joins, relations_of
from erdapp.loaders.prisma.tree import Attribute, Block, Call, Field, Value, Word
from erdapp.schema import Dialect, Name

_MYSQL = (Dialect.MYSQL, Dialect.MARIADB)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Stated(Struct, frozen=True):
    """A statement and where it comes from."""

    sql: str
    file: str
    line: int


class Writer:
    """Writes the statements of one schema."""

    def __init__(
        self, models: Mapping[str, Block], enums: Mapping[str, Block], facts: Facts, keys: bool
    ) -> None:
        self.models, self.enums, self.facts = models, enums, facts
        self.dialect, self.foreign_keys = facts.dialect, keys
        self.columns = Columns(enums, facts)

    def statements(self) -> Iterator[Stated]:
        """All of them, in an order that runs."""
        spaces = {item.schema: item for item in (*self.models.values(), *self.enums.values())}
        for name, block in sorted(spaces.items()):
            if name and self.dialect in (Dialect.POSTGRES, Dialect.MSSQL):
                yield Stated(f"CREATE SCHEMA {self.facts.quote(name)}", block.file, block.line)
        if self.dialect is Dialect.POSTGRES:
            for enum in self.enums.values():
                values = ", ".join(self.facts.string(item.column) for item in enum.fields)
                sql = f"CREATE TYPE {self._table(enum)} AS ENUM ({values})"
                yield Stated(sql, enum.file, enum.line)
        for model in self.models.values():
            yield from self._model(model)
        for join in joins(self.models):
            yield from self._join(join)
        if self.foreign_keys and self.dialect is not Dialect.SQLITE:
            for model in self.models.values():
                for relation in relations_of(model, self.models, self.dialect):
                    key = self._foreign_key(model.table, relation)
                    sql = f"ALTER TABLE {self._table(model)} ADD {key}"
                    yield Stated(sql, model.file, relation.line)

    def _table(self, block: Block) -> str:
        return self.facts.qualify(Name(block.schema, block.table))

    def _list(self, names: Sequence[str]) -> str:
        return ", ".join(map(self.facts.quote, names))

    def _model(self, model: Block) -> Iterator[Stated]:
        fields = [field for field in model.fields if self.columns.is_column(field)]
        key, key_name = self._key(model)
        inline = self.dialect is Dialect.SQLITE and len(key) == 1
        items = [
            self.columns.column(field, model, inline and key == [self.facts.quote(field.column)])
            for field in fields
        ]
        if key and not inline:
            items.append(self._primary_key(key, key_name, model))
        after: list[Stated] = []
        for attribute, own in self._indexes(model):
            item, statement = self._index(model, attribute, own)
            if item:
                items.append(item)
            else:
                after.append(Stated(statement, model.file, attribute.line))
        if self.foreign_keys and self.dialect is Dialect.SQLITE:
            for relation in relations_of(model, self.models, self.dialect):
                items.append(self._foreign_key(model.table, relation))
        body = ",\n  ".join(items)
        sql = f"CREATE TABLE {self._table(model)} (\n  {body}\n){self._suffix()}"
        yield Stated(sql, model.file, model.line)
        yield from after

    def _suffix(self) -> str:
        if self.dialect in _MYSQL:
            return " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci"
        return ""

    def _key(self, model: Block) -> tuple[list[str], str]:
        """The parts of the primary key and the name that is given to it."""
        for field in model.fields:
            if attribute := field.attribute("id"):
                return self._parts([Word(field.name)], attribute, model), attribute.text("map")
        if attribute := model.attribute("id"):
            value = attribute.get("", "fields")
            items = value if isinstance(value, tuple) else ()
            return self._parts(items, attribute, model), attribute.text("map")
        return [], ""

    def _primary_key(self, key: Sequence[str], name: str, model: Block) -> str:
        inside = f"({', '.join(key)})"
        if self.dialect in (*_MYSQL, Dialect.SQLITE):
            return f"PRIMARY KEY {inside}"
        called = self.facts.quote(name or given_name(model.table, (), "pkey", self.dialect))
        return f"CONSTRAINT {called} PRIMARY KEY {inside}"

    def _indexes(self, model: Block) -> Iterator[tuple[Attribute, Sequence[Value]]]:
        """Unique and index attributes, each with the fields it is over."""
        for field in model.fields:
            if attribute := field.attribute("unique"):
                yield attribute, [_over(field, attribute)]
        for attribute in model.attributes:
            if attribute.name in ("unique", "index", "fulltext"):
                value = attribute.get("", "fields")
                yield attribute, value if isinstance(value, tuple) else ()

    def _index(self, model: Block, attribute: Attribute, over: Sequence[Value]) -> tuple[str, str]:
        """An index as an item of CREATE TABLE, or as a statement."""
        unique = attribute.name == "unique"
        columns = [self._field(item, attribute, model).column for item in over]
        suffix = "key" if unique else "idx"
        given = attribute.text("map") or ("" if unique else attribute.text("name"))
        name = self.facts.quote(given or given_name(model.table, columns, suffix, self.dialect))
        inside = f"({', '.join(self._parts(over, attribute, model))})"
        if unique and self.dialect is Dialect.MSSQL:
            return f"CONSTRAINT {name} UNIQUE NONCLUSTERED {inside}", ""
        kind = "UNIQUE " if unique else "FULLTEXT " if attribute.name == "fulltext" else ""
        if self.dialect in _MYSQL:
            return f"{kind}INDEX {name} {inside}", ""
        method, condition = attribute.text("type"), attribute.get("where")
        using = f" USING {method.lower()}" if method and self.dialect is Dialect.POSTGRES else ""
        raw = condition.get("") if isinstance(condition, Call) else None
        where = f" WHERE {raw}" if isinstance(raw, str) else ""
        kind += "CLUSTERED " if attribute.text("clustered") == "true" else ""
        return "", f"CREATE {kind}INDEX {name} ON {self._table(model)}{using} {inside}{where}"

    def _field(self, item: Value, attribute: Attribute, model: Block) -> Field:
        name = item.text if isinstance(item, Word) else item.name if isinstance(item, Call) else ""
        field = model.field(name)
        if field is None or not self.columns.is_column(field):
            raise SourceError(
                f"model {model.name} has no column {name}", file=model.file, line=attribute.line
            )
        return field

    def _parts(self, over: Sequence[Value], attribute: Attribute, model: Block) -> list[str]:
        if not over:
            raise SourceError(
                f"@{attribute.name} names no fields", file=model.file, line=attribute.line
            )
        return [self._part(item, attribute, model) for item in over]

    def _part(self, item: Value, attribute: Attribute, model: Block) -> str:
        text = self.facts.quote(self._field(item, attribute, model).column)
        if not isinstance(item, Call):
            return text
        length, sort, ops = item.get("length"), item.get("sort"), item.get("ops")
        if isinstance(length, Word) and self.dialect in _MYSQL:
            text += f"({length.text})"
        if isinstance(ops, Call) and isinstance(raw := ops.get(""), str):
            text += f" {raw}"
        elif isinstance(ops, Word):
            text += f" {_CAMEL.sub('_', ops.text).lower()}"
        return text + (" DESC" if isinstance(sort, Word) and sort.text == "Desc" else "")

    def _foreign_key(self, table: str, relation: Relation) -> str:
        usual = given_name(table, relation.columns, "fkey", self.dialect)
        return (
            f"CONSTRAINT {self.facts.quote(relation.name or usual)} "
            f"FOREIGN KEY ({self._list(relation.columns)}) "
            f"REFERENCES {self._table(relation.target)} ({self._list(relation.ref_columns)}) "
            f"ON DELETE {relation.on_delete} ON UPDATE {relation.on_update}"
        )

    def _join(self, join: Join) -> Iterator[Stated]:
        quote = self.facts.quote
        table = self.facts.qualify(Name(join.schema, join.name))
        items = [
            f"{quote(letter)} {self.columns.type(field)} NOT NULL"
            for letter, (_, field) in zip("AB", join.sides, strict=True)
        ]
        unique = f"{quote(f'{join.name}_AB_unique')} ({self._list('AB')})"
        index = f"{quote(f'{join.name}_B_index')} ({quote('B')})"
        if self.dialect is Dialect.POSTGRES:
            called = quote(f"{join.name}_AB_pkey")
            items.append(f"CONSTRAINT {called} PRIMARY KEY ({self._list('AB')})")
        elif self.dialect in _MYSQL:
            items += [f"UNIQUE INDEX {unique}", f"INDEX {index}"]
        keys = [
            self._foreign_key(
                join.name,
                Relation("", (letter,), model, (field.column,), "CASCADE", "CASCADE", join.line),
            )
            for letter, (model, field) in zip("AB", join.sides, strict=True)
            if self.foreign_keys
        ]
        sql = f"CREATE TABLE {table} (\n  " + ",\n  ".join(items + keys) + f"\n){self._suffix()}"
        yield Stated(sql, join.file, join.line)
        if self.dialect in (Dialect.SQLITE, Dialect.MSSQL):
            name, _, over = unique.partition(" (")
            sql = f"CREATE UNIQUE INDEX {name} ON {table} ({over}"
            yield Stated(sql, join.file, join.line)
        if self.dialect not in _MYSQL:
            name, _, over = index.partition(" (")
            yield Stated(f"CREATE INDEX {name} ON {table} ({over}", join.file, join.line)


def _over(field: Field, attribute: Attribute) -> Value:
    """A field with the settings of its `@unique(sort: Desc)`."""
    return Call(field.name, attribute.arguments) if attribute.arguments else Word(field.name)
