"""Whole folders in the manner of real applications: every model is there, with its place."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from erdapp.loaders.archive import Upload, read_upload
from erdapp.loaders.base import Limits, Loaded, LoadOptions, Severity
from erdapp.loaders.sequelize.child import BUILD
from erdapp.loaders.sources import load_sources
from erdapp.schema import Dialect

pytestmark = pytest.mark.skipif(
    not (BUILD / "sequelize.js").exists(), reason="the bundle isn't built: npm run build"
)
FOLDER = Path(__file__).parent / "applications"


class Expected(NamedTuple):
    """What an application's folder holds."""

    dialect: Dialect
    tables: str
    replaced: tuple[str, ...]
    """What its warnings name."""
    foreign_keys: int


APPLICATIONS = {
    "billing": Expected(
        Dialect.MARIADB,
        "accounts entries holidays rates statements",
        ("envalid", "joi", "ARCHIVE_URL", "winston"),
        3,
    ),
    "chat": Expected(Dialect.MYSQL, "messages rooms users", (), 2),
    "clinic": Expected(
        Dialect.POSTGRES,
        "batches beds bill_lines bills contacts diagnoses doctor_skills doctors drugs houses "
        "insurers makers notes patients payments people prescriptions rooms skills stays visits",
        ("@nestjs/common", "@nestjs/config", "class-validator"),
        19,
    ),
    "forum": Expected(Dialect.SQLITE, "Follow authors boards posts topics votes", ("fastify",), 9),
    "library": Expected(
        Dialect.POSTGRES,
        "books files loans members",
        ("mongoose", "bcryptjs", "date-fns", "yup", "../../lib/Queue"),
        3,
    ),
    "script": Expected(Dialect.MYSQL, "Tasks Users", (), 1),
    "shop": Expected(
        Dialect.MYSQL,
        "Addresses AuditEntries Brands Categories CouponUses Coupons Departments Employees "
        "Invoices Orders Payments ProductTags Products Refunds Reviews Sessions Settings "
        "Shipments Stock Tags Users Warehouses Wishes order_items",
        ("express",),
        25,
    ),
    "warehouse": Expected(Dialect.POSTGRES, "move item place", (), 3),
}


def load(name: str) -> Loaded:
    folder = FOLDER / name
    uploads = [
        Upload(path.relative_to(folder).as_posix(), path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    files, skipped = read_upload(uploads, Limits())
    loaded = load_sources(files, LoadOptions(remember=False)).loaded
    return replace(loaded, skipped=(*skipped, *loaded.skipped))


@pytest.mark.parametrize("name", list(APPLICATIONS))
def test_all_models_of_an_application_load(name: str) -> None:
    expected, loaded = APPLICATIONS[name], load(name)
    assert loaded.schema.dialect is expected.dialect
    assert sorted(table.name for table in loaded.schema.tables) == sorted(expected.tables.split())
    assert sum(len(table.foreign_keys) for table in loaded.schema.tables) == expected.foreign_keys
    told = [one for one in loaded.problems if one.severity is not Severity.NOTE]
    assert {one.severity for one in told} <= {Severity.WARNING}
    assert len(told) == len(expected.replaced)
    for what in expected.replaced:
        assert any(f" {what} isn't" in one.message for one in told), what
    assert all(one.file and one.line for one in told)


@pytest.mark.parametrize("name", list(APPLICATIONS))
def test_every_table_and_column_has_its_place(name: str) -> None:
    loaded = load(name)
    sources = {
        path.relative_to(FOLDER / name).as_posix(): path.read_text().split("\n")
        for path in (FOLDER / name).rglob("*.[jt]s")
    }
    for table in loaded.schema.tables:
        for key in (table.full_name, *(f"{table.full_name}.{c.name}" for c in table.columns)):
            origin = loaded.origins[str(key)]
            assert 0 < origin.line <= len(sources[origin.file]), key


def test_places_lead_to_the_line_that_says_it() -> None:
    origins = load("shop").origins
    folder = FOLDER / "shop"
    for key, text in {
        "Products.sku": "sku: {",
        "Users.role": "role: {",
        "Reviews.UserId": "Review.belongsTo(models.User)",
        "Addresses.userId": "foreignKey: 'userId'",
        "Settings": "sequelize.define('Setting'",
    }.items():
        line = (folder / origins[key].file).read_text().split("\n")[origins[key].line - 1]
        assert text in line, key


def test_migrations_tests_and_unwanted_models_are_told_as_skipped() -> None:
    assert "migrations/20200101-create.js" in load("shop").skipped
    assert "models/experiment.js" in load("script").skipped
    assert "src/models/people/person.model.spec.ts" in load("clinic").skipped
