"""From one partitioning of a MySQL or MariaDB table to another."""

from __future__ import annotations

from erdapp.diff.changes import (
    AddPrimaryKey,
    DropColumn,
    DropPrimaryKey,
    ModifyAttr,
    ModifyColumn,
    ModifyPrimaryKey,
    ModifyTable,
    RenameColumn,
    TableChange,
)
from erdapp.planner.mysql_remade import is_remade
from erdapp.planner.mysql_writer import MySqlWriter
from erdapp.planner.order import words
from erdapp.schema import Table


def is_repartitioned(change: ModifyTable) -> bool:
    return any(isinstance(part, ModifyAttr) and part.name == "partition" for part in change.changes)


def must_be_whole(change: ModifyTable) -> bool:
    """Whether the rows have to lie in one place before the rest of the change: no column that
    parts them can go or be renamed, and every key has to hold it."""
    old, new = change.before.partition, change.after.partition
    if old is None:
        return False
    if new is None:
        return True
    used = words("\n".join((old.key, *(value for _, value in old.options))))
    return any(_moves(part, used, is_repartitioned(change)) for part in change.changes)


def _moves(part: TableChange, used: frozenset[str], otherwise: bool) -> bool:
    match part:
        case DropColumn(column):
            return column.name.lower() in used
        case RenameColumn():
            return part.after.name.lower() in used
        case ModifyColumn():
            return is_remade(part) and part.after.name.lower() in used
        case AddPrimaryKey() | DropPrimaryKey() | ModifyPrimaryKey():
            return otherwise
        case _:
            return False


def repartition(writer: MySqlWriter, before: Table, after: Table) -> str:
    """The clause of ALTER TABLE; rows are kept, and a row that fits nowhere refuses the change.

    DROP PARTITION is never used: it deletes the rows of the partition.
    """
    old, new = before.partition, after.partition
    if new is None:
        return "REMOVE PARTITIONING"
    same_way = old and (old.strategy, old.key, old.options) == (new.strategy, new.key, new.options)
    if old and old.children and same_way:
        count = len(old.children)
        if new.children[:count] == old.children and len(new.children) > count:
            added = [writer.partition_child(child) for child in new.children[count:]]
            return f"ADD PARTITION {writer.body(added)}"
    return writer.partition(new)
