"""A schema as a Mermaid `erDiagram`, in the shape Atlas prints, with all four crow's feet.

Mermaid's lexer knows few characters and many words; every name is made safe for it, and where
that changes a table's name, the real one is shown as the entity's alias.
"""

from __future__ import annotations

import re

from erdapp.dialects import facts
from erdapp.export.relations import Relation, foreign_key_columns, relations, unique_columns
from erdapp.inference import NO_LINKS, Links
from erdapp.schema import Column, Dialect, Name, Schema, Table

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_NOT_WORD = re.compile(r"[^A-Za-z0-9_]+")
_NOT_IN_TYPE = re.compile(r"[^A-Za-z0-9_()\[\]]+")
_NOT_IN_STRING = re.compile(r"[\x00-\x1f\x7f\\%]+")

_KEYWORDS = frozenset(
    [
        *("accdescr", "acctitle", "class", "classdef", "direction", "end", "erdiagram", "fk"),
        *("many", "one", "only", "optionally", "pk", "style", "subgraph", "title", "to", "u"),
        *("uk", "zero"),
    ]
)
"""Words that the lexer reads as its own wherever they stand, in any case."""


def to_mermaid(schema: Schema, links: Links = NO_LINKS) -> str:
    """The tables of the schema and their foreign keys, other relations dotted; views and other
    objects aren't drawn."""
    ids = _entity_ids(schema)
    lines = ["erDiagram"]
    for table in schema.tables:
        lines += _entity(table, ids, schema.dialect)
    for relation in relations(schema, links):
        lines.append(_relationship(relation, ids))
    return "\n".join(lines) + "\n"


def _entity_ids(schema: Schema) -> dict[Name, str]:
    """An identifier for each table, unique in the diagram, and prefixed where there are more
    namespaces than one."""
    several = len({table.schema for table in schema.tables}) > 1
    default = facts(schema.dialect).default_namespace
    ids: dict[Name, str] = {}
    taken: set[str] = set()
    for table in schema.tables:
        space = table.schema or default
        wanted = _identifier(f"{space}_{table.name}" if several and space else table.name)
        name, number = wanted, 2
        while name.lower() in taken:
            name, number = f"{wanted}_{number}", number + 1
        taken.add(name.lower())
        ids[table.full_name] = name
    return ids


def _identifier(text: str) -> str:
    word = _NOT_WORD.sub("_", text)
    if not word or not _WORD.match(word) or word.lower() in _KEYWORDS:
        return f"_{word}"
    return word


def _string(text: str) -> str:
    return '"' + (_NOT_IN_STRING.sub(" ", text).replace('"', "'") or " ") + '"'


def _entity(table: Table, ids: dict[Name, str], dialect: Dialect) -> list[str]:
    name = ids[table.full_name]
    default = facts(dialect).default_namespace
    space = table.schema or default
    shown = f"{space}.{table.name}" if name != _identifier(table.name) and space else table.name
    head = name if name == shown else f"{name}[{_string(shown)}]"
    if not table.columns:
        return [f"    {head}"]
    primary = frozenset(table.primary_key.columns) if table.primary_key else frozenset[str]()
    foreign, unique = foreign_key_columns(table), unique_columns(table)
    lines = [f"    {head} {{"]
    for column in table.columns:
        marks = [
            mark
            for mark, members in (("PK", primary), ("FK", foreign), ("UK", unique))
            if column.name in members
        ]
        lines.append(f"      {_attribute(column, marks, dialect)}")
    return [*lines, "    }"]


def _attribute(column: Column, marks: list[str], dialect: Dialect) -> str:
    kind = _NOT_IN_TYPE.sub("_", facts(dialect).short_type(column.type)).strip("_")
    if not _WORD.match(kind[:1]) or kind.lower() in _KEYWORDS:
        kind = f"_{kind}"
    words = [kind, _identifier(column.name)]
    if marks:
        words.append(",".join(marks))
    if column.comment:
        words.append(_string(column.comment))
    return " ".join(words)


def _relationship(relation: Relation, ids: dict[Name, str]) -> str:
    child = ids[relation.table.full_name]
    parent = ids.get(relation.target_name) or _identifier(relation.key.ref_table)
    line = ".." if relation.why else "--"
    feet = ("|o" if relation.single else "}o") + line + ("o|" if relation.optional else "||")
    label = relation.key.name or "_".join(relation.key.columns)
    plain = _WORD.match(label) and label.lower() not in _KEYWORDS
    return f"    {child} {feet} {parent} : {label if plain else _string(label)}"
