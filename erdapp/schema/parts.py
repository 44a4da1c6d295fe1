"""What a table is made of: columns, keys, constraints, indexes, partitions."""

from __future__ import annotations

from msgspec import Struct

from erdapp.schema.types import DataType

Options = tuple[tuple[str, str], ...]
"""Rarely used attributes as sorted (name, value) pairs: hashable, and equal when equal."""


class Identity(Struct, frozen=True, gc=False, omit_defaults=True):
    """`GENERATED … AS IDENTITY` of PostgreSQL, `IDENTITY(start, increment)` of SQL Server."""

    always: bool = False
    start: int = 1
    increment: int = 1
    options: Options = ()
    """Further sequence options of PostgreSQL: `minvalue`, `maxvalue`, `cache`, `cycle`."""


ROW_START, ROW_END = "ROW START", "ROW END"
"""What a column of a SYSTEM_TIME period is generated as; no other expression reads so."""


class Generated(Struct, frozen=True, gc=False, omit_defaults=True):
    """A generated (computed) column; `stored` false means it is computed on read."""

    expression: str
    stored: bool = False

    @property
    def of_period(self) -> bool:
        """Whether the server says here since when, or till when, a row is as it is."""
        return self.expression in (ROW_START, ROW_END)


class Column(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A column; all expressions are in the dialect's normal form."""

    name: str
    type: DataType
    null: bool = True
    default: str | None = None
    """The DEFAULT expression as SQL text (`'new'::text`, `0`, `now()`); None when there is none."""
    default_name: str = ""
    """SQL Server names its defaults; empty when the server chose the name."""
    identity: Identity | None = None
    auto_increment: bool = False
    """MySQL and MariaDB AUTO_INCREMENT, SQLite AUTOINCREMENT."""
    generated: Generated | None = None
    on_update: str | None = None
    """MySQL `ON UPDATE CURRENT_TIMESTAMP`."""
    charset: str = ""
    collation: str = ""
    """Empty when it is what the table (or the database) would give the column anyway."""
    invisible: bool = False
    comment: str = ""
    options: Options = ()
    """Per-dialect rest: `storage`, `compression`, `statistics`, `sparse`, `rowguidcol`, `srid` …"""


class IndexPart(Struct, frozen=True, gc=False, omit_defaults=True):
    """One element of an index or key: a column, or an expression when `column` is empty."""

    column: str = ""
    expression: str = ""
    desc: bool = False
    nulls: str = ""
    """`first` or `last` where it differs from the direction's default (PostgreSQL)."""
    opclass: str = ""
    collation: str = ""
    prefix: int = 0
    """Length of a MySQL prefix index part in characters; 0 for the whole column."""


class Index(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """An index that is not the mere shadow of a key or a unique constraint.

    In MySQL and MariaDB, where a unique constraint *is* a unique index, it is always an Index.
    """

    name: str
    parts: tuple[IndexPart, ...]
    unique: bool = False
    method: str = ""
    """`gin`, `gist`, `hash`, `fulltext`, `spatial`, `columnstore`, `xml` …; empty is a B-tree."""
    where: str = ""
    include: tuple[str, ...] = ()
    nulls_distinct: bool = True
    invisible: bool = False
    clustered: bool = False
    comment: str = ""
    options: Options = ()


class PrimaryKey(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """The primary key; `name` may be the one the server gives (see `dialects` generated names)."""

    parts: tuple[IndexPart, ...]
    name: str = ""
    include: tuple[str, ...] = ()
    deferrable: str = ""
    """Empty, `deferrable` or `initially deferred`."""
    comment: str = ""
    options: Options = ()
    """`nonclustered` (mssql), `method`, `fillfactor`, `on_conflict` (sqlite) …"""

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(part.column for part in self.parts)


class Unique(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A UNIQUE constraint (PostgreSQL, SQLite, SQL Server)."""

    parts: tuple[IndexPart, ...]
    name: str = ""
    include: tuple[str, ...] = ()
    nulls_distinct: bool = True
    deferrable: str = ""
    comment: str = ""
    options: Options = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(part.column for part in self.parts)


class ForeignKey(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A foreign key. Empty `ref_columns` means the primary key of the referenced table."""

    columns: tuple[str, ...]
    ref_table: str
    ref_columns: tuple[str, ...] = ()
    ref_schema: str = ""
    name: str = ""
    on_delete: str = ""
    """`cascade`, `set null`, `set default`, `restrict`; empty is NO ACTION, the default."""
    on_update: str = ""
    match: str = ""
    deferrable: str = ""
    validated: bool = True
    enforced: bool = True
    comment: str = ""


class Check(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A CHECK constraint; the expression is without its outer parentheses."""

    expression: str
    name: str = ""
    no_inherit: bool = False
    validated: bool = True
    enforced: bool = True
    comment: str = ""


class Exclusion(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A PostgreSQL EXCLUDE constraint, kept as its text from `USING` on."""

    definition: str
    name: str = ""
    comment: str = ""


class PartitionChild(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """One partition, folded into its parent table.

    `bound` is the text that follows the name (`FOR VALUES FROM … TO …`, `VALUES LESS THAN …`).
    What a PostgreSQL partition has of its own beside its parent is in the tuples.
    """

    name: str
    bound: str = ""
    schema: str = ""
    partition: Partition | None = None
    primary_key: PrimaryKey | None = None
    uniques: tuple[Unique, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    checks: tuple[Check, ...] = ()
    indexes: tuple[Index, ...] = ()
    options: Options = ()


class Partition(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """How a table is partitioned: `strategy` (`range`, `list`, `hash` …) over `key`, a SQL text."""

    strategy: str
    key: str
    children: tuple[PartitionChild, ...] = ()
    options: Options = ()
    """MySQL: `partitions`, `subpartition` … where the children are only counted."""
