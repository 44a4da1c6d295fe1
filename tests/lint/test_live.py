"""What lint claims of PostgreSQL and MariaDB, asked of a server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from erdapp.dialects import facts
from erdapp.lint.alignment import FIXED
from erdapp.lint.postgres_rewrites import rewrites
from erdapp.lint.report import edited
from erdapp.loaders.database import DRIVER_ERRORS, Connection
from erdapp.runner.scratch import scratch_database
from erdapp.runner.scratch_base import rows
from erdapp.schema import Dialect
from tests.lint.linting import findings

pytestmark = pytest.mark.live

TYPES = (
    "smallint", "integer", "bigint", "numeric", "numeric(8,2)", "numeric(10,2)", "numeric(10,4)",
    "real", "money", "varchar(10)", "varchar(20)", "varchar", "text", "char(5)", "char(9)",
    "bit(3)", "bit(5)", "varbit(3)", "varbit(5)", "varbit", "timestamp", "timestamp(3)",
    "timestamp(6)", "timestamptz", "timestamptz(3)", "time", "time(3)", "timetz", "interval",
    "interval(3)", "date", "oid", "regclass", "inet", "cidr", "xml", "json", "jsonb", "uuid",
    "bytea",
)  # fmt: skip


@pytest.fixture(scope="module")
def postgres(postgres_url: str) -> Iterator[Connection]:
    with scratch_database(Dialect.POSTGRES, postgres_url) as scratch:
        yield scratch.connection


@pytest.fixture(scope="module")
def mariadb(mariadb_url: str) -> Iterator[Connection]:
    with scratch_database(Dialect.MARIADB, mariadb_url) as scratch:
        yield scratch.connection


def test_types_are_rewritten_as_the_server_rewrites_them(postgres: Connection) -> None:
    known = facts(Dialect.POSTGRES)
    rows(postgres, "SET TIME ZONE 'Europe/Rome'")
    wrong, asked = [], 0
    for before in TYPES:
        for after in TYPES:
            old, new = known.parse_type(before), known.parse_type(after)
            told = _rewritten(postgres, before, after)
            if told is None:
                continue
            asked += 1
            if told != rewrites(old, new):
                wrong.append((before, after, told))
    assert asked > 150
    assert wrong == []


def _rewritten(connection: Connection, before: str, after: str) -> bool | None:
    """Whether the table has another file afterwards; None where the types don't convert."""
    rows(connection, f"CREATE TABLE kinds (c {before})")
    node = "SELECT pg_relation_filenode('kinds')"
    try:
        was = rows(connection, node)
        rows(connection, f"ALTER TABLE kinds ALTER COLUMN c TYPE {after}")
        return bool(rows(connection, node) != was)
    except DRIVER_ERRORS:
        return None
    finally:
        rows(connection, "DROP TABLE kinds")


def test_sizes_and_alignments_are_those_of_the_server(postgres: Connection) -> None:
    steps = {"c": 1, "s": 2, "i": 4, "d": 8}
    found = rows(
        postgres,
        "SELECT format_type(oid, NULL), typlen, typalign FROM pg_type "
        "WHERE typnamespace = 'pg_catalog'::regnamespace AND typtype = 'b'",
    )
    server = {name: (size, steps[align]) for name, size, align in found if size > 0}
    assert {name: server[name] for name in FIXED} == FIXED


@pytest.mark.parametrize("dialect", ["postgres", "mariadb"])
def test_a_guard_stops_only_where_rows_would_be_lost(
    dialect: str, request: pytest.FixtureRequest
) -> None:
    connection = request.getfixturevalue(dialect)
    before = "CREATE TABLE pets (id int PRIMARY KEY, name varchar(9))"
    rows(connection, before)
    (found,) = findings(dialect, before + ";", "DROP TABLE pets;")
    assert found.fixes[0].edit is not None
    sql = edited("DROP TABLE pets;", [found.fixes[0].edit])
    guard = sql.partition("\n")[2].rpartition(";\n")[0]
    rows(connection, guard)
    rows(connection, "INSERT INTO pets VALUES (1, NULL)")
    with pytest.raises(DRIVER_ERRORS):
        rows(connection, guard)
    rows(connection, "DROP TABLE pets")


@pytest.mark.parametrize("dialect", ["postgres", "mariadb"])
@pytest.mark.parametrize(
    ("change", "harmless", "harmful"),
    [
        ("CREATE UNIQUE INDEX u ON pets (name)", "(1, NULL), (2, NULL), (3, 'a')", "(4, 'a')"),
        ("ALTER TABLE pets ADD UNIQUE (id, name)", "(1, 'a'), (2, 'a')", "(1, 'a')"),
        ("ALTER TABLE pets {} SET NOT NULL", "(1, 'a'), (2, '')", "(3, NULL)"),
    ],
)
def test_a_guard_stops_only_where_the_change_would_fail(
    dialect: str, change: str, harmless: str, harmful: str, request: pytest.FixtureRequest
) -> None:
    connection = request.getfixturevalue(dialect)
    before = "CREATE TABLE pets (id int, name varchar(9))"
    rows(connection, before)
    change = change.format("ALTER COLUMN name" if dialect == "postgres" else "MODIFY")
    if dialect == "mariadb" and "SET NOT NULL" in change:
        change = "ALTER TABLE pets MODIFY name varchar(9) NOT NULL"
    found = findings(dialect, before + ";", f"{change};")
    (fix,) = next(item.fixes for item in found if item.code.startswith("MF"))
    assert fix.edit is not None
    guard = edited(f"{change};", [fix.edit]).partition("\n")[2].rpartition(";\n")[0]
    rows(connection, f"INSERT INTO pets VALUES {harmless}")
    rows(connection, guard)
    rows(connection, f"INSERT INTO pets VALUES {harmful}")
    with pytest.raises(DRIVER_ERRORS):
        rows(connection, guard)
    with pytest.raises(DRIVER_ERRORS):
        rows(connection, change)
    rows(connection, "DROP TABLE pets")


def test_a_volatile_default_comes_later_and_every_row_has_a_value(postgres: Connection) -> None:
    before = "CREATE TABLE pets (id int PRIMARY KEY)"
    rows(postgres, before)
    rows(postgres, "INSERT INTO pets VALUES (1), (2)")
    text = "ALTER TABLE pets ADD COLUMN token uuid DEFAULT gen_random_uuid();"
    (found,) = findings("postgres", before + ";", text)
    assert found.fixes[0].edit is not None
    _, _, sql = edited(text, [found.fixes[0].edit]).partition("\n\n")
    for statement in sql.rstrip(";").split(";\n"):
        rows(postgres, statement)
    rows(postgres, "INSERT INTO pets (id) VALUES (3)")
    assert rows(postgres, "SELECT count(DISTINCT token) FROM pets")[0][0] == 3
    rows(postgres, "DROP TABLE pets")


def test_mariadb_fills_required_columns_as_it_is_told(mariadb: Connection) -> None:
    before = "CREATE TABLE pets (id int PRIMARY KEY)"
    rows(mariadb, before)
    rows(mariadb, "INSERT INTO pets VALUES (1)")
    for kind in ("int", "varchar(9)", "enum('a','b')", "time", "year", "decimal(4,2)", "text"):
        sql = f"ALTER TABLE pets ADD COLUMN c {kind} NOT NULL"
        (found,) = findings("mariadb", before + ";", sql + ";")
        rows(mariadb, sql)
        value = str(rows(mariadb, "SELECT c FROM pets")[0][0])
        told = found.text.rpartition(" with ")[2].strip('"')
        assert _same(value, told), (kind, value, told)
        rows(mariadb, "ALTER TABLE pets DROP COLUMN c")
    rows(mariadb, "DROP TABLE pets")


def _same(value: str, told: str) -> bool:
    """`0.00` is 0, `0:00:00` is `00:00:00`."""
    digits = value.replace(":", "").replace(".", "")
    return value == told or bool(digits.strip("0") == "" == told.replace(":", "").strip("0"))
