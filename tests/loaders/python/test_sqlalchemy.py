"""Models that are read give the schema that `create_all` makes when they run."""
# ruff: noqa: E501  # models are quoted as people write them

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from msgspec import json

from erdapp.loaders import python
from erdapp.loaders.base import Loaded, LoadOptions, Severity, SourceError, SourceFile
from erdapp.loaders.python import load_sqlalchemy
from erdapp.schema import Dialect, Schema
from tests.loaders.python.oracle import schema_of
from tests.loaders.python.sqlalchemy_cases import CASES, POSTGRES_CASES

PROBE = Path(python.__file__).parent / "probe_sqlalchemy.py"
ALL = [
    *((dialect, name) for dialect in Dialect for name in CASES),
    *((Dialect.POSTGRES, name) for name in POSTGRES_CASES),
]


def load(files: dict[str, str], dialect: Dialect = Dialect.POSTGRES) -> Loaded:
    sources = [SourceFile(path, text) for path, text in files.items()]
    return load_sqlalchemy(sources, LoadOptions(dialect=dialect, remember=False))


def real(text: str, dialect: Dialect, folder: Path) -> Schema:
    (folder / "shop.py").write_text(text)
    done = subprocess.run(
        [sys.executable, str(PROBE), "shop", dialect.value],
        capture_output=True,
        check=False,
        cwd=folder,
    )
    assert done.returncode == 0, done.stderr.decode()
    answer = json.decode(done.stdout)
    answer["statements"] = [(sql + ";", at) for sql, at in answer["statements"]]
    return schema_of(answer, dialect)


@pytest.mark.parametrize(("dialect", "name"), ALL)
def test_the_schema_is_that_of_create_all(dialect: Dialect, name: str, tmp_path: Path):
    text = {**CASES, **POSTGRES_CASES}[name]
    loaded = load({"shop.py": text}, dialect)
    assert [one for one in loaded.problems if one.file == "shop.py"] == []
    assert loaded.schema == real(text, dialect, tmp_path)


FLASK = """from flask_sqlalchemy import SQLAlchemy
db = SQLAlchemy()
tags = db.Table("tags", db.Column("post_id", db.ForeignKey("blog_post.id"), primary_key=True))
class BlogPost(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80), unique=True, nullable=False)
    author_id = db.Column(db.Integer, db.ForeignKey("people.id"))
    author = db.relationship("Author")
class Author(db.Model):
    __tablename__ = "people"
    id = db.Column(db.Integer, primary_key=True)
class Named(db.Model):
    __abstract__ = True
    name = db.Column(db.String(3), primary_key=True)
class HTTPLog(Named):
    pass
"""


def test_flask_names_its_tables():
    loaded = load({"models.py": FLASK})
    assert loaded.problems == ()
    assert [one.name for one in loaded.schema.tables] == ["blog_post", "http_log", "people", "tags"]
    keys = {one.name: [key.ref_table for key in one.foreign_keys] for one in loaded.schema.tables}
    assert (keys["tags"], keys["blog_post"]) == (["blog_post"], ["people"])


SQLMODEL = """from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import List, Optional
from sqlmodel import Field, Relationship, SQLModel, Column, JSON
class Power(str, Enum):
    fly = "fly"
class HeroBase(SQLModel):
    name: str = Field(index=True, max_length=40)
    age: Optional[int] = None
class Hero(HeroBase, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    power: Power
    born: datetime | None = None
    price: Decimal = Field(default=0, max_digits=5, decimal_places=3)
    data: dict = Field(sa_column=Column(JSON, nullable=False))
    team_id: int | None = Field(default=None, foreign_key="team.id", ondelete="SET NULL")
    team: Optional["Team"] = Relationship(back_populates="heroes")
class Team(SQLModel, table=True):
    id: int = Field(primary_key=True)
    secret: str = Field(unique=True)
    heroes: List[Hero] = Relationship()
class HeroRead(HeroBase):
    id: int
"""


def test_sqlmodel_has_a_table_for_each_class_that_asks_for_one():
    loaded = load({"models.py": SQLMODEL})
    assert loaded.problems == ()
    hero, team = loaded.schema.tables
    assert {one.name: (one.type.name, one.null) for one in hero.columns} == {
        "name": ("character varying", False), "age": ("integer", True), "id": ("integer", False),
        "power": ("power", False), "born": ("timestamp without time zone", True), "price": ("numeric", False),
        "data": ("json", False), "team_id": ("integer", True),
    }  # fmt: skip
    assert [one.ref_table for one in hero.foreign_keys] == ["team"]
    assert [one.name for one in hero.indexes] == ["ix_hero_name"]
    assert len(team.uniques) == 1


SPLIT = {
    "app/__init__.py": "",
    "app/db.py": "from sqlalchemy.orm import DeclarativeBase\nclass Base(DeclarativeBase): ...\n",
    "app/models.py": (
        "import sqlalchemy as sa\nfrom .db import Base\n\nclass User(Base):\n    __tablename__ = 'users'\n"
        "    id = sa.Column(sa.Integer, primary_key=True)\n    name = sa.Column(sa.String(odd()))\n"
        "    boss = sa.Column(sa.ForeignKey('bosses.id'), default=odd)\n"
    ),
}


def test_what_is_lost_is_told_with_its_line():
    told = {(one.line, one.severity): one.message for one in load(SPLIT).problems}
    assert told[7, Severity.ERROR].startswith("User.name is missing: odd is not known here")
    assert told[8, Severity.WARNING].startswith("the table bosses isn't in the upload")


def test_a_table_and_a_column_know_their_line():
    origins = load(SPLIT).origins
    assert (origins["users"].file, origins["users"].line) == ("app/models.py", 4)
    assert (origins["users.id"].file, origins["users.id"].line) == ("app/models.py", 6)


def test_an_upload_without_tables_is_no_empty_schema():
    with pytest.raises(SourceError, match="no SQLAlchemy model was found"):
        load({"a.py": "import sqlalchemy"})


def test_nothing_of_an_upload_runs(tmp_path: Path):
    mark = tmp_path / "mark"
    text = CASES["classic"] + (
        f"import os\nos.system('touch {mark}')\nsa.text(open('{mark}', 'w'))\n"
        f"x = sa.Column('x', sa.String(os.system('touch {mark}')))\n"
        f"y = sa.func.sys.exit(1)\nz = sa.util.compat.os.system('touch {mark}')\n"
        f"t = sa.Table('t', metadata, sa.Column('a', sa.util.os.system('touch {mark}')))\n"
    )
    names = {one.name for one in load({"models.py": text}).schema.tables}
    assert {"users", "links"} <= names
    assert not mark.exists()


def test_class_methods_of_models_are_no_columns():
    text = (
        "from sqlalchemy import Column, Integer\nfrom sqlalchemy.orm import declarative_base\n"
        "class User(declarative_base()):\n    __tablename__ = 'users'\n"
        "    id = Column(Integer, primary_key=True)\n"
        "    @classmethod\n    def find(cls, id, session): return session.get(cls, id)\n"
    )
    loaded = load({"models.py": text, "other.py": "x = 1"})
    assert loaded.problems == ()
    assert [one.name for one in loaded.schema.tables] == ["users"]


def test_a_copy_of_a_table_on_a_smaller_base_does_not_count():
    head = "from sqlalchemy import *\nfrom sqlalchemy.orm import declarative_base\n"
    base = "Base = declarative_base()\nclass A(Base):\n    __tablename__ = 'a'\n"
    old = head + base + "    id = Column(Integer, primary_key=True)\n"
    new = old + "    n = Column(Integer)\nclass B(Base):\n    __tablename__ = 'b'\n"
    loaded = load(
        {"first.py": old, "models.py": new + "    id = Column(Integer, primary_key=True)\n"}
    )
    assert [one.name for one in loaded.schema.tables] == ["a", "b"]
    assert loaded.schema.tables[0].column("n") is not None
    assert loaded.origins["a"].file == "models.py"
    [problem] = loaded.problems
    assert (problem.file, problem.severity) == ("first.py", Severity.WARNING)


def test_a_type_that_is_watched_for_changes_is_that_type():
    loaded = load(
        {
            "models.py": "from sqlalchemy import *\nfrom sqlalchemy.ext.mutable import MutableDict\n"
            "from sqlalchemy.orm import declarative_base\nBase = declarative_base()\n"
            "Watched = MutableDict.as_mutable(JSON)\nclass A(Base):\n    __tablename__ = 'a'\n"
            "    id = Column(Integer, primary_key=True)\n    x = Column(Watched)\n"
            "    y = Column(MutableDict.as_mutable(JSON(none_as_null=True)), nullable=False)\n"
        }
    )
    assert loaded.problems == ()
    [table] = loaded.schema.tables
    assert [column.type.name for column in table.columns] == ["integer", "json", "json"]
