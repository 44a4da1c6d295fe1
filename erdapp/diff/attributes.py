"""A table's attributes compared: comment, partitioning, inheritance, row security, options."""

from __future__ import annotations

from collections.abc import Iterator

from erdapp.diff.changes import ModifyAttr
from erdapp.schema import Partition, PartitionChild, Table

UNSPECIFIED = frozenset({"engine", "charset", "collate", "row_format", "auto_increment"})
"""Options that a source may leave to the server: missing on one side is no change."""


def attribute_changes(before: Table, after: Table) -> Iterator[ModifyAttr]:
    if before.comment != after.comment:
        yield ModifyAttr("comment", before.comment, after.comment)
    if before.row_security != after.row_security:
        yield ModifyAttr("row_security", before.row_security, after.row_security)
    if before.inherits != after.inherits:
        yield ModifyAttr("inherits", ", ".join(before.inherits), ", ".join(after.inherits))
    if before.partition != after.partition:
        old, new = partition_text(before.partition), partition_text(after.partition)
        yield ModifyAttr("partition", old, new)
    if before.options != after.options:
        yield from _options(dict(before.options), dict(after.options))


def _options(before: dict[str, str], after: dict[str, str]) -> Iterator[ModifyAttr]:
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name, ""), after.get(name, "")
        unspecified = name in UNSPECIFIED and not (name in before and name in after)
        if old != new and not unspecified:
            yield ModifyAttr(name, old, new)


def partition_text(partition: Partition | None) -> str:
    """The partitioning as one line for people; the structure is in the tables."""
    if partition is None:
        return ""
    words = f"{partition.strategy} ({partition.key})"
    options = " ".join(f"{name} {value}" for name, value in partition.options)
    children = "; ".join(_child_text(child) for child in partition.children)
    return " ".join(part for part in (words, options, f"[{children}]" if children else "") if part)


def _child_text(child: PartitionChild) -> str:
    inner = f" {partition_text(child.partition)}" if child.partition else ""
    return f"{child.name} {child.bound}{inner}"
