"""PostgreSQL's CREATE statements kept as text, in one form whether written or printed."""

from __future__ import annotations

from collections.abc import Sequence

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
    return marked


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
