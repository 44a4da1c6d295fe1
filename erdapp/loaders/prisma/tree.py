"""What Prisma schema files say: models with fields and attributes, enums, the datasource."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec import Struct


class Word(Struct, frozen=True):
    """A bare word or a number in an argument: `Cascade`, `true`, `3`."""

    text: str


class Call(Struct, frozen=True):
    """`autoincrement()`, `title(ops: raw("x"))`"""

    name: str
    arguments: tuple[tuple[str, Value], ...]

    def get(self, name: str) -> Value | None:
        """The argument of that name; empty is the first one without."""
        return next((value for key, value in self.arguments if key == name), None)


Value = str | Word | Call | tuple["Value", ...]
"""A string, a word, a call, or a list."""


class Attribute(Struct, frozen=True):
    """`@id`, `@relation(…)`, `@@index(…)` without the signs; native types are `db.VarChar`."""

    name: str
    arguments: tuple[tuple[str, Value], ...]
    line: int

    def get(self, *names: str) -> Value | None:
        """The first argument there is of these names; empty is the one without."""
        for wanted in names:
            for key, value in self.arguments:
                if key == wanted:
                    return value
        return None

    def text(self, *names: str) -> str:
        """The same as a text; empty when there is none."""
        value = self.get(*names)
        return value if isinstance(value, str) else value.text if isinstance(value, Word) else ""


@dataclass(slots=True)
class Field:
    """A field of a model, or a value of an enum (without a type)."""

    name: str
    line: int
    type: str = ""
    unsupported: str = ""
    optional: bool = False
    many: bool = False
    attributes: list[Attribute] = field(default_factory=list)

    def attribute(self, name: str) -> Attribute | None:
        return next((item for item in self.attributes if item.name == name), None)

    @property
    def column(self) -> str:
        """Its name in the database."""
        found = self.attribute("map")
        return (found.text("", "name") if found else "") or self.name


@dataclass(slots=True)
class Block:
    """A model, view, enum, datasource or generator."""

    kind: str
    name: str
    file: str
    line: int
    fields: list[Field] = field(default_factory=list)
    attributes: list[Attribute] = field(default_factory=list)
    settings: dict[str, Value] = field(default_factory=dict)

    def attribute(self, name: str) -> Attribute | None:
        return next((item for item in self.attributes if item.name == name), None)

    def field(self, name: str) -> Field | None:
        return next((item for item in self.fields if item.name == name), None)

    @property
    def table(self) -> str:
        """Its name in the database."""
        found = self.attribute("map")
        return (found.text("", "name") if found else "") or self.name

    @property
    def schema(self) -> str:
        """Its namespace in the database; empty for the default one."""
        found = self.attribute("schema")
        return found.text("", "map") if found else ""
