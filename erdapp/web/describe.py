"""Parts of a table in the words and the SQL that people read on pages."""

from __future__ import annotations

from erdapp.dialects import facts
from erdapp.schema import (
    Check,
    Column,
    DataType,
    Dialect,
    ForeignKey,
    Index,
    IndexPart,
    Name,
    PrimaryKey,
    Unique,
)


def short_type(type: DataType, dialect: Dialect) -> str:
    return facts(dialect).short_type(type)


def column_text(column: Column, dialect: Dialect) -> str:
    """`total numeric(12,2) not null default 0`: everything but the comment, on one line."""
    words = [column.name, short_type(column.type, dialect), *column_attributes(column)]
    return " ".join(words)


def column_attributes(column: Column) -> tuple[str, ...]:
    """What a column is beside its name and type, one phrase each."""
    words = [] if column.null else ["not null"]
    if column.default is not None:
        words.append(f"default {column.default}")
    if column.identity:
        words.append("identity always" if column.identity.always else "identity")
    if column.auto_increment:
        words.append("auto increment")
    if column.generated:
        kind = "stored" if column.generated.stored else "virtual"
        words.append(f"generated ({column.generated.expression}) {kind}")
    if column.on_update is not None:
        words.append(f"on update {column.on_update}")
    if column.charset:
        words.append(f"charset {column.charset}")
    if column.collation:
        words.append(f"collate {column.collation}")
    if column.invisible:
        words.append("invisible")
    words += [f"{name} {value}".strip() for name, value in column.options]
    return tuple(words)


def part_text(part: IndexPart) -> str:
    words = [part.column or f"({part.expression})"]
    if part.prefix:
        words[0] += f"({part.prefix})"
    if part.opclass:
        words.append(part.opclass)
    if part.desc:
        words.append("desc")
    if part.nulls:
        words.append(f"nulls {part.nulls}")
    return " ".join(words)


def parts_text(parts: tuple[IndexPart, ...]) -> str:
    return ", ".join(part_text(part) for part in parts)


def index_text(index: Index) -> str:
    """`unique (a, b desc) include (c) where d > 0`."""
    kind = " ".join(word for word in ("unique" if index.unique else "", index.method) if word)
    text = f"{kind} ({parts_text(index.parts)})".strip()
    if index.include:
        text += f" include ({', '.join(index.include)})"
    return f"{text} where {index.where}" if index.where else text


def key_text(key: PrimaryKey | Unique) -> str:
    text = f"({parts_text(key.parts)})"
    return f"{text} {key.deferrable}" if key.deferrable else text


def reference(key: ForeignKey) -> Name:
    return Name(key.ref_schema, key.ref_table)


def foreign_key_text(key: ForeignKey) -> str:
    """`(user_id) → users (id) on delete cascade`."""
    target = f" ({', '.join(key.ref_columns)})" if key.ref_columns else ""
    return f"({', '.join(key.columns)}) → {reference(key)}{target}{actions_text(key)}"


def actions_text(key: ForeignKey) -> str:
    words = [f" on delete {key.on_delete}" if key.on_delete else ""]
    words.append(f" on update {key.on_update}" if key.on_update else "")
    words.append(f" {key.deferrable}" if key.deferrable else "")
    return "".join(words)


def check_text(check: Check) -> str:
    return check.expression
