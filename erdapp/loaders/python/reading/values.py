"""What an expression of the given code can be: plain data, or a symbol for something else."""

from __future__ import annotations

import ast
from typing import Any

from msgspec import Struct, field

Value = Any
"""Plain data (None, bool, int, float, str, bytes, tuple, list, dict, set) or one of the structs."""


class Place(Struct, frozen=True):
    """Where something was said."""

    file: str
    line: int


class External(Struct, frozen=True):
    """A name of a module that isn't among the files: `django.db.models.CharField`."""

    path: str


class Unknown(Struct, frozen=True, eq=False):
    """What could not be found out, and why."""

    why: str
    place: Place


class Made(Struct, frozen=True, eq=False):
    """The call of something external, or of a class that has an external base."""

    target: Value
    args: tuple[Value, ...]
    keywords: dict[str, Value]
    place: Place
    number: int
    """Calls are numbered as they were made: the order of fields is that of their numbers."""


class Part(Struct, frozen=True, eq=False):
    """An attribute of a symbol."""

    owner: Value
    name: str


class Item(Struct, frozen=True, eq=False):
    """A symbol with something in brackets: `Mapped[int]`."""

    owner: Value
    index: Value


class Operation(Struct, frozen=True, eq=False):
    """An operator between values of which one is a symbol: `Q(a=1) | Q(b=2)`."""

    operator: str
    operands: tuple[Value, ...]
    place: Place


class Klass(Struct, eq=False):
    """A class of the given code."""

    name: str
    module: str
    bases: tuple[Value, ...]
    place: Place
    names: dict[str, Value] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    annotations: dict[str, tuple[ast.expr, Scope]] = field(default_factory=dict)
    keywords: dict[str, Value] = field(default_factory=dict)
    decorators: tuple[Value, ...] = ()
    outer: str = ""
    """The dotted name of the classes around it."""
    members: dict[str, Member] | None = None
    """Of an enum."""
    mro: tuple[Value, ...] = ()
    """The class, then its bases in the order attributes are looked up."""


class Member(Struct, frozen=True, eq=False):
    """A member of an enum."""

    owner: Klass
    name: str
    value: Value
    label: Value


class Function(Struct, eq=False):
    """A function of the given code."""

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    scope: Scope
    place: Place
    decorators: tuple[Value, ...] = ()
    owner: Klass | None = None

    @property
    def name(self) -> str:
        return "lambda" if isinstance(self.node, ast.Lambda) else self.node.name


class Method(Struct, frozen=True, eq=False):
    """A function with its first argument."""

    receiver: Value
    function: Function


class Native(Struct, frozen=True, eq=False):
    """A method of plain data: `name.upper`."""

    receiver: Value
    name: str


class Instance(Struct, eq=False):
    """An object of a class of the given code."""

    klass: Klass
    names: dict[str, Value] = field(default_factory=dict)
    given: tuple[tuple[Value, ...], dict[str, Value]] | None = None
    """What its `__init__` handed on to the external base."""


class Super(Struct, frozen=True, eq=False):
    """`super()` in a method of `klass`, or `super(klass, self)`."""

    klass: Klass | External
    receiver: Value


class Module(Struct, eq=False):
    """One of the files."""

    name: str
    file: str
    tree: ast.Module | None = None
    package: bool = False
    names: dict[str, Value] = field(default_factory=dict)
    stars: list[str] = field(default_factory=list)
    """External modules whose names were all imported."""
    binders: dict[str, list[ast.stmt]] = field(default_factory=dict)
    """By name: the statements at the top that give it a value."""
    done: set[ast.stmt] = field(default_factory=set)
    state: str = "new"
    """`new`, `running` or `read`."""


class Scope(Struct, eq=False):
    """Names that can be seen from a place."""

    module: Module
    names: dict[str, Value]
    outer: Scope | None = None
    klass: Klass | None = None
    """Of the body of a class."""
    function: Function | None = None
    first: Value = None
    """The first argument of the function, for `super()`."""
    soft: bool = False
    """Whether names that have a value keep it: in the branch that is taken for the less likely."""


def is_symbol(value: Value) -> bool:
    """Whether operators and calls on `value` stay symbols too."""
    return isinstance(value, External | Made | Part | Item | Operation | Klass | Instance)


def plain(value: Value) -> Value:
    """A member of an enum as the value it stands for."""
    return plain(value.value) if isinstance(value, Member) else value
