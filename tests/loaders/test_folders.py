"""Which folder of a source each table is from."""

from __future__ import annotations

import pytest

from erdapp.loaders.base import Origin
from erdapp.loaders.folders import folders
from erdapp.schema import Name
from tests.layout.shop import schema, table


def of(**files: str) -> dict[str, str]:
    """The folder of each table by the file that it is said in."""
    made = schema(*(table(name, "id bigint") for name in files))
    found = folders(made, {name: Origin(file, 1) for name, file in files.items()})
    return {name.name: folder for name, folder in found.items()}


def test_what_all_folders_have_in_common_is_left_out() -> None:
    found = of(a="src/shop/orders.sql", b="src/shop/items.sql", c="src/users/users.sql")
    assert found == {"a": "shop", "b": "shop", "c": "users"}


def test_a_folder_of_models_is_its_app() -> None:
    assert of(a="shop/models/order.py", b="shop/models.py", c="auth/models.py") == {
        "a": "shop",
        "b": "shop",
        "c": "auth",
    }


@pytest.mark.parametrize("files", [("a.sql", "b.sql"), ("m/1.sql", "m/2.sql"), ("a.sql", "")])
def test_a_source_of_one_folder_has_none(files: tuple[str, str]) -> None:
    assert of(a=files[0], b=files[1]) == {}


def test_files_above_the_folders_are_of_the_last_one_they_are_in() -> None:
    assert of(a="src/a.sql", b="src/shop/b.sql") == {"a": "src", "b": "shop"}
    assert of(a="a.sql", b="shop/b.sql") == {"a": "", "b": "shop"}


def test_backslashes_are_slashes_and_tables_of_unknown_place_are_of_no_folder() -> None:
    made = schema(table("a", "id bigint"), table("b", "id bigint"), table("c", "id bigint"))
    origins = {"a": Origin("x\\a.sql", 1), "b": Origin("y/b.sql", 1)}
    assert folders(made, origins) == {Name("", "a"): "x", Name("", "b"): "y"}
