"""From a schema to what is drawn: cards with rows, and one edge per foreign key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from msgspec import Struct

from erdapp.dialects import facts
from erdapp.dialects.view_columns import view_columns
from erdapp.layout.hues import hues
from erdapp.layout.marks import Mark, Overlay, TableMarks
from erdapp.layout.options import Group, PictureOptions, Show
from erdapp.layout.rows import Row, rows_of_table, rows_of_view
from erdapp.layout.ties import Tie, Ties, tie_of, tied
from erdapp.schema import ForeignKey, Name, Schema, Table, View
from erdapp.schema.select import hubs, links, matches, neighbourhood

UNFRAMED = (Group.NONE, Group.PREFIX, Group.FOLDER)
"""Ways to group that don't say already which namespace a table is of."""
HEADER = -1
"""As the row of an edge's end: the card's head, where the column has no row."""


class End(StrEnum):
    """How many rows an end stands for; the value names its glyph."""

    ZERO_OR_MANY = "many"
    EXACTLY_ONE = "one"
    ZERO_OR_ONE = "opt"


class Node(Struct, kw_only=True):
    """A card. `kind` is `table`, `view` or `materialized`."""

    name: Name
    title: str
    kind: str
    hue: int
    rows: tuple[Row, ...]
    mark: Mark = Mark.NONE
    old_title: str = ""
    changes: int = 0
    comment: str = ""


class Edge(Struct, frozen=True, kw_only=True):
    """A foreign key, or a relation like one: node and row indexes, the child's end first."""

    source: int
    target: int
    source_row: int
    target_row: int
    child: End
    parent: End
    label: str
    mark: Mark = Mark.NONE
    tie: Tie = Tie.DECLARED


class Graph(Struct, frozen=True):
    """Everything visible, in the order of the schema."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def build(schema: Schema, options: PictureOptions, overlay: Overlay | None = None) -> Graph:
    """The graph of what the options leave visible; with an overlay, of both versions as one."""
    marks = overlay or Overlay()
    schema, ties = tied(schema, options.links)
    everything = _union(schema, marks)
    colours = hues(_name(item) for item in everything)  # a table keeps its hue in every view
    items = _visible(everything, options, overlay)
    names = [_name(item) for item in items]
    qualified = len({name.schema for name in names}) > 1 and options.group in UNFRAMED
    short = facts(schema.dialect).short_type
    listed = view_columns(schema) if schema.views and options.show == Show.ALL else {}
    nodes = []
    for item, name in zip(items, names, strict=True):
        own = marks.tables.get(name)
        if isinstance(item, Table):
            rows, kind = rows_of_table(item, options, own, short), "table"
        else:
            rows = rows_of_view(listed.get(name, item.columns), options, own, short)
            kind = "materialized" if item.materialized else "view"
        nodes.append(
            Node(
                name=name,
                title=str(name) if qualified else name.name,
                kind=kind,
                hue=colours[name],
                rows=rows,
                mark=own.mark if own else Mark.NONE,
                old_title=own.old_name if own else "",
                changes=own.count if own else 0,
                comment=item.comment,
            )
        )
    tables = dict(zip(names, items, strict=True))
    places = {name: place for place, name in enumerate(names)}
    return Graph(tuple(nodes), tuple(_edges(tables, places, nodes, marks, ties)))


def _name(item: Table | View) -> Name:
    return Name(item.schema, item.name)


def _union(schema: Schema, marks: Overlay) -> list[Table | View]:
    items: list[Table | View] = [*schema.tables, *schema.views, *marks.dropped]
    unique = {(isinstance(item, View), _name(item)): item for item in reversed(items)}
    tables = {name for is_view, name in unique if not is_view}
    kept = [i for (is_view, n), i in unique.items() if not is_view or n not in tables]
    return sorted(kept, key=lambda item: (isinstance(item, View), _name(item)))


def _visible(
    items: list[Table | View], options: PictureOptions, overlay: Overlay | None
) -> list[Table | View]:
    def wanted(name: Name) -> bool:
        return (not options.include or matches(name, options.include)) and not matches(
            name, options.exclude
        )

    kept = [item for item in items if wanted(_name(item))]
    if options.changed_only and overlay is not None:
        kept = _changed(kept, set(overlay.tables))
    if options.focus is not None:
        kept = _focused(kept, options, options.focus)
    return kept


def _changed(items: list[Table | View], changed: set[Name]) -> list[Table | View]:
    """What changed, and one foreign key further; of a changed hub only itself."""
    tables = _tables(items)
    near = changed | neighbourhood(links(tables), changed - hubs(tables), 1)
    return [item for item in items if _name(item) in near]


def _focused(
    items: list[Table | View], options: PictureOptions, centre: Name
) -> list[Table | View]:
    """The centre with what is at most `depth` foreign keys away, walls not passed."""
    tables = _tables(items)
    near = neighbourhood(links(tables), {centre}, options.depth, walls(tables, options.walls))
    return [item for item in items if _name(item) in near or _name(item) == centre]


def walls(tables: Sequence[Table], patterns: tuple[str, ...] | None) -> frozenset[Name]:
    """What a focus doesn't look behind: the tables of these globs, or without any the hubs."""
    if patterns is None:
        return hubs(tables)
    return frozenset(t.full_name for t in tables if matches(t.full_name, patterns))


def _tables(items: Iterable[Table | View]) -> list[Table]:
    return [item for item in items if isinstance(item, Table)]


def _edges(
    tables: dict[Name, Table | View],
    places: dict[Name, int],
    nodes: list[Node],
    marks: Overlay,
    ties: Ties,
) -> Iterable[Edge]:
    for name, table in tables.items():
        if not isinstance(table, Table):
            continue
        own = marks.tables.get(name)
        for key, mark in _keys(table, own):
            target = Name(key.ref_schema, key.ref_table)
            parent = tables.get(target)
            if not isinstance(parent, Table) or target not in places:
                continue
            columns = referenced(key, parent)
            mark = _edge_mark(mark, own, marks.tables.get(target))
            known = ties.get((name, key))
            label = _label(table, key, target, columns)
            yield Edge(
                source=places[name],
                target=places[target],
                source_row=_row(nodes[places[name]], key.columns),
                target_row=_row(nodes[places[target]], columns),
                child=child_end(table, key),
                parent=parent_end(table, key),
                label=f"{label}, {known.why}" if known else label,
                mark=mark,
                tie=tie_of(known),
            )


def _keys(table: Table, own: TableMarks | None) -> list[tuple[ForeignKey, Mark]]:
    keys = [
        (key, own.foreign_keys.get(key, Mark.NONE) if own else Mark.NONE)
        for key in table.foreign_keys
    ]
    return keys + [(key, Mark.REMOVED) for key in (own.dropped_keys if own else ())]


def _edge_mark(mark: Mark, own: TableMarks | None, other: TableMarks | None) -> Mark:
    for side in (own, other):
        if side is not None and side.mark in (Mark.ADDED, Mark.REMOVED):
            return side.mark
    return mark


def referenced(key: ForeignKey, parent: Table) -> tuple[str, ...]:
    """The referenced columns: as written, or the parent's primary key."""
    if key.ref_columns or parent.primary_key is None:
        return key.ref_columns
    return parent.primary_key.columns


def _row(node: Node, columns: tuple[str, ...]) -> int:
    for column in columns:
        for place, row in enumerate(node.rows):
            if row.column == column:
                return place
    return HEADER


def child_end(table: Table, key: ForeignKey) -> End:
    """Zero or one where a key, unique constraint or full unique index covers the columns."""
    wanted = frozenset(key.columns)
    found = [table.primary_key.columns] if table.primary_key else []
    found += [unique.columns for unique in table.uniques]
    found += [
        tuple(part.column for part in index.parts)
        for index in table.indexes
        if index.unique and not index.where
    ]
    unique = any(columns and "" not in columns and wanted >= set(columns) for columns in found)
    return End.ZERO_OR_ONE if unique else End.ZERO_OR_MANY


def parent_end(table: Table, key: ForeignKey) -> End:
    """Exactly one where every column of the key is NOT NULL (or part of the primary key)."""
    primary = set(table.primary_key.columns) if table.primary_key else set()
    for name in key.columns:
        column = table.column(name)
        if name not in primary and (column is None or column.null):
            return End.ZERO_OR_ONE
    return End.EXACTLY_ONE


def _label(table: Table, key: ForeignKey, target: Name, columns: tuple[str, ...]) -> str:
    parts = [f"{table.full_name} ({', '.join(key.columns)}) → {target} ({', '.join(columns)})"]
    if key.on_delete:
        parts.append(f"on delete {key.on_delete}")
    if key.on_update:
        parts.append(f"on update {key.on_update}")
    return ", ".join(parts)
