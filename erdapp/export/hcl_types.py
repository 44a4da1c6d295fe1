"""Column types and defaults in Atlas's HCL spelling, `sql("…")` for what it has no word for."""

from __future__ import annotations

import re
from collections import Counter

from erdapp.dialects import facts
from erdapp.export import hcl_text
from erdapp.export.hcl_text import Block
from erdapp.loaders.hcl.types import SPACED
from erdapp.schema import Column, DataType, Dialect, Name, Schema

_WORD = re.compile(r"[a-z_][a-z0-9_]*\Z")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?\Z")
_STRING = re.compile(r"'(?:[^'\\]|'')*'\Z")

_SPELLED = {
    "timestamp with time zone": "timestamptz",
    "timestamp without time zone": "timestamp",
    "time with time zone": "timetz",
    "time without time zone": "time",
}
"""Where Atlas doesn't just put underscores for the spaces."""


class TypeWriter:
    """Spells the types of one schema, whose enums and domains can be referred to."""

    def __init__(self, schema: Schema) -> None:
        self._facts = facts(schema.dialect)
        self._mysql = schema.dialect in (Dialect.MYSQL, Dialect.MARIADB)
        self._enums = {Name(item.schema, item.name) for item in schema.enums}
        self._domains = {Name(item.schema, item.name) for item in schema.domains}
        self._composites = {Name(item.schema, item.name) for item in schema.composites}
        self._same = Counter(
            (kind, name)
            for kind, names in (
                ("enum", self._enums),
                ("domain", self._domains),
                ("composite", self._composites),
            )
            for _, name in names
        )

    def path(self, kind: str, schema: str, name: str) -> tuple[str, ...]:
        """The labels of a type's block: its namespace comes first where the name alone is
        ambiguous."""
        if self._same[kind, name] == 1:
            return (name,)
        return (schema or self._facts.default_namespace, name)

    def type(self, kind: DataType) -> str:
        """The value of a `type` attribute, without MySQL's `unsigned`."""
        name = Name(kind.schema, kind.name)
        if kind.user and not kind.dimensions and not kind.args:
            for word, known in (
                ("enum", self._enums),
                ("domain", self._domains),
                ("composite", self._composites),
            ):
                if name in known:
                    return hcl_text.reference(word, *self.path(word, *name))
        spelled = _SPELLED.get(kind.name, kind.name.replace(" ", "_"))
        rest = tuple(word for word in kind.modifiers if word not in ("unsigned", "zerofill"))
        unknown = " " in kind.name and spelled not in SPACED and kind.name not in _SPELLED
        if kind.user or kind.dimensions or rest or unknown or not _WORD.match(spelled):
            return hcl_text.sql(self._facts.type_sql(kind))
        if kind.name in ("enum", "set") and self._mysql:
            return f"{spelled}({', '.join(hcl_text.string(value) for value in kind.args)})"
        if not all(re.fullmatch(r"\w+", arg, re.ASCII) for arg in kind.args):
            return hcl_text.sql(self._facts.type_sql(kind))
        args = ", ".join("MAX" if arg.lower() == "max" else arg for arg in kind.args)
        return f"{spelled}({args})" if args else spelled

    def column(self, block: Block, column: Column) -> None:
        """`type` and the modifiers that HCL writes as attributes."""
        if not column.type.name:
            return
        block.set("type", self.type(column.type))
        for word in ("unsigned", "zerofill"):
            if word in column.type.modifiers and "sql(" not in self.type(column.type):
                block.set(word, "true")


def default(text: str) -> str:
    """A DEFAULT expression: numbers, booleans and plain strings as values, the rest as SQL."""
    if _NUMBER.match(text) or text in ("true", "false"):
        return text
    if _STRING.match(text):
        return hcl_text.string(text[1:-1].replace("''", "'"))
    return hcl_text.sql(text)
