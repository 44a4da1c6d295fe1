"""What MySQL and MariaDB are told, change by change."""

from __future__ import annotations

import pytest

from erdapp.diff.changes import Rename
from erdapp.planner import plan
from erdapp.planner.mysql_writer import is_wrapped
from erdapp.schema import Dialect
from tests.planner.sources import schema

FACTS = {
    "one ALTER for drops, columns, indexes and options": (
        "CREATE TABLE t (a int, b int, c int, KEY i (a), KEY j (b))",
        "CREATE TABLE t (a bigint, z int NOT NULL, c int, KEY i (a, c), UNIQUE KEY u (z)) "
        "COMMENT='x'",
        [
            "ALTER TABLE `t`\n"
            "  DROP COLUMN `b`,\n"
            "  DROP INDEX `j`,\n"
            "  DROP INDEX `i`,\n"
            "  MODIFY COLUMN `a` bigint NULL,\n"
            "  ADD COLUMN `z` int NOT NULL AFTER `a`,\n"
            "  ADD INDEX `i` (`a`, `c`),\n"
            "  ADD UNIQUE INDEX `u` (`z`),\n"
            "  COMMENT 'x'"
        ],
    ),
    "MODIFY repeats the whole column": (
        "CREATE TABLE t (a varchar(9) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL "
        "DEFAULT 'x' COMMENT 'old')",
        "CREATE TABLE t (a varchar(9) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL "
        "DEFAULT 'x' COMMENT 'it''s')",
        [
            "ALTER TABLE `t` MODIFY COLUMN `a` varchar(9) CHARACTER SET latin1 "
            "COLLATE latin1_bin NOT NULL DEFAULT 'x' COMMENT 'it''s'"
        ],
    ),
    "AUTO_INCREMENT comes with its key": (
        "CREATE TABLE t (a int NOT NULL PRIMARY KEY)",
        "CREATE TABLE t (id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, a int NOT NULL)",
        [
            "ALTER TABLE `t`\n"
            "  DROP PRIMARY KEY,\n"
            "  ADD COLUMN `id` int unsigned NOT NULL AUTO_INCREMENT FIRST,\n"
            "  ADD PRIMARY KEY (`id`)"
        ],
    ),
    "a foreign key of the same name is dropped in a statement before": (
        "CREATE TABLE p (id int PRIMARY KEY);"
        "CREATE TABLE c (p int, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id))",
        "CREATE TABLE p (id int PRIMARY KEY);"
        "CREATE TABLE c (p int, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE)",
        [
            "ALTER TABLE `c` DROP FOREIGN KEY `f`",
            "ALTER TABLE `c` ADD CONSTRAINT `f` FOREIGN KEY (`p`) REFERENCES `p` (`id`) "
            "ON DELETE CASCADE",
        ],
    ),
    "a type changes on both ends of a foreign key": (
        "CREATE TABLE p (id int PRIMARY KEY);"
        "CREATE TABLE c (p int, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id))",
        "CREATE TABLE p (id bigint PRIMARY KEY);"
        "CREATE TABLE c (p bigint, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id))",
        [
            "ALTER TABLE `c` DROP FOREIGN KEY `f`",
            "ALTER TABLE `c` MODIFY COLUMN `p` bigint NULL",
            "ALTER TABLE `p` MODIFY COLUMN `id` bigint NOT NULL",
            "ALTER TABLE `c` ADD CONSTRAINT `f` FOREIGN KEY (`p`) REFERENCES `p` (`id`)",
        ],
    ),
    "rows get the default before a column becomes NOT NULL": (
        "CREATE TABLE t (a int)",
        "CREATE TABLE t (a int NOT NULL DEFAULT 7)",
        [
            "UPDATE `t` SET `a` = 7 WHERE `a` IS NULL",
            "ALTER TABLE `t` MODIFY COLUMN `a` int NOT NULL DEFAULT 7",
        ],
    ),
    "an enum changes in one statement": (
        "CREATE TABLE t (a enum('x','y') NOT NULL)",
        "CREATE TABLE t (a enum('y','z') NOT NULL)",
        ["ALTER TABLE `t` MODIFY COLUMN `a` enum('y','z') NOT NULL"],
    ),
    "a check is dropped as a check": (
        "CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 1), CONSTRAINT d CHECK (a > 2))",
        "CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 5), "
        "CONSTRAINT d CHECK (a > 2) NOT ENFORCED)",
        [
            "ALTER TABLE `t`\n"
            "  DROP CHECK `c`,\n"
            "  DROP CHECK `d`,\n"
            "  ADD CONSTRAINT `c` CHECK (a > 5),\n"
            "  ADD CONSTRAINT `d` CHECK (a > 2) NOT ENFORCED"
        ],
    ),
    "a virtual column becomes a stored one by being made anew, with its index": (
        "CREATE TABLE t (a int, v int AS (a + 1) VIRTUAL, KEY k (v))",
        "CREATE TABLE t (a int, v int AS (a + 1) STORED, KEY k (v))",
        [
            "ALTER TABLE `t`\n"
            "  DROP COLUMN `v`,\n"
            "  DROP INDEX `k`,\n"
            "  ADD COLUMN `v` int GENERATED ALWAYS AS (a + 1) STORED,\n"
            "  ADD INDEX `k` (`v`)"
        ],
    ),
    "a stored expression changes in place": (
        "CREATE TABLE t (a int, v int AS (a + 1) STORED)",
        "CREATE TABLE t (a int, v int AS (a + 2) STORED)",
        ["ALTER TABLE `t` MODIFY COLUMN `v` int GENERATED ALWAYS AS (a + 2) STORED"],
    ),
    "defaults that are expressions stand in parentheses": (
        "CREATE TABLE t (a int)",
        "CREATE TABLE t (a int, b varchar(36) DEFAULT (uuid()), c int DEFAULT 1, "
        "d timestamp DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP)",
        [
            "ALTER TABLE `t`\n"
            "  ADD COLUMN `b` varchar(36) NULL DEFAULT (uuid()) AFTER `a`,\n"
            "  ADD COLUMN `c` int NULL DEFAULT 1 AFTER `b`,\n"
            "  ADD COLUMN `d` timestamp NULL DEFAULT CURRENT_TIMESTAMP "
            "ON UPDATE CURRENT_TIMESTAMP"
        ],
    ),
    "a table charset reaches the columns that inherit it": (
        "CREATE TABLE t (a varchar(9), b int) CHARSET latin1 COLLATE latin1_bin",
        "CREATE TABLE t (a varchar(9), b int) CHARSET utf8mb4 COLLATE utf8mb4_bin",
        [
            "ALTER TABLE `t`\n"
            "  MODIFY COLUMN `a` varchar(9) NULL,\n"
            "  CHARSET utf8mb4 COLLATE utf8mb4_bin"
        ],
    ),
    "partitions come last": (
        "CREATE TABLE t (a int)",
        "CREATE TABLE t (a int, b int) PARTITION BY RANGE (a) "
        "(PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN MAXVALUE)",
        [
            "ALTER TABLE `t` ADD COLUMN `b` int NULL",
            "ALTER TABLE `t` PARTITION BY RANGE (a) (\n"
            "  PARTITION `p0` VALUES LESS THAN (10),\n"
            "  PARTITION `p1` VALUES LESS THAN MAXVALUE\n"
            ")",
        ],
    ),
}


@pytest.mark.parametrize("name", FACTS)
def test_mysql_is_told(name):
    before, after, expected = FACTS[name]
    found = plan(schema(before, Dialect.MYSQL), schema(after, Dialect.MYSQL))
    assert [statement.sql for statement in found.up] == expected


@pytest.mark.parametrize(
    ("dialect", "expected"),
    [
        (Dialect.MYSQL, "ALTER TABLE `t` CHANGE COLUMN `a` `b` int NOT NULL DEFAULT 1"),
        (Dialect.MARIADB, "ALTER TABLE `t` RENAME COLUMN `a` TO `b`"),
    ],
)
def test_a_column_is_renamed_with_its_definition_or_by_name(dialect, expected):
    before = schema("CREATE TABLE t (a int NOT NULL DEFAULT 1)", dialect)
    after = schema("CREATE TABLE t (b int NOT NULL DEFAULT 1)", dialect)
    found = plan(before, after, [Rename("column", "a", "b", table="t")])
    assert [statement.sql for statement in found.up] == [expected]


def test_mysql_drops_what_mentions_a_renamed_column_and_adds_it_again():
    before = schema(
        "CREATE TABLE t (a int, g int AS (a + 1) STORED, KEY k (g), CONSTRAINT c CHECK (a > 1))",
        Dialect.MYSQL,
    )
    after = schema(
        "CREATE TABLE t (b int, g int AS (b + 1) STORED, KEY k (g), CONSTRAINT c CHECK (b > 2))",
        Dialect.MYSQL,
    )
    found = plan(before, after, [Rename("column", "a", "b", table="t")])
    assert [statement.sql for statement in found.up] == [
        "ALTER TABLE `t`\n  DROP INDEX `k`,\n  DROP CHECK `c`,\n  DROP COLUMN `g`",
        "ALTER TABLE `t` CHANGE COLUMN `a` `b` int NULL",
        "ALTER TABLE `t`\n"
        "  ADD COLUMN `g` int GENERATED ALWAYS AS (b + 1) STORED,\n"
        "  ADD CONSTRAINT `c` CHECK (b > 2),\n"
        "  ADD INDEX `k` (`g`)",
    ]


def test_mariadb_drops_a_check_as_a_constraint():
    before = schema("CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 1))", Dialect.MARIADB)
    after = schema("CREATE TABLE t (a int)", Dialect.MARIADB)
    (statement,) = plan(before, after).up
    assert statement.sql == "ALTER TABLE `t` DROP CONSTRAINT `c`"


@pytest.mark.parametrize(
    ("before", "after", "warning"),
    [
        ("a int, b int", "a int", 'drops the column "b" and its values'),
        ("a int", "a tinyint", '"a": values may not fit: int becomes tinyint'),
        (
            "a varchar(20)",
            "a varchar(9)",
            '"a": values may not fit: varchar(20) becomes varchar(9)',
        ),
        ("a enum('x','y')", "a enum('x')", "\"a\": no longer allowed: 'y'"),
        ("a int", "a int NOT NULL", '"a" becomes NOT NULL: fails on rows without a value'),
        ("a int", "a bigint", ""),
        ("a int", "a varchar(20)", ""),
    ],
)
def test_a_change_that_may_lose_values_warns(before, after, warning):
    found = plan(
        schema(f"CREATE TABLE t ({before})", Dialect.MYSQL),
        schema(f"CREATE TABLE t ({after})", Dialect.MYSQL),
    )
    assert found.up[-1].warning == warning


@pytest.mark.parametrize(
    ("text", "whole"),
    [("(a)", True), ("(a) + (b)", False), ("(')(')", True), ("a", False), ("('(')", True)],
)
def test_parentheses_hold_the_whole_or_not(text, whole):
    assert is_wrapped(text) == whole
