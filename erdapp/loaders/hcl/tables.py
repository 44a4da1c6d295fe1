"""`table` blocks: columns, keys, indexes, checks, partitions."""

from __future__ import annotations

from erdapp.loaders.base import Origin
from erdapp.loaders.hcl.fields import Fields
from erdapp.loaders.hcl.keys import (
    checks,
    exclusions,
    foreign_keys,
    indexes,
    primary_key,
    uniques,
)
from erdapp.loaders.hcl.names import Names
from erdapp.loaders.hcl.types import column_type, default_text
from erdapp.loaders.sql.draft import ColumnDraft, TableDraft
from erdapp.loaders.sql.foreign_keys import add_implicit_indexes
from erdapp.loaders.sql.serial import SERIAL_TYPES, make_serial
from erdapp.loaders.sql.settle import settle_columns
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Dialect, Generated, Identity, Name, Partition, PartitionChild

_TABLE_WORDS = ("engine", "charset", "collate", "strict", "without_rowid")
_MYSQL = (Dialect.MYSQL, Dialect.MARIADB)


def read_table(block: Fields, names: Names, state: LoadState) -> None:
    """Put the table into the state."""
    name = names.own(block)
    table = TableDraft(name, line=block.line)
    table.comment = block.text("comment")
    table.row_security = _row_security(block)
    table.inherits = block.texts("inherits")
    table.options = block.options(*_TABLE_WORDS)
    block.value("auto_increment")  # the next number is data
    for inner in block.blocks("column"):
        _column(inner, table, names, state)
    if inner_key := block.block_of("primary_key"):
        table.set_primary_key(primary_key(inner_key), state.facts)
    for index in indexes(block, state):
        table.add_index(index, state.facts)
    for unique in uniques(block, state):
        table.add_unique(unique, state.facts)
    for check in checks(block, state):
        table.add_check(check, state.facts)
    table.exclusions = exclusions(block)
    for key in foreign_keys(block, name, names):
        named = table.add_foreign_key(key, state.facts)
        if state.dialect in _MYSQL:
            waiting = state.pending_indexes.setdefault(name, [])
            waiting.append((named.columns, named.name))
    if partition := block.block_of("partition"):
        table.partition = _partition(partition, name, names, state)
    add_implicit_indexes(state, table)
    settle_columns(state, table)
    state.add_table(table.table(), block.line)
    block.done()


def _row_security(block: Fields) -> str:
    if inner := block.block_of("row_security"):
        enabled, forced = inner.flag("enabled"), inner.flag("enforced")
        return "forced" if forced else "enabled" if enabled else ""
    return block.word("row_security")


def _column(block: Fields, table: TableDraft, names: Names, state: LoadState) -> None:
    type, raw = column_type(block, names, state)
    draft = ColumnDraft(block.name, type)
    draft.null = block.flag("null")
    draft.default = default_text(block, state)
    draft.default_name = block.text("default_name")
    draft.auto_increment = block.flag("auto_increment")
    draft.charset, draft.collation = block.text("charset"), block.text("collate")
    draft.invisible = block.flag("invisible")
    draft.comment = block.text("comment")
    draft.options = block.options()
    if text := block.text("on_update"):
        draft.on_update = state.facts.normal_expression(text)
    draft.generated = _generated(block, state)
    if identity := block.block_of("identity"):
        draft.identity = _identity(identity)
    if type.name in SERIAL_TYPES and state.dialect in SERIAL_TYPES[type.name]:
        make_serial(state, table, draft)
    if not table.append(draft.column(state.default), state.facts):
        raise block.error(f"table {table.name} has the column {block.name} twice")
    state.origins[f"{table.name}.{block.name}"] = Origin(block.block.file, block.line, raw)
    block.done()


def _generated(block: Fields, state: LoadState) -> Generated | None:
    inner = block.block_of("as")
    text = inner.text("expr") if inner else block.text("as")
    if not text:
        return None
    kind = inner.word("type") if inner else ""
    stored = kind in ("stored", "persisted")
    if not kind:
        stored = state.dialect is Dialect.POSTGRES
    return Generated(state.facts.normal_expression(text), stored)


def _identity(block: Fields) -> Identity:
    start, step = block.number("start"), block.number("increment")
    seed = block.number("seed")
    identity = Identity(
        always=block.word("generated") == "always",
        start=next((number for number in (start, seed) if number is not None), 1),
        increment=1 if step is None else step,
        options=tuple(sorted(block.options("cache", "minvalue", "maxvalue", "cycle").items())),
    )
    block.done()
    return identity


def _partition(block: Fields, table: Name, names: Names, state: LoadState) -> Partition:
    key = block.text("key")
    if not key:
        quote = state.facts.quote
        parts = [quote(name) for name in block.columns("columns")]
        for part in block.blocks("by"):
            parts += [quote(name) for name in part.columns("column")] or [part.text("expr")]
        key = state.facts.normal_expression(", ".join(parts))
    partition = Partition(
        strategy=block.word("type"),
        key=key,
        options=tuple(sorted(block.options().items())),
        children=tuple(_child(inner, table, names, state) for inner in block.blocks("child")),
    )
    block.done()
    return partition


def _child(block: Fields, table: Name, names: Names, state: LoadState) -> PartitionChild:
    key, inner = block.block_of("primary_key"), block.block_of("partition")
    child = PartitionChild(
        name=block.name,
        schema=names.namespace(block),
        bound=block.text("bound"),
        options=tuple(sorted(block.options().items())),
        primary_key=primary_key(key) if key else None,
        uniques=tuple(uniques(block, state)),
        foreign_keys=tuple(foreign_keys(block, table, names)),
        checks=tuple(checks(block, state)),
        indexes=tuple(indexes(block, state)),
        partition=_partition(inner, table, names, state) if inner else None,
    )
    block.done()
    return child
