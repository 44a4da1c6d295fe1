"""Which language a text is written in: by its file's name, or by how it begins.

A dump of a migration tool may lie beside the models it was made from, so the files of an upload
vote: the language that most of them are in is read, the others are left out and told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from pathlib import PurePosixPath

from msgspec import Struct

from erdapp.loaders.base import SourceFile
from erdapp.loaders.python_files import is_python
from erdapp.loaders.sequelize_files import PROGRAMS


class Language(StrEnum):
    """What a schema can be written in."""

    SQL = "sql"
    HCL = "hcl"
    DBML = "dbml"
    PRISMA = "prisma"
    SEQUELIZE = "sequelize"
    DJANGO = "django"
    SQLALCHEMY = "sqlalchemy"

    @property
    def label(self) -> str:
        """What people call it."""
        return _LABELS.get(self.value, self.value.capitalize())


_LABELS = {
    "sql": "SQL",
    "hcl": "Atlas HCL",
    "dbml": "DBML",
    "sequelize": "Sequelize (JS, TS)",
    "sqlalchemy": "SQLAlchemy",
}

SUFFIXES: dict[str, Language] = {
    ".sql": Language.SQL,
    ".ddl": Language.SQL,
    ".psql": Language.SQL,
    ".pgsql": Language.SQL,
    ".mysql": Language.SQL,
    ".tsql": Language.SQL,
    ".hcl": Language.HCL,
    ".dbml": Language.DBML,
    ".prisma": Language.PRISMA,
    **dict.fromkeys((*PROGRAMS, ".json"), Language.SEQUELIZE),
    ".py": Language.DJANGO,
}
"""File names that say their language; Python's has two, told apart by what stands in a file."""

PASTED = "pasted.sql"
"""The name of a text that came without one: its language is told by what it says."""


def pasted_name(text: str, language: Language | None) -> str:
    """A name for a pasted text that says its language: the given one, or what it looks like."""
    found = language or language_of(SourceFile(PASTED, text))
    if found is Language.SQL:
        return PASTED
    if found is Language.SEQUELIZE:
        return "pasted.ts"  # which JavaScript is too
    return f"pasted{next((end for end, of in SUFFIXES.items() if of is found), '.sql')}"


_BEGINNINGS: dict[Language, str] = {
    Language.PRISMA: r"^[ \t]*(?:datasource|generator|model|view)[ \t]+\w+[ \t]*\{[ \t]*$",
    Language.HCL: (r'^[ \t]*(?:table|schema|enum|view)[ \t]+"[^"\n]+"(?:[ \t]+"[^"\n]+")?[ \t]*\{'),
    Language.DBML: (
        r"(?i)^[ \t]*(?:table|project|enum|tablegroup)[ \t][^\n;({\[]*+(?:\[[^\n\]]*+\][ \t]*+)?\{"
    ),
    Language.SEQUELIZE: (
        r"""^[^-#*\n]*(?:\brequire\(\s*["']|\bfrom\s+["'])(?:@?sequelize\b|sequelize-typescript)"""
        r"""|\bsequelize\.define\s*\(\s*["']|^[ \t]*@Table\b"""
    ),
    Language.SQLALCHEMY: (
        r"^[ \t]*(?:from|import)[ \t]+(?:sqlalchemy|sqlmodel|flask_sqlalchemy)\b"
        r"|^class[ \t]+\w+\(.{0,200}\bdb\.Model\b"
    ),
    Language.DJANGO: (
        r"^[ \t]*(?:from|import)[ \t]+django\b|^class[ \t]+\w+\(.{0,200}\bmodels\.Model\b"
    ),
}
"""Patterns of lines, compiled when a name leaves it open."""
_PYTHON = (Language.DJANGO, Language.SQLALCHEMY)
_LOOKED_AT = 20_000


class Chosen(Struct, frozen=True):
    """The files of one language, and the paths of the others."""

    language: Language
    files: tuple[SourceFile, ...]
    others: tuple[str, ...] = ()


def choose(files: Sequence[SourceFile]) -> Chosen:
    """The files in the language that most are in; files of migrations and settings have no vote
    beside others.

    Raises ValueError when there are none."""
    found = [(file, language_of(file)) for file in files]
    some_python = any(_says_python(file) for file in files)
    votes = Counter(language for file, language in found if _has_vote(file, some_python))
    votes = votes or Counter(language for _, language in found)
    language = max(votes, key=lambda one: votes[one])
    # what models in Python import may say neither: all Python goes along
    read = _PYTHON if language in _PYTHON else (language,)
    return Chosen(
        language,
        tuple(file for file, of in found if of in read),
        tuple(file.path for file, of in found if of not in read),
    )


def language_of(file: SourceFile) -> Language:
    """The language of a file: by its name, else by what stands in it."""
    path = PurePosixPath(file.path)
    known = SUFFIXES.get(path.suffix.lower())
    beginning = file.text[:_LOOKED_AT]
    if known is Language.DJANGO:
        says_other = _says(Language.SQLALCHEMY, beginning)
        return Language.SQLALCHEMY if says_other else Language.DJANGO
    if known is not None and path.name != PASTED:
        return known
    for language in _BEGINNINGS:
        if _says(language, beginning):
            return language
    return Language.SQL


def _says(language: Language, beginning: str) -> bool:
    return re.search(_BEGINNINGS[language], beginning, re.MULTILINE) is not None


def _says_python(file: SourceFile) -> bool:
    beginning = file.text[:_LOOKED_AT]
    return is_python(file.path) and any(_says(one, beginning) for one in _PYTHON)


def _has_vote(file: SourceFile, some_python: bool) -> bool:
    """Settings in JSON are models only beside models; beside models in Python, so are scripts."""
    path = file.path.lower()
    if "migrations" in path.split("/")[:-1] or path.endswith(".json"):
        return False
    if path.endswith(PROGRAMS) and some_python:
        return "sequelize" in file.text[:_LOOKED_AT].lower()
    return not is_python(path) or not some_python or _says_python(file)
