"""The schema as one frozen value: every object a database can hold, references by name.

Equality is meaning: two sources that a server would store alike give equal schemas. Raw spelling
and source positions are therefore not in here but in `loaders.base.Origin`.
The values are made from the inside out and never changed, so none can be part of a cycle, and the
garbage collector needn't walk through them (`gc=False`: half the time with 10,000 tables).
An empty `schema` field names the dialect's default namespace (`public`, `dbo`, `main`, the
connected MySQL database).
"""

from __future__ import annotations

from msgspec import Struct

from erdapp.schema.names import Dialect, Key, Kind, Name
from erdapp.schema.parts import (
    Check,
    Column,
    Exclusion,
    ForeignKey,
    Index,
    Options,
    Partition,
    PrimaryKey,
    Unique,
)
from erdapp.schema.types import DataType


class Table(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A table. Columns keep their order; the other parts are sorted by `builder.freeze`."""

    name: str
    schema: str = ""
    columns: tuple[Column, ...] = ()
    primary_key: PrimaryKey | None = None
    uniques: tuple[Unique, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    checks: tuple[Check, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    indexes: tuple[Index, ...] = ()
    partition: Partition | None = None
    inherits: tuple[str, ...] = ()
    row_security: str = ""
    """PostgreSQL: empty, `enabled` or `forced`."""
    comment: str = ""
    options: Options = ()
    """`engine`, `charset`, `collate`, `strict`, `without_rowid`, `unlogged`, `virtual` (a SQLite
    virtual table's module and arguments), `system_versioning`, `fillfactor` …"""

    @property
    def key(self) -> Key:
        return Key(Kind.TABLE, self.schema, self.name)

    @property
    def full_name(self) -> Name:
        return Name(self.schema, self.name)

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)


class ViewColumn(Struct, frozen=True, gc=False, omit_defaults=True):
    """A column of a view; `type` is known only where the source could tell."""

    name: str
    type: DataType | None = None
    comment: str = ""


class View(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A view or materialized view; `definition` is the SELECT in normal form, no semicolon."""

    name: str
    definition: str
    schema: str = ""
    columns: tuple[ViewColumn, ...] = ()
    """Only what was declared: an explicit column list, or comments on columns."""
    materialized: bool = False
    indexes: tuple[Index, ...] = ()
    comment: str = ""
    options: Options = ()
    """`check_option`, `security_barrier`, `security_invoker`, `algorithm`, `schemabinding` …"""

    @property
    def key(self) -> Key:
        return Key(Kind.VIEW, self.schema, self.name)


class Enum(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A PostgreSQL enum type; the order of its values is part of its meaning."""

    name: str
    values: tuple[str, ...]
    schema: str = ""
    comment: str = ""

    @property
    def key(self) -> Key:
        return Key(Kind.ENUM, self.schema, self.name)


class Domain(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A PostgreSQL domain, or a SQL Server alias type (`CREATE TYPE … FROM …`)."""

    name: str
    type: DataType
    schema: str = ""
    null: bool = True
    default: str | None = None
    checks: tuple[Check, ...] = ()
    collation: str = ""
    comment: str = ""

    @property
    def key(self) -> Key:
        return Key(Kind.DOMAIN, self.schema, self.name)


class Composite(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A PostgreSQL composite type; its attributes use only name, type and collation of Column."""

    name: str
    attributes: tuple[Column, ...] = ()
    schema: str = ""
    comment: str = ""

    @property
    def key(self) -> Key:
        return Key(Kind.COMPOSITE, self.schema, self.name)


class Sequence(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A sequence. None stands for the default of the type and the direction."""

    name: str
    schema: str = ""
    type: str = ""
    """`smallint` or `integer` where it isn't the default `bigint`."""
    start: int | None = None
    increment: int = 1
    min_value: int | None = None
    max_value: int | None = None
    cache: int = 1
    cycle: bool = False
    owned_by: tuple[str, str] | None = None
    """(table, column) of the same namespace; dropped along with that column."""
    comment: str = ""

    @property
    def key(self) -> Key:
        return Key(Kind.SEQUENCE, self.schema, self.name)


class Routine(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A function, procedure or aggregate, kept as its definition text."""

    name: str
    definition: str
    """The whole CREATE statement in normal form, without OR REPLACE and semicolon."""
    schema: str = ""
    kind: str = "function"
    """`function`, `procedure` or `aggregate`."""
    signature: str = ""
    """PostgreSQL: canonical input argument types, comma separated, which tell overloads apart."""
    comment: str = ""

    @property
    def key(self) -> Key:
        return Key(Kind.ROUTINE, self.schema, self.name, self.signature)


class Trigger(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A trigger, kept as its CREATE statement in normal form."""

    name: str
    table: str
    definition: str
    schema: str = ""
    comment: str = ""
    options: Options = ()
    """`enabled` where it isn't the default: `disabled`, `replica`, `always`."""

    @property
    def key(self) -> Key:
        return Key(Kind.TRIGGER, self.schema, self.name, self.table)


class Policy(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A PostgreSQL row security policy, or a SQL Server security policy (then without table)."""

    name: str
    definition: str
    table: str = ""
    schema: str = ""
    comment: str = ""

    @property
    def key(self) -> Key:
        return Key(Kind.POLICY, self.schema, self.name, self.table)


class Extension(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A PostgreSQL extension; its version is what the server has and not part of the schema."""

    name: str
    schema: str = ""
    comment: str = ""

    @property
    def key(self) -> Key:
        return Key(Kind.EXTENSION, "", self.name)


class Definition(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """Any other object, kept as its CREATE statement in normal form.

    `kind` is the words of the statement in lower case: `rule`, `operator`, `cast`, `collation`,
    `range type`, `statistics`, `event`, `synonym`, `table type`, `partition function` …
    """

    kind: str
    name: str
    definition: str
    schema: str = ""
    table: str = ""
    """The table it hangs on, for a rule or statistics."""
    comment: str = ""

    @property
    def key(self) -> Key:
        scope = f"{self.kind} on {self.table}" if self.table else self.kind
        return Key(Kind.DEFINITION, self.schema, self.name, scope)


class Namespace(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A namespace (a `CREATE SCHEMA`); the default one is listed only when it has a comment."""

    name: str
    comment: str = ""
    charset: str = ""
    collation: str = ""


Object = (
    Table
    | View
    | Enum
    | Domain
    | Composite
    | Sequence
    | Routine
    | Trigger
    | Policy
    | Extension
    | Definition
)


class Schema(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """Everything one database holds, as one value; each tuple is sorted by key."""

    dialect: Dialect
    namespaces: tuple[Namespace, ...] = ()
    tables: tuple[Table, ...] = ()
    views: tuple[View, ...] = ()
    enums: tuple[Enum, ...] = ()
    domains: tuple[Domain, ...] = ()
    composites: tuple[Composite, ...] = ()
    sequences: tuple[Sequence, ...] = ()
    routines: tuple[Routine, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    policies: tuple[Policy, ...] = ()
    extensions: tuple[Extension, ...] = ()
    definitions: tuple[Definition, ...] = ()

    def objects(self) -> tuple[Object, ...]:
        """All top-level objects, tables first."""
        return (
            *self.tables,
            *self.views,
            *self.enums,
            *self.domains,
            *self.composites,
            *self.sequences,
            *self.routines,
            *self.triggers,
            *self.policies,
            *self.extensions,
            *self.definitions,
        )

    def table(self, name: str, schema: str = "") -> Table | None:
        """The table of that exact name, or None. Linear: build your own dict for many look-ups."""
        return next((t for t in self.tables if t.name == name and t.schema == schema), None)
