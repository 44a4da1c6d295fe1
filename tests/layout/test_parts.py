"""The smaller parts: metrics, alignment, tracks, regions, packing, paths."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erdapp.layout.align import UNLIMITED, Limits, spread
from erdapp.layout.card import WIDEST, size
from erdapp.layout.edges import rounded
from erdapp.layout.escape import escape, one_line
from erdapp.layout.graph import build
from erdapp.layout.hues import hues
from erdapp.layout.metrics import fit, fit_mono, mono_width, width
from erdapp.layout.options import PictureOptions
from erdapp.layout.regions import REGION, hubs_of, split
from erdapp.layout.tracks import Line, assign
from erdapp.schema import Name
from tests.layout.shop import schema, table


def test_widths_are_those_of_the_fonts() -> None:
    assert width("i", 100) < width("m", 100)
    assert width("order", 100, 600) > width("order", 100, 450)
    assert mono_width("bigint", 10) == pytest.approx(36)
    assert width("日本", 10) == pytest.approx(20)
    assert width("é", 10) == width("e", 10)


@given(st.text(max_size=600), st.floats(20, 400))
def test_fitted_text_fits(text: str, room: float) -> None:
    assert width(fit(text, room, 12.5), 12.5) <= max(room, width("…", 12.5))
    assert mono_width(fit_mono(text, room, 11), 11) <= max(room, mono_width("…", 11))


def test_text_that_fits_stays_whole() -> None:
    assert fit("orders", 500, 13.5, 600) == "orders"


@given(st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=20), st.floats(1, 100))
def test_spread_keeps_order_and_distance(wanted: list[float], room: float) -> None:
    found = _spread(wanted, room)
    assert all(b - a >= room - 1e-6 for a, b in itertools.pairwise(found))
    limited = _spread(wanted, room, (-5000, 5000))
    assert all(b - a >= room - 1e-6 for a, b in itertools.pairwise(limited))
    assert -5000 <= limited[0] <= 5000


def test_spread_gives_what_is_wanted_where_it_can() -> None:
    assert _spread([0, 100, 300], 50) == [0, 100, 300]
    assert _spread([0, 0], 50) == [-25, 25]


def _spread(wanted: list[float], room: float, limits: Limits = UNLIMITED) -> list[float]:
    tops = dict(enumerate(wanted))
    spread([(card, room * card, ()) for card in tops], tops, limits)
    return list(tops.values())


@pytest.mark.parametrize(
    ("pulls", "top"),
    [([(0, 5)], 5), ([(1, 0), (0, 20)], 60), ([(2, 0), (0, 7), (1, 0)], 100)],
)
def test_a_card_wants_to_be_in_the_middle_of_what_pulls_it(
    pulls: list[tuple[int, float]], top: float
) -> None:
    tops = {0: 0.0, 1: 100.0, 2: 400.0, 3: 0.0}
    spread([(3, 0, pulls)], tops)
    assert tops[3] == top


def test_lines_that_overlap_get_tracks_of_their_own() -> None:
    lines = [Line([(0, -1), (100, 1)]), Line([(50, -1), (150, 1)]), Line([(300, -1), (400, 1)])]
    tracks, count = assign(lines)
    assert count == 2
    assert tracks[0] != tracks[1]


def test_tracks_avoid_crossings() -> None:
    going_down = [Line([(0, -1), (100, 1)]), Line([(50, -1), (150, 1)])]
    tracks, _ = assign(going_down)
    assert tracks[0] > tracks[1]
    going_up = [Line([(100, -1), (0, 1)]), Line([(150, -1), (50, 1)])]
    tracks, _ = assign(going_up)
    assert tracks[0] < tracks[1]


def test_a_straight_line_needs_no_track() -> None:
    assert assign([Line([(10, -1), (10, 1)])]) == ([0], 0)


def test_regions_are_components_and_the_rest() -> None:
    found = split(range(6), [(0, 1), (1, 2), (4, 4)], ["t"] * 6, frozenset())
    assert found.components == ((0, 1, 2), (4,))
    assert found.single == (3, 5)


def test_a_large_component_falls_into_communities_of_bounded_size() -> None:
    """Ten cliques of twelve in a ring."""
    edges = [(12 * c + a, 12 * c + b) for c in range(10) for a in range(12) for b in range(a)]
    edges += [(12 * c, 12 * ((c + 1) % 10)) for c in range(10)]
    found = split(range(120), edges, [f"w{n}" for n in range(120)], frozenset())
    assert sorted(found.components) == [tuple(range(12 * c, 12 * c + 12)) for c in range(10)]
    assert all(len(group) <= REGION for group in found.components)


def test_only_a_large_picture_has_hubs() -> None:
    star = [(node, 0) for node in range(1, 200)]
    assert hubs_of(200, star) == {0}
    assert hubs_of(100, star[:99]) == frozenset()


def test_corners_are_round_only_as_far_as_there_is_room() -> None:
    assert rounded([(0, 0), (50, 0)]) == "M0 0h50"
    assert rounded([(0, 0), (50, 0), (50, 40)]) == "M0 0h40q10 0 10 10v30"
    assert rounded([(0, 0), (50, 0), (50, 4), (90, 4)]) == "M0 0h48q2 0 2 2q0 2 2 2h38"
    assert rounded([(9, 9), (2, 9), (2, 8.6), (-5, 8.6)]) == "M9 9h-7h-7"


def test_cards_are_never_wider_than_their_limit() -> None:
    found = build(schema(table("x" * 5_000, "id int, " + "y" * 500 + " text")), PictureOptions())
    assert size(found.nodes[0])[0] == WIDEST


def test_escaping_leaves_nothing_that_xml_forbids() -> None:
    assert escape("<a b='c'>\"&") == "&lt;a b=&#39;c&#39;&gt;&quot;&amp;"
    assert escape("\x00\u202e") == "\ufffd\ufffd"
    assert one_line("a\n  b\u202e") == "a b\ufffd"


def test_a_prefix_that_all_tables_bear_gives_no_hue() -> None:
    names = [Name("", f"oc_{word}") for word in ("order", "product", "user", "tax", "zone", "city")]
    assert len(set(hues(names).values())) > 2
