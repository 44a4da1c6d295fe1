"""Facts about sources in other languages on the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run

PRISMA = 'datasource db {\n  provider = "sqlite"\n}\nmodel User {\n  id Int @id\n}\n'


def sql_of(run: Run, *source: str) -> str:
    done = run("schema", "inspect", "-u", *source, "--format", "{{ sql . }}")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_file_is_read_by_its_name_and_by_its_scheme(run: Run, tmp_path: Path) -> None:
    (tmp_path / "schema.prisma").write_text(PRISMA)
    (tmp_path / "schema.sql").write_text(PRISMA)
    plain = sql_of(run, "file://schema.prisma")
    assert "CREATE TABLE" in plain
    assert sql_of(run, "prisma://schema.sql") == plain


def test_hcl_that_was_printed_is_a_source(run: Run, tmp_path: Path) -> None:
    (tmp_path / "schema.prisma").write_text(PRISMA)
    (tmp_path / "schema.hcl").write_text(
        run("schema", "inspect", "-u", "file://schema.prisma").stdout
    )
    assert sql_of(run, "file://schema.hcl") == sql_of(run, "file://schema.prisma")


def test_a_dev_database_normalises_what_is_no_sql(run: Run, tmp_path: Path) -> None:
    (tmp_path / "schema.prisma").write_text(PRISMA)
    plain = sql_of(run, "file://schema.prisma")
    dev = ("--dev-url", "sqlite://dev?mode=memory")
    assert sql_of(run, "file://schema.prisma", *dev) == plain
