"""Headers of migration files, their names, and how new ones look in every format."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from erdapp.loaders.base import SourceError
from erdapp.migdir import header
from erdapp.migdir.files import MigrationFile, description_of, new_version, version_of
from erdapp.migdir.formats import FORMATS
from erdapp.migdir.formats.base import Planned
from erdapp.migdir.formats.words import indented, one_line, reversed_words
from erdapp.planner.plan import Statement
from erdapp.schema import Dialect

NOW = datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
TABLE = "CREATE TABLE `a` (\n  `id` int NOT NULL,\n  PRIMARY KEY (`id`)\n)"
PLANNED = Planned(
    version="20250102030405",
    name="first",
    dialect=Dialect.MYSQL,
    up=(
        Statement(sql=TABLE, comment='create "a" table'),
        Statement(sql="ALTER TABLE `b` DROP COLUMN `x`", comment='modify "b" table'),
    ),
    down=(
        Statement(sql="ALTER TABLE `b` ADD COLUMN `x` int NULL", comment='modify "b" table'),
        Statement(sql="DROP TABLE `a`", comment='drop "a" table'),
    ),
)
ONE_LINE = "CREATE TABLE `a` (`id` int NOT NULL, PRIMARY KEY (`id`))"
UP = f'-- create "a" table\n{ONE_LINE};\n-- modify "b" table\nALTER TABLE `b` DROP COLUMN `x`;\n'
DOWN = (
    '-- reverse: modify "b" table\nALTER TABLE `b` ADD COLUMN `x` int NULL;\n'
    '-- reverse: create "a" table\nDROP TABLE `a`;\n'
)
WANTED = {
    "atlas": {
        "20250102030405_first.sql": UP.replace("-- c", "-- C").replace("-- m", "-- M"),
    },
    "golang-migrate": {
        "20250102030405_first.up.sql": UP,
        "20250102030405_first.down.sql": DOWN,
    },
    "goose": {"20250102030405_first.sql": f"-- +goose Up\n{UP}\n-- +goose Down\n{DOWN}"},
    "flyway": {"V20250102030405__first.sql": UP, "U20250102030405__first.sql": DOWN},
    "liquibase": {
        "20250102030405_first.sql": "--liquibase formatted sql"
        "\n--changeset atlas:20250102030405-1\n"
        f'--comment: create "a" table\n{ONE_LINE};\n'
        "\n--changeset atlas:20250102030405-2\n"
        '--comment: modify "b" table\nALTER TABLE `b` DROP COLUMN `x`;\n'
        "--rollback: ALTER TABLE `b` ADD COLUMN `x` int NULL;\n--rollback: DROP TABLE `a`;\n"
    },
    "dbmate": {"20250102030405_first.sql": f"-- migrate:up\n{UP}\n-- migrate:down\n{DOWN}"},
}


@pytest.mark.parametrize("name", WANTED)
def test_a_planned_migration_looks_as_atlas_writes_it(name: str) -> None:
    assert dict(FORMATS[name].write(PLANNED)) == WANTED[name]


@pytest.mark.parametrize("name", WANTED)
def test_what_is_written_is_read_back(name: str) -> None:
    files = {path: text.encode() for path, text in FORMATS[name].write(PLANNED)}
    (file,) = FORMATS[name].migrations(files)
    assert (file.version, file.description) == ("20250102030405", "first")
    texts = [statement.text for statement in file.statements(Dialect.MYSQL)]
    assert texts == [f"{ONE_LINE};", "ALTER TABLE `b` DROP COLUMN `x`;"]


def test_what_has_to_run_outside_a_transaction_says_so() -> None:
    index = Statement(sql="CREATE INDEX CONCURRENTLY i ON a (b)", transactional=False, alone=True)
    planned = Planned(version="1", name="", dialect=Dialect.POSTGRES, up=(index,))
    for name in ("atlas", "goose", "dbmate"):
        files = {path: text.encode() for path, text in FORMATS[name].write(planned)}
        assert FORMATS[name].migrations(files)[0].txmode == "none"


def test_names_are_a_version_and_a_description() -> None:
    assert (version_of("20250102_a_b.sql"), description_of("20250102_a_b.sql")) == (
        "20250102",
        "a_b",
    )
    assert (version_of("1.sql"), description_of("1.sql")) == ("1", "")


def test_a_new_version_is_past_the_last_one() -> None:
    assert new_version(NOW) == "20250102030405"
    assert new_version(NOW, "20250102030405") == "20250102030406"
    assert new_version(NOW, "20991231235959") == "21000101000000"
    assert new_version(NOW, "7") == "20250102030405"


def file(text: str) -> MigrationFile:
    return MigrationFile("1_a.sql", text.encode(), "1", "a")


def test_a_header_ends_with_an_empty_line() -> None:
    assert file("-- atlas:txmode none\n\nSELECT 1;").txmode == "none"
    assert file("-- atlas:txmode none\r\n\r\nSELECT 1;").txmode == "none"
    assert file("-- about\n# atlas:txmode none\n\nSELECT 1;").txmode == "none"
    assert file("-- atlas:txmode none\nSELECT 1;").txmode == ""
    assert file("\n-- atlas:txmode none\n\nSELECT 1;").txmode == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("-- atlas:txmode all\n\n", 'txmode "all" is not allowed'),
        ("-- atlas:txmode most\n\n", 'txmode "most" is not allowed'),
        ("-- atlas:txmode none\n-- atlas:txmode file\n\n", "multiple txmode values found"),
    ],
)
def test_a_header_that_says_nonsense_is_refused(text: str, message: str) -> None:
    with pytest.raises(SourceError, match=rf"^1_a\.sql: {message}"):
        _ = file(text).txmode


def test_a_checkpoint_has_a_tag_or_none() -> None:
    assert file("-- atlas:checkpoint v1.2\n\nSELECT 1;").checkpoint == "v1.2"
    assert file("-- atlas:checkpoint\n\nSELECT 1;").checkpoint == ""
    assert file("SELECT 1;").checkpoint is None


def test_a_directive_goes_on_top() -> None:
    once = header.with_directive("SELECT 1;\n", "checkpoint", "v1")
    assert once == "-- atlas:checkpoint v1\n\nSELECT 1;\n"
    twice = header.with_directive(once, "txmode", "none")
    assert twice == "-- atlas:txmode none\n-- atlas:checkpoint v1\n\nSELECT 1;\n"


def test_one_line_leaves_quotes_and_bodies_alone() -> None:
    assert one_line("CREATE TABLE a (\n  b text DEFAULT '\n(\n'\n)") == (
        "CREATE TABLE a (b text DEFAULT '\n(\n')"
    )
    view = "CREATE VIEW v AS\nSELECT 1 -- one\n, 2"
    assert one_line(view) == view


def test_a_planned_statement_is_indented_but_for_its_quotes_and_its_end() -> None:
    sql = "CREATE TABLE a (\n  b text DEFAULT '\n  c',\n  d int\n)"
    assert indented(sql, "    ") == ("CREATE TABLE a (\n    b text DEFAULT '\n  c',\n    d int\n)")


@pytest.mark.parametrize("rest", ["[" * 200_000, "\n" * 200_000, f"a{' ' * 200_000}b"])
def test_hostile_statements_are_put_on_one_line_and_indented_piece_by_piece(rest: str) -> None:
    sql = f"CREATE TABLE a\n{rest}"
    assert len(one_line(sql)) <= len(sql)
    assert len(indented(sql, " ")) <= len(sql)


@pytest.mark.parametrize(
    ("comment", "wanted"),
    [
        ('drop "a" table', 'create "a" table'),
        ('drop index "i" from table: "t"', 'create index "i" to table: "t"'),
        ('drop column "c" from table: "t"', 'add column "c" to table: "t"'),
        ('rename a table from "b" to "a"', 'rename a table from "a" to "b"'),
        ('modify "a" table', 'modify "a" table'),
    ],
)
def test_what_is_taken_back_is_named(comment: str, wanted: str) -> None:
    assert reversed_words(comment) == wanted


def test_goose_blocks_are_one_statement_each() -> None:
    text = (
        "-- +goose Up\nSELECT 1;\n-- +goose StatementBegin\nDO it; AND it;\n"
        "-- +goose StatementEnd\nSELECT 2;\n-- +goose Down\nDROP TABLE a;\n"
    )
    (found,) = FORMATS["goose"].migrations({"1_a.sql": text.encode()})
    read = [(one.text, one.line) for one in found.statements(Dialect.POSTGRES)]
    assert read == [("SELECT 1;", 2), ("DO it; AND it;", 4), ("SELECT 2;", 6)]
