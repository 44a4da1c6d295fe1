"""A schema as DBML (dbml.dbdiagram.io): tables, enums, indexes, checks, references, notes."""

from __future__ import annotations

import re

from msgspec.structs import replace

from erdapp.dialects import facts
from erdapp.dialects.base import Facts
from erdapp.export.relations import Relation, increments, relations
from erdapp.inference import NO_LINKS, Links
from erdapp.schema import Column, DataType, Index, IndexPart, Name, Schema, Table

_DATABASE_TYPES = {
    "postgres": "PostgreSQL",
    "mysql": "MySQL",
    "mariadb": "MariaDB",
    "sqlite": "SQLite",
    "mssql": "SQL Server",
}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z")
_STRING = re.compile(r"N?'(?:[^']|'')*'\Z")
_PLAIN_TYPE = re.compile(r"[a-z_][a-z0-9_]*(?:\(\w+(?:, ?\w+)*\))?\Z")


def to_dbml(schema: Schema, links: Links = NO_LINKS) -> str:
    """All that DBML can say about the schema; what it can't (views, triggers) is left out."""
    dialect = facts(schema.dialect)
    blocks = [f"Project {{\n  database_type: '{_DATABASE_TYPES[schema.dialect]}'\n}}"]
    for enum in schema.enums:
        blocks.append(_enum(_name(enum.schema, enum.name), enum.values, enum.comment))
    for table in schema.tables:
        for column in table.columns:
            if _is_inline_enum(column.type):
                name = _name(table.schema, _inline_enum_name(table, column))
                blocks.append(_enum(name, column.type.args, ""))
    enums = frozenset(Name(enum.schema, enum.name) for enum in schema.enums)
    blocks += [_table(table, dialect, enums) for table in schema.tables]
    blocks += [_reference(relation) for relation in relations(schema, links) if relation.target]
    return "\n\n".join(blocks) + "\n"


def _quoted(text: str) -> str:
    """An identifier in double quotes; line breaks have no place in one."""
    clean = re.sub(r"[\r\n]+", " ", text).replace("\\", "\\\\")
    return '"' + clean.replace('"', '\\"') + '"'


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'''{escaped}'''" if "\n" in text else f"'{escaped}'"


def _expression(text: str) -> str:
    """An expression between backticks, which DBML has no way to escape inside of one."""
    return "`" + text.replace("`", '"') + "`"


def _name(schema: str, name: str) -> str:
    return f"{_quoted(schema)}.{_quoted(name)}" if schema else _quoted(name)


def _enum(name: str, values: tuple[str, ...], comment: str) -> str:
    if not _sayable(values):
        listed = ", ".join(_string(value) for value in values).splitlines()
        return f"// Enum {name} holds what DBML has no word for: {' '.join(listed)}"
    lines = [f"Enum {name} {{", *(f"  {_quoted(value)}" for value in values), "}"]
    return "\n".join([f"// {line}" for line in comment.splitlines()] + lines)


def _is_inline_enum(kind: DataType) -> bool:
    return kind.name == "enum" and not kind.user and _sayable(kind.args)


def _sayable(values: tuple[str, ...]) -> bool:
    """DBML has neither empty enums nor empty values in one."""
    return bool(values) and all(values)


def _inline_enum_name(table: Table, column: Column) -> str:
    return f"{table.name}_{column.name}_enum"


def _table(table: Table, dialect: Facts, enums: frozenset[Name]) -> str:
    lines = [f"Table {_name(table.schema, table.name)} {{"]
    lines += [_column(table, column, dialect, enums) for column in table.columns]
    if indexes := _indexes(table, dialect):
        lines += ["", "  indexes {", *(f"    {line}" for line in indexes), "  }"]
    if table.checks:
        lines += ["", "  checks {"]
        for check in table.checks:
            name = f" [name: {_string(check.name)}]" if check.name else ""
            lines.append(f"    {_expression(check.expression)}{name}")
        lines.append("  }")
    if table.comment:
        lines += ["", f"  Note: {_string(table.comment)}"]
    return "\n".join([*lines, "}"])


def _plain_key(table: Table, dialect: Facts) -> str:
    """The one column of a primary key that has the name the server gives it; else empty."""
    key = table.primary_key
    if key is None or len(key.parts) != 1:
        return ""
    usual = key.name in ("", dialect.primary_key_name(replace(table, primary_key=None)))
    return key.columns[0] if usual else ""


def _column(table: Table, column: Column, dialect: Facts, enums: frozenset[Name]) -> str:
    settings = []
    if _plain_key(table, dialect) == column.name:
        settings.append("pk")
    if increments(column):
        settings.append("increment")
    if not column.null:
        settings.append("not null")
    if any(unique.columns == (column.name,) and not unique.name for unique in table.uniques):
        settings.append("unique")
    if column.default is not None:
        settings.append(f"default: {_default(column.default)}")
    if column.comment:
        settings.append(f"note: {_string(column.comment)}")
    suffix = f" [{', '.join(settings)}]" if settings else ""
    return f"  {_quoted(column.name)} {_type(table, column, dialect, enums)}{suffix}"


def _type(table: Table, column: Column, dialect: Facts, enums: frozenset[Name]) -> str:
    kind = column.type
    if _is_inline_enum(kind):
        return _name(table.schema, _inline_enum_name(table, column))
    name = Name(kind.schema, kind.name)
    if kind.user and (kind == dialect.parse_type(str(name)) or _is_one(kind, name, enums)):
        return _name(*name)
    text = dialect.type_sql(kind)
    return text if _PLAIN_TYPE.match(text) else _quoted(text)


def _is_one(kind: DataType, name: Name, enums: frozenset[Name]) -> bool:
    return name in enums and not kind.dimensions and not kind.args


def _default(text: str) -> str:
    if _NUMBER.match(text) or text.lower() in ("true", "false", "null"):
        return text.lower()
    if _STRING.match(text):
        return _string(text[text.index("'") + 1 : -1].replace("''", "'"))
    return _expression(text)


def _indexes(table: Table, dialect: Facts) -> list[str]:
    lines = []
    key = table.primary_key
    if key and not _plain_key(table, dialect):
        name = [f"name: {_string(key.name)}"] if key.name else []
        lines.append(f"{_parts(key.parts)} [{', '.join(['pk', *name])}]")
    for unique in table.uniques:
        if len(unique.parts) > 1 or unique.name:
            name = [f"name: {_string(unique.name)}"] if unique.name else []
            lines.append(f"{_parts(unique.parts)} [{', '.join(['unique', *name])}]")
    return lines + [_index(index) for index in table.indexes]


def _index(index: Index) -> str:
    settings = ["unique"] if index.unique else []
    if index.name:
        settings.append(f"name: {_string(index.name)}")
    if index.method:
        settings.append(f"type: {index.method if index.method.isidentifier() else 'btree'}")
    if index.comment or index.where:
        where = f"where {index.where}" if index.where else ""
        settings.append(f"note: {_string('; '.join(filter(None, (index.comment, where))))}")
    return f"{_parts(index.parts)} [{', '.join(settings)}]" if settings else _parts(index.parts)


def _parts(parts: tuple[IndexPart, ...]) -> str:
    texts = [
        _quoted(part.column) if part.column else _expression(part.expression) for part in parts
    ]
    return texts[0] if len(texts) == 1 else f"({', '.join(texts)})"


def _reference(relation: Relation) -> str:
    key = relation.key
    arrow = "-" if relation.single else ">"
    name = f" {_quoted(key.name)}" if key.name else ""
    child = _end(relation.table.schema, relation.table.name, key.columns)
    parent = _end(key.ref_schema, key.ref_table, relation.ref_columns)
    actions = [("delete", key.on_delete), ("update", key.on_update)]
    settings = ", ".join(f"{event}: {action}" for event, action in actions if action)
    suffix = f" [{settings}]" if settings else ""
    why = f"// {' '.join(relation.why.split())}\n" if relation.why else ""
    return f"{why}Ref{name}: {child} {arrow} {parent}{suffix}"


def _end(schema: str, table: str, columns: tuple[str, ...]) -> str:
    names = [_quoted(column) for column in columns]
    inside = names[0] if len(names) == 1 else f"({', '.join(names)})"
    return f"{_name(schema, table)}.{inside}"
