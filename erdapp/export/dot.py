"""A schema as a Graphviz graph: a table of rows for each node, an edge for each foreign key."""

from __future__ import annotations

import re

from erdapp.dialects import facts
from erdapp.dialects.base import Facts
from erdapp.export.relations import Relation, foreign_key_columns, relations
from erdapp.inference import NO_LINKS, Links
from erdapp.schema import Name, Schema, Table, View

_CONTROL = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\U0010ffff]")
_HEAD = """digraph schema {
  graph [rankdir=LR, nodesep=0.4, ranksep=1.2, fontname="Helvetica"];
  node [shape=plain, fontname="Helvetica", fontsize=11];
  edge [color="#8b95a4", dir=both, arrowsize=0.8];
"""


def to_dot(schema: Schema, links: Links = NO_LINKS) -> str:
    """Nodes with a port for each column, edges with crow's feet from row to row, for `dot`."""
    dialect = facts(schema.dialect)
    names = [table.full_name for table in schema.tables]
    names += [Name(view.schema, view.name) for view in schema.views]
    nodes = {name: f"t{number}" for number, name in enumerate(names, 1)}
    lines = [_table(table, nodes[table.full_name], dialect) for table in schema.tables]
    lines += [_view(view, nodes[Name(view.schema, view.name)]) for view in schema.views]
    lines += [_edge(relation, nodes) for relation in relations(schema, links) if relation.target]
    return _HEAD + "".join(lines) + "}\n"


def _table(table: Table, node: str, dialect: Facts) -> str:
    key = table.primary_key.columns if table.primary_key else ()
    references = foreign_key_columns(table)
    rows = [_head(str(table.full_name))]
    for number, column in enumerate(table.columns, 1):
        name = f"<b>{_text(column.name)}</b>" if column.name in key else _text(column.name)
        mark = " &rarr;" if column.name in references else ""
        null = "?" if column.null else ""
        kind = f"{_text(dialect.short_type(column.type))}{null}"
        rows.append(
            f'<tr><td port="c{number}" align="left">{name}{mark}</td>'
            f'<td align="right"><font color="#55606f">{kind}</font></td></tr>'
        )
    return _node(node, rows)


def _view(view: View, node: str) -> str:
    columns = (f'<tr><td align="left">{_text(column.name)}</td></tr>' for column in view.columns)
    return _node(node, [_head(str(Name(view.schema, view.name)), "view"), *columns])


def _head(name: str, kind: str = "") -> str:
    said = f" <i>{kind}</i>" if kind else ""
    return f'<tr><td colspan="2" bgcolor="#eceefb"><b>{_text(name)}</b>{said}</td></tr>'


def _node(node: str, rows: list[str]) -> str:
    frame = '<table border="1" cellborder="0" cellspacing="0" cellpadding="4" color="#cfd5de">'
    body = "\n    ".join([frame, *rows, "</table>"])
    return f"  {node} [label=<\n    {body}\n  >];\n"


def _edge(relation: Relation, nodes: dict[Name, str]) -> str:
    """From the referencing row to the referenced one; the tail is the child's end."""
    child, parent = relation.table, relation.target
    if parent is None:
        return ""
    tail = "teeodot" if relation.single else "crowodot"
    head = "teeodot" if relation.optional else "teetee"
    source = f"{nodes[child.full_name]}:{_port(child, relation.key.columns)}"
    target = f"{nodes[parent.full_name]}:{_port(parent, relation.ref_columns)}"
    dashed = ", style=dashed" if relation.why else ""
    return f"  {source}:e -> {target}:w [arrowtail={tail}, arrowhead={head}{dashed}];\n"


def _port(table: Table, columns: tuple[str, ...]) -> str:
    names = [column.name for column in table.columns]
    first = names.index(columns[0]) if columns and columns[0] in names else 0
    return f"c{first + 1}"


def _text(text: str) -> str:
    """Text inside an HTML-like label: escaped, without characters XML has no place for."""
    clean = _CONTROL.sub("�", text.replace("\n", " "))
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        clean = clean.replace(char, entity)
    return clean
