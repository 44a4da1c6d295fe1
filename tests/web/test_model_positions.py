"""Tables, columns, changes and findings lead to the line of their model, in each language."""

from __future__ import annotations

import pytest
from django.test import Client
from msgspec import Struct

from erdapp.store.models import Version
from tests.web.test_model_uploads import send

pytestmark = pytest.mark.django_db


class Case(Struct, frozen=True):
    """A model in a file, a column that comes along, and where each is."""

    file: str
    text: str
    column: str
    table: str
    line: int
    """Of the table."""
    own: int
    """Of its column `name`."""
    added: int
    """Of the column that comes along."""
    found: int
    """Of what the design rules say something about."""


CASES = {
    "prisma": Case(
        "db/schema.prisma",
        'datasource db {\n  provider = "postgresql"\n}\nmodel users {\n  name String @unique\n}\n',
        "  age Int\n}\n",
        "users", 4, 5, 6, 4,
    ),
    "hcl": Case(
        "db/schema.hcl",
        'schema "public" {}\ntable "users" {\n  schema = schema.public\n'
        '  column "name" { type = text }\n}\n',
        '  column "age" { type = int }\n}\n',
        "users", 2, 4, 5, 2,
    ),
    "dbml": Case("db/schema.dbml", "Table users {\n  name text\n}\n", "  age int\n}\n",
                 "users", 1, 2, 3, 1),
    "django": Case(
        "shop/models.py",
        "from django.db import models\nclass User(models.Model):\n"
        "    name = models.AutoField(primary_key=True)\n",
        "    age = models.IntegerField()\n",
        "shop_user", 2, 3, 4, 3,
    ),
    "sqlalchemy": Case(
        "shop/models.py",
        "from sqlalchemy import *\nusers = Table('users', MetaData(),\n"
        "    Column('name', Text),\n)\n",
        "    Column('age', Integer))\n",
        "users", 2, 3, 4, 2,
    ),
}  # fmt: skip


def _later(case: Case) -> str:
    """The second version: its last line gives way to the column."""
    lines = case.text.splitlines(keepends=True)
    return "".join(lines if case.file == "shop/models.py" and "django" in case.text else lines[:-1])


@pytest.mark.parametrize("language", CASES)
def test_everything_leads_to_its_line(language: str, client: Client) -> None:
    case = CASES[language]
    first = send(client, "/", {case.file: case.text}, dialect="postgres", language=language)
    home = f"/p/{first.project.slug}/"
    send(client, f"{home}versions/", {case.file: _later(case) + case.column}, language=language)
    assert Version.objects.count() == 2

    page = client.get(f"{home}v/2/t/{case.table}/").content.decode()
    for line in (case.line, case.own, case.added):
        assert f'href="{home}v/2/sql/?file=0#L{line}"' in page
    assert f"{case.file}:{case.line}</a>" in page
    source = client.get(f"{home}v/2/sql/?file=0").content.decode()
    assert f'<span id="L{case.added}">' in source
    findings = client.get(f"{home}v/2/findings/").content.decode()
    assert f'href="{home}v/2/sql/?file=0#L{case.found}"' in findings
    changes = client.get(f"{home}compare/1...2/changes").content.decode()
    assert f'href="{home}v/2/sql/?file=0#L{case.added}"' in changes
