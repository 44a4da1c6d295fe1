"""A picture keeps the arrangement of an earlier one, and its bytes from process to process."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import pytest
from msgspec.structs import replace

from bench import synthetic
from bench.stability import steadiness
from erdapp.diff import compare
from erdapp.diff.changes import Rename
from erdapp.layout import Box, PictureOptions, draw, places
from erdapp.layout.columns import field
from erdapp.layout.keep import Framed, kept
from erdapp.layout.picture import Picture, compose
from erdapp.layout.quality import measure
from erdapp.layout.route import net_of
from erdapp.schema import Kind, Schema
from tests.corpus import CORPUS, needs_corpus
from tests.layout.shop import SHOP, reference, table

ALL = PictureOptions()


def named(picture: Picture) -> dict[str, Box]:
    return {str(name): box for name, box in picture.boxes.items()}


def grown(schema: Schema) -> Schema:
    """The schema with one table less and two more."""
    added = (
        table(
            "shipments", "id bigint, order_id bigint", references=[reference("order_id", "orders")]
        ),
        table("zones", "id bigint, name text"),
    )
    left = tuple(t for t in schema.tables if t.name != "invoices")
    return replace(schema, tables=(*left, *added))


def test_a_table_that_gains_a_relation_leaves_the_block_of_those_without() -> None:
    alone = (table("settings", "id bigint"), table("zones", "id bigint, shop_id bigint"))
    before = replace(SHOP, tables=(*SHOP.tables, *alone))
    first = named(draw(before))
    assert first["settings"].x == first["zones"].x
    joined = table(
        "zones", "id bigint, order_id bigint", references=[reference("order_id", "orders")]
    )
    after = replace(before, tables=tuple(joined if t.name == "zones" else t for t in before.tables))
    second = named(draw(after, earlier=first))
    assert second["zones"].x != second["settings"].x
    stayed = {name: box for name, box in second.items() if name != "zones"}
    assert steadiness({name: first[name] for name in stayed}, stayed)[2] == 1.0


def test_the_places_of_a_picture_can_be_read_from_it() -> None:
    for schema in (SHOP, synthetic.schema("spaces", 60)):
        picture = draw(schema)
        assert places(picture.svg) == named(picture)
        assert places(draw(schema, PictureOptions(rows=False)).svg) == named(picture)


def test_the_same_schema_with_its_own_places_stays_as_it_is() -> None:
    for schema in (SHOP, synthetic.schema("sparse", 200), synthetic.schema("spaces", 100)):
        first = named(draw(schema))
        again = named(draw(schema, earlier=first))
        count, same, order = steadiness(first, again)
        assert (count, same, order) == (len(first), len(first), 1.0)


@pytest.mark.parametrize(("kind", "count"), [("sparse", 40), ("sparse", 200), ("spaces", 100)])
def test_after_a_small_change_every_table_keeps_its_relative_place(kind: str, count: int) -> None:
    before = synthetic.schema(kind, count)
    after = synthetic.schema(kind, count + 5)
    gone = {t.full_name for t in before.tables[10:12]}
    after = replace(after, tables=tuple(t for t in after.tables if t.full_name not in gone))
    first = named(draw(before))
    found = compose(after, ALL, earlier=first)
    quality = measure(found.placed, [net_of(edge) for edge in found.graph.edges])
    assert (quality.overlaps, quality.through_cards) == (0, 0)
    names = [str(node.name) for node in found.graph.nodes]
    now = dict(zip(names, found.placed.boxes, strict=True))
    survivors, same, _ = steadiness(first, now)
    assert survivors == count - len(gone)
    assert same >= 0.95 * survivors


def test_new_cards_stand_beside_those_they_refer_to() -> None:
    first = named(draw(SHOP))
    now = named(draw(grown(SHOP), earlier=first))
    assert abs(now["shipments"].x - now["orders"].x) <= 3 * 340
    assert {"zones", "shipments"} <= now.keys()
    assert "invoices" not in now


def test_a_renamed_table_stays_in_its_place() -> None:
    after = replace(
        SHOP,
        tables=tuple(replace(t, name="bills") if t.name == "invoices" else t for t in SHOP.tables),
    )
    changes = compare(SHOP, after, (Rename(Kind.TABLE, "invoices", "bills"),))
    first = named(draw(SHOP))
    now = named(draw(after, changes=changes, earlier=first))
    moved = {**{k: v for k, v in first.items() if k != "invoices"}, "bills": first["invoices"]}
    assert steadiness(moved, now) == (len(moved), len(moved), 1.0)


def test_too_few_known_places_are_no_arrangement() -> None:
    space = field([100.0] * 4, [50.0] * 4, [])
    box = Box(0, 0, 100, 50)
    groups = [Framed("", (0, 1, 2, 3), [])]
    assert kept(space, [box, None, None, None], groups) is None
    assert kept(space, [], []) is None


_DRAW = """
import hashlib
from erdapp.layout import draw, places
from bench import synthetic
schema = synthetic.schema("dense", 170)
first = draw(schema)
again = draw(synthetic.schema("dense", 180), earlier=places(first.svg))
print(hashlib.sha256((first.svg + again.svg).encode()).hexdigest())
"""


def test_the_bytes_are_the_same_in_another_process() -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", _DRAW],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "77")
    }
    assert len(found) == 1
    assert len(found.pop().strip()) == hashlib.sha256().digest_size * 2


@needs_corpus
@pytest.mark.corpus
def test_tables_keep_their_places_through_a_published_history() -> None:
    from bench.history import load, pairs

    total = kept_ = 0
    boxes: dict[str, Box] = {}
    for dialect, older, newer in pairs():
        if older.parent.name != "openstreetmap":
            continue
        boxes = boxes or named(draw(load(older, dialect)))
        now = named(draw(load(newer, dialect), earlier=boxes))
        count, same, _ = steadiness(boxes, now)
        total, kept_, boxes = total + count, kept_ + same, now
    assert total > 500
    assert kept_ >= 0.95 * total
    assert CORPUS.exists()
