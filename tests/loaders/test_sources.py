"""Facts about choosing a loader: by names, by what stands in a text, by the most files."""

from __future__ import annotations

import pytest

from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.detect import PASTED, Language, choose, language_of
from erdapp.loaders.sources import LOADERS, load_sources

SQL = "CREATE TABLE t (id int);"
HCL = 'schema "public" {}\ntable "t" {\n  column "id" { type = int }\n}\n'
DBML = "// mine\nTable t [note: 'x'] {\n  id int\n}\n"
PRISMA = "model t {\n  id Int @id\n}\n"

DJANGO = """from django.db import models
class T(models.Model):
    class Meta:
        db_table = "t"
"""

SQLALCHEMY = """from sqlalchemy import Column, Integer, MetaData, Table
t = Table("t", MetaData(), Column("id", Integer, primary_key=True))
"""

TEXTS = {
    "sql": SQL,
    "hcl": HCL,
    "dbml": DBML,
    "prisma": PRISMA,
    "django": DJANGO,
    "sqlalchemy": SQLALCHEMY,
}
SUFFIXES = {"django": "py", "sqlalchemy": "py"}


@pytest.mark.parametrize("language", TEXTS)
def test_a_pasted_text_says_its_language(language: str):
    assert language_of(SourceFile(PASTED, TEXTS[language])) == language
    assert language_of(SourceFile("schema", TEXTS[language])) == language


@pytest.mark.parametrize("language", TEXTS)
def test_a_file_is_read_by_its_loader(language: str):
    read = load_sources(
        [SourceFile(f"a.{SUFFIXES.get(language, language)}", TEXTS[language])], LoadOptions()
    )
    assert read.language == language
    assert [table.name for table in read.loaded.schema.tables] == ["t"]


def test_every_language_has_a_loader():
    assert set(LOADERS) == set(Language)


def test_the_language_of_most_files_is_read_and_the_others_are_told():
    files = [SourceFile("a.hcl", HCL), SourceFile("b.sql", SQL), SourceFile("c.sql", "")]
    read = load_sources(files, LoadOptions())
    assert (read.language, read.loaded.skipped) == (Language.SQL, ("a.hcl",))


def test_migrations_have_no_vote_beside_a_schema():
    files = [SourceFile("migrations/1.sql", SQL), SourceFile("migrations/2.sql", SQL)]
    assert choose(files).language is Language.SQL
    assert choose([*files, SourceFile("schema.hcl", HCL)]).language is Language.HCL


def test_a_name_is_believed_over_the_text():
    assert language_of(SourceFile("a.sql", HCL)) is Language.SQL


def test_hostile_texts_are_told_in_time():
    for text in ("table " + " " * 500_000, 'table "' * 100_000, "table [" * 100_000):
        language_of(SourceFile("x", text))


def test_scripts_beside_models_in_python_have_no_vote():
    scripts = [SourceFile(f"static/{name}.js", "alert(1)") for name in "abc"]
    files = [SourceFile("t/models.py", DJANGO), SourceFile("t/enums.py", "A = 1"), *scripts]
    chosen = choose(files)
    assert chosen.language is Language.DJANGO
    assert [file.path for file in chosen.files] == ["t/models.py", "t/enums.py"]
