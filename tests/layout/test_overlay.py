"""Changes on a picture: marks of tables, rows, parts and edges; ghosts of what is gone."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.diff.changes import (
    AddColumn,
    AddForeignKey,
    AddIndex,
    AddTable,
    Aspect,
    Changes,
    DropColumn,
    DropForeignKey,
    DropTable,
    ModifyColumn,
    ModifyTable,
    RenameColumn,
    RenameTable,
    TableChange,
)
from erdapp.layout import PictureOptions
from erdapp.layout.graph import Graph, Node, build
from erdapp.layout.marks import Mark
from erdapp.layout.overlay import read
from erdapp.schema import Column, DataType, Index, Name, Schema, Table
from tests.layout.shop import CUSTOMERS, ORDERS, SHOP, column, parts, reference, schema, table


def graph(after: Schema, *changes: object, changed_only: bool = False) -> Graph:
    found: Changes = changes  # type: ignore[assignment]
    return build(after, PictureOptions(changed_only=changed_only), read(found))


def modified(before: Table, after: Table, *changes: TableChange) -> Node:
    found = graph(schema(after), ModifyTable(before, after, changes))
    return found.nodes[0]


def marks(node: Node) -> dict[str, Mark]:
    return {row.text: row.mark for row in node.rows if row.mark}


def test_added_and_dropped_tables_and_their_edges() -> None:
    old = table("legacy", "id int, order_id int", references=[reference("order_id", "orders")])
    found = graph(schema(CUSTOMERS, ORDERS), AddTable(ORDERS), DropTable(old))
    by_name = {node.name.name: node.mark for node in found.nodes}
    assert by_name == {"customers": Mark.NONE, "orders": Mark.ADDED, "legacy": Mark.REMOVED}
    assert sorted(edge.mark for edge in found.edges) == [Mark.ADDED, Mark.REMOVED]


def test_a_dropped_column_stays_where_it_was() -> None:
    gone = ORDERS.columns[3]
    after = replace(ORDERS, columns=tuple(c for c in ORDERS.columns if c is not gone))
    node = modified(ORDERS, after, DropColumn(gone))
    assert [row.text for row in node.rows][2:5] == ["ship_to_id", "status", "total"]
    assert marks(node) == {"status": Mark.REMOVED}


def test_a_dropped_first_column_stays_first() -> None:
    gone = ORDERS.columns[0]
    node = modified(ORDERS, replace(ORDERS, columns=ORDERS.columns[1:]), DropColumn(gone))
    assert node.rows[0].mark == Mark.REMOVED


def test_a_renamed_and_retyped_column_shows_both() -> None:
    old, new = column("total numeric"), column("amount bigint?")
    middle = replace(old, name="amount")
    before = table("t", "amount numeric", key="")
    node = modified(
        before,
        table("t", "amount bigint?", key=""),
        RenameColumn(old, middle),
        ModifyColumn(middle, new, (Aspect.TYPE,)),
    )
    row = node.rows[0]
    assert (row.mark, row.old_text, row.text) == (Mark.RENAMED, "total", "amount")
    assert (row.old_type, row.type) == ("numeric", "bigint")


def test_a_new_column_and_a_new_index_get_rows() -> None:
    added = column("age integer?")
    after = replace(CUSTOMERS, columns=(*CUSTOMERS.columns, added))
    index = Index(name="i", parts=parts("name,age"))
    node = modified(CUSTOMERS, after, AddColumn(added, "deleted_at"), AddIndex(index))
    assert marks(node) == {"age": Mark.ADDED, "name, age": Mark.ADDED}
    assert node.changes == 2


def test_a_renamed_table_keeps_its_old_name_beside_the_new() -> None:
    found = graph(SHOP, RenameTable(Name("", "clients"), Name("", "customers")))
    node = next(node for node in found.nodes if node.name.name == "customers")
    assert (node.mark, node.old_title) == (Mark.RENAMED, "clients")


def test_foreign_keys_are_marked_as_edges() -> None:
    kept, gone = ORDERS.foreign_keys
    after = replace(ORDERS, foreign_keys=(kept,))
    tables = schema(after, *(t for t in SHOP.tables if t.name in ("customers", "addresses")))
    changes = (DropForeignKey(gone), AddForeignKey(kept))
    found = graph(tables, ModifyTable(ORDERS, after, changes))
    touched = sorted(edge.mark for edge in found.edges if edge.mark)
    assert touched == [Mark.ADDED, Mark.REMOVED]


def test_changed_only_leaves_the_changed_tables_and_one_hop() -> None:
    after = replace(ORDERS, comment="new")
    change = ModifyTable(ORDERS, after, (DropColumn(column("x int")),))
    found = graph(SHOP, change, changed_only=True)
    names = {node.name.name for node in found.nodes}
    assert names == {"orders", "customers", "addresses", "order_items", "invoices"}


def test_changed_rows_are_never_folded_away() -> None:
    wide = table("t", "id int, " + ", ".join(f"c{n} int" for n in range(30)))
    changed = ModifyColumn(column("c29 text"), column("c29 int"), (Aspect.TYPE,))
    node = modified(wide, wide, changed)
    assert marks(node) == {"c29": Mark.CHANGED}


def test_a_change_that_no_type_shows_is_named() -> None:
    before = table("t", "a int", key="")
    column_before = before.columns[0]
    column_after = replace(column_before, default="0")
    after = replace(before, columns=(column_after,))
    node = modified(before, after, ModifyColumn(column_before, column_after, (Aspect.DEFAULT,)))
    row = node.rows[0]
    assert (row.mark, row.changed, row.old_type) == (Mark.CHANGED, "default", "")
    assert "before: a int" in row.hint


def test_a_changed_enum_says_which_values_came_and_went() -> None:
    old = Column(name="role", type=DataType("enum", ("speaker", "staff", "committee")))
    new = replace(old, type=DataType("enum", ("speaker", "committee", "guest")))
    before, after = Table(name="people", columns=(old,)), Table(name="people", columns=(new,))
    row = modified(before, after, ModifyColumn(old, new, (Aspect.TYPE,))).rows[0]
    assert (row.changed, row.type, row.old_type) == ("−staff +guest", "enum", "")


def test_an_enum_whose_values_only_moved_says_so() -> None:
    old = Column(name="role", type=DataType("enum", ("a", "b")))
    new = replace(old, type=DataType("enum", ("b", "a")))
    before, after = Table(name="people", columns=(old,)), Table(name="people", columns=(new,))
    row = modified(before, after, ModifyColumn(old, new, (Aspect.TYPE,))).rows[0]
    assert row.changed == "reordered"
