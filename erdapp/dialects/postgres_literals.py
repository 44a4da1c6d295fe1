"""String literals of a known type as PostgreSQL prints them back."""

from __future__ import annotations

from erdapp.dialects import literals, rules
from erdapp.dialects.intervals import interval
from erdapp.dialects.postgres_inference import RANKS, bare, is_string
from erdapp.dialects.tokens import Lexis, tokens
from erdapp.dialects.tree import FALSE, TRUE, Form, Node, cast, number, string
from erdapp.schema import DataType

NAMESPACES = ("public", "pg_catalog")
"""Qualifiers that mean nothing."""
_NAMES = Lexis()


def sequence(node: Node) -> Node:
    """The argument of nextval: a name without the default namespace, cast to regclass."""
    part = node.parts[0] if node.form is Form.CAST else node
    if part.form is not Form.STRING:
        return node
    path = tokens(part.text, _NAMES)
    qualified = len(path) > 2 and path[1].is_operator(".")
    if qualified and path[0].value in NAMESPACES:
        return cast(string(part.text[path[2].start :]), DataType("regclass"))
    return cast(part, DataType("regclass"))


def typed(text: str, type: DataType) -> Node:
    """A string literal of a type, in the type's own spelling."""
    if is_string(type) and (not type.args or type.name == "text"):
        return string(text)
    found = as_type(string(text), bare(type))
    if found.form is Form.WORD:
        return found
    return cast(found, type)


def as_type(node: Node, type: DataType) -> Node:
    """A bare string literal as the server prints it once it has the type."""
    if node.form is not Form.STRING or type.dimensions:
        return node
    text = node.text
    if type.name.startswith("interval ") and text.strip().isdecimal():
        unit = type.name.rpartition(" ")[2] + ("" if text.strip() == "1" else "s")
        return string(f"{text.strip()} {unit}")
    match type.name:
        case "timestamp without time zone":
            return string(literals.timestamp(text))
        case "timestamp with time zone":
            return string(literals.timestamp(text, zone=True))
        case "time without time zone":
            return string(literals.time(text))
        case "date":
            return string(literals.date(text))
        case "jsonb":
            return string(literals.jsonb(text))
        case "interval":
            return string(interval(text))
        case "boolean":
            return _BOOLEANS.get(text.strip().lower(), node)
        case name if name in RANKS and _is_number(text):
            return number(rules.plain_number(text.strip()))
        case _:
            return node


_BOOLEANS = {
    **dict.fromkeys(("t", "true", "y", "yes", "on", "1"), TRUE),
    **dict.fromkeys(("f", "false", "n", "no", "off", "0"), FALSE),
}


def _is_number(text: str) -> bool:
    digits = text.strip().lstrip("+-").replace(".", "", 1).replace("e", "", 1)
    return digits.replace("+", "").replace("-", "").isdecimal() and len(text) < 100
