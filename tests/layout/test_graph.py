"""What is drawn: rows, folding, edges with their ends, focus and filters."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from erdapp.layout import Group, PictureOptions, Show
from erdapp.layout.ends import End
from erdapp.layout.graph import HEADER, Edge, Graph, build
from erdapp.layout.rows import Icon
from erdapp.schema import Index, Name, Schema, Unique
from tests.layout.shop import SHOP, column, parts, reference, schema, table

ALL = PictureOptions()


def graph(schema: Schema = SHOP, **options: object) -> Graph:
    return build(schema, replace(ALL, **options))


def names(found: Graph) -> list[str]:
    return [node.name.name for node in found.nodes]


def edge(found: Graph, child: str, parent: str) -> Edge:
    places = names(found)
    (only,) = (e for e in found.edges if (places[e.source], places[e.target]) == (child, parent))
    return only


def test_a_composite_foreign_key_is_one_edge_from_row_to_row() -> None:
    found = graph()
    returns = edge(found, "returns", "order_items")
    assert found.nodes[returns.source].rows[returns.source_row].column == "order_id"
    assert found.nodes[returns.target].rows[returns.target_row].column == "order_id"


def test_a_self_reference_is_an_edge() -> None:
    found = edge(graph(), "categories", "categories")
    assert (found.source_row, found.target_row) == (1, 0)


@pytest.mark.parametrize(
    ("child", "parent", "ends"),
    [
        ("orders", "customers", (End.ZERO_OR_MANY, End.EXACTLY_ONE)),
        ("orders", "addresses", (End.ZERO_OR_MANY, End.ZERO_OR_ONE)),
        ("invoices", "orders", (End.ZERO_OR_ONE, End.EXACTLY_ONE)),
        ("categories", "categories", (End.ZERO_OR_MANY, End.ZERO_OR_ONE)),
    ],
)
def test_ends_come_from_not_null_and_uniqueness(
    child: str, parent: str, ends: tuple[End, End]
) -> None:
    found = edge(graph(), child, parent)
    assert (found.child, found.parent) == ends


@pytest.mark.parametrize(
    ("change", "end"),
    [
        ({"uniques": (Unique(parts=parts("a")),)}, End.ZERO_OR_ONE),
        ({"uniques": (Unique(parts=parts("a,b")),)}, End.ZERO_OR_MANY),
        ({"indexes": (Index(name="i", parts=parts("a"), unique=True),)}, End.ZERO_OR_ONE),
        ({"indexes": (Index(name="i", parts=parts("a")),)}, End.ZERO_OR_MANY),
        (
            {"indexes": (Index(name="i", parts=parts("a"), unique=True, where="b > 0"),)},
            End.ZERO_OR_MANY,
        ),
    ],
)
def test_only_a_full_unique_key_makes_the_child_single(change: dict[str, object], end: End) -> None:
    child = table("child", "id int, a int?, b int", references=[reference("a", "parent")])
    found = graph(schema(replace(child, **change), table("parent", "id int")))
    assert found.edges[0].child == end


def test_an_empty_reference_means_the_primary_key() -> None:
    child = table(
        "child", "id int, p int", references=[replace(reference("p", "parent"), ref_columns=())]
    )
    parent = table("parent", "name text, id int")
    assert graph(schema(child, parent)).edges[0].target_row == 1


def test_a_key_to_a_table_that_is_not_there_draws_nothing() -> None:
    child = table("child", "id int, p int", references=[reference("p", "gone")])
    assert graph(schema(child)).edges == ()


def test_one_icon_a_row_the_strongest() -> None:
    items = table(
        "t",
        "a int, b int, c int, d int, e int",
        key="a",
        references=[reference("a", "t", "a"), reference("b", "t", "a")],
        unique=["b", "c"],
        index=["c", "d"],
    )
    found = [row.icon for row in graph(schema(items)).nodes[0].rows]
    assert found == [Icon.PRIMARY, Icon.FOREIGN, Icon.UNIQUE, Icon.INDEX, Icon.NONE]


def test_rows_keep_the_order_of_the_source() -> None:
    node = next(node for node in graph().nodes if node.name.name == "orders")
    assert [row.text for row in node.rows][:3] == ["id", "customer_id", "ship_to_id"]


def test_long_tables_fold_but_keep_their_keys() -> None:
    wide = ", ".join(f"c{n} int" for n in range(40))
    item = table("t", f"{wide}, id int, up int", references=[reference("up", "t")])
    rows = graph(schema(item), fold_after=10).nodes[0].rows
    assert len(rows) == 11
    assert {"id", "up"} <= {row.column for row in rows}
    assert rows[-1].text == "+ 32 more"
    assert len(graph(schema(item), fold_after=0).nodes[0].rows) == 42


def test_one_row_is_never_folded_alone() -> None:
    item = table("t", "id int, a int, b int, c int")
    assert [row.more for row in graph(schema(item), fold_after=3).nodes[0].rows] == [False] * 4


def test_show_keys_leaves_keys_and_show_names_leaves_nothing() -> None:
    keys = next(n for n in graph(show=Show.KEYS).nodes if n.name.name == "orders")
    assert [row.text for row in keys.rows] == ["id", "customer_id", "ship_to_id"]
    bare = graph(show=Show.NAMES)
    assert all(node.rows == () for node in bare.nodes)
    assert {edge.source_row for edge in bare.edges} == {HEADER}


def test_focus_shows_the_neighbourhood() -> None:
    assert names(graph(focus=Name("", "addresses"))) == ["addresses", "customers", "orders"]
    assert "returns" not in names(graph(focus=Name("", "addresses"), depth=2))
    assert "returns" in names(graph(focus=Name("", "addresses"), depth=3))
    assert names(graph(focus=Name("", "nowhere"))) == []


def star(spokes: int) -> Schema:
    """A hub with spokes, and at each spoke a leaf."""
    hub = table("hub", "id int")
    near, far = [], []
    for n in range(spokes):
        to_hub, to_spoke = reference("hub_id", "hub"), reference("spoke_id", f"spoke_{n}")
        near.append(table(f"spoke_{n}", "id int, hub_id int", references=[to_hub]))
        far.append(table(f"leaf_{n}", "id int, spoke_id int", references=[to_spoke]))
    return schema(hub, *near, *far)


def test_a_focus_doesnt_look_behind_a_hub() -> None:
    near = graph(star(9), focus=Name("", "leaf_0"), depth=3)
    assert names(near) == ["hub", "leaf_0", "spoke_0"]
    assert len(names(graph(star(9), focus=Name("", "hub"), depth=2))) == 19
    assert len(names(graph(star(8), focus=Name("", "leaf_0"), depth=3))) == 10


def test_walls_are_named_by_globs_or_taken_down() -> None:
    leaf = Name("", "leaf_0")
    assert names(graph(star(9), focus=leaf, depth=3, walls=("spoke_*",))) == ["leaf_0", "spoke_0"]
    assert len(names(graph(star(9), focus=leaf, depth=3, walls=()))) == 11


def test_include_and_exclude_are_globs() -> None:
    assert names(graph(include=("order*",))) == ["order_items", "orders"]
    assert "orders" not in names(graph(exclude=("order*",)))


def test_views_come_last_with_their_declared_columns() -> None:
    view = graph().nodes[-1]
    assert (view.kind, [row.text for row in view.rows]) == ("view", ["day", "sum"])


def test_tables_of_several_namespaces_bear_their_namespace() -> None:
    other = replace(table("orders", "id int"), schema="archive")
    both = schema(table("orders", "id int"), other)
    found = graph(both, group=Group.NONE)
    assert sorted(node.title for node in found.nodes) == ["archive.orders", "orders"]
    assert len({node.hue for node in found.nodes}) == 2


def test_the_first_word_gives_the_hue() -> None:
    hue = {node.name.name: node.hue for node in graph().nodes}
    assert hue["orders"] == hue["order_items"]


def test_a_table_has_the_same_hue_in_every_view() -> None:
    whole = {node.name: node.hue for node in graph().nodes}
    for name in whole:
        for node in graph(focus=name).nodes:
            assert node.hue == whole[node.name]


def test_a_primary_key_column_shows_no_question_mark() -> None:
    item = replace(table("t", "a int"), columns=(column("id int?"),))
    assert graph(schema(item)).nodes[0].rows[0].null is False
