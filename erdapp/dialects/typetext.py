"""A type as people and servers write it, taken apart into words, arguments and array brackets."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from erdapp.dialects.tokens import Lexis, Sort, Token, tokens

MAX_DIMENSIONS = 6
"""PostgreSQL's limit; more brackets than this are hostile and ignored."""


class TypeText(Struct, frozen=True, kw_only=True):
    """The pieces of a type. `words` are the tokens of the name before the parentheses, the
    namespace apart in `schema`; `args` the texts in them, strings unquoted; `tail` the words
    that follow."""

    words: tuple[Token, ...]
    schema: Token | None = None
    args: tuple[str, ...] = ()
    tail: tuple[Token, ...] = ()
    dimensions: int = 0

    @property
    def quoted(self) -> bool:
        """Whether the name is one quoted identifier."""
        return len(self.words) == 1 and self.words[0].sort is Sort.NAME

    @property
    def name(self) -> str:
        """The words in lower case, one blank between; a quoted name as it is."""
        return " ".join(word.value for word in self.words)

    @property
    def tail_words(self) -> tuple[str, ...]:
        return tuple(word.value for word in self.tail)


def take_apart(text: str, lexis: Lexis, *, arrays: bool = False) -> TypeText:
    """The pieces of `text`; what makes no sense is left out rather than refused.

    With `arrays`, `[]`, `[3]` and `ARRAY` count as dimensions.
    """
    found = tokens(text, lexis)
    path, at = _path(found)
    words = [path.pop()] if path else []
    args: tuple[str, ...] = ()
    has_args, tail, dimensions = False, list[Token](), 0
    while at < len(found):
        token = found[at]
        if token.is_operator("(") and not has_args:
            at, args = _arguments(found, at)
            has_args = True
            continue
        if arrays and (token.is_operator("[") or token.is_word("array")):
            dimensions += token.is_operator("[") or not _bracket_follows(found, at)
        elif token.sort in (Sort.WORD, Sort.NAME):
            (tail if has_args else words).append(token)
        at += 1
    return TypeText(
        words=tuple(words),
        schema=path[-1] if path else None,
        args=args,
        tail=tuple(tail),
        dimensions=min(dimensions, MAX_DIMENSIONS),
    )


def _bracket_follows(found: Sequence[Token], at: int) -> bool:
    return at + 1 < len(found) and found[at + 1].is_operator("[")


def _path(found: Sequence[Token]) -> tuple[list[Token], int]:
    """The dotted name at the start, and where it ends."""
    path: list[Token] = []
    at = 0
    while at < len(found) and found[at].sort in (Sort.WORD, Sort.NAME, Sort.STRING):
        path.append(found[at])
        at += 1
        if at >= len(found) or not found[at].is_operator("."):
            break
        at += 1
    return path, at


def _arguments(found: Sequence[Token], at: int) -> tuple[int, tuple[str, ...]]:
    """The comma-separated texts from the parenthesis at `at`, and what comes after it."""
    args: list[str] = []
    current: list[str] = []
    depth = 0
    for index in range(at, len(found)):
        token = found[index]
        if token.is_operator("("):
            depth += 1
            if depth == 1:
                continue
        elif token.is_operator(")"):
            depth -= 1
            if depth == 0:
                at = index + 1
                break
        if token.is_operator(",") and depth == 1:
            args.append("".join(current))
            current = []
        else:
            current.append(token.value if token.sort is Sort.STRING else token.text)
    else:
        at = len(found)
    if current or args:
        args.append("".join(current))
    return at, tuple(args)
