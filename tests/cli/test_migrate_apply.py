"""`erdapp migrate apply` and `status`: flags, reports, refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.migrating import Database, database, folder, migrate

A, B = "CREATE TABLE a (id integer PRIMARY KEY);\n", "CREATE TABLE b (id integer PRIMARY KEY);\n"


class Shop:
    """A SQLite file and a migration folder for it."""

    def __init__(self, path: Path, **files: str) -> None:
        self.path = path
        self.dir = folder(path / "m", **files)
        self.at = Database(f"sqlite://{path}/shop.db")

    def migrate(self, command: str, *arguments: str) -> tuple[int, str]:
        return migrate(command, *arguments, "--url", self.at.url, "--dir", self.dir)

    def tables(self) -> list[str]:
        found = self.at.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return [name for (name,) in found if name != "atlas_schema_revisions"]

    def versions(self) -> list[tuple[str, ...]]:
        return self.at.rows("SELECT version, applied, total, type FROM atlas_schema_revisions")


def test_a_run_is_told_as_atlas_tells_it(tmp_path: Path) -> None:
    shop = Shop(tmp_path, _1_a=A + B, _2="CREATE TABLE c (id integer);\n")
    code, said = shop.migrate("apply")
    assert code == 0
    lines = [line.partition(" (")[0] if "ok" in line else line for line in said.splitlines()]
    assert lines[:9] == [
        "Migrating to version 2 (2 migrations in total):",
        "",
        "  -- migrating version 1",
        "    -> CREATE TABLE a (id integer PRIMARY KEY);",
        "    -> CREATE TABLE b (id integer PRIMARY KEY);",
        "  -- ok",
        "",
        "  -- migrating version 2",
        "    -> CREATE TABLE c (id integer);",
    ]
    assert lines[-2:] == ["  -- 2 migrations", "  -- 3 sql statements"]


def test_nothing_to_do(tmp_path: Path) -> None:
    shop = Shop(tmp_path, _1_a=A)
    shop.migrate("apply")
    assert shop.migrate("apply") == (0, "No migration files to execute\n")


def test_a_dry_run_changes_nothing(tmp_path: Path) -> None:
    shop = Shop(tmp_path, _1_a=A)
    code, said = shop.migrate("apply", "--dry-run")
    assert (code, "-> CREATE TABLE a" in said) == (0, True)
    assert shop.at.rows("SELECT count(*) FROM sqlite_master") == [("0",)]


def test_only_some_files(tmp_path: Path) -> None:
    shop = Shop(tmp_path, _1_a=A, _2_b=B, _3_c="CREATE TABLE c (id integer);")
    shop.migrate("apply", "1")
    assert shop.tables() == ["a"]
    shop.migrate("apply", "--to-version", "2")
    assert shop.tables() == ["a", "b"]
    code, said = shop.migrate("apply", "--to-version", "9")
    assert (code, said) == (2, 'erdapp: migration with version "9" is not pending\n')


def test_a_file_that_fails_is_taken_back_whole(tmp_path: Path) -> None:
    shop = Shop(tmp_path, _1_a=A, _2_b=B + "FOO;\n")
    code, said = shop.migrate("apply")
    assert code == 2
    assert said.splitlines()[-3:] == [
        "  -- 1 migration ok (1 with errors)",
        "  -- 2 sql statements ok (1 with errors)",
        'erdapp: executing statement "FOO;" from version "2": near "FOO": syntax error',
    ]
    assert shop.tables() == ["a"]
    assert shop.versions() == [("1", "1", "1", "2")]


def test_all_files_in_one_transaction(tmp_path: Path) -> None:
    shop = Shop(tmp_path, _1_a=A, _2_b=B + "FOO;\n")
    assert shop.migrate("apply", "--tx-mode", "all")[0] == 2
    assert (shop.tables(), shop.versions()) == ([], [])


def test_without_a_transaction_what_ran_stays_and_is_gone_on_from(tmp_path: Path) -> None:
    shop = Shop(tmp_path, _1_a=A + B + "FOO;\n")
    assert shop.migrate("apply", "--tx-mode", "none")[0] == 2
    assert (shop.tables(), shop.versions()) == (["a", "b"], [("1", "2", "3", "2")])
    told = shop.migrate("status")[1]
    assert "  -- SQL:   FOO;\n  -- ERROR: near" in told
    shop.dir = folder(shop.path / "m", _1_a=A + B + "CREATE TABLE c (id integer);\n")
    assert shop.migrate("apply")[0] == 0
    assert (shop.tables(), shop.versions()) == (["a", "b", "c"], [("1", "3", "3", "2")])


def test_a_file_whose_past_was_changed_is_refused(tmp_path: Path) -> None:
    shop = Shop(tmp_path, _1_a=A + B + "FOO;\n")
    shop.migrate("apply", "--tx-mode", "none")
    shop.dir = folder(shop.path / "m", _1_a=A + "CREATE TABLE z (id integer);\n")
    code, said = shop.migrate("apply")
    assert code == 2
    assert 'history changed: statement 2 from file "1_a.sql" changed' in said


def test_a_header_has_its_own_mode(tmp_path: Path) -> None:
    shop = Shop(tmp_path, _1_a=f"-- atlas:txmode none\n\n{A}{B}FOO;\n")
    assert shop.migrate("apply")[0] == 2
    assert shop.tables() == ["a", "b"]
    code, said = shop.migrate("apply", "--tx-mode", "all")
    assert code == 2
    assert 'cannot set txmode directive to "none" in "1_a.sql" when txmode "all" is set' in said


def test_a_transaction_of_the_file_itself_is_left_to_it(tmp_path: Path) -> None:
    shop = Shop(tmp_path, _1_a=f"{A}BEGIN;\n{B}INSERT INTO b VALUES (1);\nCOMMIT;\nFOO;\n")
    assert shop.migrate("apply")[0] == 2
    assert shop.tables() == ["a", "b"]
    assert shop.versions() == [("1", "5", "6", "2")]


def test_a_transaction_that_the_file_leaves_open_is_an_error(tmp_path: Path) -> None:
    shop = Shop(tmp_path, _1_a=f"{A}BEGIN;\n{B}")
    code, said = shop.migrate("apply")
    assert (code, "leaves its own transaction open" in said) == (2, True)
    assert shop.tables() == ["a"]


def test_sqlite_rebuilds_a_table_that_others_refer_to(tmp_path: Path) -> None:
    first = (
        f"{A}CREATE TABLE b (a_id integer REFERENCES a (id));\nINSERT INTO a VALUES (1);\n"
        "INSERT INTO b VALUES (1);\n"
    )
    rebuild = (
        "PRAGMA foreign_keys = off;\nCREATE TABLE new_a (id integer PRIMARY KEY, x text);\n"
        "INSERT INTO new_a (id) SELECT id FROM a;\nDROP TABLE a;\n"
        "ALTER TABLE new_a RENAME TO a;\nPRAGMA foreign_keys = on;\n"
    )
    shop = Shop(tmp_path, _1=first, _2=rebuild, _3="DELETE FROM a;\n")
    shop.at.url += "?_fk=1"
    code, said = shop.migrate("apply")
    assert code == 2
    assert "foreign key violation: row 1 of b references a" in said
    assert shop.at.rows("SELECT id FROM a") == [("1",)]
    assert [row[0] for row in shop.versions()] == ["1", "2"]


def test_a_database_with_something_in_it_is_not_begun_on(tmp_path: Path) -> None:
    shop = Shop(tmp_path, _1_a=A, _2_b=B)
    shop.at.run("CREATE TABLE a (id integer PRIMARY KEY)")
    code, said = shop.migrate("apply")
    assert code == 2
    assert said == (
        "erdapp: connected database is not clean: found multiple tables: 2. "
        "baseline version or allow-dirty is required\n"
    )
    assert shop.migrate("apply", "--baseline", "1")[0] == 0
    assert shop.versions() == [("1", "0", "0", "1"), ("2", "1", "1", "2")]


def test_a_baseline_has_to_be_a_file(tmp_path: Path) -> None:
    shop = Shop(tmp_path, _1_a=A)
    assert shop.migrate("apply", "--baseline", "7") == (
        2,
        'erdapp: baseline version "7" not found\n',
    )


def test_allow_dirty_begins_all_the_same(tmp_path: Path) -> None:
    shop = Shop(tmp_path, _1_a=A)
    shop.at.run("CREATE TABLE other (id integer)")
    assert shop.migrate("apply", "--allow-dirty")[0] == 0
    assert shop.tables() == ["a", "other"]


def test_a_directory_that_was_tampered_with_is_not_run(tmp_path: Path) -> None:
    shop = Shop(tmp_path, _1_a=A)
    (tmp_path / "m" / "1_a.sql").write_text("DROP TABLE a;\n")
    code, said = shop.migrate("apply")
    assert (code, "L2: 1_a.sql was edited" in said) == (2, True)


@pytest.mark.parametrize("template", ["json", "{{ json . }}"])
def test_reports_as_json(tmp_path: Path, template: str) -> None:
    shop = Shop(tmp_path, _1_a=A, _2_b=B + "FOO;\n")
    code, said = shop.migrate("apply", "1", "--format", template)
    told = json.loads(said)
    assert code == 0
    assert told["Pending"] == [{"Name": "1_a.sql", "Version": "1", "Description": "a"}]
    assert told["Applied"][0]["Applied"] == [A.strip()]
    assert (told["Target"], told["Message"][:22]) == ("1", "Migrated to version 1 ")
    code, said = shop.migrate("apply", "--format", template)
    told = json.loads(said.partition("\nerdapp: ")[0])
    assert (code, told["Current"]) == (2, "1")
    assert told["Applied"][0]["Error"] == {"Stmt": "FOO;", "Text": 'near "FOO": syntax error'}
    told = json.loads(shop.migrate("status", "--format", template)[1])
    assert (told["Status"], told["Current"], told["Next"]) == ("PENDING", "1", "2")
    assert told["Applied"][0]["Type"] == "applied"
    assert told["Env"]["Driver"] == "sqlite"


@pytest.mark.live
@pytest.mark.parametrize(
    ("query", "before", "found"),
    [
        ("search_path=public", "CREATE TABLE x (id int)", 'table "x" in schema "public"'),
        ("search_path=public", "CREATE SCHEMA extra", ""),
        ("", "CREATE TABLE x (id int)", 'schema "public"'),
        ("", "CREATE SCHEMA extra", 'schema "extra"'),
    ],
)
def test_what_counts_as_clean_on_postgres(
    postgres_url: str, tmp_path: Path, query: str, before: str, found: str
) -> None:
    files = folder(tmp_path, _1_a=A)
    with database(postgres_url, query) as at:
        at.run(before)
        code, said = migrate("apply", "--url", at.url, "--dir", files)
        if not found:
            assert code == 0
            return
        assert code == 2
        assert f"connected database is not clean: found {found}. baseline" in said


@pytest.mark.live
def test_what_counts_as_clean_on_mariadb(mariadb_url: str, tmp_path: Path) -> None:
    files = folder(tmp_path, _1_a=A)
    with database(mariadb_url) as at:
        at.run("CREATE TABLE x (id int)")
        code, said = migrate("apply", "--url", at.url, "--dir", files)
        name = at.url.rpartition("/")[2]
        assert (code, f'found table "x" in schema "{name}". baseline' in said) == (2, True)
        at.run("DROP TABLE x")
        assert migrate("apply", "--url", at.url, "--dir", files).code == 0


@pytest.mark.live
def test_a_password_is_in_no_report(postgres_url: str, tmp_path: Path) -> None:
    files = folder(tmp_path, _1_a=A)
    with database(postgres_url, "search_path=public") as at:
        url = at.url.replace("postgres@", "postgres:hunter2@")
        for arguments in (("apply", "--format", "json"), ("status", "--format", "json")):
            assert "hunter2" not in migrate(*arguments, "--url", url, "--dir", files).text
    code, said = migrate("status", "--url", "postgres://a:hunter2@127.0.0.1:1/x", "--dir", files)
    assert (code, "hunter2" in said) == (2, False)


@pytest.mark.live
@pytest.mark.parametrize("server", ["postgres_url", "mariadb_url", ""])
def test_what_a_delimiter_of_the_file_ends_may_be_several_statements(
    server: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    text = (
        f"-- atlas:delimiter \\n--\n{A}INSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2)\n--\n{B}"
    )
    files = folder(tmp_path / "m", _1_a=text)
    if not server:
        code, said = migrate("apply", "--url", f"sqlite://{tmp_path}/a.db", "--dir", files)
        assert code == 0, said
        return
    url = request.getfixturevalue(server)
    with database(url, "search_path=public" if url.startswith("postgres") else "") as at:
        code, said = migrate("apply", "--url", at.url, "--dir", files)
        assert code == 0, said
        assert at.rows("SELECT id FROM a") == [("1",), ("2",)]


@pytest.mark.live
def test_settings_of_the_session_hold_for_what_is_gone_on_with(
    mariadb_url: str, tmp_path: Path
) -> None:
    refers = "CREATE TABLE b (a_id integer, FOREIGN KEY (a_id) REFERENCES a (id));\n"
    head = "SET FOREIGN_KEY_CHECKS = 0;\n"
    with database(mariadb_url) as at:
        files = folder(tmp_path, _1_a=f"{head}FOO;\n{refers}{A}")
        assert migrate("apply", "--url", at.url, "--dir", files).code == 2
        files = folder(tmp_path, _1_a=f"{head}{refers}{A}")
        code, said = migrate("apply", "--url", at.url, "--dir", files)
        assert code == 0, said


@pytest.mark.live
def test_the_time_of_a_run_is_the_same_in_every_time_zone(mariadb_url: str, tmp_path: Path) -> None:
    files = folder(tmp_path, _1_a=f"SET time_zone = '+09:00';\n{A}")
    with database(mariadb_url) as at:
        assert migrate("apply", "--url", at.url, "--dir", files).code == 0
        sql = "SELECT ABS(UNIX_TIMESTAMP() - UNIX_TIMESTAMP(executed_at)) < 3600"
        assert at.rows(f"{sql} FROM atlas_schema_revisions") == [("1",)]


def test_the_words_of_the_project_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder(tmp_path / "migrations", _1_a=A, _3_c="CREATE TABLE c (id integer);\n")
    Path("atlas.hcl").write_text(
        'env "x" {\n  url = "sqlite://a.db"\n  migration {\n    dir = "file://migrations"\n'
        '    exec_order = LINEAR_SKIP\n    lock_timeout = "3s"\n  }\n}\n'
        'env "all" {\n  for_each = toset(["one", "two"])\n  url = "sqlite://${each.value}.db"\n}\n'
    )
    assert migrate("apply", "--env", "x").code == 0
    folder(tmp_path / "migrations", _2_b=B)
    assert migrate("apply", "--env", "x").text == "No migration files to execute\n"
    assert migrate("apply", "--env", "all").code == 0
    assert {path.name for path in tmp_path.glob("*.db")} == {"a.db", "one.db", "two.db"}


@pytest.mark.live
def test_a_dump_of_mariadb_is_a_migration(mariadb_url: str, tmp_path: Path) -> None:
    """With locked tables, conditional comments and a trigger between delimiters."""
    dump = (
        "/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;\n"
        "CREATE TABLE `t` (`n` int(11) DEFAULT NULL) ENGINE=InnoDB;\n"
        "LOCK TABLES `t` WRITE;\n/*!40000 ALTER TABLE `t` DISABLE KEYS */;\n"
        "INSERT INTO `t` VALUES (1),(2);\n/*!40000 ALTER TABLE `t` ENABLE KEYS */;\n"
        "UNLOCK TABLES;\nDELIMITER ;;\n"
        "/*!50003 CREATE*/ /*!50003 TRIGGER r BEFORE INSERT ON t FOR EACH ROW BEGIN "
        "SET NEW.n = NEW.n + 1; SET NEW.n = NEW.n * 2; END */;;\nDELIMITER ;\n"
        "/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;\n"
    )
    files = folder(tmp_path, _1_dump=dump, _2="INSERT INTO t VALUES (3);\n")
    with database(mariadb_url) as at:
        code, said = migrate("apply", "--url", at.url, "--dir", files)
        assert code == 0, said
        assert at.rows("SELECT n FROM t") == [("1",), ("2",), ("8",)]
