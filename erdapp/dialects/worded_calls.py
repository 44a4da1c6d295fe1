"""Calls with words between their arguments, as the SQL standard has them: `TRIM(BOTH x FROM y)`.

Each reader begins after the opening parenthesis and takes the closing one, too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from erdapp.dialects.grammar import COMPARE, NotAnExpression
from erdapp.dialects.tree import Form, Node, call, cast

if TYPE_CHECKING:
    from erdapp.dialects.primary import Parser


def convert(parser: Parser, order: str) -> Node:
    """`CONVERT(int, x)` and `CONVERT(x, SIGNED)` as casts; a style or a charset stays."""
    if order == "type first":
        type = parser.type_name(until=",")
        parser.expect(",")
        part, *style = parser.items(")")
        if not style:
            return cast(part, type)
        return Node(Form.CALL, "convert", (part, *style), ("convert",), type)
    part = parser.expression()
    if parser.take_word("using"):
        charset = parser.one_name()
        parser.expect(")")
        return Node(Form.CALL, charset, (part,), ("convert",))
    parser.expect(",")
    type = parser.type_name(until=")")
    parser.expect(")")
    return cast(part, type)


def extract(parser: Parser) -> Node:
    field = parser.next()
    parser.expect("from")
    source = parser.expression()
    parser.expect(")")
    return Node(Form.CALL, field.value.lower(), (source,), ("extract",))


def _rest(parser: Parser, name: str, first: Node) -> Node:
    """A plain call whose first argument is read already."""
    if parser.take(")"):
        return call(name, first)
    parser.expect(",")
    return call(name, first, *parser.items(")"))


def _position(parser: Parser) -> Node:
    wanted = parser.expression(COMPARE + 2)
    if not parser.take_word("in"):
        return _rest(parser, "position", wanted)
    place = parser.expression(COMPARE + 2)
    parser.expect(")")
    return call("position", place, wanted)


def _trim(parser: Parser) -> Node:
    side = parser.take_word("both", "leading", "trailing")
    name = {"leading": "ltrim", "trailing": "rtrim"}.get(side, "trim")
    if parser.take_word("from"):
        return call(name, *parser.items(")"))
    first = parser.expression()
    if parser.take_word("from"):
        return call(name, *parser.items(")"), first)
    if side:
        raise NotAnExpression
    return _rest(parser, name, first)


def _substring(parser: Parser) -> Node:
    text = parser.expression()
    if not parser.is_word("from", "for"):
        return _rest(parser, "substring", text)
    start = parser.expression() if parser.take_word("from") else Node(Form.NUMBER, "1")
    length = (parser.expression(),) if parser.take_word("for") else ()
    parser.expect(")")
    return call("substring", text, start, *length)


def _overlay(parser: Parser) -> Node:
    args = [parser.expression()]
    if not parser.is_word("placing"):
        return _rest(parser, "overlay", args[0])
    for word in ("placing", "from", "for"):
        if parser.take_word(word):
            args.append(parser.expression())
    parser.expect(")")
    return call("overlay", *args)


WORDED_CALLS: dict[str, Callable[[Parser], Node]] = {
    "position": _position,
    "trim": _trim,
    "substring": _substring,
    "substr": _substring,
    "overlay": _overlay,
}
"""By the function's name in lower case."""
