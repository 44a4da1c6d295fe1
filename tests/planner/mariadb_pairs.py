"""Pairs of MariaDB schemas as SQL, each one kind of change; migrated on a server both ways."""

from __future__ import annotations

from typing import NamedTuple

from erdapp.diff.changes import Rename


class Pair(NamedTuple):
    """Two schemas, statements apart by `;` at the end of a line, and the renames told."""

    before: str
    after: str
    renames: tuple[Rename, ...] = ()


USERS = "CREATE TABLE users (id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, name varchar(50))"


def orders(columns: str = "", keys: str = "", foreign: str = "") -> str:
    """A table that points at users, by an index named after the column as the server makes it."""
    return (
        f"CREATE TABLE orders (id int NOT NULL PRIMARY KEY, user_id int unsigned{columns}, "
        f"{keys or 'KEY user_id (user_id)'}, CONSTRAINT orders_user FOREIGN KEY (user_id) "
        f"REFERENCES users (id){foreign})"
    )


PAIRS = {
    "a history with a period of named columns": Pair(
        "CREATE TABLE t (id int NOT NULL PRIMARY KEY, a int, UNIQUE KEY u (a))",
        "CREATE TABLE t (id int NOT NULL PRIMARY KEY, a int, "
        "s timestamp(6) GENERATED ALWAYS AS ROW START, "
        "e timestamp(6) GENERATED ALWAYS AS ROW END INVISIBLE, UNIQUE KEY u (a), "
        "PERIOD FOR SYSTEM_TIME (s, e)) WITH SYSTEM VERSIONING",
    ),
    "keys and indexes over a column that can only be made anew": Pair(
        "CREATE TABLE t (id int NOT NULL, a uuid NOT NULL, b uuid, c uuid, PRIMARY KEY (id, a), "
        "UNIQUE KEY u (b, id), KEY k (b), KEY was (c))",
        "CREATE TABLE t (id int NOT NULL, a smallint NOT NULL, b smallint, c smallint, "
        "PRIMARY KEY (id, a), UNIQUE KEY u (b, id), KEY k (b), KEY now (c))",
        (Rename("index", "was", "now", table="t"),),
    ),
    "nothing to all": Pair("", f"{USERS};\n{orders()}"),
    "columns": Pair(
        "CREATE TABLE t (a int, b int, c int)",
        "CREATE TABLE t (z int, a int, d int NOT NULL, c bigint, "
        "e varchar(9) COLLATE latin1_bin DEFAULT 'x''y' COMMENT 'a \"b\"')",
    ),
    "defaults": Pair(
        "CREATE TABLE t (a int DEFAULT 1, b datetime DEFAULT CURRENT_TIMESTAMP, c varchar(9), "
        "d datetime(3), e varchar(40) DEFAULT (uuid()))",
        "CREATE TABLE t (a int, b datetime, c varchar(9) DEFAULT 'b\\'c', "
        "d datetime(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3), "
        "e varchar(40) DEFAULT (concat('a', 'b')))",
    ),
    "nulls": Pair(
        "CREATE TABLE t (a int NULL DEFAULT 5, b int NULL)",
        "CREATE TABLE t (a int NOT NULL DEFAULT 5, b int NOT NULL)",
    ),
    "enum values": Pair(
        "CREATE TABLE t (a enum('x', 'y') NOT NULL, b set('p', 'q'))",
        "CREATE TABLE t (a enum('y', 'x', 'it''s') NOT NULL, b set('p', 'q', 'r'))",
    ),
    "primary key with auto_increment": Pair(
        "CREATE TABLE t (a int NOT NULL PRIMARY KEY, b int NOT NULL)",
        "CREATE TABLE t (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, a int NOT NULL, "
        "b int NOT NULL, KEY ba (b, a DESC))",
    ),
    "auto_increment under a foreign key": Pair(
        "CREATE TABLE users (id int unsigned NOT NULL PRIMARY KEY, name varchar(50));\n" + orders(),
        f"{USERS};\n{orders()}",
    ),
    "type under a foreign key": Pair(
        "CREATE TABLE p (id int NOT NULL PRIMARY KEY);\n"
        "CREATE TABLE c (p_id int, KEY k (p_id), "
        "CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id))",
        "CREATE TABLE p (id bigint NOT NULL PRIMARY KEY);\n"
        "CREATE TABLE c (p_id bigint NOT NULL, KEY k (p_id), "
        "CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id))",
    ),
    "foreign key actions under one name": Pair(
        f"{USERS};\n{orders()}",
        f"{USERS};\n{orders(foreign=' ON DELETE CASCADE ON UPDATE SET NULL')}",
    ),
    "another index under a foreign key": Pair(
        f"{USERS};\n{orders(', a int')}",
        f"{USERS};\n{orders(', a int', 'KEY wide (user_id, a)')}",
    ),
    "foreign key gone with its index": Pair(
        f"{USERS};\n{orders()}",
        f"{USERS};\nCREATE TABLE orders (id int NOT NULL PRIMARY KEY, user_id int unsigned)",
    ),
    "primary key under foreign keys": Pair(
        "CREATE TABLE p (id int NOT NULL, n int NOT NULL, PRIMARY KEY (id), "
        "UNIQUE KEY i (id, n));\n"
        "CREATE TABLE c (p int, KEY k (p), CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id))",
        "CREATE TABLE p (id int NOT NULL, n int NOT NULL, PRIMARY KEY (n), KEY i (id));\n"
        "CREATE TABLE c (p int, KEY k (p), CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id))",
    ),
    "foreign keys in a ring": Pair(
        "",
        "CREATE TABLE a (id int NOT NULL PRIMARY KEY, b int, KEY kb (b));\n"
        "CREATE TABLE b (id int NOT NULL PRIMARY KEY, a int, KEY ka (a), "
        "CONSTRAINT ba FOREIGN KEY (a) REFERENCES a (id));\n"
        "ALTER TABLE a ADD CONSTRAINT ab FOREIGN KEY (b) REFERENCES b (id)",
    ),
    "checks": Pair(
        "CREATE TABLE t (a int CHECK (a > 0), b int, CONSTRAINT old CHECK (b > 1), "
        "CONSTRAINT both_ CHECK (a < b))",
        "CREATE TABLE t (a int, b int CHECK (b > 7), c int CHECK (c <> 0), "
        "CONSTRAINT new CHECK (b > 1), CONSTRAINT both_ CHECK (a <= b))",
    ),
    "generated columns": Pair(
        "CREATE TABLE t (a int, v int AS (a + 1) VIRTUAL, s int AS (a + 2) STORED, n int, "
        "KEY vi (v))",
        "CREATE TABLE t (a int, v int AS (a + 1) STORED, s int AS (a + 3) STORED, "
        "n int AS (a * 2) VIRTUAL, KEY vi (v))",
    ),
    "invisible columns and ignored indexes": Pair(
        "CREATE TABLE t (a int, b int, KEY i (a))",
        "CREATE TABLE t (a int, b int INVISIBLE DEFAULT 1, KEY i (a) IGNORED)",
    ),
    "indexes": Pair(
        "CREATE TABLE t (a int, b text, c varchar(99), g geometry NOT NULL, "
        "KEY i (a), UNIQUE KEY u (c), KEY p (b(10)), KEY h (a, c))",
        "CREATE TABLE t (a int, b text, c varchar(99), g geometry NOT NULL, "
        "UNIQUE KEY i (a), KEY u (c), KEY p (b(20)), FULLTEXT KEY f (b), SPATIAL KEY s (g), "
        "KEY h2 (a, c) COMMENT 'it''s')",
    ),
    "charset of the table": Pair(
        "CREATE TABLE t (a varchar(20), b text, c varchar(9) COLLATE utf8mb4_bin, "
        "k varchar(9) NOT NULL PRIMARY KEY) CHARSET latin1;\n"
        "CREATE TABLE c (k varchar(9), KEY k (k), CONSTRAINT f FOREIGN KEY (k) REFERENCES t (k)) "
        "CHARSET latin1",
        "CREATE TABLE t (a varchar(20), b text, c varchar(9) COLLATE latin1_bin, "
        "k varchar(9) NOT NULL PRIMARY KEY) CHARSET utf8mb4 COLLATE utf8mb4_unicode_ci;\n"
        "CREATE TABLE c (k varchar(9), KEY k (k), CONSTRAINT f FOREIGN KEY (k) REFERENCES t (k)) "
        "CHARSET utf8mb4 COLLATE utf8mb4_unicode_ci",
    ),
    "table options": Pair(
        "CREATE TABLE t (a int) ENGINE=MyISAM COMMENT='old'",
        "CREATE TABLE t (a int) ENGINE=InnoDB ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8",
    ),
    "partitions": Pair(
        "CREATE TABLE t (a int NOT NULL);\n"
        "CREATE TABLE g (a int) PARTITION BY RANGE (a) (PARTITION p0 VALUES LESS THAN (10))",
        "CREATE TABLE t (a int NOT NULL, b int) PARTITION BY HASH (a) PARTITIONS 3;\n"
        "CREATE TABLE g (a int) PARTITION BY RANGE (a) (PARTITION p0 VALUES LESS THAN (10), "
        "PARTITION p1 VALUES LESS THAN MAXVALUE)",
    ),
    "views": Pair(
        "CREATE TABLE t (a int, b int);\nCREATE VIEW v AS SELECT a FROM t;\n"
        "CREATE VIEW w AS SELECT a FROM v",
        "CREATE TABLE t (a int, c int);\nCREATE VIEW v AS SELECT a, c FROM t;\n"
        "CREATE ALGORITHM = MERGE SQL SECURITY INVOKER VIEW x AS SELECT c FROM v WHERE c > 1 "
        "WITH LOCAL CHECK OPTION",
    ),
    "triggers, routines, events": Pair(
        "CREATE TABLE t (a int, b int);\n"
        "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1;\n"
        "CREATE FUNCTION f(x int) RETURNS int DETERMINISTIC RETURN x + 1;\n"
        "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01' DO DELETE FROM t",
        "CREATE TABLE t (a int, b int);\n"
        "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW "
        "BEGIN SET NEW.a = 2; SET NEW.b = 3; END;\n"
        "CREATE FUNCTION f(x int) RETURNS int DETERMINISTIC RETURN x + 2;\n"
        "CREATE PROCEDURE p() SELECT 1",
    ),
    "sequences": Pair(
        "CREATE SEQUENCE a START WITH 5 INCREMENT BY 2;\nCREATE SEQUENCE b",
        "CREATE SEQUENCE a MAXVALUE 100 CYCLE NOCACHE;\nCREATE SEQUENCE c INCREMENT BY -1",
    ),
    "system versioning": Pair(
        "CREATE TABLE t (a int);\nCREATE TABLE u (a int) WITH SYSTEM VERSIONING",
        "CREATE TABLE t (a int) WITH SYSTEM VERSIONING;\nCREATE TABLE u (a int)",
    ),
    "renamed table and columns": Pair(
        f"{USERS};\n{orders(', total int CHECK (total > 0), CONSTRAINT ck CHECK (total > id)')}",
        "CREATE TABLE people (id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, "
        "full_name varchar(50));\n"
        "CREATE TABLE orders (id int NOT NULL PRIMARY KEY, user_id int unsigned, "
        "amount bigint CHECK (amount > 0), KEY user_id (user_id), CONSTRAINT orders_user "
        "FOREIGN KEY (user_id) REFERENCES people (id), CONSTRAINT ck CHECK (amount > id))",
        (
            Rename("table", "users", "people"),
            Rename("column", "name", "full_name", table="people"),
            Rename("column", "total", "amount", table="orders"),
        ),
    ),
    "renamed column under expressions": Pair(
        "CREATE TABLE t (a int, v int AS (a + 1) VIRTUAL, s int AS (a + 2) STORED, "
        "KEY k (s), CONSTRAINT c CHECK (a > 1))",
        "CREATE TABLE t (b int, v int AS (b + 1) VIRTUAL, s int AS (b + 2) STORED, "
        "KEY k (s), CONSTRAINT c CHECK (b > 1))",
        (Rename("column", "a", "b", table="t"),),
    ),
    "swapped columns": Pair(
        "CREATE TABLE t (a int, b int NOT NULL, KEY i (a))",
        "CREATE TABLE t (b int, a int NOT NULL, KEY i (b))",
        (Rename("column", "a", "b", table="t"), Rename("column", "b", "a", table="t")),
    ),
    "a column takes the name of one that goes": Pair(
        "CREATE TABLE t (a int, b varchar(9), c int, KEY i (a), CONSTRAINT k CHECK (a > 0))",
        "CREATE TABLE t (a varchar(9), c int, KEY i (a))",
        (Rename("column", "b", "a", table="t"),),
    ),
    "a JSON column is renamed": Pair(
        "CREATE TABLE t (id json NOT NULL, b int)",
        "CREATE TABLE t (told json NOT NULL, b int)",
        (Rename("column", "id", "told", table="t"),),
    ),
    "an index is no longer used": Pair(
        "CREATE TABLE t (a int, b int, KEY i (a), KEY j (b) IGNORED)",
        "CREATE TABLE t (a int, b int, KEY i (a) IGNORED, KEY j (b))",
    ),
    "a view takes the name of a table that goes": Pair(
        "CREATE TABLE t (a int);\nCREATE TABLE u (a int);\nCREATE VIEW v AS SELECT a FROM t",
        "CREATE TABLE t (a int);\nCREATE VIEW u AS SELECT a FROM t",
        (Rename("view", "v", "u"),),
    ),
    "a table takes the name of one that goes": Pair(
        "CREATE TABLE a (x int NOT NULL PRIMARY KEY);\nCREATE TABLE b (y int);\n"
        "CREATE TABLE c (x int, KEY k (x), CONSTRAINT f FOREIGN KEY (x) REFERENCES a (x))",
        "CREATE TABLE a (y int);\nCREATE TABLE c (x int)",
        (Rename("table", "b", "a"),),
    ),
    "a routine and a trigger renamed as they change": Pair(
        "CREATE TABLE t (a int);\nCREATE FUNCTION f(x int) RETURNS int DETERMINISTIC RETURN x;\n"
        "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1",
        "CREATE TABLE t (a int);\nCREATE FUNCTION h(x int) RETURNS int DETERMINISTIC RETURN 1;\n"
        "CREATE TRIGGER i BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 2",
        (Rename("routine", "f", "h"), Rename("trigger", "g", "i", table="t")),
    ),
    "partitioned by another column, as its own goes": Pair(
        "CREATE TABLE t (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a, b)) "
        "PARTITION BY HASH (a) PARTITIONS 2",
        "CREATE TABLE t (b int NOT NULL, PRIMARY KEY (b)) PARTITION BY HASH (b) PARTITIONS 2",
    ),
    "no longer partitioned, as the column goes": Pair(
        "CREATE TABLE t (a int NOT NULL, b int) PARTITION BY HASH (a) PARTITIONS 2",
        "CREATE TABLE t (b int)",
    ),
    "a point becomes a number": Pair(
        "CREATE TABLE t (id int, a point)",
        "CREATE TABLE t (id int, a int)",
    ),
    "a point becomes a number that is never null": Pair(
        "CREATE TABLE t (id int, a point)",
        "CREATE TABLE t (id int, a decimal(10, 2) NOT NULL DEFAULT 0)",
    ),
    "names of columns move along under a check and a foreign key": Pair(
        "CREATE TABLE t (id int PRIMARY KEY, a int, b int, CONSTRAINT c CHECK (a > 0),"
        " KEY k (b), CONSTRAINT f FOREIGN KEY (b) REFERENCES t (id))",
        "CREATE TABLE t (id int PRIMARY KEY, b int, c int, CONSTRAINT c CHECK (b > 0),"
        " KEY k (c), CONSTRAINT f FOREIGN KEY (c) REFERENCES t (id))",
        (Rename("column", "a", "b", table="t"), Rename("column", "b", "c", table="t")),
    ),
    "hostile names": Pair(
        "CREATE TABLE `a``b; --` (`x y` int)",
        "CREATE TABLE `a``b; --` (`x y` int, `'\"` int COMMENT 'it''s \\\\ \\n ok', "
        "KEY `k``k` (`x y`))",
    ),
}
