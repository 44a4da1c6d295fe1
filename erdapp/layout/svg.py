"""The whole picture as one SVG document: titles, edges, then cards above them."""

from __future__ import annotations

from collections.abc import Iterable

from erdapp.layout import card, edges
from erdapp.layout.escape import escape, one_line
from erdapp.layout.graph import Edge, Graph
from erdapp.layout.icons import definitions
from erdapp.layout.metrics import fit
from erdapp.layout.options import PictureOptions, Theme
from erdapp.layout.placed import Frame, Placed, Title
from erdapp.layout.style import sheet
from erdapp.layout.ties import Tie


def write(graph: Graph, placed: Placed, options: PictureOptions) -> str:
    """The SVG text, without an XML declaration, so that it also stands inside a page."""
    wide, high = f"{placed.width:.0f}", f"{placed.height:.0f}"
    role = "group" if options.link else "img"
    summary = _summary(graph)
    style = f"<style>{sheet(options.theme)}</style>" if options.standalone else ""
    ground = f'<rect class="ground" width="{wide}" height="{high}"/>' if options.standalone else ""
    frames = [_frame(frame, graph.nodes[min(frame.nodes)].hue) for frame in placed.frames]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="erd"{_theme(options.theme)} role="{role}"'
        f' aria-label="{escape(summary)}" width="{wide}" height="{high}"'
        f' viewBox="0 0 {wide} {high}"><title>{escape(summary)}</title>'
        f"<desc>{escape(_description(graph))}</desc>{style}{definitions()}{ground}"
        '<g class="world">',
        *(['<g class="frames">', *frames, "</g>"] if frames else []),
        '<g class="titles">',
        *map(_title, placed.titles),
        '</g><g class="edges">',
        *_edges(graph, placed, spare=not options.rows),
        '</g><g class="cards">',
        *_cards(graph, placed, options),
        "</g></g></svg>\n",
    ]
    return "\n".join(parts)


def _edges(graph: Graph, placed: Placed, spare: bool) -> list[str]:
    """Touched edges last, so that they lie on top."""
    lined = [number for number, line in enumerate(placed.lines) if line]
    order = sorted(lined, key=lambda number: bool(graph.edges[number].mark))
    found = [
        edges.draw(number, graph.edges[number], placed.lines[number], _spare(edge, spare))
        for number in order
        for edge in (graph.edges[number],)
    ]
    for chip in placed.chips:
        edge = graph.edges[chip.edge]
        source, target = graph.nodes[edge.source], graph.nodes[edge.target]
        found.append(edges.draw_chip(chip, edge, source, target, _spare(edge, spare)))
    return found


def _spare(edge: Edge, spare: bool) -> bool:
    """The viewer can tell what a foreign key says, but not why a relation was guessed."""
    return spare and edge.tie == Tie.DECLARED


def _frame(frame: Frame, hue: int) -> str:
    """The ground of a group with its title inside, top left."""
    x, y, wide, high = (
        round(v) for v in (frame.box.x, frame.box.y, frame.box.width, frame.box.height)
    )
    return (
        f'<g class="frame f{hue}" data-group="{escape(frame.title)}"'
        f' data-cards="{_ids(frame.nodes)}">'
        f'<rect x="{x}" y="{y}" width="{wide}" height="{high}" rx="12"/>'
        f'<text x="{x + 22}" y="{y + 28}">{escape(fit(one_line(frame.title), wide - 44, 12, 600))}'
        "</text></g>"
    )


def _title(title: Title) -> str:
    """A title above its cards."""
    return (
        f'<text class="title" x="{title.x:g}" y="{title.y - 14:g}"'
        f' data-cards="{_ids(title.nodes)}">{escape(title.text)}</text>'
    )


def _ids(nodes: Iterable[int]) -> str:
    return " ".join(f"t-{node}" for node in nodes)


def _theme(theme: Theme) -> str:
    return "" if theme == Theme.AUTO else f' data-theme="{theme}"'


def _cards(graph: Graph, placed: Placed, options: PictureOptions) -> list[str]:
    return [
        card.draw(number, node, box, options.link, options.rows)
        for number, (node, box) in enumerate(zip(graph.nodes, placed.boxes, strict=True))
    ]


def _summary(graph: Graph) -> str:
    tables = sum(node.kind == "table" for node in graph.nodes)
    parts = [_count(tables, "table"), _count(len(graph.edges), "relation")]
    if tables < len(graph.nodes):
        parts.insert(1, _count(len(graph.nodes) - tables, "view"))
    guessed = sum(edge.tie == Tie.INFERRED for edge in graph.edges)
    inferred = f", {guessed} of them inferred" if guessed else ""
    return f"Entity-relationship diagram: {', '.join(parts)}{inferred}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _description(graph: Graph) -> str:
    """The relations in words, as many as a listener would bear."""
    labels = [edge.label for edge in graph.edges[:60]]
    rest = len(graph.edges) - len(labels)
    return "; ".join([*labels, *([f"and {rest} more"] if rest else [])])
