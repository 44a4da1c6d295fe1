"""Every kind of change as a row or a block of the side-by-side page."""

from __future__ import annotations

import pytest

from erdapp.diff.changes import (
    AddCheck,
    AddColumn,
    AddExclusion,
    AddForeignKey,
    AddIndex,
    AddObject,
    AddPrimaryKey,
    AddSchema,
    AddTable,
    AddUnique,
    Aspect,
    Change,
    DropCheck,
    DropColumn,
    DropExclusion,
    DropForeignKey,
    DropIndex,
    DropObject,
    DropPrimaryKey,
    DropSchema,
    DropTable,
    DropUnique,
    ModifyAttr,
    ModifyCheck,
    ModifyColumn,
    ModifyForeignKey,
    ModifyIndex,
    ModifyObject,
    ModifyPrimaryKey,
    ModifySchema,
    ModifyTable,
    ModifyUnique,
    RenameColumn,
    RenameConstraint,
    RenameIndex,
    RenameObject,
    RenameTable,
    TableChange,
)
from erdapp.schema import (
    Check,
    Column,
    DataType,
    Dialect,
    Enum,
    Exclusion,
    ForeignKey,
    Index,
    IndexPart,
    Key,
    Kind,
    Name,
    Namespace,
    PrimaryKey,
    Sequence,
    Table,
    Unique,
)
from erdapp.web.change_page import change_blocks
from erdapp.web.change_rows import row

AGE = Column(name="age", type=DataType("integer"))
OLD = Column(name="age", type=DataType("smallint"), null=False, default="0")
TOLD = Column(name="age", type=DataType("integer"), comment="in years")
PK = PrimaryKey(parts=(IndexPart("id"),), name="users_pkey")
UNIQUE = Unique(parts=(IndexPart("email"),), name="users_email_key")
FK = ForeignKey(columns=("user_id",), ref_table="users", ref_columns=("id",), name="fk")
CASCADE = ForeignKey(
    columns=("user_id",), ref_table="users", ref_columns=("id",), name="fk", on_delete="cascade"
)
CHECK = Check(expression="age > 0", name="grown")
INDEX = Index(name="by_age", parts=(IndexPart("age", desc=True),), where="age > 17")
EXCLUDE = Exclusion(definition="USING gist (period WITH &&)", name="once")
PARTS = (Aspect.PARTS,)

ROWS: list[tuple[TableChange, tuple[str, str, str, str]]] = [
    (AddColumn(AGE), ("+", "column", "", "age int")),
    (DropColumn(OLD), ("−", "column", "age smallint not null default 0", "")),
    (
        ModifyColumn(OLD, AGE, (Aspect.TYPE, Aspect.NULL)),
        ("•", "column age", "age smallint not null default 0", "age int"),
    ),
    (ModifyColumn(AGE, TOLD, (Aspect.COMMENT,)), ("•", "column age", "", "in years")),
    (RenameColumn(OLD, AGE), ("→", "column", "age", "age")),
    (AddPrimaryKey(PK), ("+", "primary key", "", "users_pkey (id)")),
    (DropPrimaryKey(PK), ("−", "primary key", "users_pkey (id)", "")),
    (
        ModifyPrimaryKey(PK, PK, PARTS),
        ("•", "primary key", "users_pkey (id)", "users_pkey (id)"),
    ),
    (AddUnique(UNIQUE), ("+", "unique", "", "users_email_key (email)")),
    (DropUnique(UNIQUE), ("−", "unique", "users_email_key (email)", "")),
    (
        ModifyUnique(UNIQUE, UNIQUE, PARTS),
        ("•", "unique", "users_email_key (email)", "users_email_key (email)"),
    ),
    (AddForeignKey(FK), ("+", "foreign key", "", "fk (user_id) → users (id)")),
    (DropForeignKey(FK), ("−", "foreign key", "fk (user_id) → users (id)", "")),
    (
        ModifyForeignKey(FK, CASCADE, (Aspect.ACTIONS,)),
        (
            "•",
            "foreign key",
            "fk (user_id) → users (id)",
            "fk (user_id) → users (id) on delete cascade",
        ),
    ),
    (AddCheck(CHECK), ("+", "check", "", "grown age > 0")),
    (DropCheck(CHECK), ("−", "check", "grown age > 0", "")),
    (
        ModifyCheck(CHECK, CHECK, (Aspect.EXPRESSION,)),
        ("•", "check", "grown age > 0", "grown age > 0"),
    ),
    (AddIndex(INDEX), ("+", "index", "", "by_age (age desc) where age > 17")),
    (DropIndex(INDEX), ("−", "index", "by_age (age desc) where age > 17", "")),
    (
        ModifyIndex(INDEX, INDEX, PARTS),
        ("•", "index", "by_age (age desc) where age > 17", "by_age (age desc) where age > 17"),
    ),
    (AddExclusion(EXCLUDE), ("+", "exclusion", "", EXCLUDE.definition)),
    (DropExclusion(EXCLUDE), ("−", "exclusion", EXCLUDE.definition, "")),
    (RenameConstraint("a", "b"), ("→", "constraint", "a", "b")),
    (RenameIndex("a", "b"), ("→", "index", "a", "b")),
    (ModifyAttr("row_security", "", "enabled"), ("+", "row security", "", "enabled")),
    (ModifyAttr("comment", "old", ""), ("−", "comment", "old", "")),
    (ModifyAttr("engine", "MyISAM", "InnoDB"), ("•", "engine", "MyISAM", "InnoDB")),
]


@pytest.mark.parametrize(("change", "wanted"), ROWS, ids=[type(c).__name__ for c, _ in ROWS])
def test_a_change_inside_a_table_is_a_row(
    change: TableChange, wanted: tuple[str, str, str, str]
) -> None:
    found = row(change, Dialect.POSTGRES)
    assert (found.sign, found.what, found.before, found.after) == wanted


USERS = Table(name="users", columns=(AGE,), primary_key=PK, indexes=(INDEX,), checks=(CHECK,))
MOOD = Enum(name="mood", values=("sad", "ok"))
GLAD = Enum(name="mood", values=("sad", "ok", "glad"))
NUMBERS = Sequence(name="numbers", increment=5)
SPACE = Namespace(name="billing")

BLOCKS: list[tuple[Change, tuple[str, str, str, str, int]]] = [
    (AddTable(USERS), ("+", "table", "users", "", 4)),
    (DropTable(USERS), ("−", "table", "users", "", 4)),
    (RenameTable(Name("", "people"), Name("", "users")), ("→", "table", "users", "people", 0)),
    (ModifyTable(USERS, USERS, (AddColumn(AGE),)), ("•", "table", "users", "", 1)),
    (AddObject(MOOD), ("+", "enum", "mood", "", 1)),
    (DropObject(NUMBERS), ("−", "sequence", "numbers", "", 1)),
    (ModifyObject(MOOD, GLAD, (Aspect.VALUES,)), ("•", "enum", "mood", "", 1)),
    (
        RenameObject(Key(Kind.ENUM, "", "mood"), Key(Kind.ENUM, "", "feeling")),
        ("→", "enum", "feeling", "mood", 0),
    ),
    (AddSchema(SPACE), ("+", "schema", "billing", "", 0)),
    (DropSchema(SPACE), ("−", "schema", "billing", "", 0)),
    (
        ModifySchema(SPACE, Namespace(name="billing", comment="Money")),
        ("•", "schema", "billing", "", 1),
    ),
]


@pytest.mark.parametrize(("change", "wanted"), BLOCKS, ids=[type(c).__name__ for c, _ in BLOCKS])
def test_a_change_of_an_object_is_a_block(
    change: Change, wanted: tuple[str, str, str, str, int]
) -> None:
    [block] = change_blocks((change,), Dialect.POSTGRES)
    found = (block.sign, block.kind, block.title, block.was, len(block.rows))
    assert found == wanted


def test_a_rename_is_told_with_the_changes_of_its_table() -> None:
    rename = RenameTable(Name("", "people"), Name("", "users"))
    changes = (rename, ModifyTable(USERS, USERS, (AddColumn(AGE), RenameColumn(OLD, AGE))))
    [block] = change_blocks(changes, Dialect.POSTGRES)
    assert (block.sign, block.was) == ("→", "people")
    assert [inner.sign for inner in block.rows] == ["→", "+"]


def test_tables_come_before_other_objects() -> None:
    blocks = change_blocks((AddObject(MOOD), AddTable(USERS)), Dialect.POSTGRES)
    assert [block.kind for block in blocks] == ["table", "enum"]


def test_an_enum_is_told_by_its_values_and_a_sequence_by_its_fields() -> None:
    changes = (ModifyObject(MOOD, GLAD, (Aspect.VALUES,)), AddObject(NUMBERS))
    enum, sequence = change_blocks(changes, Dialect.POSTGRES)
    assert (enum.rows[0].before, enum.rows[0].after) == ("'sad', 'ok'", "'sad', 'ok', 'glad'")
    assert "increment 5" in sequence.rows[0].after
