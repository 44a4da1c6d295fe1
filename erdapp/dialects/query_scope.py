"""What the names in a query can mean: relations in scope, and columns bound to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from msgspec import Struct

from erdapp.dialects.query_rewrites import Types
from erdapp.dialects.tree import Form, Node, rewritten
from erdapp.schema import Column, DataType

_MARK = "\x01"


class Relation(Struct, frozen=True):
    """What is known of a table or view: the names to write it with, and its columns."""

    names: tuple[str, ...]
    columns: Types | None


class Catalog(Protocol):
    """What a view can name, as the view names it."""

    def relation(self, parts: tuple[str, ...]) -> Relation | None:
        """The table or view."""
        ...

    def function(self, name: str) -> tuple[str, ...]:
        """The whole name of a function."""
        ...

    def result(self, parts: tuple[str, ...]) -> Relation | None:
        """The table whose rows a function gives, if it is said to."""
        ...


class QueryNames(Struct, frozen=True, kw_only=True):
    """What the names of a query depend on."""

    catalog: Catalog
    normal: Callable[[Node, Sequence[Column]], Node]
    """An expression in normal form, given its columns."""
    type_of: Callable[[Node, Sequence[Column]], DataType | None]
    fold: Callable[[str], str]
    aliased_functions: bool
    """A function in FROM has its columns named, and a relation's name is its whole row
    (PostgreSQL)."""
    comma_joins: bool
    """A comma between relations stays one, rather than becoming JOIN (MySQL)."""


class Scope(Struct):
    """The relations that names may come from, by what they are called."""

    relations: dict[str, Types | None]
    merged: frozenset[str] = frozenset()
    """Columns named by USING: the first relation's stands for both."""
    outer: Scope | None = None
    called: dict[str, str] = {}
    """Names for aliases that were left out."""


def bound_name(alias: str, name: str) -> Node:
    """A column as one name that says whose it is, for rules that know plain columns."""
    return Node(Form.REF, names=(f"{_MARK}{alias}{_MARK}{name}",))


def unbind(node: Node) -> Node:
    """A bound column as it is written."""
    if node.form is Form.REF and node.names[0].startswith(_MARK):
        _, alias, name = node.names[0].split(_MARK, 2)
        return Node(Form.REF, names=(alias, name) if alias else (name,))
    return node


def bound_columns(bound: Node, scope: Scope) -> tuple[Column, ...]:
    """The columns of known type that an expression mentions, by their bound names."""
    found: dict[str, Column] = {}

    def note(node: Node) -> Node:
        if node.form is Form.REF and node.names[0].startswith(_MARK):
            _, alias, name = node.names[0].split(_MARK, 2)
            at: Scope | None = scope
            while at is not None and alias not in at.relations:
                at = at.outer
            columns = at.relations[alias] if at is not None else None
            type = columns.get(name) if columns else None
            if type is not None:
                found[node.name] = Column(name=node.name, type=type)
        return node

    rewritten(bound, note)
    return tuple(found.values())


def renamed(types: Types | None, names: tuple[str, ...]) -> Types | None:
    """The columns under an alias's names for them."""
    if not names or types is None:
        return types
    old = list(types.items())
    return {
        (names[place] if place < len(names) else name): type
        for place, (name, type) in enumerate(old)
    }
