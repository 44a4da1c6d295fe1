"""From a schema to what is drawn: cards with rows, and one edge per foreign key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from erdapp.dialects import facts
from erdapp.dialects.view_columns import view_columns
from erdapp.layout.ends import End, Ends
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
    rows = [_first_rows(node) for node in nodes]
    for name, table in tables.items():
        if not isinstance(table, Table):
            continue
        own, ends = marks.tables.get(name), Ends(table)
        for key, mark in _keys(table, own):
            target = Name(key.ref_schema, key.ref_table)
            parent = tables.get(target)
            if not isinstance(parent, Table) or target not in places:
                continue
            columns = referenced(key, parent)
            known = ties.get((name, key)) if ties else None
            label = _label(name, key, target, columns)
            yield Edge(
                source=places[name],
                target=places[target],
                source_row=_row(rows[places[name]], key.columns),
                target_row=_row(rows[places[target]], columns),
                child=ends.child(key),
                parent=ends.parent(key),
                label=f"{label}, {known.why}" if known else label,
                mark=_edge_mark(mark, own, marks.tables.get(target)),
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


def _first_rows(node: Node) -> dict[str, int]:
    """Where the row of each column is, the upper one where there are two."""
    return {row.column: place for place, row in reversed([*enumerate(node.rows)]) if row.column}


def _row(rows: Mapping[str, int], columns: tuple[str, ...]) -> int:
    return next((rows[column] for column in columns if column in rows), HEADER)


def _label(name: Name, key: ForeignKey, target: Name, columns: tuple[str, ...]) -> str:
    label = f"{name} ({', '.join(key.columns)}) → {target} ({', '.join(columns)})"
    if key.on_delete:
        label += f", on delete {key.on_delete}"
    return f"{label}, on update {key.on_update}" if key.on_update else label
