"""A model's field as a column definition in SQL."""

from __future__ import annotations

from collections.abc import Mapping

from erdapp.dialects.base import Facts
from erdapp.loaders.base import SourceError
from erdapp.loaders.prisma.literals import literal
from erdapp.loaders.prisma.names import given_name
from erdapp.loaders.prisma.tree import Attribute, Block, Call, Field, Value
from erdapp.loaders.prisma.types import SCALARS, SERIALS, native_type
from erdapp.schema import Dialect, Name

_MYSQL = (Dialect.MYSQL, Dialect.MARIADB)


class Columns:
    """Writes the columns of one schema, whose enums it knows."""

    def __init__(self, enums: Mapping[str, Block], facts: Facts) -> None:
        self.enums, self.facts = enums, facts
        self.dialect = facts.dialect

    def namespace(self, name: str) -> str:
        """The model's namespace for one of Prisma."""
        return "" if name == self.facts.default_namespace else name

    def is_column(self, field: Field) -> bool:
        """Whether the field is a column rather than a relation."""
        known = field.type in SCALARS[self.dialect] or field.type in self.enums
        return known or bool(field.unsupported)

    def type(self, field: Field) -> str:
        """The SQL type of a field, without autoincrement."""
        native = next((item for item in field.attributes if item.name.startswith("db.")), None)
        if field.unsupported:
            text = field.unsupported
        elif native is not None:
            text = native_type(native, self.dialect)
        elif field.type in self.enums:
            text = self._enum(self.enums[field.type])
        else:
            text = SCALARS[self.dialect][field.type]
        return f"{text}[]" if field.many else text

    def _enum(self, enum: Block) -> str:
        if self.dialect is Dialect.POSTGRES:
            return self.facts.qualify(Name(enum.schema, enum.table))
        if self.dialect in _MYSQL:
            values = ", ".join(self.facts.string(item.column) for item in enum.fields)
            return f"ENUM({values})"
        return SCALARS[self.dialect]["String"]

    def column(self, field: Field, model: Block, inline_key: bool) -> str:
        """The definition; `inline_key` says that the primary key stands in it (SQLite)."""
        type, counts = self.type(field), self._counts(field)
        if counts and self.dialect is Dialect.POSTGRES:
            type = SERIALS.get(type, type)
        words = [self.facts.quote(field.column), type]
        if not field.many:
            words.append("NULL" if field.optional else "NOT NULL")
        if counts and self.dialect in _MYSQL:
            words.append("AUTO_INCREMENT")
        elif counts and self.dialect is Dialect.MSSQL:
            words.append("IDENTITY(1,1)")
        if inline_key:  # of SQLite, where each key that may count does
            words.append("PRIMARY KEY AUTOINCREMENT" if type == "INTEGER" else "PRIMARY KEY")
        if attribute := field.attribute("default"):
            words += self._default(attribute, field, model, type)
        return " ".join(words)

    def _counts(self, field: Field) -> bool:
        attribute = field.attribute("default")
        value = attribute.get("", "value") if attribute else None
        return isinstance(value, Call) and value.name == "autoincrement"

    def _default(self, attribute: Attribute, field: Field, model: Block, type: str) -> list[str]:
        value = attribute.get("", "value")
        if value is None:
            raise SourceError("@default says no value", file=model.file, line=attribute.line)
        text = self._value(value, field, type)
        if text is None:
            return []
        if self.dialect is not Dialect.MSSQL:
            return [f"DEFAULT {text}"]
        usual = given_name(model.table, (field.column,), "df", self.dialect)
        name = attribute.text("map") or usual
        return [f"CONSTRAINT {self.facts.quote(name)} DEFAULT {text}"]

    def _value(self, value: Value, field: Field, type: str) -> str | None:
        """The SQL of a default; None for what Prisma's client makes (`uuid()`, `cuid()`)."""
        if isinstance(value, tuple):
            items = [self._value(item, field, type) or "NULL" for item in value]
            return f"ARRAY[{', '.join(items)}]::{type}"
        if isinstance(value, Call):
            return self._called(value, type)
        if isinstance(value, str):
            return self.facts.string(literal(value, field.type, self.dialect))
        if field.type in self.enums:
            known = self.enums[field.type].field(value.text)
            return self.facts.string(known.column if known else value.text)
        if value.text in ("true", "false") and self.dialect is Dialect.MSSQL:
            return "1" if value.text == "true" else "0"
        return value.text

    def _called(self, call: Call, type: str) -> str | None:
        if call.name == "now":
            precise = self.dialect in _MYSQL and type.endswith(")")
            return "CURRENT_TIMESTAMP" + (type[type.index("(") :] if precise else "")
        if call.name == "dbgenerated":
            text = call.get("")
            return text if isinstance(text, str) and text else None
        return None
