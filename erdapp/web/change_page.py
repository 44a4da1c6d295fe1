"""The side-by-side page: one block for every table and object that changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from erdapp.diff.changes import (
    AddObject,
    AddSchema,
    AddTable,
    Change,
    Changes,
    DropObject,
    DropSchema,
    DropTable,
    ModifyObject,
    ModifySchema,
    ModifyTable,
    RenameColumn,
    RenameObject,
    RenameTable,
    TableChange,
)
from erdapp.schema import Dialect, Enum, Key, Name, Object, Table
from erdapp.web import describe
from erdapp.web.change_rows import (
    ADDED,
    CHANGED,
    DROPPED,
    RENAMED,
    SIGNS,
    ChangeRow,
    aspects_text,
    row,
)


@dataclass(frozen=True)
class ChangeBlock:
    """One object's changes; `table` is the table to link to, None for other objects."""

    mark: str
    kind: str
    title: str
    was: str = ""
    """The old name, of something renamed."""
    rows: tuple[ChangeRow, ...] = ()
    table: Name | None = None

    @property
    def sign(self) -> str:
        return SIGNS[self.mark]

    @property
    def before(self) -> str:
        """Its name in the older version."""
        return self.was or self.title


def change_blocks(changes: Changes, dialect: Dialect) -> tuple[ChangeBlock, ...]:
    """Blocks in the order tables, then other objects; a rename is told with its table's changes."""
    was = {c.after: str(c.before) for c in changes if isinstance(c, RenameTable)}
    modified = {c.after.full_name for c in changes if isinstance(c, ModifyTable)}
    blocks = [
        _block(change, dialect, was)
        for change in changes
        if not (isinstance(change, RenameTable) and change.after in modified)
    ]
    return tuple(sorted(blocks, key=lambda b: (b.table is None, b.title)))


def _block(change: Change, dialect: Dialect, was: dict[Name, str]) -> ChangeBlock:
    match change:
        case AddTable(table=table):
            return _whole_table(ADDED, table, dialect)
        case DropTable(table=table):
            return _whole_table(DROPPED, table, dialect)
        case RenameTable(before=before, after=after):
            return ChangeBlock(RENAMED, "table", str(after), str(before), table=after)
        case ModifyTable(after=table):
            name = table.full_name
            mark = RENAMED if name in was else CHANGED
            rows = tuple(row(inner, dialect) for inner in _renames_first(change))
            return ChangeBlock(mark, "table", str(name), was.get(name, ""), rows, name)
        case AddSchema() | DropSchema() | ModifySchema():
            return _namespace(change)
        case AddObject() | DropObject() | ModifyObject() | RenameObject():
            return _object(change)
        case _:
            assert_never(change)


def _renames_first(change: ModifyTable) -> list[TableChange]:
    return sorted(change.changes, key=lambda inner: not isinstance(inner, RenameColumn))


def _whole_table(mark: str, table: Table, dialect: Dialect) -> ChangeBlock:
    columns = tuple(
        _one_sided(mark, "column", describe.column_text(column, dialect), column.name)
        for column in table.columns
    )
    texts = []
    if table.primary_key:
        texts.append(("primary key", describe.key_text(table.primary_key)))
    texts += [("unique", describe.key_text(unique)) for unique in table.uniques]
    texts += [("foreign key", describe.foreign_key_text(key)) for key in table.foreign_keys]
    texts += [("index", f"{i.name} {describe.index_text(i)}") for i in table.indexes]
    texts += [("check", check.expression) for check in table.checks]
    rows = (*columns, *(_one_sided(mark, what, text) for what, text in texts))
    return ChangeBlock(mark, "table", str(table.full_name), rows=rows, table=table.full_name)


def _one_sided(mark: str, what: str, text: str, column: str = "") -> ChangeRow:
    if mark == ADDED:
        return ChangeRow(mark, what, after=text, new_column=column)
    return ChangeRow(mark, what, text, old_column=column)


def _namespace(change: AddSchema | DropSchema | ModifySchema) -> ChangeBlock:
    match change:
        case AddSchema(namespace=space):
            return ChangeBlock(ADDED, "schema", space.name)
        case DropSchema(namespace=space):
            return ChangeBlock(DROPPED, "schema", space.name)
        case ModifySchema(before=before, after=after):
            rows = tuple(
                ChangeRow(CHANGED, what, old, new)
                for what, old, new in (
                    ("comment", before.comment, after.comment),
                    ("charset", before.charset, after.charset),
                    ("collation", before.collation, after.collation),
                )
                if old != new
            )
            return ChangeBlock(CHANGED, "schema", after.name, rows=rows)
        case _:
            assert_never(change)


def _object(change: AddObject | DropObject | ModifyObject | RenameObject) -> ChangeBlock:
    match change:
        case AddObject(object=item):
            rows = (ChangeRow(ADDED, "definition", after=definition(item)),)
            return ChangeBlock(ADDED, _kind(item.key), _title(item.key), rows=rows)
        case DropObject(object=item):
            rows = (ChangeRow(DROPPED, "definition", definition(item)),)
            return ChangeBlock(DROPPED, _kind(item.key), _title(item.key), rows=rows)
        case ModifyObject(before=before, after=after):
            what = aspects_text(change.aspects) or "definition"
            rows = (ChangeRow(CHANGED, what, definition(before), definition(after)),)
            return ChangeBlock(CHANGED, _kind(after.key), _title(after.key), rows=rows)
        case RenameObject(before=old, after=new):
            return ChangeBlock(RENAMED, _kind(new), _title(new), _title(old))
        case _:
            assert_never(change)


def _kind(key: Key) -> str:
    return key.kind.value


def _title(key: Key) -> str:
    return str(Name(key.schema, key.name))


def definition(item: Object) -> str:
    """The object as people read it: its definition text, or its fields in words."""
    if isinstance(item, Enum):
        return ", ".join(f"'{value}'" for value in item.values)
    if text := getattr(item, "definition", ""):
        return str(text)
    fields = {name: getattr(item, name) for name in item.__struct_fields__}
    words = (
        f"{name.replace('_', ' ')} {value}"
        for name, value in fields.items()
        if name not in ("name", "schema") and value not in ((), "", None, False)
    )
    return ", ".join(words)
