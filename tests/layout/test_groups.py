"""What is framed together."""

from __future__ import annotations

from erdapp.layout import Group, PictureOptions, draw
from erdapp.layout.groups import Members, group
from erdapp.schema import Name
from tests.layout.shop import SHOP

NAMES = [Name("", name) for name in ("orders", "users", "logs")]


def test_folders_are_frames_and_what_is_in_none_comes_last() -> None:
    told = [(NAMES[0], "shop"), (NAMES[1], "auth")]
    assert group(NAMES, Group.FOLDER, told) == [
        Members("auth", (1,)),
        Members("shop", (0,)),
        Members("", (2,)),
    ]


def test_one_folder_alone_is_no_frame() -> None:
    everything = [(name, "shop") for name in NAMES]
    assert group(NAMES, Group.FOLDER, everything) == [Members("", (0, 1, 2))]
    assert group(NAMES, Group.FOLDER) == [Members("", (0, 1, 2))]


def test_the_picture_has_the_frames_with_their_titles() -> None:
    told = tuple(
        (table.full_name, "people" if table.name in ("customers", "addresses") else "sales")
        for table in SHOP.tables
    )
    svg = draw(SHOP, PictureOptions(group=Group.FOLDER, folders=told)).svg
    assert 'data-group="people"' in svg
    assert 'data-group="sales"' in svg
