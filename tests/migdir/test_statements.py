"""The statements of a file as they are sent, to the byte, in five dialects."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erdapp.migdir.statements import SplitError, statements
from erdapp.schema import Dialect

PG, MY, MA, LITE, MS = (
    Dialect.POSTGRES,
    Dialect.MYSQL,
    Dialect.MARIADB,
    Dialect.SQLITE,
    Dialect.MSSQL,
)
BODY = "BEGIN\n  INSERT INTO a VALUES (1);\n  UPDATE a SET x = CASE WHEN y THEN 1 END;\nEND"
PROC = f"CREATE PROCEDURE p()\n{BODY}"
FUNC = "CREATE FUNCTION f() RETURNS int AS $fn$\nBEGIN\n  RETURN ';';\nEND;\n$fn$ LANGUAGE plpgsql;"
ATOMIC = "CREATE FUNCTION f() RETURNS int\nBEGIN ATOMIC\n  SELECT 1;\n  SELECT 2;\nEND;"
LITE_TRIGGER = (
    "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  UPDATE b SET x = ';';\n  SELECT 1;\nEND;"
)
TRY = "BEGIN TRY\n  SELECT 1;\nEND TRY\nBEGIN CATCH\n  SELECT 2;\nEND CATCH"
IF = "IF OBJECT_ID('a') IS NULL\nBEGIN\n  CREATE TABLE a (x int);\n  SELECT 1;\nEND"

CASES: list[tuple[str, Dialect, str, list[str]]] = [
    ("the semicolon stays", PG, "SELECT 1; SELECT 2;", ["SELECT 1;", "SELECT 2;"]),
    ("none at the end", PG, "SELECT 1;\nSELECT 2", ["SELECT 1;", "SELECT 2"]),
    ("blanks before it stay", PG, "SELECT 1 ;\n", ["SELECT 1 ;"]),
    ("on a line of its own", PG, "SELECT 1\n;\n", ["SELECT 1\n;"]),
    ("leading comments go", PG, "-- a\n\n/* b; */ SELECT 1;", ["SELECT 1;"]),
    ("inner comments stay", PG, "SELECT 1 -- a;\n, 2 /* ; */;", ["SELECT 1 -- a;\n, 2 /* ; */;"]),
    ("trailing comments go", PG, "SELECT 1; -- after\n", ["SELECT 1;"]),
    ("a comment without a statement", PG, "-- a;\n", []),
    ("nothing", PG, " \n\t", []),
    ("only semicolons", PG, ";;\n;", []),
    ("windows line ends stay", PG, "SELECT\r\n1;\r\nx;\r\n", ["SELECT\r\n1;", "x;"]),
    ("a semicolon in a string", PG, "SELECT ';''';x;", ["SELECT ';''';", "x;"]),
    ("a semicolon in a name", PG, 'SELECT ";""";x;', ['SELECT ";""";', "x;"]),
    ("an escape string", PG, r"SELECT E'\';';x;", [r"SELECT E'\';';", "x;"]),
    ("a plain backslash", PG, r"SELECT '\';x;", [r"SELECT '\';", "x;"]),
    ("nested comments", PG, "SELECT /* /* ; */ ; */ 1;x;", ["SELECT /* /* ; */ ; */ 1;", "x;"]),
    ("dollar quotes", PG, f"{FUNC}\n\nx;", [FUNC, "x;"]),
    ("dollar quotes in others", PG, "DO $a$ $$;$$; $a$;x;", ["DO $a$ $$;$$; $a$;", "x;"]),
    ("a body of SQL", PG, f"{ATOMIC}\nx;", [ATOMIC, "x;"]),
    ("a transaction", PG, "BEGIN;\nx;\nCOMMIT;", ["BEGIN;", "x;", "COMMIT;"]),
    ("letters beyond ASCII", PG, "SELECT 'é;ü';\n-- ö\nSELECT '🙂';", ["SELECT 'é;ü';", "SELECT '🙂';"]),  # noqa: E501
    ("psql's g", PG, "SELECT 1 \\gexec\nx;", ["SELECT 1", "x;"]),
    ("a delimiter of line ends", PG, "-- atlas:delimiter \\n\\n\\n\n\nA;\n\nB;\n\n\nC;\n\n\n", ["A;\n\nB;", "C;"]),  # noqa: E501
    ("a delimiter of words", PG, "-- atlas:delimiter -- end\nA;\nB;\n-- end\nC;\n-- end", ["A;\nB;", "C;"]),  # noqa: E501
    ("a delimiter in a string", PG, "-- atlas:delimiter @@\nSELECT '@@'@@\nB", ["SELECT '@@'", "B"]),  # noqa: E501
    ("a delimiter in parentheses", PG, "-- atlas:delimiter \\n\\n\nA (\n\n b)\n\nC", ["A (\n\n b)", "C"]),  # noqa: E501
    ("a delimiter of one line end", PG, "-- atlas:delimiter \\n\nA\nB\n\nC", ["A", "B", "C"]),
    ("a delimiter with a tab", PG, "-- atlas:delimiter \\t;\nA;\t;B", ["A;", "B"]),
    ("a delimiter after a carriage return", PG, "-- atlas:delimiter //\r\nA//\r\nB//", ["A", "B"]),
    ("a delimiter asked for too late", PG, "\n-- atlas:delimiter //\nA//;\nB;", ["A//;", "B;"]),
    ("a procedure", MY, f"{PROC};\nx;", [f"{PROC};", "x;"]),
    ("DELIMITER", MY, f"DELIMITER //\n{PROC}//\nDELIMITER ;\nx;", [PROC, "x;"]),
    ("DELIMITER in small letters", MY, f"delimiter $$\n{PROC} $$\ndelimiter ;\nx;", [PROC, "x;"]),
    ("DELIMITER of semicolons", MY, f"DELIMITER ;;\n{PROC};;\nDELIMITER ;\nx;", [PROC, "x;"]),
    ("DELIMITER never taken back", MY, f"DELIMITER //\n{PROC}//\n{PROC}//\n", [PROC, PROC]),
    ("DELIMITER in quotes", MY, "delimiter 'it'\nSELECT 1it\ndelimiter ;\nx;", ["SELECT 1", "x;"]),
    ("DELIMITER named delimiter", MY, "delimiter delimiter\nSELECT 1delimiter\ndelimiter @@\nx@@\ndelimiter ;", ["SELECT 1", "x"]),  # noqa: E501
    ("a backslash escapes", MY, r"SELECT '\';';x;", [r"SELECT '\';';", "x;"]),
    ("double quotes are strings", MY, r'SELECT "\";";x;', [r'SELECT "\";";', "x;"]),
    ("backticks", MY, "SELECT `;```;x;", ["SELECT `;```;", "x;"]),
    ("hash comments", MY, "# a;\nSELECT 1 # ;\n;x;", ["SELECT 1 # ;\n;", "x;"]),
    ("two dashes and no blank", MY, "SELECT 1--2;x;", ["SELECT 1--2;", "x;"]),
    ("a conditional comment", MY, "/*!40101 SET a = 1 */;\nx;", ["/*!40101 SET a = 1 */;", "x;"]),
    ("a conditional part", MY, "CREATE TABLE t (a int) /*!50100 X */;x;", ["CREATE TABLE t (a int) /*!50100 X */;", "x;"]),  # noqa: E501
    ("a comment, then a conditional one", MY, "/* a */ /*!40000 ALTER TABLE t DISABLE KEYS */;", ["/*!40000 ALTER TABLE t DISABLE KEYS */;"]),  # noqa: E501
    ("delimiter of the file", MY, f"-- atlas:delimiter //\n{PROC}//\nSELECT 1;//", [PROC, "SELECT 1;"]),  # noqa: E501
    ("a dump's trigger", MY, "DELIMITER ;;\n/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`b`*/ /*!50003 TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN x; END */;;\nDELIMITER ;",  # noqa: E501
     ["/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`b`*/ /*!50003 TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN x; END */"]),  # noqa: E501
    ("a conditional comment without semicolon", MY, "x;/*!40101 SET a = 1 */", ["x;", "/*!40101 SET a = 1 */"]),  # noqa: E501
    ("a delimiter that is a semicolon and more", MY, "-- atlas:delimiter ;\\n\nA;B;\nC;\n", ["A;B", "C"]),  # noqa: E501
    ("IF in a trigger", MY, "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW IF x THEN SET y = 1; END IF;\nx;",  # noqa: E501
     ["CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW IF x THEN SET y = 1; END IF;", "x;"]),
    ("MariaDB's compound statement", MA, "BEGIN NOT ATOMIC\n SELECT 1;\n SELECT 2;\nEND;\nx;",
     ["BEGIN NOT ATOMIC\n SELECT 1;\n SELECT 2;\nEND;", "x;"]),
    ("MariaDB's conditional comment", MA, "/*M!100100 SET a = 1 */;x;", ["/*M!100100 SET a = 1 */;", "x;"]),  # noqa: E501
    ("MariaDB's sequence", MA, "CREATE SEQUENCE s START 1;x;", ["CREATE SEQUENCE s START 1;", "x;"]),  # noqa: E501
    ("MariaDB's or replace", MA, f"CREATE OR REPLACE {PROC[7:]};\nx;", [f"CREATE OR REPLACE {PROC[7:]};", "x;"]),  # noqa: E501
    ("MariaDB's delimiter", MA, "DELIMITER |\nCREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW BEGIN x; END|\nDELIMITER ;",  # noqa: E501
     ["CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW BEGIN x; END"]),
    ("a trigger of SQLite", LITE, f"{LITE_TRIGGER}\nx;", [LITE_TRIGGER, "x;"]),
    ("names of SQLite", LITE, "SELECT [;], `;`, \";\";x;", ["SELECT [;], `;`, \";\";", "x;"]),
    ("pragmas", LITE, "PRAGMA foreign_keys = off;\nPRAGMA foreign_keys = on;",
     ["PRAGMA foreign_keys = off;", "PRAGMA foreign_keys = on;"]),
    ("dot commands", LITE, ".mode box\nSELECT 1;\n", ["SELECT 1;"]),
    ("comments don't nest", LITE, "SELECT /* /* ; */ 1;x;", ["SELECT /* /* ; */ 1;", "x;"]),
    ("a plain backslash in SQLite", LITE, "SELECT '\\';x;", ["SELECT '\\';", "x;"]),
    ("delimiter in SQLite", LITE, f"-- atlas:delimiter \\n--\n{LITE_TRIGGER}\n--\nx\n--\n", [LITE_TRIGGER, "x"]),  # noqa: E501
    ("GO", MS, "SELECT 1\nGO\nSELECT 2;\ngo 3\nx", ["SELECT 1", "SELECT 2;", "x"]),
    ("a comment before GO stays", MS, "SELECT 1\n-- a\nGO\nSELECT 2 -- b\nGO", ["SELECT 1\n-- a", "SELECT 2 -- b"]),  # noqa: E501
    ("procedures without GO", MS, f"CREATE PROC p AS\n{TRY[:9]}\n  x;\nEND TRY\nBEGIN CATCH\n  y;\nEND CATCH;\n\n-- q\nCREATE PROC q AS BEGIN\n  SELECT CASE WHEN 1 = 1 THEN 2 END;\nEND;",  # noqa: E501
     [f"CREATE PROC p AS\n{TRY[:9]}\n  x;\nEND TRY\nBEGIN CATCH\n  y;\nEND CATCH;", "CREATE PROC q AS BEGIN\n  SELECT CASE WHEN 1 = 1 THEN 2 END;\nEND;"]),  # noqa: E501
    ("GO of the file", MS, "-- atlas:delimiter \\nGO\nSELECT 1;\nSELECT 2;\nGO\nx\nGO\n", ["SELECT 1;\nSELECT 2;", "x"]),  # noqa: E501
    ("a procedure to GO", MS, "CREATE PROC p AS\nSELECT 1;\nSELECT 2;\nGO\nx;", ["CREATE PROC p AS\nSELECT 1;\nSELECT 2;", "x;"]),  # noqa: E501
    ("TRY and CATCH", MS, f"{TRY};\nx;", [f"{TRY};", "x;"]),
    ("a block under IF", MS, f"{IF};\nx;", [f"{IF};", "x;"]),
    ("IF and ELSE", MS, f"{IF}\nELSE\n  SELECT 2;\nx;", [f"{IF}\nELSE\n  SELECT 2;", "x;"]),
    ("IF without a block", MS, "IF 1 = 1 SELECT 1;\nx;", ["IF 1 = 1 SELECT 1;", "x;"]),
    ("a transaction of T-SQL", MS, "BEGIN TRANSACTION;\nx;\nCOMMIT;", ["BEGIN TRANSACTION;", "x;", "COMMIT;"]),  # noqa: E501
    ("brackets", MS, "SELECT [;]]];x;", ["SELECT [;]]];", "x;"]),
    ("without semicolons", MS, "CREATE TABLE a (x int)\nCREATE TABLE b (x int)\nGO",
     ["CREATE TABLE a (x int)", "CREATE TABLE b (x int)"]),
    ("goose's blocks", PG, "-- +goose StatementBegin\nA; B;\n-- +goose StatementEnd\nC;", ["A; B;", "C;"]),  # noqa: E501
]  # fmt: skip


@pytest.mark.parametrize(
    ("dialect", "text", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_statements_to_the_byte(dialect: Dialect, text: str, wanted: list[str]) -> None:
    found = statements(text, dialect)
    assert [statement.text for statement in found] == wanted
    for statement in found:
        assert text[statement.offset :].startswith(statement.text)


def test_there_are_enough_cases_in_every_dialect() -> None:
    assert len(CASES) >= 60
    assert {case[1] for case in CASES} == set(Dialect)


@pytest.mark.parametrize(
    ("dialect", "text", "message"),
    [
        (PG, "SELECT 1;\n  SELECT 'abc;\nx", '2:10: unclosed quote "\'"'),
        (PG, 'SELECT 1,\n"abc;', "2:1: unclosed quote '\"'"),
        (PG, "SELECT 1 /* a /* b */;", "1:10: unclosed comment"),
        (PG, "SELECT 1;\nDO $x$ a; $$;", "2:4: unclosed dollar quote $x$"),
        (PG, "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1;", "1:33: unclosed body"),
        (PG, "COPY t FROM stdin;\n1\t2\n", "2:1: unclosed rows of COPY"),
        (PG, "-- atlas:delimiter //\nA//\nSELECT 'x//", '3:8: unclosed quote "\'"'),
        (MY, "SELECT 1;\nSELECT `a;", "2:8: unclosed quote '`'"),
        (MY, "SELECT 1; /* a", "1:11: unclosed comment"),
        (MY, "CREATE PROCEDURE p()\nBEGIN\n a;\n IF b THEN c;", "4:2: unclosed body"),
        (MA, "SELECT 'a\\';", '1:8: unclosed quote "\'"'),
        (LITE, "SELECT [a;", "1:8: unclosed quote '['"),
        (LITE, "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 'x; END;", '1:49: unclosed quote "\'"'),  # noqa: E501
        (MS, "SELECT 1\nGO\nSELECT 'a\nGO\n", '3:8: unclosed quote "\'"'),
        (MS, "CREATE PROC p AS /* a\nGO\nx", "1:18: unclosed comment"),
    ],
)  # fmt: skip
def test_what_is_never_closed_is_told_with_its_place(
    dialect: Dialect, text: str, message: str
) -> None:
    with pytest.raises(SplitError) as caught:
        statements(text, dialect)
    assert str(caught.value) == message


def test_a_statement_knows_its_place_and_the_comments_before_it() -> None:
    first, second = statements("-- atlas:nolint\nSELECT 1;\n\n  -- two\n  SELECT 2;\n", PG)
    assert (first.line, first.column, first.comments) == (2, 1, "-- atlas:nolint\n")
    assert (second.line, second.column, second.comments) == (5, 3, "\n\n  -- two\n  ")


PIECES = st.lists(
    st.sampled_from(
        ["'", '"', "`", "[", "]", "$$", "/*", "*/", "-- ", "\n", ";", "(", ")", " ", "\\", "GO\n",
         "\nGO\n", "DELIMITER //\n", "//", "BEGIN ", "END ", "CASE ", "IF ", "CREATE TRIGGER t ",
         "TABLE a ", "/*!40101 ", "-- atlas:delimiter //\n", "ELSE ", "é", "BEGIN TRY ", "x;"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(text=PIECES, dialect=st.sampled_from(list(Dialect)))
@settings(max_examples=300, deadline=None)
def test_statements_are_parts_of_the_file_in_order(text: str, dialect: Dialect) -> None:
    try:
        found = statements(text, dialect)
    except SplitError:
        return
    end = 0
    for statement in found:
        assert statement.offset >= end
        assert text.startswith(statement.text, statement.offset)
        end = statement.offset + len(statement.text)
