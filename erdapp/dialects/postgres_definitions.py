"""PostgreSQL's CREATE statements kept as text, in one form whether written or printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from erdapp.dialects.definitions import HEAD_WORDS, Cut, lead_off, without_semicolon
from erdapp.dialects.postgres_exclusions import exclusion
from erdapp.dialects.postgres_routines import RoutineReader
from erdapp.dialects.postgres_statements import Words
from erdapp.dialects.postgres_triggers import TriggerReader
from erdapp.dialects.queries import joined, without_namespaces
from erdapp.dialects.tokens import Sort, Token, tokens


def _named(found: Sequence[Token]) -> list[Token]:
    """The tokens, with what stands behind a dot as the name it is: `public.begin` has no keyword
    in it, and without its namespace it would look like one."""
    before: list[Token | None] = [None, *found]
    return [
        token._replace(sort=Sort.NAME, text=f'"{token.value}"')
        if token.sort is Sort.WORD and dot is not None and dot.is_operator(".")
        else token
        for dot, token in zip(before, found, strict=False)
    ]


def _statistics(found: Sequence[Token]) -> list[Token]:
    """The tokens of CREATE STATISTICS with bare columns and names as the names they are: only ON
    and FROM are reserved, and the server prints a column `begin` without quotes."""
    marked: list[Token] = []
    depth = 0
    for place, token in enumerate(found):
        depth += token.is_operator("(") - token.is_operator(")")
        after = found[place + 1] if place + 1 < len(found) else None
        follows = after is not None and after.is_operator(".", "(") and place != 1
        bare = token.sort is Sort.WORD and depth == 0 and not follows
        if bare and place > 0 and not token.is_word("on", "from"):
            token = token._replace(sort=Sort.NAME, text=f'"{token.value}"')
        marked.append(token)
    return _in_order(marked)


def _in_order(found: list[Token]) -> list[Token]:
    """With plain columns by name: the server keeps them as they come in the table."""
    words = [place for place, token in enumerate(found) if token.is_word("on", "from")]
    if len(words) != 2:
        return found
    start, end = words[0] + 1, words[1]
    columns, commas = found[start:end:2], found[start + 1 : end : 2]
    plain = all(token.sort is Sort.NAME for token in columns)
    if not plain or not all(token.is_operator(",") for token in commas):
        return found
    columns.sort(key=lambda token: token.value)
    return [*found[:start], *_interleaved(columns, commas), *found[end:]]


def _interleaved(columns: list[Token], commas: list[Token]) -> Iterator[Token]:
    for place, column in enumerate(columns):
        yield from (*commas[place - 1 : place], column)


def normal_definition(text: str, words: Words) -> str:
    """The CREATE statement in normal form; what isn't known keeps its words."""
    whole = without_semicolon(tokens(text, words.lexis))
    if not whole or not whole[0].is_word("create"):
        return exclusion(whole, text, words)
    found = lead_off(whole)
    if not found:
        return text.strip()
    kind = found[0].value
    try:
        match kind:
            case "function" | "procedure":
                return RoutineReader(found, text, words).routine()
            case "trigger" | "constraint":
                return TriggerReader(found, text, words).trigger()
            case "policy":
                return TriggerReader(found, text, words).policy()
            case "rule":
                return TriggerReader(found, text, words).rule()
            case "statistics":
                found = _statistics(found)
    except Cut:
        pass
    plain = without_namespaces(_named(found), frozenset({"public"}))
    return f"CREATE {joined(plain, HEAD_WORDS, words.name)}"
