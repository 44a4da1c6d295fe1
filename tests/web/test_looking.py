"""The options of a diagram in its address, and the addresses of what is looked at."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest

from erdapp.layout.options import Show
from erdapp.schema import Name
from erdapp.store.models import Project, Version
from erdapp.store.outline import Outline, OutlineTable
from erdapp.web.looking import Looking, Place


@pytest.mark.parametrize(
    ("params", "wanted"),
    [
        ({}, Looking()),
        ({"show": "keys", "focus": "a", "depth": "2"}, Looking(Show.KEYS, "a", 2)),
        ({"show": "KEYS", "depth": "two"}, Looking()),
        ({"depth": "99"}, Looking(depth=5)),
        ({"depth": "-1"}, Looking()),
        ({"depth": "١"}, Looking(depth=1)),
        ({"q": "x" * 1000}, Looking(q="x" * 200)),
    ],
)
def test_nonsense_counts_as_the_default(params: dict[str, str], wanted: Looking) -> None:
    assert Looking.parse(params) == wanted


@pytest.mark.parametrize(
    ("tables", "looking", "wanted"),
    [
        (3, Looking(), Show.ALL),
        (1_001, Looking(), Show.KEYS),
        (5_001, Looking(), Show.NAMES),
        (5_001, Looking(focus="t1"), Show.ALL),
        (5_001, Looking(Show.KEYS), Show.KEYS),
    ],
)
def test_a_very_large_diagram_shows_less_unless_asked(
    tables: int, looking: Looking, wanted: Show
) -> None:
    listed = tuple(OutlineTable(name=f"t{number}") for number in range(tables))
    assert looking.showing(Outline(tables=listed, counts={})) is wanted


@pytest.mark.parametrize(
    "looking",
    [Looking(), Looking(Show.NAMES), Looking(focus="a&b=c#", depth=3), Looking(q="ü 1+1")],
)
def test_what_is_written_into_an_address_is_read_from_it(looking: Looking) -> None:
    params = {name: values[0] for name, values in parse_qs(looking.query()[1:]).items()}
    assert Looking.parse(params) == looking


def test_a_depth_without_a_focus_is_not_said() -> None:
    assert Looking(depth=3).query() == "?"


@pytest.mark.parametrize(
    ("name", "path"),
    [
        (Name("", "orders"), "orders"),
        (Name("billing", "a.b"), "billing.a.b"),
        (Name("", "a/b?c#d"), "a%2Fb%3Fc%23d"),
        (Name("", "\ud800"), "%3F"),
    ],
)
def test_every_name_has_an_address(name: Name, path: str) -> None:
    place = Place(Version(project=Project(slug="shop"), number=3))
    assert place.table(name) == f"/p/shop/v/3/t/{path}/"
    assert Place(place.version, "token").table(name) == f"/s/token/t/{path}/"


def test_a_table_is_found_without_its_namespace_where_only_one_is_called_so() -> None:
    tables = (("a", "orders"), ("b", "orders"), ("a", "users"), ("", "b.notes"), ("b", "notes"))
    outline = Outline(tables=tuple(OutlineTable(schema=s, name=n) for s, n in tables), counts={})
    found = {name: outline.find(name) for name in ("users", "orders", "b.orders", "nobody")}
    assert found["users"] == outline.tables[2]
    assert found["orders"] is None
    assert found["b.orders"] == outline.tables[1]
    assert found["nobody"] is None
