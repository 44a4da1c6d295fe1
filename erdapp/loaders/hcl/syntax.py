"""HCL as values: blocks with labels, attributes with expressions, and their lines."""

from __future__ import annotations

from msgspec import Struct


class Number(Struct, frozen=True):
    """A number as it was written."""

    text: str


Plain = str | bool | Number | None


class Literal(Struct, frozen=True):
    """A value that stands for itself."""

    value: Plain
    line: int


class Template(Struct, frozen=True):
    """A string with interpolations: texts and expressions in turn."""

    parts: tuple[Expression, ...]
    line: int


class Items(Struct, frozen=True):
    """`[a, b]`"""

    items: tuple[Expression, ...]
    line: int


class Pairs(Struct, frozen=True):
    """`{ a = 1, "b c" = 2 }`"""

    pairs: tuple[tuple[Expression, Expression], ...]
    line: int


class Path(Struct, frozen=True):
    """A bare word or a reference: `ALWAYS`, `table.users.column.id`, `table["a b"]`."""

    parts: tuple[str | Expression, ...]
    line: int


class Call(Struct, frozen=True):
    """`varchar(255)`, `sql("now()")`"""

    name: str
    arguments: tuple[Expression, ...]
    line: int


class Step(Struct, frozen=True):
    """`value.name`, `value[key]` of what isn't a plain path."""

    value: Expression
    key: Expression
    line: int


class Splat(Struct, frozen=True):
    """`value[*].name`: the steps taken from each item."""

    value: Expression
    keys: tuple[Expression, ...]
    line: int


class Operation(Struct, frozen=True):
    """`a + b`, `!a`: an operator and its one or two operands."""

    operator: str
    operands: tuple[Expression, ...]
    line: int


class Conditional(Struct, frozen=True):
    """`test ? yes : no`"""

    test: Expression
    yes: Expression
    no: Expression
    line: int


class For(Struct, frozen=True):
    """`[for k, v in items : value if test]`; with braces and a key it makes an object."""

    names: tuple[str, ...]
    items: Expression
    key: Expression | None
    value: Expression
    test: Expression | None
    grouped: bool
    line: int


class Repeated(Struct, frozen=True):
    """`%{ for x in items }…%{ endfor }` in a string: the texts of all items together."""

    items: For

    @property
    def line(self) -> int:
        return self.items.line


Simple = Literal | Template | Items | Pairs | Path | Call
"""What a schema is made of."""
Expression = Simple | Step | Splat | Operation | Conditional | For | Repeated
"""The others have their place in project files (`atlas.hcl`)."""


class Attribute(Struct, frozen=True):
    """`name = expression`"""

    name: str
    value: Expression
    line: int


class Block(Struct, frozen=True):
    """`kind "label" "label" { … }`; a body of the whole file has neither kind nor labels."""

    kind: str
    labels: tuple[str, ...]
    attributes: tuple[Attribute, ...]
    blocks: tuple[Block, ...]
    line: int
    file: str

    @property
    def name(self) -> str:
        """The last label, which is the name; empty without labels."""
        return self.labels[-1] if self.labels else ""
