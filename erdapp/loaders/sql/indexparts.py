"""The parenthesised list of an index or a key: columns, prefixes, expressions, order."""

from __future__ import annotations

from erdapp.dialects import opclasses
from erdapp.loaders.sql.expressions import take_expression
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Dialect, IndexPart, Key, Kind

_AFTER_COLUMN = frozenset({",", ")", "ASC", "DESC", "COLLATE", "NULLS", "WITH"})


def take_index_parts(reader: Reader, state: LoadState, method: str = "") -> tuple[IndexPart, ...]:
    """Take `( part, … )` of an index by this method; empty is the usual one."""
    reader.expect("(")
    parts = [_part(reader, state, method)]
    while reader.accept(","):
        parts.append(_part(reader, state, method))
    reader.expect(")")
    return tuple(parts)


def _part(reader: Reader, state: LoadState, method: str) -> IndexPart:
    after = reader.uppers[reader.pos + 1] if not reader.at_end else ""
    if after in (",", ")") and reader.is_name():
        return IndexPart(column=reader.name())
    column, expression, prefix = "", "", 0
    if _is_prefix(reader, after):
        column = reader.name()
        reader.expect("(")
        prefix = reader.integer()
        reader.expect(")")
    elif reader.is_name() and (after in _AFTER_COLUMN or _is_word(after)):
        column = reader.name()
    else:
        expression = state.facts.normal_expression(take_expression(reader))
    part = IndexPart(column=column, expression=expression, prefix=prefix)
    return _suffixes(reader, state, part, method)


def _is_prefix(reader: Reader, after: str) -> bool:
    return (
        after == "("
        and reader.dialect in (Dialect.MYSQL, Dialect.MARIADB)
        and reader.ahead(2).isdigit()
        and reader.ahead(3) == ")"
    )


def _is_word(token: str) -> bool:
    """Whether an operator class may begin here."""
    return token[:1].isalpha() or token[:1] == '"'


def _suffixes(reader: Reader, state: LoadState, part: IndexPart, method: str) -> IndexPart:
    collation, opclass, nulls = "", "", ""
    if reader.dialect is Dialect.MSSQL:
        _fulltext_column(reader)
    if reader.accept("COLLATE"):
        collation = collation_name(reader, state)
    if reader.dialect is Dialect.POSTGRES and _opclass_comes(reader):
        opclass = _opclass(reader, state, method)
    desc = reader.accept_any("ASC", "DESC") == "DESC"
    if reader.accept("NULLS"):
        nulls = reader.next().lower()
    if nulls == ("first" if desc else "last"):
        nulls = ""
    return IndexPart(
        column=part.column,
        expression=part.expression,
        desc=desc,
        nulls=nulls,
        opclass=opclass,
        collation=collation,
        prefix=part.prefix,
    )


def _fulltext_column(reader: Reader) -> None:
    """What a full-text index of SQL Server says of a column: how its documents are read."""
    if reader.accept("TYPE", "COLUMN"):
        reader.name()
    if reader.accept("LANGUAGE"):
        reader.value()
    reader.accept("STATISTICAL_SEMANTICS")


def _opclass_comes(reader: Reader) -> bool:
    return reader.is_name() and reader.word not in ("ASC", "DESC", "NULLS", "WITH")


def _opclass(reader: Reader, state: LoadState, method: str) -> str:
    parts = reader.parts()
    name = state.shown(parts)
    if reader.peek("("):
        pairs = (pair.partition("=") for pair in reader.parenthesised().split(","))
        inside = ", ".join(f"{key.strip()}='{_bare(value)}'" for key, _, value in pairs)
        return f"{name} ({inside})"
    return "" if opclasses.is_default(name, method) else name


def _bare(value: str) -> str:
    return value.strip().strip("'")


def collation_name(reader: Reader, state: LoadState) -> str:
    """Take the name of a collation, in quotes where it needs them; empty for the default one."""
    if reader.is_string():
        return reader.string()
    parts = reader.parts()
    if state.dialect is Dialect.POSTGRES:
        return "" if parts[-1] == "default" else state.shown(_whole(parts, state))
    return parts[-1]


def _whole(parts: tuple[str, ...], state: LoadState) -> tuple[str, ...]:
    """The name of a collation with its namespace, when the file made it somewhere on the path."""
    for space in state.search_path if len(parts) == 1 else ():
        if space and state.builder.get(Key(Kind.DEFINITION, space, parts[0], "collation")):
            return (space, *parts)
    return parts
