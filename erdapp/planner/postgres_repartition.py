"""PostgreSQL: a table that gets another partition key is made anew, and its rows are copied.

CREATE TABLE, "PARTITION BY": a table's partitioning is said when it is created and never changed.
The old table steps aside under another name until its rows are in the new one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct
from msgspec.structs import replace

from erdapp.diff.changes import ModifyAttr, ModifyTable
from erdapp.planner import postgres_tables as tables
from erdapp.planner.plan import Statement
from erdapp.planner.postgres_casts import using
from erdapp.planner.postgres_clauses import PostgresWriter
from erdapp.planner.postgres_parts import add_part, parts_of
from erdapp.planner.writer import say
from erdapp.schema import Check, Column, Name, Partition, PartitionChild, Sequence, Table


def is_remade(change: ModifyTable) -> bool:
    """Whether the table's partitioning differs in more than its partitions."""
    return _key(change.before.partition) != _key(change.after.partition)


def _key(partition: Partition | None) -> tuple[str, str] | None:
    return (partition.strategy, partition.key) if partition else None


def remakes(change: ModifyAttr) -> bool:
    """The same for the attribute, whose texts name the partitions in brackets at their ends."""
    heads = (text.partition(" [")[0] for text in (change.before, change.after))
    return change.name == "partition" and len(set(heads)) > 1


class Remaking(Struct, frozen=True):
    """One table at work. Foreign keys, triggers and views over it are away by then."""

    sql: PostgresWriter
    before: Table
    after: Table
    serials: Collection[str]
    sequences: tuple[Sequence, ...]
    """Those that belong to columns of the table and would go with it."""
    kept: tuple[Sequence, ...]
    """Those of them that belong to the new table."""

    def statements(self) -> Iterator[Statement]:
        aside = Name(self.before.schema, f"{self.before.name}__old")
        for sequence in self.sequences:
            yield self._owned(sequence, "NONE")
        yield from self._rename(self.before.full_name)
        for child in _children(self.before.partition):
            yield from self._rename(Name(child.schema, child.name))
        yield from self._indexes_aside()
        yield from tables.create_table(self.sql, _bare(self.after), self.serials)
        yield from self._copy(aside)
        comment = f'drop "{aside.name}" table after copying rows'
        yield say(f"DROP TABLE {self.sql.table(aside)}", comment, self.before.name)
        yield from self._parts()
        for sequence in self.kept:
            column = (sequence.owned_by or ("", ""))[1]
            owner = f"{self.sql.table(self.after)}.{self.sql.ident(column)}"
            yield self._owned(sequence, owner)

    def _owned(self, sequence: Sequence, owner: str) -> Statement:
        name = self.sql.named(sequence.schema, sequence.name)
        text = f"ALTER SEQUENCE {name} OWNED BY {owner}"
        return say(text, f'modify sequence "{sequence.name}"', self.after.name)

    def _rename(self, name: Name) -> Iterator[Statement]:
        new = f"{name.name}__old"
        text = f"ALTER TABLE {self.sql.table(name)} RENAME TO {self.sql.ident(new)}"
        yield say(text, f'rename a table from "{name.name}" to "{new}"', name.name)

    def _indexes_aside(self) -> Iterator[Statement]:
        """Indexes and keys of the old table that are called like a partition of the new one."""
        wanted = {child.name for child in _children(self.after.partition)}
        for part in parts_of(self.before):
            if part.name in wanted and not isinstance(part, Check):
                new = f"{part.name}__old"
                owner = self.sql.named(self.before.schema, part.name)
                text = f"ALTER INDEX {owner} RENAME TO {self.sql.ident(new)}"
                note = f'rename an index from "{part.name}" to "{new}"'
                yield say(text, note, self.before.name)

    def _copy(self, aside: Name) -> Iterator[Statement]:
        old = {column.name: column for column in self.before.columns}
        copied = [c for c in self.after.columns if c.name in old and not c.generated]
        if not copied:
            return
        names = self.sql.columns(column.name for column in copied)
        values = ", ".join(self._value(old[column.name], column) for column in copied)
        identity = [column.name for column in copied if column.identity]
        kept = " OVERRIDING SYSTEM VALUE" if identity else ""
        owner = self.sql.table(self.after)
        warning = "fails if a row fits into no partition" if self.after.partition else ""
        yield say(
            f"INSERT INTO {owner} {names}{kept} SELECT {values} FROM {self.sql.table(aside)}",
            f'copy rows from old table "{aside.name}" to new table "{self.after.name}"',
            self.after.name,
            warning=warning,
        )
        for name in identity:
            column = self.sql.ident(name)
            sequence = f"pg_get_serial_sequence({self.sql.string(owner)}, {self.sql.string(name)})"
            yield say(
                f"SELECT setval({sequence}, coalesce(max({column}), 1), max({column}) IS NOT NULL) "
                f"FROM {owner}",
                f'set sequence for "{self.after.name}" table',
                self.after.name,
            )

    def _value(self, before: Column, after: Column) -> str:
        name = self.sql.ident(after.name)
        cast = using(name, before.type, after.type, self.sql.facts.type_sql(after.type)) or name
        if before.null and not after.null and after.default is not None:
            return f"coalesce({cast}, {after.default})"
        return cast

    def _parts(self) -> Iterator[Statement]:
        for part in parts_of(self.after):
            yield from add_part(self.sql, self.after, part)
        for child in _children(self.after.partition):
            table = tables.partition_table(child)
            for part in parts_of(table):
                yield from add_part(self.sql, table, part)
            for key in child.foreign_keys:
                text = f"ALTER TABLE {self.sql.table(table)} ADD {self.sql.key(key)}"
                yield say(text, f'modify "{child.name}" table', child.name)


def _children(partition: Partition | None) -> Iterator[PartitionChild]:
    """All partitions, those of partitions included."""
    for child in partition.children if partition else ():
        yield child
        yield from _children(child.partition)


def _bare(table: Table) -> Table:
    """The table with columns and partitions alone: names of the rest are taken until the drop."""
    return replace(
        table,
        primary_key=None,
        uniques=(),
        foreign_keys=(),
        checks=(),
        exclusions=(),
        indexes=(),
        partition=_bare_partition(table.partition) if table.partition else None,
    )


def _bare_partition(partition: Partition) -> Partition:
    children = tuple(
        replace(
            child,
            primary_key=None,
            uniques=(),
            foreign_keys=(),
            checks=(),
            indexes=(),
            partition=_bare_partition(child.partition) if child.partition else None,
        )
        for child in partition.children
    )
    return replace(partition, children=children)
