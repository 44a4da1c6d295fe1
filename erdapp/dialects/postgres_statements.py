"""What the readers of PostgreSQL's CREATE statements share: names, and the text of some tokens."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from erdapp.dialects.definitions import HeadReader
from erdapp.dialects.tokens import Lexis, Sort, Token
from erdapp.schema import Column, DataType


class Words(Struct, frozen=True):
    """What the readers need of the dialect."""

    lexis: Lexis
    reserved: frozenset[str]
    name: Callable[[str], str]
    fold: Callable[[str], str]
    string: Callable[[str], str]
    parse_type: Callable[[str], DataType]
    type_sql: Callable[[DataType], str]
    expression: Callable[[str], str]
    default: Callable[[str, Column], str | None]


class StatementReader(HeadReader):
    """A CREATE statement being read: `found` are its tokens after CREATE."""

    def __init__(self, found: Sequence[Token], text: str, words: Words) -> None:
        super().__init__(found)
        self.text = text
        self.words = words

    def name(self) -> str:
        """A name without the default namespace, quoted where needed."""
        path = self.path()
        parts = [self.one_name(token) for token in path]
        if len(parts) > 1 and parts[0] == "public":
            parts = parts[1:]
        return ".".join(parts)

    def one_name(self, token: Token) -> str:
        value = token.value if token.sort is Sort.NAME else self.words.fold(token.text)
        return self.words.name(value)

    def source(self, found: Sequence[Token]) -> str:
        """The statement's own text of some tokens."""
        if not found:
            return ""
        return self.text[found[0].start : found[-1].start + len(found[-1].text)]
