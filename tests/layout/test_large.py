"""Pictures too large for one look: chips instead of far lines, frames around groups."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from xml.etree import ElementTree

import pytest

from bench import synthetic
from erdapp.layout import Group, PictureOptions, draw
from erdapp.layout.picture import Composition, compose
from erdapp.layout.placed import Box
from erdapp.layout.quality import measure
from erdapp.layout.route import net_of
from erdapp.loaders.base import SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.schema import Name

ALL = PictureOptions()


@pytest.fixture(scope="module")
def sparse() -> Composition:
    return compose(synthetic.schema("sparse", 300), ALL)


@pytest.fixture(scope="module")
def spaces() -> Composition:
    return compose(synthetic.schema("spaces", 200), ALL)


def inside(inner: Box, outer: Box) -> bool:
    return (
        outer.x <= inner.x
        and inner.x + inner.width <= outer.x + outer.width
        and outer.y <= inner.y
        and inner.y + inner.height <= outer.y + outer.height
    )


@pytest.mark.parametrize("kind", synthetic.KINDS)
def test_a_large_picture_has_a_shape_and_no_line_through_a_card(kind: str) -> None:
    found = compose(synthetic.schema(kind, 200), ALL)
    nets = [net_of(edge) for edge in found.graph.edges]
    quality = measure(found.placed, nets)
    assert (quality.overlaps, quality.through_cards) == (0, 0)
    assert 0.5 <= quality.shape <= 2.0
    assert quality.covered >= 0.2


def test_every_edge_is_either_a_line_or_a_chip(sparse: Composition) -> None:
    lines = {number for number, line in enumerate(sparse.placed.lines) if line}
    chips = {chip.edge for chip in sparse.placed.chips}
    assert not lines & chips
    assert lines | chips == set(range(len(sparse.graph.edges)))
    hub = next(n for n, node in enumerate(sparse.graph.nodes) if node.name.name == "users")
    assert sum(sparse.graph.edges[number].target == hub for number in chips) > 20


def test_no_chip_lies_on_a_card_or_on_another_chip(sparse: Composition) -> None:
    placed = sparse.placed
    areas = [
        Box(
            chip.x + chip.inset if chip.right else chip.x - chip.inset - chip.width,
            chip.y - 9,
            chip.width,
            18,
        )
        for chip in placed.chips
    ]
    boxes = sorted([*placed.boxes, *areas], key=lambda box: box.x)
    for at, box in enumerate(boxes):
        for other in boxes[at + 1 :]:
            if other.x >= box.x + box.width:
                break
            assert other.y >= box.y + box.height or other.y + other.height <= box.y


def test_a_chip_names_the_cards_and_rows_of_its_edge() -> None:
    svg = draw(synthetic.schema("sparse", 200)).svg
    root = ElementTree.fromstring(re.sub(r' xmlns="[^"]+"', "", svg))
    chips = root.findall(".//g[@class='chip']")
    cards = {card.get("id"): card.get("data-table") for card in root.iterfind(".//g[@data-table]")}
    assert chips
    for chip in chips:
        assert cards[chip.get("data-from")] != ""
        named = chip.findtext("text", "").rstrip("…")
        assert cards[chip.get("data-to")].startswith(named)


def test_namespaces_are_framed_and_frames_keep_apart(spaces: Composition) -> None:
    frames = spaces.placed.frames
    assert [frame.title for frame in frames] != []
    assert {frame.title for frame in frames} == {n.name.schema for n in spaces.graph.nodes}
    for node, box in zip(spaces.graph.nodes, spaces.placed.boxes, strict=True):
        for frame in frames:
            assert inside(box, frame.box) == (frame.title == node.name.schema)
    assert _overlaps([frame.box for frame in frames]) == []


@pytest.mark.parametrize("seed", [2, 5])
def test_frames_keep_apart_where_chips_of_both_reach_between_them(seed: int) -> None:
    source = SourceFile("spaces.sql", synthetic.spaces(300, seed))
    placed = compose(load_sql([source]).schema, PictureOptions()).placed
    assert placed.chips
    assert _overlaps([frame.box for frame in placed.frames]) == []


def _overlaps(boxes: Sequence[Box]) -> list[tuple[Box, Box]]:
    return [
        (a, b)
        for a, b in itertools.combinations(boxes, 2)
        if a.x < b.x + b.width and b.x < a.x + a.width
        if a.y < b.y + b.height and b.y < a.y + a.height
    ]


def test_first_words_are_framed_where_that_is_asked_for() -> None:
    schema = synthetic.schema("sparse", 100)
    svg = draw(schema, PictureOptions(group=Group.PREFIX)).svg
    titles = re.findall(r'data-group="([^"]*)"', svg)
    assert {"account", "batch", "carrier"} <= set(titles)
    assert "data-group" not in draw(schema, PictureOptions(group=Group.NONE)).svg
    assert Name("", "users") in draw(schema).boxes
