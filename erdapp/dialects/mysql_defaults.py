"""A DEFAULT of MySQL and MariaDB as the server keeps it: converted to the column's type."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from erdapp.dialects import literals
from erdapp.dialects.mysql_types import INTEGERS
from erdapp.dialects.tree import FALSE, TRUE, Form, Node, number, string
from erdapp.schema import DataType

STRINGS = frozenset(
    {"char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set", "json"}
)
BLOBS = frozenset({"tinyblob", "blob", "mediumblob", "longblob"})
NEED_EXPRESSION = (
    (STRINGS - {"char", "varchar", "enum", "set"})
    | BLOBS
    | {
        "geometry",
        "point",
        "linestring",
        "polygon",
        "multipoint",
        "multilinestring",
        "multipolygon",
        "geometrycollection",
    }
)
"""Types whose literal default MySQL takes only in parentheses."""


def stored(tree: Node, type: DataType) -> Node:
    """The literal as the server prints it back; anything but a literal as it is."""
    tree = number("1") if tree == TRUE else number("0") if tree == FALSE else tree
    if tree.form not in (Form.NUMBER, Form.STRING, Form.BITS):
        return tree
    if type.name == "bit":
        return _bit(tree)
    if type.name in INTEGERS or type.name in ("decimal", "float", "double", "year"):
        return _number(tree, type)
    if type.name in STRINGS or type.name in BLOBS or type.name in ("binary", "varbinary"):
        return _string(tree, type)
    return _temporal(tree, type)


def _text(tree: Node) -> str:
    """What the literal is as text: a hexadecimal one its bytes."""
    text = tree.text
    digits = text[2:] if text.startswith("0x") else text[1:] if tree.form is Form.BITS else ""
    if not digits or tree.form is Form.STRING:
        return text
    try:
        return bytes.fromhex(digits).decode()
    except ValueError:
        return text


def _integer(text: str) -> int | None:
    try:
        if text.startswith("0x") and len(text) < 20:
            return int(text, 16)
        if text.startswith("b") and len(text) < 70:
            return int(text[1:], 2)
        return int(text) if len(text) < 40 else None
    except ValueError:
        return None


def _bit(tree: Node) -> Node:
    value = _integer(tree.text) if tree.form is not Form.STRING else None
    return tree if value is None or value < 0 else Node(Form.BITS, f"b{value:b}")


def _number(tree: Node, type: DataType) -> Node:
    if tree.form is not Form.STRING and (value := _integer(tree.text)) is not None:
        return number(_scaled(Decimal(value), type))
    try:
        exact = Decimal(tree.text.strip()) if len(tree.text) < 60 else Decimal("NaN")
    except InvalidOperation:
        return tree
    if not exact.is_finite() or abs(exact.adjusted()) > 40:
        return tree
    return number(_scaled(exact, type))


def _scaled(value: Decimal, type: DataType) -> str:
    scale = type.args[1] if type.name in ("decimal", "float", "double") and type.args[1:] else ""
    if scale.isdigit() and int(scale[:3]) <= 38:
        return f"{value.quantize(Decimal(1).scaleb(-int(scale)), ROUND_HALF_UP):f}"
    if type.name in ("float", "double"):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return f"{value.quantize(Decimal(1), ROUND_HALF_UP):f}"


def _string(tree: Node, type: DataType) -> Node:
    text = _text(tree)
    if type.name == "char":
        text = text.rstrip(" ")
    if type.name == "enum":
        text = _value_of(text, type.args)
    if type.name == "set" and text:
        chosen = {item.casefold() for item in text.split(",")}
        kept = [value for value in type.args if value.casefold() in chosen]
        text = ",".join(kept) if len(kept) == len(chosen) else text
    return string(text)


def _value_of(text: str, values: tuple[str, ...]) -> str:
    """The enum's own spelling of a value."""
    folded = text.rstrip(" ").casefold()
    return next((value for value in values if value.casefold() == folded), text)


def _temporal(tree: Node, type: DataType) -> Node:
    digits = int(type.args[0]) if type.args and type.args[0].isdigit() else 0
    text = tree.text
    match type.name:
        case "datetime" | "timestamp":
            zero = "0000-00-00" if text == "0" else text
            return string(literals.timestamp(zero, digits=digits))
        case "date":
            return string("0000-00-00" if text == "0" else literals.date(text.partition(" ")[0]))
        case "time":
            return string(literals.time("00:00:00" if text == "0" else text, digits=digits))
        case _:
            return tree
