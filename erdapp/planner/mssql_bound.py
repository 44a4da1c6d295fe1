"""Schema-bound views name their tables in two parts, which the model's normal form leaves out."""

from __future__ import annotations

from erdapp.dialects.tokens import Lexis, Sort, Token, tokens

_LEXIS = Lexis(name_quotes='"[', variables=True, nested_comments=True)
_BEFORE_TABLE = ("from", "join", "apply")


def two_part_names(query: str, schema: str) -> str:
    """The query with `schema` before every table that FROM, JOIN or a comma after those names
    without one. `schema` is quoted already."""
    found = tokens(query, _LEXIS)
    out, last = [], 0
    depth, listing = 0, {0: False}
    for at, token in enumerate(found):
        before = found[at - 1] if at else None
        if token.is_operator("("):
            depth += 1
            listing[depth] = False
        elif token.is_operator(")"):
            depth = max(depth - 1, 0)
        elif token.is_word("where", "on", "group", "having", "order", "union", "select"):
            listing[depth] = False
        elif token.is_word(*_BEFORE_TABLE):
            listing[depth] = True
        starts = before is not None and (
            before.is_word(*_BEFORE_TABLE) or (before.is_operator(",") and listing.get(depth))
        )
        if starts and _is_bare_name(token, found[at + 1] if at + 1 < len(found) else None):
            out += [query[last : token.start], f"{schema}."]
            last = token.start
    return "".join([*out, query[last:]])


def _is_bare_name(token: Token, following: Token | None) -> bool:
    if token.sort not in (Sort.WORD, Sort.NAME):
        return False
    return following is None or not following.is_operator(".")
