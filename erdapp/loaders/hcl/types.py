"""Column types and defaults from their HCL spelling."""

from __future__ import annotations

from erdapp.loaders.hcl.evaluate import Called, Ref, Value, as_text
from erdapp.loaders.hcl.fields import Fields, is_number, sql_text
from erdapp.loaders.hcl.names import Names
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import DataType, Dialect

SPACED = {
    word.replace(" ", "_"): word
    for word in (
        "double precision",
        "character varying",
        "bit varying",
        "national character",
        "national character varying",
        "timestamp with time zone",
        "timestamp without time zone",
        "time with time zone",
        "time without time zone",
        "long varchar",
        "native character",
        "varying character",
        "unsigned big int",
    )
}
"""Types of several words, which HCL writes with underscores."""


def column_type(block: Fields, names: Names, state: LoadState) -> tuple[DataType, str]:
    """The type that the attribute `type` says, and how it is spelled there."""
    value = block.value("type")
    if isinstance(value, Ref) and (name := names.type(value)):
        return DataType(name.name, schema=name.schema, user=True), ".".join(value.path)
    text = _type_text(value, state)
    if not text and (block.has("type") or not _may_lack_type(block, state)):
        raise block.error("a column needs a type", "type")
    for word in ("unsigned", "zerofill"):
        if block.flag(word):
            text += f" {word}"
    return state.type(text), text


def _may_lack_type(block: Fields, state: LoadState) -> bool:
    """SQLite's columns, and the computed ones of SQL Server, whose type is their expression's."""
    computed = bool(block.blocks("as")) or block.has("as")
    return state.dialect is Dialect.SQLITE or (state.dialect is Dialect.MSSQL and computed)


def _type_text(value: Value, state: LoadState) -> str:
    if (text := sql_text(value)) is not None:
        return text
    if isinstance(value, Called):
        enum = value.name in ("enum", "set")
        arguments = [
            state.facts.string(item) if enum and isinstance(item, str) else _argument(item)
            for item in value.arguments
        ]
        # The words behind the arguments come last: `timestamp(3) with time zone`.
        name, _, tail = SPACED.get(value.name, value.name).partition(" with")
        return f"{name}({', '.join(arguments)})" + (f" with{tail}" if tail else "")
    if isinstance(value, Ref):
        name = value.path[-1]
        return SPACED.get(name, name)
    return value if isinstance(value, str) else ""


def _argument(value: Value) -> str:
    if isinstance(value, Ref):
        return value.path[-1].lower()
    return as_text(value) or ""


def default_text(block: Fields, state: LoadState) -> str | None:
    """The SQL of the attribute `default`; None when there is none."""
    value = block.value("default")
    if value is None:
        return None
    if (text := sql_text(value)) is not None:
        return text
    if isinstance(value, Ref):
        return value.path[-1] if len(value.path) == 1 else state.facts.string(value.path[-1])
    text = as_text(value)
    if text is None:
        raise block.error('default must be a value or sql("…")', "default")
    if isinstance(value, bool) and state.dialect is Dialect.MSSQL:
        return "1" if value else "0"
    return text if is_number(value) else state.facts.string(text)
