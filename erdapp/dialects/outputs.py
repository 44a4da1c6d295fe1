"""What a view gives: the names of the top-level SELECT's outputs, and where it reads from.

Token work that never fails: a query that makes no sense has no outputs. Of a set operation the
first branch counts, common table expressions are passed over.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from erdapp.dialects import facts
from erdapp.dialects.keywords import words
from erdapp.dialects.tokens import Sort, Token, tokens
from erdapp.schema import Dialect

_ENDS = words(
    "from where group having order limit union except intersect minus window into fetch offset for"
)
_BEFORE_OUTPUTS = words(
    "distinct all distinctrow straight_join sql_no_cache sql_calc_found_rows high_priority top"
    " percent"
)
_NEVER_ALIAS = words(
    """
    null true false end and or not is in like between asc desc collate zone year month day hour
    minute second current_date current_time current_timestamp current_user session_user user
    localtime localtimestamp unknown
    """
)
_WANTS_MORE = words(
    "and or not is in like ilike between collate as distinct interval zone case when then else at"
    " time operator escape similar to over"
)
"""Words after which a name is no alias but the rest of the expression."""

_JOINS = words("join straight_join apply")
_AFTER_RELATION = words(
    """
    on using where group having order limit union except intersect join inner left right full cross
    natural outer straight_join window with tablesample for use force ignore fetch offset set apply
    partition
    """
)

Path = tuple[str, ...]


class Output(Struct, frozen=True):
    """One output. `path` is the column it is, as written (`("t", "id")`), empty for another
    expression; a star has the name `*` and as its path what stands before it."""

    name: str
    path: Path = ()


class Source(Struct, frozen=True):
    """One relation of FROM by the name it has in the query; `path` is None for a subquery or a
    function."""

    alias: str
    path: Path | None = None


class Reading(Struct, frozen=True):
    """Outputs in order and the relations of FROM."""

    outputs: tuple[Output, ...] = ()
    sources: tuple[Source, ...] = ()


def output_names(query: str, dialect: Dialect) -> tuple[str, ...] | None:
    """The names of the outputs; None where a star stands among them or nothing was understood."""
    names = tuple(output.name for output in reading(query, dialect).outputs)
    return names if names and "*" not in names else None


def reading(query: str, dialect: Dialect) -> Reading:
    """The outputs and relations of the query's first SELECT."""
    found = tokens(query, facts(dialect).lexis)
    start = _select(found)
    if start is None:
        return Reading()
    start = _past_words(found, start + 1)
    items, end = _items(found, start)
    outputs = tuple(_output(item, dialect) for item in items if item)
    sources: tuple[Source, ...] = ()
    if end < len(found) and found[end].is_word("from"):
        sources = _sources(found[end + 1 :], dialect)
    return Reading(outputs, sources)


def _select(found: Sequence[Token]) -> int | None:
    """The place of the first SELECT that is in no parentheses but those around the whole."""
    leading = next((n for n, token in enumerate(found) if not token.is_operator("(")), 0)
    depth = 0
    for place, token in enumerate(found):
        depth += token.is_operator("(") - token.is_operator(")")
        if token.is_word("select") and depth <= leading:
            return place
    return None


def _past_words(found: Sequence[Token], at: int) -> int:
    """Past DISTINCT ON (…), TOP (5) and the like."""
    while at < len(found) and found[at].is_word(*_BEFORE_OUTPUTS):
        counted = found[at].is_word("top")
        at += 1
        if at < len(found) and found[at].is_word("on"):
            at += 1
        elif not counted:
            continue
        if at < len(found) and found[at].is_operator("("):
            at = _closing(found, at) + 1
        elif counted:
            at += 1
    return at


def _closing(found: Sequence[Token], at: int) -> int:
    """The place of the parenthesis that closes the one at `at`, or the end."""
    depth = 0
    for place in range(at, len(found)):
        depth += found[place].is_operator("(") - found[place].is_operator(")")
        if depth == 0:
            return place
    return len(found)


def _items(found: Sequence[Token], start: int) -> tuple[list[list[Token]], int]:
    """The tokens of each output, and where the list ends."""
    items: list[list[Token]] = [[]]
    depth = 0
    for place in range(start, len(found)):
        token = found[place]
        depth += token.is_operator("(", "[") - token.is_operator(")", "]")
        distinct_from = token.is_word("from") and found[place - 1].is_word("distinct")
        ends = depth == 0 and token.is_word(*_ENDS) and not distinct_from
        if depth < 0 or ends or token.is_operator(";"):
            return items, place
        if depth == 0 and token.is_operator(","):
            items.append([])
        else:
            items[-1].append(token)
    return items, len(found)


# --- names of outputs -----------------------------------------------------------------------------


def _output(item: list[Token], dialect: Dialect) -> Output:
    last = item[-1]
    if last.is_operator("*") and (len(item) == 1 or item[-2].is_operator(".")):
        return Output("*", _path(item[:-2], dialect) or ())
    if len(item) > 2 and item[-2].is_word("as"):
        return Output(_name(last, dialect), _path(item[:-2], dialect) or ())
    if dialect is Dialect.MSSQL and len(item) > 2 and item[1].is_operator("="):
        return Output(_name(item[0], dialect), _path(item[2:], dialect) or ())
    if path := _path(item, dialect):
        return Output(path[-1], path)
    if len(item) > 1 and _is_alias(item[-2], last):
        return Output(_name(last, dialect), _path(item[:-1], dialect) or ())
    return Output(_unnamed(item, dialect))


def _name(token: Token, dialect: Dialect) -> str:
    return token.value if token.sort is Sort.STRING else facts(dialect).unquote(token.text)


def _path(item: Sequence[Token], dialect: Dialect) -> Path | None:
    """The column that the tokens are: names with dots between."""
    names, dots = item[::2], item[1::2]
    plain = all(token.sort in (Sort.WORD, Sort.NAME) for token in names)
    if not item or len(item) % 2 == 0 or not plain:
        return None
    if not all(token.is_operator(".") for token in dots) or names[0].is_word(*_NEVER_ALIAS):
        return None
    return tuple(_name(token, dialect) for token in names)


def _is_alias(before: Token, last: Token) -> bool:
    """Whether the last token names the expression without AS."""
    if last.sort not in (Sort.NAME, Sort.WORD) or last.is_word(*_NEVER_ALIAS):
        return False
    if before.sort is Sort.WORD:
        return not before.is_word(*_WANTS_MORE)
    operand = before.sort in (Sort.NAME, Sort.STRING, Sort.NUMBER)
    return operand or before.is_operator(")", "]")


def _unnamed(item: Sequence[Token], dialect: Dialect) -> str:
    """What the server calls an expression without a name: PostgreSQL after its function or the
    column that is cast, others after its text."""
    if dialect is not Dialect.POSTGRES:
        return _text(item)
    if item[0].is_word("case"):
        return "case"
    called = len(item) > 2 and item[1].is_operator("(")
    if called and item[0].is_word("cast") and item[2].sort in (Sort.NAME, Sort.WORD):
        return _name(item[2], dialect)
    if called and _closing(item, 1) == len(item) - 1:
        return _name(item[0], dialect)
    casts = [place for place, token in enumerate(item) if token.is_operator("::")]
    if casts and (path := _path(item[: casts[0]], dialect)):
        return path[-1]
    return "?column?"


def _text(item: Sequence[Token]) -> str:
    first, last = item[0], item[-1]
    width = last.start + len(last.text) - first.start
    spread = [" "] * width
    for token in item:
        place = token.start - first.start
        spread[place : place + len(token.text)] = token.text
    return "".join(spread)


# --- FROM -----------------------------------------------------------------------------------------


def _sources(found: Sequence[Token], dialect: Dialect) -> tuple[Source, ...]:
    """The relations up to the end of FROM. `inside` has one entry an open parenthesis: whether
    it holds relations rather than an expression."""
    sources: list[Source] = []
    inside: list[bool] = []
    at, wanted = 0, True
    while at < len(found):
        token = found[at]
        joins = all(inside)
        if token.is_operator("("):
            if wanted and at + 1 < len(found) and found[at + 1].is_word("select", "with", "values"):
                at = _closing(found, at) + 1
                at, alias = _alias(found, at, dialect)
                sources.append(Source(alias))
                wanted = False
                continue
            inside.append(wanted and joins)
        elif token.is_operator(")"):
            if not inside:
                break
            inside.pop()
        elif joins and token.is_word(*(_ENDS - {"for"})):
            break
        elif joins and (token.is_operator(",") or token.is_word(*_JOINS)):
            wanted = True
        elif wanted and joins and _is_name(token):
            at, source = _relation(found, at, dialect)
            sources.append(source)
            wanted = False
            continue
        at += 1
    return tuple(sources)


def _is_name(token: Token) -> bool:
    return token.sort in (Sort.WORD, Sort.NAME) and not token.is_word("lateral", "only")


def _relation(found: Sequence[Token], at: int, dialect: Dialect) -> tuple[int, Source]:
    path = [_name(found[at], dialect)]
    at += 1
    while at + 1 < len(found) and found[at].is_operator("."):
        path.append(_name(found[at + 1], dialect))
        at += 2
    if at < len(found) and found[at].is_operator("("):
        at = _closing(found, at) + 1
        at, alias = _alias(found, at, dialect)
        return at, Source(alias or path[-1])
    at, alias = _alias(found, at, dialect)
    return at, Source(alias or path[-1], tuple(path))


def _alias(found: Sequence[Token], at: int, dialect: Dialect) -> tuple[int, str]:
    if at < len(found) and found[at].is_word("as"):
        at += 1
    if at >= len(found) or found[at].sort not in (Sort.WORD, Sort.NAME):
        return at, ""
    if found[at].is_word(*_AFTER_RELATION):
        return at, ""
    return at + 1, _name(found[at], dialect)
