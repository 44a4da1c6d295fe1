"""Models that are read give the schema that Django makes of them when it runs them."""
# ruff: noqa: E501  # models are quoted as people write them

from __future__ import annotations

from functools import cache

import pytest

from erdapp.loaders.base import Loaded, LoadOptions, Severity, SourceError, SourceFile
from erdapp.loaders.database import inspect_url
from erdapp.loaders.python import load_django
from erdapp.loaders.python.answering import Request
from erdapp.loaders.python.child import ask
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Schema
from tests.databases import scratch
from tests.loaders.python.django_cases import CASES, POSTGRES_CASES
from tests.loaders.python.oracle import executed, project, schema_of, write

DIALECTS = (Dialect.POSTGRES, Dialect.MYSQL, Dialect.MARIADB, Dialect.SQLITE)
_NOT_IN_MYSQL = {"collations", "unbounded"}
_NOT_IN = {
    Dialect.POSTGRES: set[str](),
    Dialect.MYSQL: _NOT_IN_MYSQL,
    Dialect.MARIADB: _NOT_IN_MYSQL,
    Dialect.SQLITE: _NOT_IN_MYSQL,
}


def apps_of(dialect: Dialect) -> dict[str, dict[str, str]]:
    cases = {**CASES, **POSTGRES_CASES} if dialect is Dialect.POSTGRES else CASES
    return {name: files for name, files in cases.items() if name not in _NOT_IN[dialect]}


def sources(files: dict[str, str]) -> list[SourceFile]:
    return [SourceFile(path, text) for path, text in sorted(files.items())]


def load(files: dict[str, str], dialect: Dialect | None = Dialect.POSTGRES) -> Loaded:
    return load_django(sources(files), LoadOptions(dialect=dialect, remember=False))


@cache
def read(dialect: Dialect) -> Loaded:
    return load(project(apps_of(dialect)), dialect)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory):
    @cache
    def run(dialect: Dialect) -> Schema:
        folder = tmp_path_factory.mktemp("project")
        write(project(apps_of(dialect)), folder)
        return schema_of(executed(folder, dialect, list(apps_of(dialect))), dialect)

    return run


def tables(schema: Schema, app: str):
    label = "renamed" if app == "named" else app
    return {one.name: one for one in schema.tables if one.name.startswith(label + "_")}


@pytest.mark.parametrize(
    ("dialect", "app"), [(dialect, app) for dialect in DIALECTS for app in apps_of(dialect)]
)
def test_the_tables_are_those_of_django(dialect: Dialect, app: str, real):
    expected = tables(real(dialect), app)
    assert expected
    assert tables(read(dialect).schema, app) == expected


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_tables_of_django_itself_come_along(dialect: Dialect, real):
    names = {table.name for table in read(dialect).schema.tables}
    assert names == {table.name for table in real(dialect).tables}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_nothing_of_the_cases_is_lost(dialect: Dialect):
    told = [one for one in read(dialect).problems if one.severity is not Severity.NOTE]
    assert told == []


SHOP = {
    "shop/models.py": (
        "from django.db import models\nfrom .base import Base\n\n\nclass Order(Base):\n"
        "    total = models.IntegerField()\n    user = models.ForeignKey(\n"
        "        'auth.User', on_delete=models.CASCADE)\n    lines = models.ManyToManyField('self')\n"
    ),
    "shop/base.py": (
        "from django.db import models\nclass Base(models.Model):\n    made = models.DateField()\n"
        "    class Meta:\n        abstract = True\n"
    ),
}


def test_a_table_and_a_column_know_their_line():
    origins = load(SHOP).origins
    places = {key: (one.file, one.line) for key, one in origins.items() if key.startswith("shop")}
    assert places["shop_order"] == ("shop/models.py", 5)
    assert places["shop_order.total"] == ("shop/models.py", 6)
    assert places["shop_order.user_id"] == ("shop/models.py", 7)
    assert places["shop_order.made"] == ("shop/base.py", 3)
    assert places["shop_order_lines"] == ("shop/models.py", 9)


def told(body: str, head: str = "from django.db import models\n") -> dict[int, tuple[str, str]]:
    fine = "class Fine(models.Model):\n    a = models.IntegerField()\n"
    text = f"{head}{fine}class Bad(models.Model):\n"
    found = load({"shop/models.py": text + body})
    assert {"shop_fine"} <= {table.name for table in found.schema.tables}
    return {one.line: (one.severity.value, one.message) for one in found.problems}


def test_a_field_that_cannot_be_told_is_an_error_with_its_line():
    severity, message = told("    a = models.CharField(max_length=unknown())\n")[5]
    assert severity == "error"
    assert message.startswith("the column of Bad.a is missing: its max_length cannot be told")


def test_a_field_of_a_package_that_is_not_there_is_an_error():
    severity, message = told(
        "    a = odd.StrangeField()\n", "from django.db import models\nimport odd\n"
    )[6]
    assert (severity, "odd.StrangeField" in message) == ("error", True)


def test_a_default_that_cannot_be_told_is_a_warning():
    severity, message = told("    a = models.IntegerField(db_default=unknown())\n")[5]
    assert (severity, "db_default" in message) == ("warning", True)


def test_a_model_that_is_not_there_gets_a_table_to_refer_to():
    severity, message = told("    a = models.ForeignKey('crm.Customer', models.CASCADE)\n")[5]
    assert severity == "warning"
    assert message.startswith("the model crm.Customer isn't in the upload")


def test_a_base_that_is_not_there_is_told():
    text = "from odd import Strange\nfrom django.db import models\nclass A(Strange, models.Model):\n    a = models.IntegerField()\n"
    [problem] = load({"shop/models.py": text}).problems
    assert (problem.line, problem.severity) == (3, Severity.WARNING)
    assert "odd.Strange isn't in the upload" in problem.message


def test_models_without_their_folder_are_named_as_references_name_them():
    text = "from django.db import models\nclass A(models.Model):\n    a = models.ForeignKey('shop.A', models.CASCADE)\n"
    assert [one.name for one in load({"models.py": text}).schema.tables] == ["shop_a"]


def test_settings_of_the_upload_are_used():
    settings = (
        "import os\nBASE = os.path.dirname(__file__)\nINSTALLED_APPS = ['people']\n"
        "AUTH_USER_MODEL = 'people.Person'\nDEFAULT_AUTO_FIELD = 'django.db.models.SmallAutoField'\n"
    )
    models = (
        "from django.conf import settings\nfrom django.db import models\n"
        "from django.contrib.auth.models import AbstractUser\nclass Person(AbstractUser): pass\n"
        "class Note(models.Model):\n    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)\n"
    )
    schema = load({"site/settings.py": settings, "people/models.py": models}).schema
    note = schema.table("people_note")
    assert note is not None
    assert [(one.name, one.type.name) for one in note.columns] == [
        ("id", "smallint"),
        ("by_id", "smallint"),
    ]
    assert note.foreign_keys[0].ref_table == "people_person"


SPATIAL = """from django.contrib.gis.db import models
from django.contrib.gis.db.models import PointField
class Place(models.Model):
    at = PointField()
    near = models.PointField("near", srid=3857, null=True)
    globe = models.PointField(geography=True, spatial_index=False)
    area = models.MultiPolygonField("area", 3, srid=2154)
    picture = models.RasterField(null=True)
"""
ON_POSTGIS = """CREATE EXTENSION postgis;
CREATE TABLE places_place (
  id bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY,
  at geometry(POINT,4326) NOT NULL, near geometry(POINT,3857) NULL,
  globe geography(POINT,4326) NOT NULL, area geometry(MULTIPOLYGONZ,2154) NOT NULL,
  picture raster NULL
);
CREATE INDEX places_place_at_84a2bdae_id ON places_place USING GIST (at);
CREATE INDEX places_place_near_51730131_id ON places_place USING GIST (near);
CREATE INDEX places_place_area_ef98eb1b_id ON places_place USING GIST (area gist_geometry_ops_nd);
CREATE INDEX places_place_picture_01719a53_id ON places_place USING GIST (ST_ConvexHull(picture));
"""
ON_MYSQL = """CREATE TABLE places_place (
  id bigint AUTO_INCREMENT NOT NULL PRIMARY KEY,
  at point NOT NULL, near point NULL, globe point NOT NULL, area multipolygon NOT NULL
);
CREATE SPATIAL INDEX places_place_at_id ON places_place (at);
CREATE SPATIAL INDEX places_place_area_id ON places_place (area);
"""


def test_fields_of_geodjango_are_those_of_postgis_and_mysql():
    """The SQL is what `sqlmigrate` says of the same models with GeoDjango's own backends."""
    loaded = load({"places/models.py": SPATIAL})
    assert loaded.problems == ()
    options = LoadOptions(dialect=Dialect.POSTGRES)
    assert loaded.schema == load_sql([SourceFile("s.sql", ON_POSTGIS)], options).schema
    flat = SPATIAL.replace("    picture = models.RasterField(null=True)\n", "")
    options = LoadOptions(dialect=Dialect.MYSQL)
    mysql = load({"places/models.py": flat}, Dialect.MYSQL)
    assert mysql.schema == load_sql([SourceFile("s.sql", ON_MYSQL)], options).schema


def test_an_upload_without_models_is_no_empty_schema():
    with pytest.raises(SourceError, match="no Django model was found"):
        load({"a.py": "x = 1"})


def test_django_has_no_sql_server():
    with pytest.raises(SourceError, match=r"Django has no mssql: .*--to-dialect mssql"):
        load(SHOP, Dialect.MSSQL)


def test_without_a_dialect_it_is_postgres_and_that_is_told():
    found = load(SHOP, None)
    assert found.schema.dialect is Dialect.POSTGRES
    assert "no dialect was chosen" in found.problems[-1].message


@pytest.mark.live
def test_a_server_makes_the_same_of_it(postgres_url: str):
    apps = apps_of(Dialect.POSTGRES)
    del apps["tablespaces"]  # which are folders of the server, made by its administrator
    answer = ask(Request("django", "postgres", sorted(project(apps).items())))
    extensions = "CREATE EXTENSION btree_gist;CREATE EXTENSION hstore;"
    script = extensions + "".join(statement for statement, _ in answer.statements)
    with scratch(postgres_url, script) as (url, _):
        found = inspect_url(url).schema
    expected = {
        one.name: one
        for one in read(Dialect.POSTGRES).schema.tables
        if one.name != "tablespaces_thing"
    }
    assert {one.name: one for one in found.tables} == expected
