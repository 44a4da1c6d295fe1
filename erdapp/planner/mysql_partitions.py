"""From one partitioning of a MySQL or MariaDB table to another."""

from __future__ import annotations

from erdapp.planner.mysql_writer import MySqlWriter
from erdapp.schema import Table


def repartition(writer: MySqlWriter, before: Table, after: Table) -> str:
    """The clause of ALTER TABLE; rows are kept, and a row that fits nowhere refuses the change.

    DROP PARTITION is never used: it deletes the rows of the partition.
    """
    old, new = before.partition, after.partition
    if new is None:
        return "REMOVE PARTITIONING"
    if (
        old
        and old.children
        and (old.strategy, old.key, old.options)
        == (
            new.strategy,
            new.key,
            new.options,
        )
    ):
        count = len(old.children)
        if new.children[:count] == old.children and len(new.children) > count:
            added = [writer.partition_child(child) for child in new.children[count:]]
            return f"ADD PARTITION {writer.body(added)}"
    return writer.partition(new)
