"""What type an expression has in PostgreSQL, as far as its implicit casts depend on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from erdapp.dialects import postgis
from erdapp.dialects.keywords import words
from erdapp.dialects.tree import Form, Node
from erdapp.schema import DataType

Types = Mapping[str, DataType]
"""The types of the columns by name."""

TEXT = DataType("text")
BOOLEAN = DataType("boolean")
INTEGER = DataType("integer")
BIGINT = DataType("bigint")
NUMERIC = DataType("numeric")
DOUBLE = DataType("double precision")
INTERVAL = DataType("interval")
DATE = DataType("date")
TIMESTAMP = DataType("timestamp without time zone")
TIMESTAMPTZ = DataType("timestamp with time zone")

RANKS = {"smallint": 1, "integer": 2, "bigint": 3, "numeric": 4, "real": 5, "double precision": 6}
"""Numeric types; a smaller one is cast to a greater one without asking."""
STRINGS = frozenset(
    {"text", "character varying", "character", "bpchar", "name", "unknown", '"char"'}
)

_RESULTS: dict[DataType, frozenset[str]] = {
    INTEGER: words(
        """
        length char_length octet_length bit_length array_length cardinality position strpos ascii
        array_upper array_lower num_nonnulls num_nulls jsonb_array_length json_array_length
        """
    )
    | postgis.INTEGERS,
    TEXT: words(
        """
        lower upper initcap trim ltrim rtrim substring replace concat concat_ws left right lpad
        rpad md5 to_char format overlay regexp_replace split_part reverse repeat translate
        jsonb_typeof json_typeof quote_literal encode
        """
    )
    | postgis.TEXTS,
    DOUBLE: words("random sqrt exp ln date_part") | postgis.DOUBLES,
    NUMERIC: words("extract"),
    BIGINT: words("count"),
    INTERVAL: words("age make_interval justify_days justify_hours justify_interval"),
    TIMESTAMPTZ: words("now clock_timestamp statement_timestamp transaction_timestamp"),
    DATE: words("make_date to_date"),
}
_RESULT = {name: type for type, names in _RESULTS.items() for name in names}
_OF_ARGUMENTS = frozenset({"coalesce", "greatest", "least", "nullif"})
_CONSTANTS = {
    "CURRENT_DATE": DATE,
    "CURRENT_TIMESTAMP": TIMESTAMPTZ,
    "LOCALTIMESTAMP": TIMESTAMP,
    "true": BOOLEAN,
    "false": BOOLEAN,
}
_BOOLEAN_FORMS = frozenset({Form.AND, Form.OR, Form.NOT, Form.IN, Form.BETWEEN, Form.POSTFIX})
_COMPARISONS = frozenset(
    {"=", "<>", "<", ">", "<=", ">=", "~", "!~", "~*", "!~*", "@>", "<@", "&&"}
)


def type_of(node: Node, types: Types) -> DataType | None:
    """The type without arguments; None when unknown, as that of a string literal is."""
    found = _type_of(node, types)
    return None if found is None else bare(found)


def bare(type: DataType) -> DataType:
    """The type without length or precision."""
    if type.name == "bit":
        return DataType('"bit"', dimensions=type.dimensions)
    if not type.args and not type.modifiers:
        return type
    return DataType(type.name, dimensions=type.dimensions, schema=type.schema, user=type.user)


def is_string(type: DataType | None) -> bool:
    return type is not None and type.name in STRINGS and not type.user and not type.dimensions


def is_number(type: DataType | None) -> bool:
    return type is not None and type.name in RANKS and not type.user and not type.dimensions


def element(type: DataType) -> DataType:
    """The type of an array's elements."""
    return DataType(
        type.name, type.args, type.modifiers, max(type.dimensions - 1, 0), type.schema, type.user
    )


def _type_of(node: Node, types: Types) -> DataType | None:
    if node.form in _BOOLEAN_FORMS:
        return BOOLEAN
    match node.form:
        case Form.REF:
            return types.get(node.name)
        case Form.CAST:
            return node.type
        case Form.NUMBER:
            return _number(node.text)
        case Form.WORD:
            return _CONSTANTS.get(node.text.partition("(")[0])
        case Form.CALL:
            return _call(node, types)
        case Form.BINARY:
            return _binary(node, types)
        case Form.CASE:
            return widest([*node.parts[2:-1:2], node.parts[-1]], types)
        case Form.COLLATE | Form.UNARY:
            return type_of(node.parts[0], types)
        case Form.SUBSCRIPT:
            base = type_of(node.parts[0], types)
            return element(base) if base is not None and base.dimensions else base
        case _:
            return None


def _number(text: str) -> DataType:
    if "." in text or "e" in text:
        return NUMERIC
    digits = text.lstrip("-")
    if len(digits) < 10 or (len(digits) == 10 and digits <= "2147483647"):
        return INTEGER
    return BIGINT if len(digits) < 19 else NUMERIC


def _call(node: Node, types: Types) -> DataType | None:
    if node.name in _OF_ARGUMENTS:
        return widest(node.parts, types)
    if node.name == "abs" and node.parts:
        return type_of(node.parts[0], types)
    return _RESULT.get(node.name)


def widest(nodes: Iterable[Node], types: Types) -> DataType | None:
    """The common type of alternatives: the greatest number, else the first that is known."""
    known = [found for node in nodes if (found := type_of(node, types)) is not None]
    if known and all(is_number(found) for found in known):
        return max(known, key=lambda found: RANKS[found.name])
    return known[0] if known else None


def _binary(node: Node, types: Types) -> DataType | None:
    if node.text in _COMPARISONS or "LIKE" in node.text or node.text.startswith("IS "):
        return BOOLEAN
    left, right = (type_of(part, types) for part in node.parts)
    match node.text:
        case "->>" | "#>>":
            return TEXT
        case "->" | "#>":
            return left
        case "||":
            return TEXT if is_string(left) or is_string(right) else left or right
        case "AT TIME ZONE":
            return TIMESTAMP if left == TIMESTAMPTZ else TIMESTAMPTZ
        case "+" | "-" | "*" | "/" | "%" | "^" | "&" | "|" | "<<" | ">>":
            return _arithmetic(node.text, left, right)
        case _:
            return None


def _arithmetic(operator: str, left: DataType | None, right: DataType | None) -> DataType | None:
    if left is None or right is None:
        return left if is_number(left) else right if is_number(right) else None
    if is_number(left) and is_number(right):
        return max(left, right, key=lambda found: RANKS[found.name])
    if INTERVAL in (left, right):
        other = right if left == INTERVAL else left
        return TIMESTAMP if other == DATE else other
    if left == right and operator == "-":
        return INTEGER if left == DATE else INTERVAL
    return left if left == DATE and is_number(right) else None
