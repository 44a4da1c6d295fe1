"""CREATE FUNCTION of PostgreSQL written the way `pg_get_functiondef` writes it."""

from __future__ import annotations

from msgspec import Struct

from erdapp.loaders.sql.arguments import (
    Argument,
    argument_type,
    plain_name,
    qualified,
    take_arguments,
    type_text,
)
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Name


class _Header(Struct):
    """What was said between the arguments and the body."""

    returns: str = ""
    language: str = "sql"
    window: str = ""
    volatility: str = ""
    parallel: str = ""
    strict: str = ""
    security: str = ""
    leakproof: str = ""
    cost: str = ""
    rows: str = ""
    support: str = ""
    transform: str = ""
    settings: list[str] = []
    body: str = ""


def take_routine(
    reader: Reader, state: LoadState, name: Name, kind: str, arguments: tuple[Argument, ...]
) -> str:
    """Take what follows the arguments; the whole statement as the server would print it."""
    header = _Header(language="")
    while not reader.at_end:
        _clause(reader, state, header, kind)
    header.language = header.language or "sql"
    listed = ", ".join(_shown(state, item, kind) for item in arguments)
    options = " ".join(
        text
        for text in (
            header.window, header.volatility, header.parallel, header.strict, header.security,
            header.leakproof, _cost(header), _rows(header), header.support,
        )
        if text
    )  # fmt: skip
    pieces = (
        f"CREATE {kind.upper()} {qualified(state, name)}({listed})",
        header.returns,
        header.transform,
        f"LANGUAGE {header.language}",
        options,
        *header.settings,
        header.body,
    )
    return " ".join(piece for piece in pieces if piece)


def _shown(state: LoadState, item: Argument, kind: str) -> str:
    mode = "" if item.mode == "IN" and kind != "procedure" else item.mode
    default = f"DEFAULT {item.default}" if item.default is not None else ""
    words = (mode, plain_name(state, item.name) if item.name else "", type_text(state, item.type))
    return " ".join(word for word in (*words, default) if word)


def _cost(header: _Header) -> str:
    usual = "1" if header.language in ("c", "internal") else "100"
    return f"COST {header.cost}" if header.cost not in ("", usual) else ""


def _rows(header: _Header) -> str:
    return f"ROWS {header.rows}" if header.rows not in ("", "0", "1000") else ""


_WORDS_ALONE = {
    "IMMUTABLE": ("volatility", "IMMUTABLE"),
    "STABLE": ("volatility", "STABLE"),
    "VOLATILE": ("volatility", ""),
    "STRICT": ("strict", "STRICT"),
    "WINDOW": ("window", "WINDOW"),
    "LEAKPROOF": ("leakproof", "LEAKPROOF"),
}
"""Attributes of one word: the field of the header, and what it becomes."""


def _clause(reader: Reader, state: LoadState, header: _Header, kind: str) -> None:
    word = reader.next().upper()
    if alone := _WORDS_ALONE.get(word):
        setattr(header, *alone)
        return
    match word:
        case "RETURNS" | "CALLED" | "NOT" | "EXTERNAL" | "SECURITY" | "PARALLEL":
            _attribute(reader, state, header, word)
        case "LANGUAGE":
            language = reader.string() if reader.is_string() else reader.name()
            header.language = plain_name(state, language.lower())
        case "COST" | "ROWS":
            setattr(header, word.lower(), reader.value())
        case "SUPPORT":
            header.support = f"SUPPORT {state.shown(reader.parts())}"
        case "TRANSFORM":
            header.transform = f"TRANSFORM {reader.skip_to('LANGUAGE', 'AS', 'RETURNS')}"
        case "SET":
            header.settings.append(_setting(reader, state))
        case "AS":
            header.body = _body(reader, state, kind)
        case "BEGIN" | "RETURN":
            reader.pos -= 1
            header.body = reader.rest()
        case "WITH":
            reader.parenthesised()  # attributes of old versions
        case _:
            raise reader.error(f"“{word[:30]}” is not expected in a {kind}")


def _attribute(reader: Reader, state: LoadState, header: _Header, word: str) -> None:
    if word == "RETURNS" and reader.accept("NULL"):
        reader.expect("ON", "NULL", "INPUT")
        header.strict = "STRICT"
    elif word == "RETURNS":
        header.returns = f"RETURNS {_returned(reader, state)}"
    elif word == "CALLED":
        reader.expect("ON", "NULL", "INPUT")
        header.strict = ""
    elif word == "NOT":
        reader.expect("LEAKPROOF")
        header.leakproof = ""
    elif word == "PARALLEL":
        level = reader.next().upper()
        header.parallel = "" if level == "UNSAFE" else f"PARALLEL {level}"
    else:
        reader.accept("SECURITY")
        header.security = "SECURITY DEFINER" if reader.next().upper() == "DEFINER" else ""


def _returned(reader: Reader, state: LoadState) -> str:
    if reader.accept("TABLE"):
        columns = take_arguments(reader, state)
        return f"TABLE({', '.join(_shown(state, item, 'function') for item in columns)})"
    many = "SETOF " if reader.accept("SETOF") else ""
    return many + type_text(state, argument_type(reader, state))


def _setting(reader: Reader, state: LoadState) -> str:
    name = ".".join(part.lower() for part in reader.parts())
    if reader.accept("FROM", "CURRENT"):
        return f"SET {name} FROM CURRENT"
    if not reader.accept("TO"):
        reader.expect("=")
    values = [reader.value()]
    while reader.accept(","):
        values.append(reader.value())
    return f"SET {name} TO {', '.join(state.facts.string(value) for value in values)}"


def _body(reader: Reader, state: LoadState, kind: str) -> str:
    first = reader.string()
    if not reader.accept(","):
        return f"AS {_dollar_quoted(first, kind)}"
    return f"AS {state.facts.string(first)}, {_dollar_quoted(reader.string(), kind)}"


def _dollar_quoted(text: str, kind: str) -> str:
    tag = kind
    while f"${tag}" in text:
        tag += "x"
    return f"${tag}${text}${tag}$"
