"""CREATE statements that are kept as text: the head in normal form, the body as it was written."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from erdapp.dialects.keywords import words
from erdapp.dialects.queries import joined, without_namespaces
from erdapp.dialects.tokens import Lexis, Sort, Token, tokens

HEAD_WORDS = words(
    """
    create or replace not exists constraint trigger function procedure aggregate event rule policy
    before after instead of insert update delete truncate on for each row statement execute when
    as begin end returns return setof language immutable volatile strict to from referencing
    inout variadic default null deterministic schedule every starts ends do completion follows
    precedes deferrable initially deferred using with check also nothing collation sequence
    view materialized all select public and is sql
    """
)
"""Keywords of heads; they are printed in upper case."""

_LEAD_WORDS = frozenset({"or", "replace", "alter", "temp", "temporary"})


class Cut(Exception):
    """The statement isn't what the reader took it for: it stays text."""


def lead_off(found: Sequence[Token]) -> list[Token]:
    """The tokens after CREATE: without OR REPLACE, OR ALTER, TEMP, DEFINER and IF NOT EXISTS. All
    of the tokens when it is another statement."""
    if not found or not found[0].is_word("create"):
        return list(found)
    at = 1
    while at < len(found) and found[at].is_word(*_LEAD_WORDS):
        at += 1
    rest = list(found[at:])
    if len(rest) > 3 and rest[0].is_word("definer") and rest[1].is_operator("="):
        rest = rest[_definer_length(rest) :]
    for place in range(min(len(rest) - 3, 5)):
        if rest[place].is_word("if") and rest[place + 1].is_word("not"):
            return rest[:place] + rest[place + 3 :]
    return rest


def _definer_length(found: Sequence[Token]) -> int:
    """How many tokens `DEFINER = user@host` takes: up to the word of the object."""
    for place in range(2, min(len(found), 12)):
        if found[place].is_word(
            "trigger", "function", "procedure", "event", "view", "sql", "aggregate"
        ):
            return place
    return 0


def without_semicolon(found: list[Token]) -> list[Token]:
    while found and found[-1].is_operator(";"):
        found.pop()
    return found


def head_and_body(
    text: str,
    lexis: Lexis,
    name: Callable[[str], str],
    body_at: Callable[[Sequence[Token]], int],
    namespaces: frozenset[str] = frozenset(),
) -> str:
    """The statement with its head in normal form and its body from token `body_at` verbatim."""
    found = without_semicolon(tokens(text, lexis))
    if not found:
        return text.strip()
    rest = lead_off(found)
    if len(rest) == len(found):
        return joined(found, HEAD_WORDS, name)
    place = body_at(rest)
    head = "CREATE " + joined(without_namespaces(rest[:place], namespaces), HEAD_WORDS, name)
    if place >= len(rest):
        return head
    end = rest[-1].start + len(rest[-1].text)
    return f"{head} {text[rest[place].start : end]}"


def after_word(word: str) -> Callable[[Sequence[Token]], int]:
    """A body that begins with the first unquoted `word` outside parentheses."""

    def body_at(found: Sequence[Token]) -> int:
        depth = 0
        for place, token in enumerate(found):
            depth += token.is_operator("(") - token.is_operator(")")
            if depth == 0 and token.is_word(word):
                return place
        return len(found)

    return body_at


class HeadReader:
    """Tokens of a statement with a place in them; `Cut` when something else comes."""

    def __init__(self, found: Sequence[Token]) -> None:
        self.found = found
        self.at = 0

    def peek(self) -> Token | None:
        return self.found[self.at] if self.at < len(self.found) else None

    def next(self) -> Token:
        token = self.peek()
        if token is None:
            raise Cut
        self.at += 1
        return token

    def is_word(self, *choices: str) -> bool:
        token = self.peek()
        return token is not None and token.is_word(*choices)

    def is_operator(self, *choices: str) -> bool:
        token = self.peek()
        return token is not None and token.is_operator(*choices)

    def take(self, *phrase: str) -> bool:
        """Take the words when all of them come next."""
        there = self.found[self.at : self.at + len(phrase)]
        if len(there) < len(phrase):
            return False
        if not all(token.is_word(word) for token, word in zip(there, phrase, strict=True)):
            return False
        self.at += len(phrase)
        return True

    def take_one(self, *choices: str) -> str:
        """Take one of the words; nothing when none comes."""
        return self.next().value if self.is_word(*choices) else ""

    def expect(self, *phrase: str) -> None:
        if not self.take(*phrase):
            raise Cut

    def expect_operator(self, operator: str) -> None:
        if not self.next().is_operator(operator):
            raise Cut

    def group(self) -> list[Token]:
        """The tokens within the parentheses that come next."""
        self.expect_operator("(")
        depth, start = 1, self.at
        while depth:
            token = self.next()
            depth += token.is_operator("(") - token.is_operator(")")
        return list(self.found[start : self.at - 1])

    def path(self) -> list[Token]:
        """A dotted name."""
        path = [self.next()]
        while self.is_operator("."):
            self.next()
            path.append(self.next())
        if any(token.sort not in (Sort.WORD, Sort.NAME) for token in path):
            raise Cut
        return path


def split_at_commas(found: Sequence[Token]) -> list[list[Token]]:
    """The tokens between top-level commas."""
    pieces: list[list[Token]] = [[]]
    depth = 0
    for token in found:
        depth += token.is_operator("(", "[") - token.is_operator(")", "]")
        if depth == 0 and token.is_operator(","):
            pieces.append([])
        else:
            pieces[-1].append(token)
    return [piece for piece in pieces if piece]


_DOLLAR_TAG = re.compile(r"\$\w*\$")


def dollar_quoted(body: str) -> str:
    """The text between `$$`, or a tag that isn't in it."""
    taken = set(_DOLLAR_TAG.findall(body))
    tag, number = "$$", 0
    while tag in taken or (body.endswith("$") and tag == "$$"):
        number += 1
        tag = f"$body{number if number > 1 else ''}$"
    return f"{tag}{body}{tag}"
