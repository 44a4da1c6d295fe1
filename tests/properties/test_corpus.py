"""Every published schema comes back from its own export."""

from __future__ import annotations

from pathlib import Path

import pytest

from erdapp.export import export
from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Schema
from tests.corpus import CORPUS, needs_corpus
from tests.properties.examples import differences

FILES = sorted(path.relative_to(CORPUS).as_posix() for path in CORPUS.rglob("*.sql"))


def load(text: str, dialect: Dialect) -> Schema:
    return load_sql((SourceFile("file.sql", text),), LoadOptions(dialect=dialect)).schema


@needs_corpus
@pytest.mark.corpus
@pytest.mark.parametrize("name", FILES)
def test_a_published_schema_comes_back_from_its_own_export(name: str) -> None:
    words = Path(name).parts
    dialect = Dialect(words[1] if words[0] == "history" else words[0])
    schema = load((CORPUS / name).read_text(encoding="utf-8", errors="replace"), dialect)
    again = load(export(schema, "sql"), dialect)
    assert differences(schema, again) == ""
