"""A template as values: texts, actions, and what stands inside `{{ }}`."""

from __future__ import annotations

from msgspec import Struct


class Constant(Struct, frozen=True):
    """`"text"`, `1`, `true`, `nil`"""

    value: str | int | float | bool | None


class Field(Struct, frozen=True):
    """`.a.b`; without names it is the dot."""

    names: tuple[str, ...]


class Variable(Struct, frozen=True):
    """`$x.a`; `$` alone is the data of the whole template."""

    name: str
    names: tuple[str, ...]


class Named(Struct, frozen=True):
    """The name of a function."""

    name: str


class Group(Struct, frozen=True):
    """`(pipeline).a`"""

    pipeline: Pipeline
    names: tuple[str, ...]


Operand = Constant | Field | Variable | Named | Group


class Pipeline(Struct, frozen=True):
    """Commands, each of which gets the result of the one before as its last argument; the result
    of all goes into the variables."""

    commands: tuple[tuple[Operand, ...], ...]
    variables: tuple[str, ...]
    line: int
    assigns: bool = False
    """`=` instead of `:=`: the variable is there already."""


class Text(Struct, frozen=True):
    text: str


class Action(Struct, frozen=True):
    """`{{ pipeline }}`"""

    pipeline: Pipeline


class Branch(Struct, frozen=True):
    """`if`, `with` and `range`, with what stands after `else`."""

    kind: str
    pipeline: Pipeline
    body: tuple[Node, ...]
    otherwise: tuple[Node, ...]


class Include(Struct, frozen=True):
    """`{{ template "name" pipeline }}`"""

    name: str
    pipeline: Pipeline | None
    line: int


class Leave(Struct, frozen=True):
    """`break` or `continue` of a `range`."""

    word: str


Node = Text | Action | Branch | Include | Leave


class Parsed(Struct, frozen=True):
    """A template, and those that it defines."""

    body: tuple[Node, ...]
    defined: dict[str, tuple[Node, ...]]
