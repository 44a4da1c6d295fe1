"""SQL that carries where the models of its tables are, in each language models are written in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

DJANGO = (
    "from django.db import models\n\nclass User(models.Model):\n    name = models.TextField()\n"
)
SQLALCHEMY = """from sqlalchemy import *
from sqlalchemy.orm import declarative_base
Base = declarative_base()
class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
"""
SOURCES = {
    "prisma": ("s.prisma", "\nmodel users {\n  id Int @id\n}\n", "prisma://s.prisma"),
    "hcl": ("s.hcl", 'table "users" {\n  column "id" {\n    type = int\n  }\n}\n', "file://s.hcl"),
    "dbml": ("s.dbml", "// people\nTable users {\n  id int\n}\n", "dbml://s.dbml"),
    "django": ("shop/models.py", DJANGO, "django://."),
    "sqlalchemy": ("db/models.py", SQLALCHEMY, "sqlalchemy://db"),
    "sql": ("s.sql", "\n\nCREATE TABLE users (id int);\n", "file://s.sql"),
}
LINES = {
    "prisma": "-- atlas:pos users[type=table] s.prisma:2",
    "hcl": "-- atlas:pos users[type=table] s.hcl:1",
    "dbml": "-- atlas:pos users[type=table] s.dbml:2",
    "django": "-- atlas:pos shop_user[type=table] shop/models.py:3",
    "sqlalchemy": "-- atlas:pos users[type=table] db/models.py:4",
    "sql": "-- atlas:pos users[type=table] s.sql:3",
}
POSTGRES = ("--dialect", "postgres")


def put(folder: Path, language: str) -> str:
    name, text, source = SOURCES[language]
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text)
    (folder / "empty.sql").write_text("")
    return source


@pytest.mark.parametrize("language", SOURCES)
def test_sql_says_where_each_table_is(run: Run, tmp_path: Path, language: str) -> None:
    source = put(tmp_path, language)
    text = run("schema", "inspect", "-u", source, "--pos", "--format", "sql", *POSTGRES).stdout
    assert text.splitlines()[:2] == [LINES[language], ""]
    plan = run("schema", "diff", "--from", "empty.sql", "--to", source, "--pos", *POSTGRES).stdout
    assert plan.splitlines()[:2] == [LINES[language], ""]


def test_a_difference_says_the_places_of_what_it_touches_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text("CREATE TABLE kept (id int);\nCREATE TABLE gone (id int);\n")
    (tmp_path / "b.sql").write_text(
        "CREATE TABLE kept (id int);\nCREATE TABLE other (id int);\n\nCREATE TABLE new (id int);\n"
    )
    sides = ("--from", "a.sql", "--to", "b.sql")
    text = run("schema", "diff", *sides, "--pos", *POSTGRES).stdout
    assert [line for line in text.splitlines() if "atlas:pos" in line] == [
        "-- atlas:pos new[type=table] b.sql:4",
        "-- atlas:pos other[type=table] b.sql:2",
        "-- atlas:pos gone[type=table] a.sql:2",
    ]
    assert "atlas:pos" not in run("schema", "diff", *sides, *POSTGRES).stdout
