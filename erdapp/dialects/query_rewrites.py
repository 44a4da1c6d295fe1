"""Rewrites of queries that only look at their trees, and at which columns a relation has."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from erdapp.dialects.query_tree import (
    Body,
    From,
    Item,
    Join,
    Operation,
    Query,
    Select,
    Source,
)
from erdapp.dialects.tree import NOTHING, NULL, Form, Node, binary, chain
from erdapp.schema import DataType

Types = Mapping[str, DataType | None]
"""Columns in order, with their types where known."""
Relations = Mapping[str, Types | None]
"""The relations of FROM by what they are called; None where the columns aren't known."""


def in_order(expression: Node, node: Node) -> Node:
    """What stands for a key; a constant there would be taken for a place in the result."""
    return node if expression.form in (Form.NUMBER, Form.STRING) else expression


def literal(node: Node) -> Node:
    """A column of the result that is a string or NULL: text, said or not."""
    is_text = node.form is Form.CAST and node.type == DataType("text")
    inner = node.parts[0] if is_text else NOTHING
    return inner if inner.form is Form.STRING or inner == NULL else node


def comma_joined(sources: tuple[From, ...]) -> From:
    left, *rest = sources
    for right in rest:
        left = Join(left=left, right=right)
    return left


def equal(join: Join, relations: Relations) -> Node:
    """USING as the comparisons that it stands for; names of columns being those of the first
    relation on either side."""
    pairs = []
    for name in join.using:
        sides = (_first(join.left, name, relations), _first(join.right, name, relations))
        pairs.append(binary("=", *(Node(Form.REF, names=(alias, name)) for alias in sides)))
    return chain(Form.AND, tuple(pairs))


def natural_written_out(join: Join, relations: Relations) -> Join:
    """NATURAL as USING with the columns of both sides, when they are all known."""
    left, right = _names_of(join.left, relations), _names_of(join.right, relations)
    if left is None or right is None:
        return join
    common = tuple(name for name in left if name in right)
    return replace(join, natural=False, using=common) if common else join


def _names_of(item: From, relations: Relations) -> list[str] | None:
    """The columns of the relations in an element of FROM."""
    if isinstance(item, Source):
        columns = relations.get(item.shown_as)
        return None if columns is None else list(columns)
    left, right = _names_of(item.left, relations), _names_of(item.right, relations)
    return None if left is None or right is None else left + right


def _first(item: From, name: str, relations: Relations) -> str:
    """What the first relation with that column is called."""
    while isinstance(item, Join):
        known = relations.get(_first(item.left, name, relations)) or {}
        item = item.left if name in known else item.right
    return item.shown_as


def unnamed(query: Query) -> Query:
    """A query inside an expression: nobody sees what its columns are called."""
    return replace(query, body=following(query.body, ()))


def without_limit(exists: Node) -> Node:
    """EXISTS without the LIMIT 1 that MariaDB adds to its query."""
    query = exists.parts[0].query
    if not isinstance(query, Query) or query.limit != Node(Form.NUMBER, "1"):
        return exists
    return replace(exists, parts=(Node(Form.QUERY, query=replace(query, limit=NOTHING)),))


def following(body: Body, types: tuple[DataType | None, ...]) -> Body:
    """The body without names for its columns, and without casts of NULL that the columns of the
    query before it make needless."""
    match body:
        case Select():
            items = tuple(
                Item(_null(item.expression, types[place] if place < len(types) else None))
                for place, item in enumerate(body.items)
            )
            return replace(body, items=items)
        case Operation():
            left, right = following(body.left, types), following(body.right, types)
            return replace(body, left=left, right=right)
        case _:
            return body


def _null(node: Node, type: DataType | None) -> Node:
    needless = node.form is Form.CAST and node.parts[0] == NULL and node.type == type
    return node.parts[0] if needless else node


def named(query: Query, names: tuple[str, ...]) -> Query:
    """The query with its first columns called as a view's list of names says."""
    if not names:
        return query
    return replace(query, body=_named_body(query.body, names))


def _named_body(body: Body, names: tuple[str, ...]) -> Body:
    match body:
        case Select() if len(names) <= len(body.items):
            given = zip(body.items, names, strict=False)
            if any(item.expression.name == "*" for item, _ in given):
                return body
            items = tuple(
                replace(item, name=name) for item, name in zip(body.items, names, strict=False)
            )
            return replace(body, items=(*items, *body.items[len(names) :]))
        case Operation():
            return replace(body, left=_named_body(body.left, names))
        case Query():
            return named(body, names)
        case _:
            return body
