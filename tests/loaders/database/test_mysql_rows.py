"""What MySQL 8 reports differently from MariaDB, from rows as its catalog gives them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from erdapp.dialects import facts
from erdapp.loaders.database.mysql.catalog import Catalog
from erdapp.loaders.database.mysql.columns import columns_and_checks
from erdapp.loaders.database.mysql.queries import Server, checks, columns, indexes
from erdapp.schema import Check, Column, Dialect


def column_row(**given: object) -> SimpleNamespace:
    usual: dict[str, object] = {
        "space": "shop",
        "table": "t",
        "name": "c",
        "type": "varchar(20)",
        "data_type": "varchar",
        "nullable": "YES",
        "default": None,
        "extra": "",
        "generation": "",
        "charset": "utf8mb4",
        "collation": "utf8mb4_0900_ai_ci",
        "srid": None,
        "comment": "",
    }
    return SimpleNamespace(**usual | given)


def read(row: SimpleNamespace, *check_rows: SimpleNamespace) -> tuple[Column, tuple[Check, ...]]:
    catalog = Catalog(
        server=Server(maria=False, version=(8, 0, 36)),
        facts=facts(Dialect.MYSQL),
        default="shop",
        chosen=[],
        collations={},
        tables=[],
        columns={("shop", "t"): [row]},
        indexes={},
        foreign_keys={},
        checks={("shop", "t"): list(check_rows)},
        partitions={},
    )
    table = SimpleNamespace(space="shop", name="t", collation="utf8mb4_0900_ai_ci")
    found, checks_found = columns_and_checks(catalog, table)
    return found[0], checks_found


@pytest.mark.parametrize(
    ("given", "default"),
    [
        ({"default": "it's"}, "'it''s'"),
        ({"default": ""}, "''"),
        ({"default": "5", "type": "int", "data_type": "int"}, "5"),
        ({"default": "b'101'", "type": "bit(3)", "data_type": "bit"}, "b'101'"),
        ({"default": None}, None),
    ],
)
def test_a_bare_value_becomes_a_literal(given: dict[str, object], default: str | None) -> None:
    assert read(column_row(**given))[0].default == default


def test_a_generated_default_is_an_expression() -> None:
    column, _ = read(column_row(default="concat(_utf8mb4\\'a\\',1)", extra="DEFAULT_GENERATED"))
    assert column.default is not None
    assert "_utf8mb4" not in column.default
    assert "\\" not in column.default


def test_the_time_of_a_change_is_read() -> None:
    column, _ = read(
        column_row(
            type="timestamp",
            data_type="timestamp",
            charset=None,
            collation=None,
            default="CURRENT_TIMESTAMP",
            extra="DEFAULT_GENERATED on update CURRENT_TIMESTAMP",
        )
    )
    assert column.on_update == column.default is not None


def test_checks_lose_their_escapes_and_keep_whether_they_are_enforced() -> None:
    check = SimpleNamespace(
        name="t_chk_1",
        expression="(`c` <> _utf8mb4\\'zz\\')",
        level="Table",
        enforced="NO",
    )
    _, found = read(column_row(), check)
    assert found == (Check(expression="c <> 'zz'", name="t_chk_1", enforced=False),)


def test_a_virtual_column_and_a_spatial_reference_are_read() -> None:
    column, _ = read(column_row(generation="upper(`name`)", extra="VIRTUAL GENERATED"))
    assert column.generated is not None
    assert not column.generated.stored
    point = column_row(type="point", data_type="point", charset=None, collation=None, srid=4326)
    assert read(point)[0].options == (("srid", "4326"),)


def test_each_server_is_only_asked_for_what_it_has() -> None:
    maria, new, old = (
        Server(maria=True, version=(10, 5, 0)),
        Server(maria=False, version=(8, 0, 36)),
        Server(maria=False, version=(5, 7, 40)),
    )
    assert "ignored" not in indexes(maria)
    assert "is_visible" in indexes(new)
    assert "is_visible" not in indexes(old)
    assert "srs_id" in columns(new)
    assert "srs_id" not in columns(old)
    assert "level" in checks(maria)
    assert not old.has_checks
