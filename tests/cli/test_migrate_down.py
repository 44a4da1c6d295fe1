"""`erdapp migrate down` and `set`: versions of a database, back and by decree."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_migrate_apply import A, B, Shop
from tests.migrating import database, folder, migrate

C = "ALTER TABLE a ADD COLUMN n integer;\n"


def applied(path: Path, **files: str) -> Shop:
    shop = Shop(path, **(files or {"_1_a": A, "_2_b": B, "_3_c": C}))
    shop.migrate("apply")
    return shop


def columns(shop: Shop) -> list[str]:
    return [name for (name,) in shop.at.rows("SELECT name FROM pragma_table_info('a')")]


def test_one_version_back(tmp_path: Path) -> None:
    shop = applied(tmp_path)
    code, said = shop.migrate("down", "--auto-approve")
    assert code == 0
    assert said.startswith("Migrating down from version 3 to version 2 (1 migration in total):\n")
    assert columns(shop) == ["id"]
    assert [row[0] for row in shop.versions()] == ["1", "2"]
    assert shop.migrate("apply")[0] == 0
    assert columns(shop) == ["id", "n"]


def test_several_versions_back_and_all(tmp_path: Path) -> None:
    shop = applied(tmp_path)
    assert shop.migrate("down", "2", "--auto-approve")[0] == 0
    assert (shop.tables(), [row[0] for row in shop.versions()]) == (["a"], ["1"])
    shop.migrate("apply")
    assert shop.migrate("down", "--to-version", "1", "--auto-approve")[0] == 0
    assert shop.tables() == ["a"]
    code, said = shop.migrate("down", "9", "--auto-approve")
    assert (code, "to an empty database" in said) == (0, True)
    assert (shop.tables(), shop.versions()) == ([], [])
    assert shop.migrate("down") == (0, "No migrations to revert\n")


def test_a_dry_run_and_a_no_change_nothing(tmp_path: Path) -> None:
    shop = applied(tmp_path)
    code, said = shop.migrate("down", "--dry-run")
    assert (code, "-- reverting version 3\n" in said) == (0, True)
    code, said = migrate("down", "--url", shop.at.url, "--dir", shop.dir, answer="n\n")
    assert (code, "nothing was reverted" in said) == (2, True)
    assert columns(shop) == ["id", "n"]


def test_rows_are_not_lost_unasked(tmp_path: Path) -> None:
    shop = applied(tmp_path)
    shop.at.run("INSERT INTO a VALUES (1, NULL)", "INSERT INTO b VALUES (1)")
    assert shop.migrate("down", "--auto-approve")[0] == 0
    code, said = shop.migrate("down", "--auto-approve")
    assert code == 2
    assert 'the rows of the table "b" would be lost; empty it first' in said
    assert shop.tables() == ["a", "b"]
    assert shop.migrate("down", "--auto-approve", "--skip-checks")[0] == 0
    assert shop.tables() == ["a"]
    assert shop.at.rows("SELECT id FROM a") == [("1",)]


def test_a_rename_is_taken_back_with_its_values(tmp_path: Path) -> None:
    shop = applied(tmp_path, _1_a=A + C, _2_b="ALTER TABLE a RENAME COLUMN n TO m;\n")
    shop.at.run("INSERT INTO a VALUES (1, 7)")
    assert shop.migrate("down", "--auto-approve")[0] == 2
    assert shop.migrate("down", "--auto-approve", "--rename", "a.m=n")[0] == 0
    assert shop.at.rows("SELECT n FROM a") == [("7",)]


def test_after_a_file_that_failed_half_way(tmp_path: Path) -> None:
    shop = Shop(tmp_path, _1_a=A, _2_b=f"-- atlas:txmode none\n\n{B}FOO;\n")
    assert shop.migrate("apply")[0] == 2
    assert shop.tables() == ["a", "b"]
    assert shop.migrate("down", "--auto-approve")[0] == 0
    assert (shop.tables(), [row[0] for row in shop.versions()]) == (["a"], ["1"])


def test_what_no_file_made_stays(tmp_path: Path) -> None:
    shop = applied(tmp_path)
    shop.at.run("CREATE TABLE other (id integer)", "CREATE VIEW v AS SELECT 1")
    shop.migrate("down", "3", "--auto-approve")
    assert shop.tables() == ["other"]
    assert shop.at.rows("SELECT * FROM v") == [("1",)]


def test_to_a_tag(tmp_path: Path) -> None:
    checkpoint = f"-- atlas:checkpoint v1\n\n{A}"
    shop = applied(tmp_path, _1_a=A, _2_c=checkpoint, _3_b=B)
    assert shop.migrate("down", "--to-tag", "v1", "--auto-approve")[0] == 0
    assert (shop.tables(), [row[0] for row in shop.versions()]) == (["a"], ["2"])
    code, said = shop.migrate("down", "--to-tag", "v9")
    assert (code, 'no checkpoint with the tag "v9"' in said) == (2, True)


def test_not_below_the_baseline(tmp_path: Path) -> None:
    shop = Shop(tmp_path, _1_a=A, _2_b=B)
    shop.at.run("CREATE TABLE a (id integer PRIMARY KEY)")
    shop.migrate("apply", "--baseline", "1")
    code, said = shop.migrate("down", "2", "--auto-approve")
    assert (code, 'version "1" is the baseline' in said) == (2, True)
    assert shop.tables() == ["a", "b"]


@pytest.mark.live
@pytest.mark.parametrize("server", ["postgres_url", "mariadb_url"])
def test_on_servers(server: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue(server)
    files = folder(tmp_path, _1_a=A, _2_b=B + C)
    with database(url, "search_path=public" if url.startswith("postgres") else "") as at:
        arguments = ("--url", at.url, "--dir", files)
        assert migrate("apply", *arguments).code == 0
        told = migrate("down", "--auto-approve", *arguments)
        assert told.code == 0, told.text
        assert "Current Version: 1\n" in migrate("status", *arguments).text
        assert migrate("apply", *arguments).code == 0


def test_set_says_where_a_database_is(tmp_path: Path) -> None:
    shop = Shop(tmp_path, _1_a=A, _2_b=B, _3_c=C)
    assert shop.migrate("set", "2") == (
        0,
        "Current version is 2 (2 set):\n\n  + 1 (a)\n  + 2 (b)\n\n",
    )
    assert [row[3] for row in shop.versions()] == ["4", "4"]
    assert shop.migrate("set")[1] == "Current version is 3 (1 set):\n\n  + 3 (c)\n\n"
    assert shop.migrate("set", "1")[1] == (
        "Current version is 1 (2 removed):\n\n  - 2 (b)\n  - 3 (c)\n\n"
    )
    assert shop.migrate("set", "1") == (0, "")
    assert shop.migrate("set", "9") == (2, 'erdapp: migration with version "9" not found\n')


def test_set_settles_a_file_that_failed_half_way(tmp_path: Path) -> None:
    shop = Shop(tmp_path, _1_a=f"-- atlas:txmode none\n\n{A}FOO;\n", _2_b=B)
    shop.migrate("apply")
    assert shop.migrate("set", "1")[1] == "Current version is 1 (1 set):\n\n  + 1 (a)\n\n"
    assert shop.migrate("apply")[0] == 0
    assert [row[3] for row in shop.versions()] == ["6", "2"]
