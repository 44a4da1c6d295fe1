"""A region that was arranged before isn't arranged again, and looks the same."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bench import synthetic
from erdapp.layout import Memory, PictureOptions, draw, local
from erdapp.layout.dot import DotLimits
from erdapp.layout.picture import compose
from erdapp.schema import Column, DataType, Schema

LARGE = synthetic.schema("sparse", 200)
PLAIN = PictureOptions()


def edited(schema: Schema) -> Schema:
    """With one column more in one table, whose card grows by it."""
    linked = [table for table in schema.tables if table.foreign_keys]
    one = min(linked, key=lambda table: len(table.columns))
    column = Column(name="more", type=DataType("text"), null=True)
    more = replace(one, columns=(*one.columns, column))
    return replace(schema, tables=tuple(more if t is one else t for t in schema.tables))


@pytest.fixture
def arranged(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many cards each region has that is arranged."""
    sizes: list[int] = []
    arrange = local.arrange

    def noted(field: object, nodes: range, *more: object, **options: object) -> object:
        sizes.append(len(nodes))
        return arrange(field, nodes, *more, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(local, "arrange", noted)
    return sizes


def test_a_small_edit_arranges_the_region_it_is_in(arranged: list[int]) -> None:
    memory = Memory()
    draw(LARGE, PLAIN, memory=memory)
    regions = len(arranged)
    assert regions > 5
    arranged.clear()
    draw(edited(LARGE), PLAIN, memory=memory)
    assert len(arranged) == 1
    assert arranged[0] < 60


def test_another_view_of_a_schema_arranges_nothing(arranged: list[int]) -> None:
    memory = Memory()
    draw(LARGE, PLAIN, memory=memory)
    arranged.clear()
    draw(LARGE, replace(PLAIN, standalone=False, rows=False), memory=memory)
    assert arranged == []


def test_the_picture_is_the_same_with_a_memory_and_without() -> None:
    memory = Memory()
    draw(LARGE, PLAIN, memory=memory)
    assert draw(edited(LARGE), PLAIN, memory=memory).svg == draw(edited(LARGE), PLAIN).svg


def test_what_was_arranged_without_dot_is_not_remembered(arranged: list[int]) -> None:
    memory = Memory()
    late = DotLimits(wall_seconds=0.0)
    assert compose(LARGE, PLAIN, limits=late, memory=memory).notes
    arranged.clear()
    found = compose(LARGE, PLAIN, memory=memory)
    assert len(arranged) > 5
    assert not found.notes


def test_the_longest_unused_goes_first() -> None:
    memory = Memory(most=3)
    one, two = ([[0, 1]], {0: 0.0, 1: 80.0}), ([[0]], {0: 0.0})
    memory.put(b"a", one)
    memory.put(b"b", two)
    assert memory.get(b"a") == one
    memory.put(b"c", two)
    assert memory.get(b"b") is None
    assert memory.get(b"a") == one
    assert memory.get(b"c") == two
