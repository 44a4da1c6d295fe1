"""Hostile texts: nothing raises, nothing takes long, a normal form stays itself."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erdapp.dialects import DIALECTS, facts
from erdapp.dialects.ansi import AnsiFacts
from erdapp.schema import Column, Dialect

HOSTILE = {
    "open parentheses": "(" * 10_000,
    "nested calls": "f(" * 2_000 + "x" + ")" * 2_000,
    "nested trims": "trim(" * 59 + "x" + ")" * 59,
    "nested brackets": "a" + "[1" * 5_000,
    "nested arrays": "ARRAY[" + "[" * 5_000,
    "long sum": "a" + " + 1" * 5_000,
    "long chain": " OR ".join(["a = 1"] * 5_000),
    "long list": f"a IN ({', '.join('1' * 5_000)})",
    "many casts": "a" + "::text" * 5_000,
    "negations": "NOT " * 5_000 + "a",
    "signs": "-" * 5_000 + "1",
    "open strings": "'" * 10_001,
    "open comments": "/*" * 5_000,
    "dollar signs": "$a$ $b$ " * 5_000,
    "cases": "CASE WHEN " * 5_000,
    "huge number": "1e999999999",
    "many coalesced": f"coalesce({', '.join(['1::int'] * 3_000)})",
    "nested coalesced": "coalesce(a, " * 55 + "1::int" + ")" * 55,
    "betweens": "a BETWEEN 1 AND " * 3_000,
    "null byte": "a = '\0'",
}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_take_little_time(dialect: Dialect, name: str) -> None:
    started = time.process_time()
    normal = facts(dialect).normal_expression(HOSTILE[name])
    assert facts(dialect).normal_expression(normal) == normal
    facts(dialect).normal_definition(f"CREATE TRIGGER {HOSTILE[name]}")
    facts(dialect).parse_type(HOSTILE[name])
    assert time.process_time() - started < 2


PIECES = st.sampled_from(
    """
    a b "c" `d` [e] 'x' 'it''s' E'\\n' 1 1.5 -1 0x1F b'01' NULL true CURRENT_DATE now() f( ( ( ) )
    , , + - * / % || = = <> < >= AND AND OR OR NOT IN LIKE BETWEEN IS NULL CASE WHEN THEN ELSE END
    CAST( AS int ::text ::numeric COLLATE "C" ARRAY[ ] [ . ANY ( ~ ->> #> @> INTERVAL '1' day
    extract( year FROM trim( both position( substring( for $1 @v ! && ^ ; -- /* */ $$ \\ ` " ' [
    """.split()  # noqa: SIM905
)


@settings(max_examples=400)
@given(st.sampled_from(DIALECTS), st.lists(PIECES, max_size=14))
def test_normal_forms_are_stable(dialect: Dialect, pieces: list[str]) -> None:
    column = Column(name="a", type=facts(dialect).parse_type("int"))
    text = " ".join(pieces)
    known = facts(dialect)
    once, default = known.normal_expression(text, (column,)), known.normal_default(text, column)
    assert isinstance(known, AnsiFacts)
    if known.expression_tree(text) is None:
        return  # no expression: only its white space is collapsed
    assert known.normal_expression(once, (column,)) == once
    assert default is None or known.normal_default(default, column) == default


@given(st.sampled_from(DIALECTS), st.text(max_size=60))
def test_any_text_has_some_normal_form(dialect: Dialect, text: str) -> None:
    facts(dialect).normal_expression(text)
    facts(dialect).normal_query(text)
    facts(dialect).normal_definition(text)
    facts(dialect).normal_definition(f"CREATE FUNCTION {text}")
