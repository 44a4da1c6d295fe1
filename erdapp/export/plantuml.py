"""A schema as a PlantUML entity diagram in crow's foot notation."""

from __future__ import annotations

import re

from erdapp.dialects import facts
from erdapp.dialects.base import Facts
from erdapp.export.relations import foreign_key_columns, increments, relations
from erdapp.inference import NO_LINKS, Links
from erdapp.schema import Column, Name, Schema, Table, View

_NOT_WORD = re.compile(r"[^A-Za-z0-9_]+")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f]+")


def to_plantuml(schema: Schema, links: Links = NO_LINKS) -> str:
    """Entities with their columns (`*` is NOT NULL, the key above the line), views, relations."""
    dialect = facts(schema.dialect)
    names = [table.full_name for table in schema.tables]
    names += [Name(view.schema, view.name) for view in schema.views]
    aliases = _aliases(names)
    lines = ["@startuml", "hide circle", "hide empty members", "skinparam linetype ortho", ""]
    for table in schema.tables:
        lines += _entity(table, aliases[table.full_name], dialect)
    for view in schema.views:
        lines += _view(view, aliases[Name(view.schema, view.name)])
    for relation in relations(schema, links):
        if (parent := aliases.get(relation.target_name)) is None:
            continue
        line = ".." if relation.why else "--"
        feet = ("|o" if relation.optional else "||") + line + ("o|" if relation.single else "o{")
        label = _text(relation.key.name or ", ".join(relation.key.columns))
        lines.append(f"{parent} {feet} {aliases[relation.table.full_name]} : {label}")
    return "\n".join([*lines, "@enduml"]) + "\n"


def _aliases(names: list[Name]) -> dict[Name, str]:
    aliases: dict[Name, str] = {}
    taken: set[str] = set()
    for name in names:
        wanted = "e_" + _NOT_WORD.sub("_", str(name))
        alias, number = wanted, 2
        while alias in taken:
            alias, number = f"{wanted}_{number}", number + 1
        taken.add(alias)
        aliases[name] = alias
    return aliases


def _text(text: str) -> str:
    """A text that means nothing to PlantUML: no quotes, tags, directives or creole marks.

    `<U+…>` is PlantUML's own way to write a character by its number.
    """
    clean = _UNSAFE.sub(" ", text)
    plain = " .,()" if "__" in clean else " _.,()"
    return "".join(
        char if char.isalnum() or char in plain else f"<U+{ord(char):04X}>" for char in clean
    )


def _entity(table: Table, alias: str, dialect: Facts) -> list[str]:
    key = frozenset(table.primary_key.columns) if table.primary_key else frozenset[str]()
    foreign = foreign_key_columns(table)
    lines = [f'entity "{_text(str(table.full_name))}" as {alias} {{']
    top = [column for column in table.columns if column.name in key]
    rest = [column for column in table.columns if column.name not in key]
    lines += [_column(column, foreign, dialect) for column in top]
    # The line keeps PlantUML from sorting `varchar(255)` among the methods of a class.
    lines.append("  --")
    lines += [_column(column, foreign, dialect) for column in rest]
    lines.append("}")
    if table.comment:
        lines += [f"note bottom of {alias}", f"  {_text(table.comment)}", "end note"]
    return [*lines, ""]


def _column(column: Column, foreign: frozenset[str], dialect: Facts) -> str:
    mark = "  " if column.null else "  * "
    stereotypes = []
    if increments(column):
        stereotypes.append("<<generated>>")
    if column.name in foreign:
        stereotypes.append("<<FK>>")
    kind = _text(dialect.short_type(column.type))
    return " ".join([f"{mark}{_text(column.name)} : {kind}", *stereotypes])


def _view(view: View, alias: str) -> list[str]:
    name = _text(str(Name(view.schema, view.name)))
    kind = "materialized view" if view.materialized else "view"
    lines = [f'entity "{name}" as {alias} <<{kind}>> {{']
    lines += [f"  {_text(column.name)}" for column in view.columns]
    return [*lines, "}", ""]
