"""MySQL's and MariaDB's expressions in one form, whether written or printed by the server.

Both resolve synonyms of functions, push NOT inwards and print TRUE as 1; MySQL adds a charset
introducer to every string, which the lexer has set apart already.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from erdapp.dialects import rules
from erdapp.dialects.tree import (
    FALSE,
    TRUE,
    Form,
    Node,
    binary,
    call,
    cast,
    chain,
    number,
    rewritten,
)
from erdapp.schema import DataType

FUNCTIONS = {
    "octet_length": "length",
    "ucase": "upper",
    "lcase": "lower",
    "substr": "substring",
    "mid": "substring",
    "character_length": "char_length",
    "pow": "power",
    "ceil": "ceiling",
    "dayofmonth": "day",
    "schema": "database",
    "json_compact": "json_compact",
    "session_user": "user",
    "system_user": "user",
    "sha": "sha1",
}
_CLOCK = {
    "NOW": "CURRENT_TIMESTAMP",
    "LOCALTIME": "CURRENT_TIMESTAMP",
    "LOCALTIMESTAMP": "CURRENT_TIMESTAMP",
    "CURDATE": "CURRENT_DATE",
    "CURTIME": "CURRENT_TIME",
}
_OPPOSITES = {
    "=": "<>",
    "<>": "=",
    "<": ">=",
    ">=": "<",
    ">": "<=",
    "<=": ">",
    "LIKE": "NOT LIKE",
    "NOT LIKE": "LIKE",
    "REGEXP": "NOT REGEXP",
    "NOT REGEXP": "REGEXP",
}
_INTERVALS = {"date_add": "+", "adddate": "+", "date_sub": "-", "subdate": "-"}
_CONDITIONS = frozenset({Form.AND, Form.OR, Form.IN, Form.BETWEEN, Form.POSTFIX, Form.NOT})


def normal_tree(tree: Node, spelling: Mapping[str, str]) -> Node:
    """The tree in normal form; `spelling` has the columns' names by their folded ones."""
    return rewritten(tree, lambda node: _rule(node, spelling))


def _rule(node: Node, spelling: Mapping[str, str]) -> Node:
    match node.form:
        case Form.NUMBER if node.text.startswith("0b"):
            return _bits(node.text[2:])
        case Form.WORD:
            return _word(node)
        case Form.BITS if node.text[0] == "b":
            return _bits(node.text[1:])
        case Form.REF:
            return _reference(node, spelling)
        case Form.CALL:
            return _call(node)
        case Form.FORM:
            return _kept(node)
        case Form.CAST:
            return _cast(node)
        case Form.BINARY:
            return _binary(node)
        case Form.NOT:
            return _negated(node.parts[0])
        case Form.AND | Form.OR:
            return chain(node.form, node.parts)
        case _:
            return rules.single_in(node)


def _bits(digits: str) -> Node:
    """Bits as the hexadecimal number that MariaDB prints: `b'101'` as `0x05`."""
    if not digits or len(digits) > 64 or set(digits) - {"0", "1"}:
        return Node(Form.BITS, f"b{digits}")
    width = (len(digits) + 7) // 8 * 2
    return number(f"0x{int(digits, 2):0{width}x}")


def _word(node: Node) -> Node:
    if node in (TRUE, FALSE):
        return number("1" if node == TRUE else "0")
    word, parenthesis, digits = node.text.partition("(")
    digits = "" if digits == "0)" else parenthesis + digits
    return Node(Form.WORD, _CLOCK.get(word, word) + digits)


def _reference(node: Node, spelling: Mapping[str, str]) -> Node:
    """A column without its table, spelled as the table spells it."""
    known = spelling.get(node.name.casefold())
    return node if known is None else Node(Form.REF, names=(known,))


def _call(node: Node) -> Node:
    name = node.name.lower()
    names = (*node.names[:-1], FUNCTIONS.get(name, name))
    parts = node.parts
    if name == "count" and parts == (number("0"),):
        return call("count", Node(Form.REF, names=("*",)))
    clock = _CLOCK.get(name.upper())
    if clock and not parts:
        return Node(Form.WORD, clock)
    if clock and parts[0].form is Form.NUMBER:
        return _word(Node(Form.WORD, f"{clock}({parts[0].text})"))
    if name == "mod" and len(parts) == 2:
        return binary("%", *parts)
    if name == "position" and len(parts) == 2:
        return call("locate", parts[1], parts[0])
    if name in _INTERVALS and len(parts) == 2 and parts[1].form is Form.INTERVAL:
        return binary(_INTERVALS[name], *parts)
    if name == "convert" and len(parts) == 2 and parts[1].form in (Form.REF, Form.CALL):
        return _cast(cast(parts[0], _type_of_argument(parts[1])))
    if name in ("timestampdiff", "timestampadd") and parts and parts[0].form is Form.REF:
        unit = Node(Form.REF, names=(parts[0].name.lower(),))
        return Node(Form.CALL, node.text, (unit, *parts[1:]), names)
    return Node(Form.CALL, node.text, parts, names)


def _type_of_argument(node: Node) -> DataType:
    """`CONVERT(x, DECIMAL(10,2))` has its type where an argument goes."""
    args = tuple(part.text for part in node.parts)
    return DataType(node.name.lower(), args)


def _kept(node: Node) -> Node:
    """A call kept as text, its function's name in lower case and its words too."""
    return replace(node, names=tuple(name.lower() for name in node.names))


def _cast(node: Node) -> Node:
    """A cast without the charset of the connection; `BINARY` as a type of its own."""
    assert node.type is not None
    name = node.type.name
    args = node.type.args
    if name == "char" and args == ("1",) and not node.type.user:
        return Node(Form.CAST, parts=node.parts, type=DataType("char"))
    if name == "binary" and args == ("1",):
        return Node(Form.CAST, parts=node.parts, type=DataType("binary"))
    return node


def _binary(node: Node) -> Node:
    left, right = node.parts
    match node.text:
        case "MOD":
            return binary("%", left, right)
        case "->":
            return call("json_extract", left, right)
        case "->>":
            return call("json_unquote", call("json_extract", left, right))
        case "SOUNDS":
            return node
        case "=" if left == number("0") and right.form is not Form.NUMBER:
            return binary("=", right, left)
        case "NOT REGEXP":
            return node
        case _:
            return node


def _negated(node: Node) -> Node:
    """NOT of an expression, pushed inwards as far as the servers do."""
    match node.form:
        case Form.AND | Form.OR:
            other = Form.OR if node.form is Form.AND else Form.AND
            return chain(other, tuple(_negated(part) for part in node.parts))
        case Form.IN | Form.BETWEEN:
            return replace(node, text="" if node.text else "NOT")
        case Form.POSTFIX if node.text.startswith("IS NOT "):
            return replace(node, text=node.text.replace("IS NOT ", "IS "))
        case Form.POSTFIX:
            return replace(node, text=node.text.replace("IS ", "IS NOT "))
        case Form.BINARY if node.text in _OPPOSITES:
            return replace(node, text=_OPPOSITES[node.text])
        case Form.NOT:
            return node.parts[0]
        case Form.REF | Form.NUMBER:
            return binary("=", node, number("0"))
        case _:
            return Node(Form.NOT, parts=(node,))
