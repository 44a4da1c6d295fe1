"""A schema as a data dictionary in Markdown, to be kept beside the code or in a wiki."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from erdapp.dialects import facts
from erdapp.dialects.base import Facts
from erdapp.export.notes import Notes, listed, quoted
from erdapp.export.relations import Relation, increments, relations
from erdapp.schema import Column, IndexPart, Name, Schema, Table, View

_BREAK = re.compile(r"[\x00-\x1f\x7f]+")


Related = dict[Name, list[Relation]]


def to_markdown(schema: Schema, notes: Notes | None = None) -> str:
    """Contents, a section for each table with the notes on it, then views, enums and the other
    objects."""
    notes = notes or {}
    dialect = facts(schema.dialect)
    links = _anchors([table.full_name for table in schema.tables])
    blocks = ["# Data dictionary", _counts(schema, dialect)]
    outgoing: Related = {}
    incoming: Related = {}
    for item in relations(schema):
        outgoing.setdefault(item.table.full_name, []).append(item)
        incoming.setdefault(item.target_name, []).append(item)
    if schema.tables:
        blocks += ["## Contents", _contents(schema.tables, links), "## Tables"]
    for table in schema.tables:
        name = table.full_name
        own = notes.get(str(name), {})
        blocks += _table(table, outgoing.get(name, []), incoming.get(name, []), links, dialect, own)
    if schema.views:
        blocks.append("## Views")
        for view in schema.views:
            blocks += _view(view, notes.get(str(Name(view.schema, view.name)), {}))
    if schema.enums:
        rows = [
            (_code(str(Name(enum.schema, enum.name))), ", ".join(map(_code, enum.values)),
             _text(enum.comment))
            for enum in schema.enums
        ]  # fmt: skip
        blocks += ["## Enums", _grid(("Enum", "Values", "Comment"), rows)]
    blocks += _others(schema)
    return "\n\n".join(blocks) + "\n"


def _text(text: str) -> str:
    """Text that is shown as it is: no marks, no HTML, one line."""
    clean = _BREAK.sub(" ", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*\[\]|~$#!{}])|(?<!\w)_|_(?!\w)", lambda m: "\\" + m.group(), clean)


def _code(text: str) -> str:
    """Text as a code span; inside a table a vertical bar is escaped all the same."""
    clean = _BREAK.sub(" ", text).replace("|", "\\|")
    if not clean.strip():
        return ""
    longest = max((len(run) for run in re.findall("`+", clean)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if clean[0] == "`" or clean[-1] == "`" else ""
    return f"{fence}{pad}{clean}{pad}{fence}"


def _anchors(names: list[Name]) -> dict[Name, str]:
    anchors: dict[Name, str] = {}
    taken: set[str] = set()
    for name in names:
        wanted = re.sub(r"[^\w-]+", "-", str(name).lower(), flags=re.ASCII).strip("-") or "table"
        anchor, number = wanted, 2
        while anchor in taken:
            anchor, number = f"{wanted}-{number}", number + 1
        taken.add(anchor)
        anchors[name] = anchor
    return anchors


def _grid(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    titles = list(head)
    lines = [titles, ["---"] * len(titles), *(list(row) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _counts(schema: Schema, dialect: Facts) -> str:
    counts = [
        (len(schema.tables), "table"),
        (sum(len(table.columns) for table in schema.tables), "column"),
        (sum(len(table.foreign_keys) for table in schema.tables), "foreign key"),
        (len(schema.views), "view"),
    ]
    words = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count]
    return f"{dialect.label}: {', '.join(words) or 'empty'}."


def _contents(tables: tuple[Table, ...], links: dict[Name, str]) -> str:
    rows = (
        (_link(table.full_name, links), str(len(table.columns)), _text(table.comment))
        for table in tables
    )
    return _grid(("Table", "Columns", "Comment"), rows)


def _link(name: Name, links: dict[Name, str]) -> str:
    return f"[{_text(str(name))}](#{links[name]})" if name in links else _text(str(name))


def _table(
    table: Table,
    outgoing: list[Relation],
    incoming: list[Relation],
    links: dict[Name, str],
    dialect: Facts,
    notes: Mapping[str, str],
) -> list[str]:
    anchor = links[table.full_name]
    blocks = [f'<a id="{anchor}"></a>\n\n### {_text(str(table.full_name))}']
    if table.comment:
        blocks.append(_text(table.comment))
    if "" in notes:
        blocks.append(quoted(notes[""]))
    key = frozenset(table.primary_key.columns) if table.primary_key else frozenset[str]()
    rows = [_column(column, key, outgoing, links, dialect) for column in table.columns]
    blocks.append(_grid(("Column", "Type", "Null", "Default", "Key", "Comment"), rows))
    for title, lines in (
        ("Keys", _keys(table)),
        ("Foreign keys", [_foreign_key(item, links) for item in outgoing]),
        ("Indexes", _index_lines(table)),
        ("Referenced by", [_referenced_by(item, links) for item in incoming]),
    ):
        if lines:
            blocks += [f"**{title}**", "\n".join(f"- {line}" for line in lines)]
    return blocks + _notes([column.name for column in table.columns], notes)


def _notes(columns: Iterable[str], notes: Mapping[str, str]) -> list[str]:
    items = [listed(_code(name), notes[name]) for name in columns if name in notes]
    return ["**Notes**", "\n\n".join(items)] if items else []


def _column(
    column: Column,
    key: frozenset[str],
    outgoing: list[Relation],
    links: dict[Name, str],
    dialect: Facts,
) -> tuple[str, ...]:
    targets = [item for item in outgoing if column.name in item.key.columns]
    marks = ["PK"] if column.name in key else []
    marks += [f"FK → {_link(item.target_name, links)}" for item in targets]
    default = _code(column.default) if column.default is not None else ""
    if increments(column) and not default:
        default = "generated"
    if column.generated:
        default = f"= {_code(column.generated.expression)}"
    return (
        _code(column.name),
        _code(dialect.short_type(column.type)),
        "yes" if column.null else "no",
        default,
        ", ".join(marks),
        _text(column.comment),
    )


def _columns(parts: tuple[IndexPart, ...]) -> str:
    return ", ".join(
        _code(part.column or part.expression) + (" descending" if part.desc else "")
        for part in parts
    )


def _named(name: str, rest: str) -> str:
    return f"{_code(name)}: {rest}" if name else rest


def _keys(table: Table) -> list[str]:
    lines = []
    if table.primary_key:
        lines.append(
            _named(table.primary_key.name, f"primary key ({_columns(table.primary_key.parts)})")
        )
    lines += [_named(item.name, f"unique ({_columns(item.parts)})") for item in table.uniques]
    lines += [_named(item.name, f"check {_code(item.expression)}") for item in table.checks]
    lines += [_named(item.name, f"exclude {_code(item.definition)}") for item in table.exclusions]
    return lines


def _foreign_key(item: Relation, links: dict[Name, str]) -> str:
    columns = ", ".join(map(_code, item.key.columns))
    target = f"{_link(item.target_name, links)} ({', '.join(map(_code, item.ref_columns))})"
    actions = [("on delete", item.key.on_delete), ("on update", item.key.on_update)]
    suffix = "".join(f", {event} {action}" for event, action in actions if action)
    return _named(item.key.name, f"({columns}) → {target}{suffix}")


def _index_lines(table: Table) -> list[str]:
    lines = []
    for index in table.indexes:
        words = ["unique"] if index.unique else []
        words += [index.method] if index.method else []
        words.append(f"({_columns(index.parts)})")
        words += [f"where {_code(index.where)}"] if index.where else []
        words += [f"include ({', '.join(map(_code, index.include))})"] if index.include else []
        lines.append(_named(index.name, " ".join(words)))
    return lines


def _referenced_by(item: Relation, links: dict[Name, str]) -> str:
    return f"{_link(item.table.full_name, links)} ({', '.join(map(_code, item.key.columns))})"


def _view(view: View, notes: Mapping[str, str]) -> list[str]:
    kind = " (materialized)" if view.materialized else ""
    longest = max((len(run) for run in re.findall("`+", view.definition)), default=0)
    fence = "`" * max(3, longest + 1)
    blocks = [f"### {_text(str(Name(view.schema, view.name)))}{kind}"]
    if view.comment:
        blocks.append(_text(view.comment))
    if "" in notes:
        blocks.append(quoted(notes[""]))
    blocks += _notes([name for name in notes if name], notes)
    return [*blocks, f"{fence}sql\n{view.definition}\n{fence}"]


def _others(schema: Schema) -> list[str]:
    rows = [
        (item.key.kind.value, _code(str(Name(item.schema, item.name))), _text(item.comment))
        for item in schema.objects()
        if item.key.kind.value not in ("table", "view", "enum")
    ]
    return ["## Other objects", _grid(("Kind", "Name", "Comment"), rows)] if rows else []
