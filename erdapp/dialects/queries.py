"""Statements and expressions as normal text: cheap token work that never fails."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import zip_longest

from erdapp.dialects.keywords import words
from erdapp.dialects.tokens import Lexis, Sort, Token, tokens

_TIGHT_BEFORE = frozenset({",", ")", "]", ".", "::", ";", "["})
_TIGHT_AFTER = frozenset({"(", "[", ".", "::"})
_OPEN_AFTER_WORDS = words(
    """
    and or not in is like ilike between when then else on where from join using as values select
    having by any all some exists case with union except intersect over check returning limit
    offset set into distinct filter return returns end group order default
    """
)
"""Words that keep a blank before a parenthesis; after any other word it is a call."""

_AFTER = {"by": ("group", "order", "partition", "cluster"), "recursive": ("with",)}
"""Keywords that some dialect does not reserve, by the words before them; elsewhere they are names,
as are PARTITION without BY and OVER without a call before it."""


def joined(
    found: Sequence[Token],
    reserved: frozenset[str],
    name: Callable[[str], str],
    fold: Callable[[str], str] = str,
) -> str:
    """The tokens as text: keywords upper case, functions lower case, names quoted only where
    needed, other words folded, one blank between what needs one."""
    out: list[str] = []
    previous: Token | None = None
    for token, after in zip_longest(found, found[1:]):
        if previous is not None and not _tight(previous, token):
            out.append(" ")
        called = after is not None and _tight(token, after) and after.is_operator("(")
        if token.sort is Sort.WORD and _is_keyword(token, previous, after):
            out.append(token.value.upper())
        else:
            out.append(_spelled(token, reserved, name, fold, called=called))
        previous = token
    return "".join(out)


def _is_keyword(token: Token, previous: Token | None, after: Token | None) -> bool:
    """Whether an unquoted word that may be a name is none here."""
    match token.value:
        case "by" | "recursive":
            return previous is not None and previous.is_word(*_AFTER[token.value])
        case "partition":
            return after is not None and after.is_word("by")
        case "over":
            return previous is not None and previous.is_operator(")")
    return False


def _spelled(
    token: Token,
    reserved: frozenset[str],
    name: Callable[[str], str],
    fold: Callable[[str], str],
    *,
    called: bool,
) -> str:
    match token.sort:
        case Sort.NAME:
            bare = name(token.value)
            # without its quotes it would be taken for a function, whose case means nothing,
            # or for a keyword of these statements
            word = bare.lower()
            taken = word != bare or word in _OPEN_AFTER_WORDS if called else word in reserved
            return token.text if taken and bare == token.value else bare
        case Sort.WORD if called:
            return token.value
        case Sort.WORD if token.value in reserved:
            return token.value.upper()
        case Sort.WORD:
            return fold(token.text)
        case Sort.OPERATOR if token.text == "!=":
            return "<>"
        case _:
            return token.text


def _tight(previous: Token, token: Token) -> bool:
    """Whether no blank goes between the two."""
    if token.is_operator("."):
        return previous.sort in (Sort.WORD, Sort.NAME) or previous.is_operator(")", "]")
    if previous.is_operator(*_TIGHT_AFTER) or token.is_operator(*(_TIGHT_BEFORE - {"["})):
        return True
    if token.is_operator("["):
        return previous.sort is not Sort.OPERATOR or previous.is_operator(")", "]")
    if token.is_operator("("):
        if previous.sort is Sort.NAME:
            return True
        return previous.sort is Sort.WORD and previous.value not in _OPEN_AFTER_WORDS
    return False


def outer_parentheses_off(text: str) -> str:
    """`((a > 0))` without its outer parentheses; `(a) or (b)` as it is. Linear in its depth too."""
    if not text.startswith("("):
        return text
    closing = _closings(text)
    start, end = 0, len(text)
    while closing.get(start) == end - 1:
        start, end = start + 1, end - 1
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
    return text[start:end]


_GROUPING = re.compile(r"""'(?:[^'\\]|\\.)*'|"[^"]*"|`[^`]*`|[()]""", re.DOTALL)


def _closings(text: str) -> dict[int, int]:
    """The place of the closing parenthesis for each opening one."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    for match in _GROUPING.finditer(text):
        if match.group() == "(":
            opened.append(match.start())
        elif match.group() == ")" and opened:
            closing[opened.pop()] = match.start()
    return closing


def normal_query(
    text: str,
    lexis: Lexis,
    reserved: frozenset[str],
    name: Callable[[str], str],
    fold: Callable[[str], str],
    namespaces: frozenset[str],
) -> str:
    """A SELECT with comments, semicolon, needless quotes and default namespaces left out."""
    found = tokens(text, lexis)
    while found and found[-1].is_operator(";"):
        found.pop()
    return joined(without_namespaces(found, namespaces), reserved, name, fold)


def without_namespaces(found: Sequence[Token], namespaces: frozenset[str]) -> list[Token]:
    """The tokens without `public.` at the start of a dotted name."""
    kept: list[Token] = []
    skip = 0
    for index, token in enumerate(found):
        if skip:
            skip -= 1
            continue
        after_dot = index > 0 and found[index - 1].is_operator(".")
        if (
            token.sort in (Sort.NAME, Sort.WORD)
            and token.value in namespaces
            and not after_dot
            and index + 1 < len(found)
            and found[index + 1].is_operator(".")
        ):
            skip = 1
            continue
        kept.append(token)
    return kept
