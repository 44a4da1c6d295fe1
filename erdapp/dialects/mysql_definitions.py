"""Triggers, routines and events of MySQL and MariaDB: the head in normal form, the body verbatim.

The servers keep a body as it was typed, but print a routine's head anew: characteristics in one
order, those that are the default left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from erdapp.dialects import keywords
from erdapp.dialects.definitions import (
    Cut,
    HeadReader,
    after_word,
    head_and_body,
    lead_off,
    split_at_commas,
    without_semicolon,
)
from erdapp.dialects.tokens import Lexis, Token, tokens


class Words(Struct, frozen=True):
    """What the readers need of the dialect."""

    lexis: Lexis
    name: Callable[[str], str]
    string: Callable[[str], str]
    type: Callable[[str], str]
    """A type's text in canonical spelling."""


_CALLED_WHEN_TIGHT = keywords.words(
    """
    adddate bit_and bit_or bit_xor cast count curdate curtime date_add date_sub extract
    group_concat max mid min now position session_user std stddev stddev_pop stddev_samp subdate
    substr substring sum sysdate system_user trim variance var_pop var_samp
    """
)
"""Names that are function calls where no blank stands before the parenthesis (MySQL manual,
"Function Name Parsing and Resolution")."""


def normal_definition(text: str, words: Words) -> str:
    """The CREATE statement in normal form."""
    found = without_semicolon(lead_off(tokens(text, words.lexis)))
    if found and found[0].is_word("function", "procedure"):
        try:
            return _routine(_Reader(found, text, words))
        except Cut:
            return head_and_body(text, words.lexis, words.name, after_word("begin"))
    if found and found[0].is_word("event"):
        return _event(head_and_body(text, words.lexis, words.name, _after_do))
    return head_and_body(text, words.lexis, words.name, _after_each_row)


def _after_do(found: Sequence[Token]) -> int:
    return min(after_word("do")(found) + 1, len(found))


def _event(text: str) -> str:
    """An event without what is the default in its head."""
    head, do, body = text.partition(" DO ")
    for default in (" ON COMPLETION NOT PRESERVE", " ENABLE"):
        head = head.replace(default, "")
    return head + do + body


def _after_each_row(found: Sequence[Token]) -> int:
    """Where a trigger's body begins: after FOR EACH ROW and its place among others."""
    for place in range(len(found) - 2):
        if found[place].is_word("each") and found[place + 1].is_word("row"):
            follows = found[place + 2].is_word("follows", "precedes")
            return place + (4 if follows else 2)
    return len(found)


class _Reader(HeadReader):
    def __init__(self, found: Sequence[Token], text: str, words: Words) -> None:
        super().__init__(found)
        self.text = text
        self.words = words

    def source(self, found: Sequence[Token]) -> str:
        if not found:
            return ""
        return self.text[found[0].start : found[-1].start + len(found[-1].text)]

    def name(self) -> str:
        """A name without its database."""
        return self.words.name(self.path()[-1].value_as_name)

    def parameter(self, found: list[Token]) -> str:
        mode = found.pop(0).value if found[0].is_word("in", "out", "inout") else "in"
        if not found:
            return mode
        name = self.words.name(found[0].value_as_name)
        type = self.words.type(self.source(found[1:]))
        return f"{name} {type}" if mode == "in" else f"{mode.upper()} {name} {type}"


def _routine(reader: _Reader) -> str:
    kind = reader.next().value.upper()
    name = reader.name()
    parameters = [reader.parameter(piece) for piece in split_at_commas(reader.group())]
    returns = _returns(reader)
    said: dict[str, str] = {}
    while _characteristic(reader, said):
        pass
    words = [said[key] for key in ("data", "deterministic", "security", "comment") if said.get(key)]
    if reader.peek() is None:
        raise Cut
    # Directly before a parenthesis the name of a built-in function would be taken for its call.
    name = f"`{name}`" if name.lower() in _CALLED_WHEN_TIGHT else name
    head = f"CREATE {kind} {name}({', '.join(parameters)}){returns}"
    return " ".join((head, *words, reader.source(reader.found[reader.at :])))


def _returns(reader: _Reader) -> str:
    if not reader.take("returns"):
        return ""
    start = reader.at
    reader.next()
    while reader.is_operator("(") or reader.is_word(*_TYPE_WORDS):
        if reader.is_operator("("):
            reader.group()
        elif reader.take("character", "set") or reader.take_one("charset", "collate"):
            reader.next()
        else:
            reader.next()
    return f" RETURNS {reader.words.type(reader.source(reader.found[start : reader.at]))}"


_TYPE_WORDS = ("unsigned", "zerofill", "signed", "character", "charset", "collate", "precision",
               "varying", "binary")  # fmt: skip

_CHARACTERISTICS: dict[tuple[str, ...], tuple[str, str]] = {
    ("language", "sql"): ("language", ""),
    ("not", "deterministic"): ("deterministic", ""),
    ("deterministic",): ("deterministic", "DETERMINISTIC"),
    ("contains", "sql"): ("data", ""),
    ("no", "sql"): ("data", "NO SQL"),
    ("reads", "sql", "data"): ("data", "READS SQL DATA"),
    ("modifies", "sql", "data"): ("data", "MODIFIES SQL DATA"),
    ("sql", "security", "definer"): ("security", ""),
    ("sql", "security", "invoker"): ("security", "SQL SECURITY INVOKER"),
}


def _characteristic(reader: _Reader, said: dict[str, str]) -> bool:
    for phrase, (key, text) in _CHARACTERISTICS.items():
        if reader.take(*phrase):
            said[key] = text
            return True
    if reader.take("comment"):
        comment = reader.next().value
        said["comment"] = f"COMMENT {reader.words.string(comment)}" if comment else ""
        return True
    return False
