"""Drawn pictures: kept, found again, pruned."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from bench.stability import steadiness
from erdapp.layout import places
from erdapp.layout.options import PictureOptions, Show
from erdapp.schema import Name
from erdapp.store import pictures
from erdapp.store.access import Visitor
from erdapp.store.actions.versions import add_version
from erdapp.store.lineage import lineage
from erdapp.store.models import StoredPicture
from tests.people import People, sql


def test_a_picture_is_drawn_once(people: People) -> None:
    first = pictures.picture(people.first.snapshot_id, PictureOptions())
    with patch.object(pictures, "draw", side_effect=AssertionError("drawn again")):
        again = pictures.picture(people.first.snapshot_id, PictureOptions())
    assert again == first
    assert "orders" in again.svg


def test_every_option_makes_a_picture_of_its_own(people: People) -> None:
    keys = {
        pictures.picture_key(people.first.snapshot_id, PictureOptions(show=show)) for show in Show
    }
    overlay = pictures.Overlay(people.first.snapshot_id)
    keys.add(pictures.picture_key(people.second.snapshot_id, PictureOptions(), overlay))
    keys.add(pictures.picture_key(people.second.snapshot_id, PictureOptions()))
    assert len(keys) == 5


def test_other_drawing_code_draws_anew(people: People) -> None:
    old = pictures.picture_key(people.first.snapshot_id, PictureOptions())
    with patch.object(pictures, "drawing", return_value="another build"):
        assert pictures.picture_key(people.first.snapshot_id, PictureOptions()) != old


@pytest.mark.parametrize(("limit", "left"), [(10_000, 10), (1_000, 7), (0, 0)])
def test_the_longest_unused_pictures_go_first(db: None, limit: int, left: int) -> None:
    for number in range(10):
        StoredPicture.objects.create(
            key=str(number), svg=b"", width=1, height=1, size=101, used=f"2026-01-{number + 1:02}"
        )
    pictures.prune(limit)
    kept = StoredPicture.objects.order_by("used").values_list("key", flat=True)
    assert len(kept) == left
    assert list(kept) == [str(n) for n in range(10)][10 - len(kept) :]


def test_a_table_keeps_its_place_from_version_to_version(people: People) -> None:
    first = pictures.picture(people.first.snapshot_id, PictureOptions())
    second = pictures.picture(people.second.snapshot_id, PictureOptions())
    overlay = pictures.Overlay(people.first.snapshot_id)
    both = pictures.picture(people.second.snapshot_id, PictureOptions(), overlay)
    for later in (second, both):
        count, same, _ = steadiness(places(first.svg), places(later.svg))
        assert count == same > 0


def test_the_order_of_looking_decides_nothing(people: People) -> None:
    """The second version first: what it takes its places from is drawn on the way."""
    options = PictureOptions()
    second = pictures.picture(people.second.snapshot_id, options)
    StoredPicture.objects.all().delete()
    pictures.picture(people.first.snapshot_id, PictureOptions(show=Show.KEYS))
    pictures.picture(people.first.snapshot_id, options)
    assert pictures.picture(people.second.snapshot_id, options) == second


def test_the_first_version_of_a_run_and_a_part_are_drawn_alone(people: People) -> None:
    first, second = people.first.snapshot_id, people.second.snapshot_id
    assert lineage(first, PictureOptions()) == ()
    assert lineage(second, PictureOptions()) == (first,)
    assert lineage(second, PictureOptions(focus=Name("", "orders"))) == ()


def test_where_few_tables_are_hidden_the_others_keep_their_places(people: People) -> None:
    text = "".join(
        f"CREATE TABLE t{n} (id int PRIMARY KEY, up int REFERENCES t{n // 2}, c{n} text);"
        for n in range(1, 24)
    )
    version = add_version(
        people.project, sql(f"CREATE TABLE t0 (id int PRIMARY KEY);{text}"), Visitor(people.alice)
    )
    snapshot, one, many = version.snapshot_id, ("t5",), ("t1*",)
    whole = places(pictures.picture(snapshot, PictureOptions()).svg)
    left = places(pictures.picture(snapshot, PictureOptions(exclude=one)).svg)
    assert whole.keys() - left.keys() == {"t5"}
    count, kept, _ = steadiness(whole, left)
    assert kept == count
    assert lineage(snapshot, PictureOptions(exclude=one))[-1] == snapshot
    assert lineage(snapshot, PictureOptions(exclude=many)) == ()
