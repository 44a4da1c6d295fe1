"""Which changes MySQL and MariaDB make in place while the table is read and written.

MySQL 8.0 Reference Manual, 17.12.1 "Online DDL Operations"; MariaDB Knowledge Base, "InnoDB Online
DDL Operations with the INPLACE Alter Algorithm". Where those say nothing, the answer is no.
"""

from __future__ import annotations

from collections.abc import Iterable

from erdapp.diff.changes import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddIndex,
    AddPrimaryKey,
    Aspect,
    DropCheck,
    DropColumn,
    DropPrimaryKey,
    ModifyAttr,
    ModifyCheck,
    ModifyColumn,
    ModifyForeignKey,
    ModifyIndex,
    ModifyPrimaryKey,
    ModifyTable,
    RenameConstraint,
    TableChange,
)
from erdapp.schema import Column, Index, Table

ONLINE = ("ALGORITHM=INPLACE", "LOCK=NONE")
"""The clauses that make the server refuse rather than lock."""

COPIES = "the server copies the table"
_SETTINGS = frozenset(
    {"comment", "auto_increment", "row_format", "key_block_size", "stats_persistent"}
)
_EASY = frozenset({Aspect.DEFAULT, Aspect.NULL, Aspect.COMMENT, Aspect.POSITION, Aspect.TYPE})
_BYTES = {"latin1": 1, "ascii": 1, "binary": 1, "utf8": 3, "utf8mb3": 3, "utf8mb4": 4}


def obstacles(change: ModifyTable) -> list[str]:
    """Why the change cannot be made online, one reason each; empty when it can."""
    table = change.before
    engine = dict(table.options).get("engine", "InnoDB")
    if engine.lower() != "innodb":
        return [f"the engine is {engine}"]
    found = [
        reason for part in change.changes if (reason := _obstacle(table, part, change.changes))
    ]
    if _has_fulltext(table) and any(_rebuilds(part) for part in change.changes):
        found.append("a table with a FULLTEXT or SPATIAL index is rebuilt under a lock")
    return list(dict.fromkeys(found))


def adds_keys() -> str:
    """Why foreign keys are never added online."""
    return f"a foreign key is checked while it is added: {COPIES}"


def not_online(reasons: Iterable[str]) -> str:
    """The warning of a statement that locks writers out after all."""
    return f"not online: {'; '.join(reasons)}"


def _obstacle(table: Table, part: TableChange, all_parts: tuple[TableChange, ...]) -> str:
    match part:
        case AddColumn(column):
            return _added(column, all_parts)
        case DropColumn(column):
            return _alone(column, all_parts)
        case ModifyColumn():
            return _modified(table, part)
        case AddIndex(index) | ModifyIndex(after=index):
            return _index(index)
        case DropPrimaryKey():
            again = any(isinstance(other, AddPrimaryKey) for other in all_parts)
            return "" if again else f"the primary key is dropped: {COPIES}"
        case AddCheck() | ModifyCheck() | DropCheck() | RenameConstraint():
            return f"a check is changed: {COPIES}"
        case ModifyAttr(name):
            apart = name == "partition"  # in a statement of its own
            return "" if apart or name in _SETTINGS else f"the table's {name} changes: {COPIES}"
        case AddForeignKey() | ModifyForeignKey():
            return adds_keys()
        case _:
            return ""


def _added(column: Column, all_parts: tuple[TableChange, ...]) -> str:
    if column.auto_increment:
        return f'"{column.name}" numbers the rows: writers wait'
    if column.generated and column.generated.stored:
        return f'"{column.name}" is computed for each row: {COPIES}'
    if column.default is not None and "(" in column.default and not column.generated:
        return f'"{column.name}" has an expression for default: {COPIES}'
    return _alone(column, all_parts)


def _alone(column: Column, all_parts: tuple[TableChange, ...]) -> str:
    """A virtual column comes and goes in place, but with nothing else in the statement."""
    virtual = column.generated is not None and not column.generated.stored
    if virtual and len(all_parts) > 1:
        return f'"{column.name}" is virtual and not changed alone: {COPIES}'
    return ""


def _modified(table: Table, part: ModifyColumn) -> str:
    name = part.after.name
    if part.before.generated or part.after.generated:
        return f'"{name}" is computed: {COPIES}'
    if set(part.aspects) - _EASY:
        what = ", ".join(aspect.value for aspect in part.aspects if aspect not in _EASY)
        return f'"{name}" changes its {what}: {COPIES}'
    if Aspect.TYPE in part.aspects and not _extends(table, part):
        return f'"{name}" changes its type: {COPIES}'
    return ""


def _extends(table: Table, part: ModifyColumn) -> bool:
    """Whether the new type only has room for more, stored as before."""
    before, after = part.before.type, part.after.type
    if before.name != after.name or before.modifiers != after.modifiers:
        return False
    if before.name in ("enum", "set"):
        more = after.args[: len(before.args)] == before.args
        return more and _stored(before.name, before.args) == _stored(before.name, after.args)
    if before.name != "varchar":
        return False
    old, new = int(before.args[0]), int(after.args[0])
    charset = part.after.charset or dict(table.options).get("charset", "")
    sizes = (_BYTES[charset],) if charset in _BYTES else (1, 4)
    return new >= old and len({size * n > 255 for size in sizes for n in (old, new)}) == 1


def _stored(kind: str, values: tuple[str, ...]) -> int:
    """Bytes in which a value of an ENUM or SET is stored."""
    if kind == "enum":
        return 1 if len(values) < 256 else 2
    size = (len(values) + 7) // 8
    return 8 if size > 4 else size


def _index(index: Index) -> str:
    if index.method in ("fulltext", "spatial"):
        return f"a {index.method.upper()} index is built with writers locked out"
    if any(part.expression for part in index.parts):
        return f'"{index.name}" has an expression: {COPIES}'
    return ""


def _has_fulltext(table: Table) -> bool:
    return any(index.method in ("fulltext", "spatial") for index in table.indexes)


def _rebuilds(part: TableChange) -> bool:
    match part:
        case AddColumn() | DropColumn() | AddPrimaryKey() | ModifyPrimaryKey() | DropPrimaryKey():
            return True
        case ModifyColumn(aspects=aspects):
            return bool({Aspect.NULL, Aspect.POSITION} & set(aspects))
        case ModifyAttr(name):
            return name in ("row_format", "key_block_size")
        case _:
            return False
