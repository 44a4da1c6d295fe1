"""The lexer: what a token is in each dialect."""

from __future__ import annotations

import pytest

from erdapp.dialects.tokens import Lexis, Sort, tokens

POSTGRES = Lexis(dollar_quotes=True, nested_comments=True, long_operators=True)
MYSQL = Lexis(name_quotes="`", string_quotes="'\"", backslash_escapes=True, hash_comments=True)
MSSQL = Lexis(name_quotes='"[', name_signs="$#@", variables=True)

TEXTS = [
    (POSTGRES, "a->>'b'", ["a", "->>", "'b'"]),
    (POSTGRES, "a=-1", ["a", "=", "-", "1"]),
    (POSTGRES, "a@>-b", ["a", "@>-", "b"]),
    (POSTGRES, "a--x\n+b", ["a", "+", "b"]),
    (POSTGRES, "a/* /* x */ */+b", ["a", "+", "b"]),
    (POSTGRES, "$x$a $$ b$x$ $1", ["$x$a $$ b$x$", "$1"]),
    (POSTGRES, "data#>>'{a}'", ["data", "#>>", "'{a}'"]),
    (POSTGRES, "1..2 1.5e-3 .5", ["1", "..", "2", "1.5e-3", ".5"]),
    (POSTGRES, "x::int[]", ["x", "::", "int", "[", "]"]),
    (MYSQL, "a # x\n<=>`b``c`", ["a", "<=>", "`b``c`"]),
    (MYSQL, "_utf8mb4'x' \"y\"", ["_utf8mb4'x'", '"y"']),
    (MYSQL, "a>-1", ["a", ">", "-", "1"]),
    (MSSQL, "[a]]b].#t @v", ["[a]]b]", ".", "#", "t", "@v"]),
    (MSSQL, "N'x''y'", ["N'x''y'"]),
]


@pytest.mark.parametrize(("lexis", "text", "expected"), TEXTS)
def test_a_text_falls_into_tokens(lexis: Lexis, text: str, expected: list[str]) -> None:
    assert [token.text for token in tokens(text, lexis)] == expected


VALUES = [
    (POSTGRES, "'it''s'", "it's"),
    (POSTGRES, "'a\\n'", "a\\n"),
    (POSTGRES, "E'a\\n\\'b'", "a\n'b"),
    (MYSQL, "'a\\'b\\%'", "a'b\\%"),
    (MYSQL, '"a""b"', 'a"b'),
    (POSTGRES, '"A""b"', 'A"b'),
    (POSTGRES, "'open", "open"),
]


@pytest.mark.parametrize(("lexis", "text", "value"), VALUES)
def test_a_quoted_token_knows_what_it_means(lexis: Lexis, text: str, value: str) -> None:
    (token,) = tokens(text, lexis)
    assert token.value == value
    assert token.sort in (Sort.STRING, Sort.NAME)
