"""The vocabulary of change: what turns one schema into another, as data.

Names follow Atlas. Changes inside a table are carried by ModifyTable, so that a planner can put
them into one ALTER or rebuild the table once. A rename comes as its own change, first; every
other change then speaks of objects by their new names, and `before` values have renames applied.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from erdapp.schema import (
    Check,
    Column,
    Exclusion,
    ForeignKey,
    Index,
    Key,
    Name,
    Namespace,
    Object,
    PrimaryKey,
    Table,
    Unique,
)


class Aspect(StrEnum):
    """Which part of a thing a Modify change touches."""

    TYPE = "type"
    NULL = "null"
    DEFAULT = "default"
    GENERATED = "generated"
    IDENTITY = "identity"
    COLLATION = "collation"
    CHARSET = "charset"
    COMMENT = "comment"
    POSITION = "position"
    OPTIONS = "options"
    PARTS = "parts"
    UNIQUE = "unique"
    REFERENCE = "reference"
    ACTIONS = "actions"
    DEFERRABLE = "deferrable"
    EXPRESSION = "expression"
    VALIDATION = "validation"
    DEFINITION = "definition"
    VALUES = "values"


Aspects = tuple[Aspect, ...]


class _Change(Struct, frozen=True, tag=True):
    pass


# --- inside a table ---------------------------------------------------------------------------


class AddColumn(_Change, frozen=True):
    column: Column
    after: str = ""
    """The column before it in the desired table; empty when it is the first."""


class DropColumn(_Change, frozen=True):
    column: Column


class ModifyColumn(_Change, frozen=True, omit_defaults=True):
    before: Column
    after: Column
    aspects: Aspects
    values: tuple[tuple[str, str], ...] = ()
    """Values of a MySQL ENUM or SET that are renamed, (old, new): rows keep them by the new name.
    `before.type` has the old ones."""


class RenameColumn(_Change, frozen=True):
    before: Column
    after: Column


class AddPrimaryKey(_Change, frozen=True):
    key: PrimaryKey


class DropPrimaryKey(_Change, frozen=True):
    key: PrimaryKey


class ModifyPrimaryKey(_Change, frozen=True):
    before: PrimaryKey
    after: PrimaryKey
    aspects: Aspects


class AddUnique(_Change, frozen=True):
    unique: Unique


class DropUnique(_Change, frozen=True):
    unique: Unique


class ModifyUnique(_Change, frozen=True):
    before: Unique
    after: Unique
    aspects: Aspects


class AddForeignKey(_Change, frozen=True):
    key: ForeignKey


class DropForeignKey(_Change, frozen=True):
    key: ForeignKey


class ModifyForeignKey(_Change, frozen=True):
    before: ForeignKey
    after: ForeignKey
    aspects: Aspects


class AddCheck(_Change, frozen=True):
    check: Check


class DropCheck(_Change, frozen=True):
    check: Check


class ModifyCheck(_Change, frozen=True):
    before: Check
    after: Check
    aspects: Aspects


class AddExclusion(_Change, frozen=True):
    exclusion: Exclusion


class DropExclusion(_Change, frozen=True):
    exclusion: Exclusion


class RenameConstraint(_Change, frozen=True):
    """A named constraint (key, unique, foreign key, check, exclusion) of unchanged content."""

    before: str
    after: str


class AddIndex(_Change, frozen=True):
    index: Index


class DropIndex(_Change, frozen=True):
    index: Index


class ModifyIndex(_Change, frozen=True):
    before: Index
    after: Index
    aspects: Aspects


class RenameIndex(_Change, frozen=True):
    before: str
    after: str


class ModifyAttr(_Change, frozen=True):
    """A table attribute: `comment`, `partition`, `inherits`, `row_security` or an option's name.

    Texts as the planner needs them; empty stands for absent. For `partition` they are the
    rendered clause, and the planner looks at the tables for the structure.
    """

    name: str
    before: str
    after: str


TableChange = (
    AddColumn
    | DropColumn
    | ModifyColumn
    | RenameColumn
    | AddPrimaryKey
    | DropPrimaryKey
    | ModifyPrimaryKey
    | AddUnique
    | DropUnique
    | ModifyUnique
    | AddForeignKey
    | DropForeignKey
    | ModifyForeignKey
    | AddCheck
    | DropCheck
    | ModifyCheck
    | AddExclusion
    | DropExclusion
    | RenameConstraint
    | AddIndex
    | DropIndex
    | ModifyIndex
    | RenameIndex
    | ModifyAttr
)


# --- top level --------------------------------------------------------------------------------


class AddSchema(_Change, frozen=True):
    namespace: Namespace


class DropSchema(_Change, frozen=True):
    namespace: Namespace


class ModifySchema(_Change, frozen=True):
    before: Namespace
    after: Namespace


class AddTable(_Change, frozen=True):
    table: Table


class DropTable(_Change, frozen=True):
    table: Table


class RenameTable(_Change, frozen=True):
    before: Name
    after: Name


class ModifyTable(_Change, frozen=True):
    """`before` already bears the new names of everything renamed."""

    before: Table
    after: Table
    changes: tuple[TableChange, ...]


class AddObject(_Change, frozen=True):
    """Any top-level object but a table: view, enum, domain, sequence, routine, trigger …"""

    object: Object


class DropObject(_Change, frozen=True):
    object: Object


class ModifyObject(_Change, frozen=True):
    before: Object
    after: Object
    aspects: Aspects


class RenameObject(_Change, frozen=True):
    """A value of an enum is a key of kind enum whose scope is the enum's (new) name."""

    before: Key
    after: Key


Change = (
    AddSchema
    | DropSchema
    | ModifySchema
    | AddTable
    | DropTable
    | RenameTable
    | ModifyTable
    | AddObject
    | DropObject
    | ModifyObject
    | RenameObject
)

Changes = tuple[Change, ...]


# --- renames ----------------------------------------------------------------------------------


class Rename(Struct, frozen=True):
    """One rename, told or guessed. For a column, `table` is the table's *new* name."""

    kind: str
    """`table`, `enum`, `view`, `sequence` …: a Kind's value; or `column`, `index`, `constraint`;
    or `value` of an enum, whose new name `table` is then."""
    before: str
    after: str
    schema: str = ""
    table: str = ""
    column: str = ""
    """For a value of a MySQL ENUM or SET: the column of `table` that has it, by its new name."""


class RenameGuess(Struct, frozen=True):
    """A rename that looks likely; `score` 0 to 1, `reason` a short sentence for people."""

    rename: Rename
    score: float
    reason: str
