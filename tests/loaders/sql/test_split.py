"""What one statement is, in each dialect, to the byte."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erdapp.loaders.sql.split import StatementKind, split
from erdapp.schema import Dialect
from tests.corpus import CORPUS, needs_corpus

PG, MY, MA, LITE, MS = (
    Dialect.POSTGRES,
    Dialect.MYSQL,
    Dialect.MARIADB,
    Dialect.SQLITE,
    Dialect.MSSQL,
)
BODY = "BEGIN IF NEW.a THEN SET x = CASE WHEN b THEN 1 ELSE 2 END; END IF; SET y = IF(a, 1, 2); END"
TRIGGER = f"CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW {BODY}"
LOOP = (
    "CREATE PROCEDURE p() l: LOOP WHILE a DO b; END WHILE; REPEAT c; UNTIL d END REPEAT; END LOOP"
)
ATOMIC = "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; SELECT 2; END"
SQLITE_TRIGGER = "CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET b = CASE c WHEN 1 THEN 2 END; DELETE FROM d; END"  # noqa: E501
PROC = "CREATE PROCEDURE p AS\nBEGIN\n  SELECT 1;\n  CREATE TABLE #x (a int);\nEND"
RULE = "CREATE RULE r AS ON INSERT TO t DO INSTEAD (INSERT INTO a VALUES (1); DELETE FROM b)"
SCHEMA = "CREATE SCHEMA s\n  CREATE TABLE a (x int)\n  CREATE VIEW b AS SELECT 1"

CASES: list[tuple[str, Dialect, str, list[str]]] = [
    ("two statements", PG, "SELECT 1; SELECT 2;", ["SELECT 1", "SELECT 2"]),
    ("no terminator at the end", PG, "SELECT 1;\nSELECT 2", ["SELECT 1", "SELECT 2"]),
    ("empty file", PG, "", []),
    ("only comments", PG, "-- a\n/* b; */", []),
    ("a byte order mark", PG, "\ufeffSELECT 1;", ["SELECT 1"]),
    ("windows line ends", PG, "SELECT\r\n1;\r\nSELECT 2;\r\n", ["SELECT\r\n1", "SELECT 2"]),
    ("semicolon in a string", PG, "SELECT ';'; SELECT 2", ["SELECT ';'", "SELECT 2"]),
    ("doubled quote", PG, "SELECT 'it''s;'; SELECT 2", ["SELECT 'it''s;'", "SELECT 2"]),
    ("backslash is plain", PG, r"SELECT '\'; SELECT 2", [r"SELECT '\'", "SELECT 2"]),
    ("backslash escapes in E''", PG, r"SELECT E'\';'; SELECT 2", [r"SELECT E'\';'", "SELECT 2"]),
    ("e'' of lower case", PG, r"SELECT e'\\\';'; a", [r"SELECT e'\\\';'", "a"]),
    ("a word that ends in e", PG, r"SELECT date'\'; a", [r"SELECT date'\'", "a"]),
    ("semicolon in a quoted name", PG, 'SELECT "a;""b"; x', ['SELECT "a;""b"', "x"]),
    ("line comment inside", PG, "SELECT 1 -- a;b\n, 2; x", ["SELECT 1 -- a;b\n, 2", "x"]),
    ("nested block comment", PG, "SELECT /* a /* ; */ ; */ 1; x", ["SELECT /* a /* ; */ ; */ 1", "x"]),  # noqa: E501
    ("dollar quotes", PG, "DO $$ a; b $$; x", ["DO $$ a; b $$", "x"]),
    ("tagged dollar quotes", PG, "DO $a$ ; $$ ; $a$; x", ["DO $a$ ; $$ ; $a$", "x"]),
    ("a dollar in a name", PG, "SELECT a$b$; x", ["SELECT a$b$", "x"]),
    ("a parameter", PG, "SELECT $1; SELECT $2;", ["SELECT $1", "SELECT $2"]),
    ("a rule with statements", PG, f"{RULE}; x", [RULE, "x"]),
    ("BEGIN ATOMIC", PG, f"{ATOMIC}; x", [ATOMIC, "x"]),
    ("a transaction is no block", PG, "BEGIN; SELECT 1; END;", ["BEGIN", "SELECT 1", "END"]),
    ("schema with elements", PG, f"{SCHEMA};\nx;", [SCHEMA, "x"]),
    ("rows of COPY", PG, "COPY t (a) FROM stdin;\n1;'\n2\n\\.\n\nx;", ["COPY t (a) FROM stdin", "x"]),  # noqa: E501
    ("COPY without rows", PG, "COPY t FROM stdin;\n\\.\nx;", ["COPY t FROM stdin", "x"]),
    ("COPY to a file", PG, "COPY t TO 'f'; x;", ["COPY t TO 'f'", "x"]),
    ("psql commands", PG, "\\connect db\n\\restrict abc\nSELECT 1;", ["SELECT 1"]),
    ("gexec ends a statement", PG, "SELECT 1 \\gexec\nSELECT 2;", ["SELECT 1", "SELECT 2"]),
    ("backslash in a mysql string", MY, r"SELECT '\';'; x", [r"SELECT '\';'", "x"]),
    ("double quotes are strings", MY, r'SELECT "a\";"; x', [r'SELECT "a\";"', "x"]),
    ("backticks", MY, "SELECT `a;``'`; x", ["SELECT `a;``'`", "x"]),
    ("hash comment", MY, "SELECT 1 # ;'\n; x", ["SELECT 1 # ;'", "x"]),
    ("two dashes need a blank", MY, "SELECT 5--3; x", ["SELECT 5--3", "x"]),
    ("a line of dashes", MY, "----------\nSELECT 1; x", ["SELECT 1", "x"]),
    ("trigger without DELIMITER", MY, f"{TRIGGER};\nx;", [TRIGGER, "x"]),
    ("loops without DELIMITER", MY, f"{LOOP};\nx;", [LOOP, "x"]),
    ("trigger of one statement", MY, "CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW SET b = 1; x",
     ["CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW SET b = 1", "x"]),
    ("IF without BEGIN", MY,
     "CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW IF b THEN c; ELSE d; END IF; x",
     ["CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW IF b THEN c; ELSE d; END IF", "x"]),
    ("a column called end", MY,
     "CREATE PROCEDURE p() BEGIN SELECT t.end, t.begin FROM t; SELECT 1; END; x",
     ["CREATE PROCEDURE p() BEGIN SELECT t.end, t.begin FROM t; SELECT 1; END", "x"]),
    ("a routine called begin", MY,
     "CREATE PROCEDURE begin(a int) BEGIN SELECT 1; END; CREATE FUNCTION begin() RETURNS int RETURN 1; x",  # noqa: E501
     ["CREATE PROCEDURE begin(a int) BEGIN SELECT 1; END",
      "CREATE FUNCTION begin() RETURNS int RETURN 1", "x"]),
    ("a table called begin", MY,
     "CREATE TRIGGER begin AFTER INSERT ON begin FOR EACH ROW BEGIN SELECT 1; END; x",
     ["CREATE TRIGGER begin AFTER INSERT ON begin FOR EACH ROW BEGIN SELECT 1; END", "x"]),
    ("a handler", MY,
     "CREATE PROCEDURE p() BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN a; END; b; END; x",
     ["CREATE PROCEDURE p() BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN a; END; b; END", "x"]),  # noqa: E501
    ("a definer", MY, f"CREATE DEFINER=`a`@`%` {TRIGGER[7:]}; x",
     [f"CREATE DEFINER=`a`@`%` {TRIGGER[7:]}", "x"]),
    ("an event", MY, "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN a; b; END; x",
     ["CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN a; b; END", "x"]),
    ("DELIMITER", MY, f"DELIMITER ;;\n{TRIGGER};;\nDELIMITER ;\nx;", [TRIGGER, "x"]),
    ("DELIMITER of slashes", MY, "DELIMITER //\nCREATE PROCEDURE p() SELECT 1 / 2//\nDELIMITER ;\nx;",  # noqa: E501
     ["CREATE PROCEDURE p() SELECT 1 / 2", "x"]),
    ("DELIMITER never used", MY, "DELIMITER //\nSELECT 1;\nSELECT 2;", ["SELECT 1", "SELECT 2"]),
    ("DELIMITER never reset", MY, "DELIMITER $$\nCREATE PROCEDURE p() BEGIN a; END$$\nx;\ny;",
     ["CREATE PROCEDURE p() BEGIN a; END", "x", "y"]),
    ("DELIMITER after a statement", MY, "SELECT 1\nDELIMITER ;;\nx;;\nDELIMITER ;",
     ["SELECT 1", "x"]),
    ("semicolons under DELIMITER", MY, "DELIMITER $$\nSELECT 1;\nSELECT 2$$\nDELIMITER ;\nx;",
     ["SELECT 1", "SELECT 2", "x"]),
    ("conditional comment", MY, "/*!40101 SET a = 1 */;x;", ["SET a = 1", "x"]),
    ("conditional part", MY, "CREATE TABLE t (a int /*!80023 INVISIBLE */) /*!50100 X */;",
     ["CREATE TABLE t (a int          INVISIBLE   )          X"]),
    ("MariaDB's own for MySQL", MY, "SELECT 1 /*M!100100 , 2 */; x", ["SELECT 1 /*M!100100 , 2 */", "x"]),  # noqa: E501
    ("MySQL 8 for MariaDB", MA, "SELECT 1 /*!80000 , 2 */; x", ["SELECT 1 /*!80000 , 2 */", "x"]),
    ("MariaDB's own", MA, "SELECT 1 /*M!100100 , 2 */; x", ["SELECT 1            , 2", "x"]),
    ("sandbox mark of a dump", MA, "/*!999999\\- enable the sandbox mode */\nx;", ["x"]),
    ("not in a string", MY, "SELECT '/*!40101 a */'; x", ["SELECT '/*!40101 a */'", "x"]),
    ("SOURCE and USE", MY, "USE db\nSOURCE a.sql\nx;", ["USE db", "x"]),
    ("USE with a semicolon", MY, "USE db; x;", ["USE db", "x"]),
    ("sqlite trigger", LITE, f"{SQLITE_TRIGGER};\nx;", [SQLITE_TRIGGER, "x"]),
    ("sqlite names", LITE, "SELECT [a;b], `c;d`, \"e;f\"; x", ["SELECT [a;b], `c;d`, \"e;f\"", "x"]),  # noqa: E501
    ("sqlite dot commands", LITE, ".mode box\n.read a.sql\nx;", ["x"]),
    ("GO", MS, "SELECT 1\nGO\nSELECT 2\ngo 5\nx", ["SELECT 1", "SELECT 2", "x"]),
    ("GO in a comment", MS, "SELECT 1 /*\nGO\n*/ + 1\nGO\nx", ["SELECT 1 /*\nGO\n*/ + 1", "x"]),
    ("GO in a string", MS, "SELECT 'a\nGO\nb'\nGO\nx", ["SELECT 'a\nGO\nb'", "x"]),
    ("GO as a name", MS, "SELECT 1 AS GO\nGO\nx", ["SELECT 1 AS GO", "x"]),
    ("no semicolons", MS, "CREATE TABLE a (x int)\nCREATE TABLE b (y int)\nDROP TABLE c",
     ["CREATE TABLE a (x int)", "CREATE TABLE b (y int)", "DROP TABLE c"]),
    ("on one line", MS, "CREATE TABLE a (x int) CREATE TABLE b (y int)",
     ["CREATE TABLE a (x int)", "CREATE TABLE b (y int)"]),
    ("IF and what is under it", MS, "IF OBJECT_ID('a') IS NOT NULL DROP TABLE a\nx",
     ["IF OBJECT_ID('a') IS NOT NULL", "DROP TABLE a\nx"]),
    ("a procedure to GO", MS, f"{PROC}\nGO\nDROP TABLE a", [PROC, "DROP TABLE a"]),
    ("schema with elements in T-SQL", MS, "CREATE SCHEMA s\nCREATE TABLE a (x int)\nGO",
     ["CREATE SCHEMA s\nCREATE TABLE a (x int)"]),
    ("ALTER goes on", MS, "ALTER TABLE a\nALTER COLUMN b int\nALTER TABLE a\nDROP COLUMN c\nALTER TABLE a ADD d int",  # noqa: E501
     ["ALTER TABLE a\nALTER COLUMN b int", "ALTER TABLE a\nDROP COLUMN c", "ALTER TABLE a ADD d int"]),  # noqa: E501
    ("ALTER DATABASE SET", MS, "ALTER DATABASE $(x)\nSET RECOVERY SIMPLE\nGO",
     ["ALTER DATABASE $(x)\nSET RECOVERY SIMPLE"]),
    ("ON DELETE CASCADE", MS, "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES c (d)\nON DELETE SET NULL\nON UPDATE CASCADE\nSET NOCOUNT ON",  # noqa: E501
     ["ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES c (d)\nON DELETE SET NULL\nON UPDATE CASCADE", "SET NOCOUNT ON"]),  # noqa: E501
    ("INSERT SELECT", MS, "INSERT INTO a\nSELECT 1\nUNION ALL\nSELECT 2\nINSERT INTO b VALUES (1)\nSELECT 3",  # noqa: E501
     ["INSERT INTO a\nSELECT 1\nUNION ALL\nSELECT 2", "INSERT INTO b VALUES (1)", "SELECT 3"]),
    ("UPDATE SET", MS, "UPDATE a\nSET b = 1\nSET NOCOUNT ON", ["UPDATE a\nSET b = 1", "SET NOCOUNT ON"]),  # noqa: E501
    ("CASE END", MS, "SELECT CASE WHEN a = 1 THEN 2 ELSE 3 END\nPRINT 'x'",
     ["SELECT CASE WHEN a = 1 THEN 2 ELSE 3 END", "PRINT 'x'"]),
    ("a view and its query", MS, "CREATE VIEW v AS\nWITH c AS (SELECT 1 x)\nSELECT x FROM c\nGO",
     ["CREATE VIEW v AS\nWITH c AS (SELECT 1 x)\nSELECT x FROM c"]),
    ("DROP IF EXISTS", MS, "DROP TABLE IF EXISTS a\nIF EXISTS (SELECT 1) PRINT 'x'",
     ["DROP TABLE IF EXISTS a", "IF EXISTS (SELECT 1)", "PRINT 'x'"]),
    ("sqlcmd lines", MS, ':setvar A "b"\n:r file.sql\nSELECT \'$(A)\'', ["SELECT '$(A)'"]),
    ("brackets and quotes", MS, "SELECT [a;]]b], \"it's;\"; x", ["SELECT [a;]]b], \"it's;\"", "x"]),
    ("GRANT names statements", MS, "GRANT SELECT, CREATE TABLE ON a TO b\nGO", ["GRANT SELECT, CREATE TABLE ON a TO b"]),  # noqa: E501
    ("blocks", MS, "IF 1 = 1\nBEGIN\n  CREATE TABLE a (x int);\nEND\nELSE DROP TABLE b",
     ["IF 1 = 1", "BEGIN", "CREATE TABLE a (x int)", "END", "ELSE", "DROP TABLE b"]),
    ("a transaction in T-SQL", MS, "BEGIN TRANSACTION\nDROP TABLE a\nCOMMIT", ["BEGIN TRANSACTION", "DROP TABLE a", "COMMIT"]),  # noqa: E501
]  # fmt: skip


@pytest.mark.parametrize(
    ("dialect", "text", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_statements_are_cut_where_the_server_cuts_them(
    dialect: Dialect, text: str, wanted: list[str]
) -> None:
    found = [piece.text for piece in split(text, dialect) if piece.kind is StatementKind.SQL]
    assert found == wanted


def test_a_statement_knows_where_it_stands() -> None:
    first, second = split("-- atlas:renamed_from a\nSELECT 1;\n\n  /* b */ SELECT\n2 ;\n", PG)
    assert (first.line, first.leading) == (2, "-- atlas:renamed_from a\n")
    assert (second.line, second.offset, second.terminator) == (4, 45, " ;")


def test_statements_under_an_if_say_so() -> None:
    text = "IF 1 = 1\nBEGIN\nDROP TABLE a\nDROP TABLE b\nEND\nDROP TABLE c"
    guards = {piece.text: piece.guard for piece in split(text, MS)}
    assert guards["DROP TABLE a"] == guards["DROP TABLE b"] == "IF 1 = 1"
    assert guards["DROP TABLE c"] == ""


def test_comments_before_a_statement_without_terminator_belong_to_the_next() -> None:
    first, second = split("CREATE TABLE a (x int)\n-- about b\nCREATE TABLE b (y int)", MS)
    assert first.text == "CREATE TABLE a (x int)"
    assert second.leading == "\n-- about b\n"


def test_rows_of_copy_are_data() -> None:
    pieces = list(split("COPY t FROM stdin;\n1\t;\n2\n\\.\nx;", PG))
    assert [piece.kind.value for piece in pieces] == ["sql", "data", "sql"]
    assert pieces[1].text == "1\t;\n2"


@pytest.mark.parametrize(
    ("dialect", "text", "flaw"),
    [
        (PG, "SELECT 'abc; x", "string"),
        (PG, 'SELECT "abc; x', "quoted name"),
        (PG, "SELECT /* abc; x", "comment"),
        (PG, "DO $a$ abc; x", "body"),
        (PG, "COPY t FROM stdin;\n1", "data"),
        (MY, "SELECT `abc; x", "quoted name"),
        (MY, "CREATE PROCEDURE p() BEGIN a; b;", "body"),
        (LITE, "SELECT [abc; x", "quoted name"),
        (MS, "SELECT 'abc; x\nGO\ny", "string or comment"),
        (MS, "CREATE PROC p AS /* abc\nGO\ny", "string or comment"),
    ],
)
def test_what_is_never_closed_is_flagged(dialect: Dialect, text: str, flaw: str) -> None:
    assert list(split(text, dialect))[-1].unterminated == flaw


PIECES = st.lists(
    st.sampled_from(
        ["'", '"', "`", "[", "]", "$$", "$a$", "/*", "*/", "--", "\n", ";", "(", ")", " ", "\\",
         "GO\n", "\nGO", "DELIMITER //\n", "//", "BEGIN ", "END ", "CASE ", "IF ", "CREATE ",
         "CREATE TRIGGER t ", "CREATE FUNCTION f ", "BEGIN ATOMIC ", "TABLE a ", "SELECT ", "x ",
         "COPY t FROM stdin;\n", "\\.\n", "\\g", "E'", ":r x\n", "#", "/*!40101 ", "ALTER ",
         "DROP ", "SET ", "ELSE ", "é"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(text=PIECES, dialect=st.sampled_from(list(Dialect)))
@settings(max_examples=400, deadline=None)
def test_nothing_is_lost_and_nothing_raises(text: str, dialect: Dialect) -> None:
    pieces = list(split(text, dialect))
    joined = "".join(piece.leading + piece.text + piece.terminator for piece in pieces)
    assert len(joined) <= len(text)
    if "/*!" not in text:
        assert text.startswith(joined)
        assert not text[len(joined) :].strip()


@pytest.mark.parametrize("dialect", list(Dialect))
@pytest.mark.parametrize(
    "piece",
    ["'", "'a' ", "(", "((a", "/*", "/* ", "$$", "$a$ ", "[", "BEGIN ", "CREATE TRIGGER t BEGIN ",
     "IF a ", "\nGO\n", "\n \n", "--", "-", "#", "DELIMITER //\n", "/*!40101 ", "*/", "\\",
     "COPY t FROM stdin;\n", "CASE ", "SELECT ", "''", "INSERT INTO a SELECT "],
)  # fmt: skip
def test_time_grows_with_the_length_only(dialect: Dialect, piece: str) -> None:
    text = piece * (200_000 // len(piece))
    start = time.process_time()
    for _ in split(text, dialect):
        pass
    assert time.process_time() - start < 3


@needs_corpus
@pytest.mark.corpus
def test_a_megabyte_of_data_is_skipped_quickly() -> None:
    text = (CORPUS / "mssql" / "northwind.sql").read_text("utf-8-sig")
    start = time.process_time()
    count = sum(1 for _ in split(text, MS))
    assert count == 3500
    assert time.process_time() - start < 0.5
