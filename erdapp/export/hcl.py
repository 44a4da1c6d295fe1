"""A schema as Atlas HCL: blocks for schemas, tables and all other objects."""

from __future__ import annotations

from collections import Counter

from erdapp.dialects import facts
from erdapp.export import hcl_objects, hcl_text
from erdapp.export.hcl_text import Block
from erdapp.export.hcl_types import TypeWriter, default
from erdapp.schema import (
    Check,
    Column,
    Exclusion,
    ForeignKey,
    Identity,
    Index,
    IndexPart,
    Name,
    Namespace,
    Partition,
    PartitionChild,
    PrimaryKey,
    Schema,
    Table,
    Unique,
)

_UNNAMED_SCHEMA = "main"
"""Stands for the connected database where the dialect has no default namespace (MySQL)."""


def to_hcl(schema: Schema, database: str = "") -> str:
    """The whole schema. Objects that are kept as their text carry it in `as`. `database` is the
    connected one of MySQL, which Atlas has as the name of the schema."""
    writer = _Writer(schema, database)
    blocks = [writer.table(table) for table in schema.tables]
    blocks += hcl_objects.blocks(schema, writer.types, writer.place, index_block)
    blocks += [writer.namespace(name) for name in writer.names()]
    return "\n".join("\n".join(block.lines()) for block in blocks) + "\n"


class _Writer:
    """The blocks of one schema; knows its namespaces and which table names are ambiguous."""

    def __init__(self, schema: Schema, database: str) -> None:
        self.types = TypeWriter(schema)
        own = facts(schema.dialect).default_namespace
        self._default = own or database or _UNNAMED_SCHEMA
        self._home_first = not own
        declared = {space.name or self._default: space for space in schema.namespaces}
        used = {self._space(item.schema) for item in schema.objects()}
        self.namespaces = {
            name: declared.get(name, Namespace(name=name))
            for name in used | declared.keys() | {self._default}
        }
        self._same = Counter(table.name for table in schema.tables)

    def names(self) -> list[str]:
        """The namespaces in order. In MySQL the first is the one that files call their own."""
        found = sorted(self.namespaces)
        return sorted(found, key=lambda name: name != self._default) if self._home_first else found

    def _space(self, schema: str) -> str:
        return schema or self._default

    def place(self, schema: str) -> str:
        """`schema.public`"""
        return hcl_text.reference("schema", self._space(schema))

    def namespace(self, name: str) -> Block:
        space, block = self.namespaces[name], Block("schema", name)
        block.text("charset", space.charset)
        block.text("collate", space.collation)
        block.text("comment", space.comment)
        return block

    def _path(self, name: Name) -> tuple[str, ...]:
        """The labels of a table: its namespace comes first where the name alone is ambiguous."""
        return (name.name,) if self._same[name.name] == 1 else (self._space(name.schema), name.name)

    def table(self, table: Table) -> Block:
        block = Block("table", *self._path(table.full_name))
        block.set("schema", self.place(table.schema))
        block.text("comment", table.comment)
        if table.row_security:
            forced = table.row_security == "forced"
            block.set("row_security", hcl_text.word("forced" if forced else "enabled"))
        if table.inherits:
            block.set("inherits", hcl_text.strings(table.inherits))
        block.options(table.options, _TABLE_WORDS)
        for column in table.columns:
            block.add(self._column(column))
        if table.primary_key:
            block.add(_primary_key(table.primary_key))
        for key in table.foreign_keys:
            block.add(self._foreign_key(table, key))
        for index in table.indexes:
            block.add(index_block(index))
        for unique in table.uniques:
            block.add(_unique(unique))
        for check in table.checks:
            block.add(_check(check))
        for exclusion in table.exclusions:
            block.add(_exclusion(exclusion))
        if table.partition:
            block.add(self._partition(table, table.partition))
        return block

    def _column(self, column: Column) -> Block:
        block = Block("column", column.name)
        block.set("null", str(column.null).lower())
        self.types.column(block, column)
        if column.default is not None:
            block.set("default", default(column.default))
        block.text("default_name", column.default_name)
        if column.auto_increment:
            block.set("auto_increment", "true")
        if column.on_update:
            block.set("on_update", hcl_text.sql(column.on_update))
        block.text("charset", column.charset)
        block.text("collate", column.collation)
        if column.invisible:
            block.set("invisible", "true")
        block.text("comment", column.comment)
        block.options(column.options)
        if column.generated:
            inner = Block("as")
            inner.set("expr", hcl_text.string(column.generated.expression))
            inner.set("type", "STORED" if column.generated.stored else "VIRTUAL")
            block.add(inner)
        if column.identity:
            block.add(_identity(column.identity))
        return block

    def _foreign_key(self, table: Table, key: ForeignKey) -> Block:
        block = Block("foreign_key", *([key.name] if key.name else []))
        block.set("columns", _columns(key.columns))
        target = Name(key.ref_schema, key.ref_table)
        own = target == table.full_name
        path = () if own else ("table", *self._path(target))
        if key.ref_columns:
            names = ", ".join(hcl_text.reference(*path, "column", it) for it in key.ref_columns)
            block.set("ref_columns", f"[{names}]")
        else:
            block.set("ref_table", hcl_text.reference("table", *self._path(target)))
        for event, action in (("on_update", key.on_update), ("on_delete", key.on_delete)):
            block.set(event, hcl_text.word(action or "no action"))
        if key.match:
            block.set("match", hcl_text.word(key.match))
        if key.deferrable:
            block.set("deferrable", hcl_text.word(key.deferrable))
        _state(block, key)
        return block

    def _partition(self, table: Table, partition: Partition) -> Block:
        block = Block("partition")
        block.set("type", hcl_text.word(partition.strategy))
        block.text("key", partition.key)
        block.options(partition.options)
        for child in partition.children:
            block.add(self._child(table, child))
        return block

    def _child(self, table: Table, child: PartitionChild) -> Block:
        block = Block("child", child.name)
        if child.schema:
            block.set("schema", self.place(child.schema))
        block.text("bound", child.bound)
        block.options(child.options)
        if child.primary_key:
            block.add(_primary_key(child.primary_key))
        for key in child.foreign_keys:
            block.add(self._foreign_key(table, key))
        for index in child.indexes:
            block.add(index_block(index))
        for unique in child.uniques:
            block.add(_unique(unique))
        for check in child.checks:
            block.add(_check(check))
        if child.partition:
            block.add(self._partition(table, child.partition))
        return block


_TABLE_WORDS = frozenset({"engine", "charset", "collate", "strict", "without_rowid"})
"""Options of tables that Atlas has an attribute for."""


def _state(block: Block, item: ForeignKey | Check) -> None:
    """Whether the server checks a constraint, and what is said about it."""
    if not item.validated:
        block.set("validated", "false")
    if not item.enforced:
        block.set("enforced", "false")
    block.text("comment", item.comment)


def _check(check: Check) -> Block:
    block = Block("check", *([check.name] if check.name else []))
    block.set("expr", hcl_text.string(check.expression))
    if check.no_inherit:
        block.set("no_inherit", "true")
    _state(block, check)
    return block


def _exclusion(exclusion: Exclusion) -> Block:
    block = Block("exclude", *([exclusion.name] if exclusion.name else []))
    block.set("as", hcl_text.string(exclusion.definition))
    block.text("comment", exclusion.comment)
    return block


def _columns(names: tuple[str, ...]) -> str:
    return f"[{', '.join(hcl_text.reference('column', name) for name in names)}]"


def _identity(identity: Identity) -> Block:
    block = Block("identity")
    block.set("generated", "ALWAYS" if identity.always else "BY_DEFAULT")
    if identity.start != 1:
        block.set("start", str(identity.start))
    if identity.increment != 1:
        block.set("increment", str(identity.increment))
    block.options(identity.options)
    return block


def _primary_key(key: PrimaryKey) -> Block:
    block = Block("primary_key", *([key.name] if key.name else []))
    _put_parts(block, key.parts)
    if key.include:
        block.set("include", _columns(key.include))
    _key_state(block, key)
    return block


def _key_state(block: Block, key: PrimaryKey | Unique) -> None:
    if key.deferrable:
        block.set("deferrable", hcl_text.word(key.deferrable))
    block.text("comment", key.comment)
    block.options(key.options)


def _unique(unique: Unique) -> Block:
    block = Block("unique", *([unique.name] if unique.name else []))
    _put_parts(block, unique.parts)
    if unique.include:
        block.set("include", _columns(unique.include))
    if not unique.nulls_distinct:
        block.set("nulls_distinct", "false")
    _key_state(block, unique)
    return block


def index_block(index: Index) -> Block:
    """An index of a table or of a materialized view."""
    block = Block("index", index.name)
    if index.unique:
        block.set("unique", "true")
    if index.method:
        block.set("type", hcl_text.word(index.method))
    _put_parts(block, index.parts)
    block.text("where", index.where)
    if index.include:
        block.set("include", _columns(index.include))
    if not index.nulls_distinct:
        block.set("nulls_distinct", "false")
    if index.clustered:
        block.set("clustered", "true")
    if index.invisible:
        block.set("invisible", "true")
    block.text("comment", index.comment)
    block.options(index.options)
    return block


def _put_parts(block: Block, parts: tuple[IndexPart, ...]) -> None:
    """`columns = […]` where that says it all, an `on` block for each part where it doesn't."""
    plain = tuple(part.column for part in parts)
    if parts == tuple(IndexPart(column) for column in plain) and all(plain):
        block.set("columns", _columns(plain))
        return
    for part in parts:
        inner = Block("on")
        if part.desc:
            inner.set("desc", "true")
        if part.column:
            inner.set("column", hcl_text.reference("column", part.column))
        inner.text("expr", part.expression)
        if part.prefix:
            inner.set("prefix", str(part.prefix))
        if part.nulls:
            inner.set("nulls_first" if part.nulls == "first" else "nulls_last", "true")
        inner.text("ops", part.opclass)
        inner.text("collate", part.collation)
        block.add(inner)
