"""What we write as Mermaid, DBML and PlantUML is read by their own parsers."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bench.corpus import load
from erdapp.export import export
from erdapp.schema import Dialect, Schema
from tests.corpus import CORPUS, needs_corpus
from tests.export.parsers import needs_node, needs_plantuml, refused
from tests.layout.shop import reference, schema, table

NAMES = (
    "order", "class", "end", "as", "select", "note", "Table", "Ref", "enum", "style", "title",
    "UPPER Case", "ünïcode", "日本", "a.b", "a-b", "a:b", 'quo"te', "it's", "back`tick",
    "{curly}", "[square]", "<angle>", "semi;colon", "#hash", "%percent", "1first", "_", "a/b",
    "100%", "dollar$", "comma,", "(round)", "--", "||", "@at", "back\\slash", "tab\there", "e{0}",
)  # fmt: skip
"""Words of the three languages, and what names of tables and columns may hold."""


def hostile() -> Schema:
    tables = [
        table(
            name, "id bigint, parent bigint?", references=[reference("parent", NAMES[number - 1])]
        )
        for number, name in enumerate(NAMES)
    ]
    return schema(*tables)


@cache
def corpus() -> dict[str, Schema]:
    found = {}
    for path in sorted(CORPUS.rglob("*.sql")):
        name = path.relative_to(CORPUS).as_posix()
        if name.startswith("history/"):
            continue
        found[name] = load(path, Dialect(name.split("/")[0]))[0].schema
    return found


@pytest.mark.parametrize("format", ["mermaid", "dbml"])
@needs_node
def test_hostile_names_are_read(format: str, tmp_path: Path) -> None:
    assert refused({"hostile": export(hostile(), format)}, format, tmp_path) == {}


@needs_plantuml
def test_hostile_names_are_read_by_plantuml(tmp_path: Path) -> None:
    assert refused({"hostile": export(hostile(), "plantuml")}, "plantuml", tmp_path) == {}


@needs_node
def test_the_parsers_would_refuse_what_is_wrong(tmp_path: Path) -> None:
    assert set(refused({"bad": "erDiagram\n  A ||--o{"}, "mermaid", tmp_path)) == {"bad"}
    assert set(refused({"bad": "Table a { id"}, "dbml", tmp_path)) == {"bad"}


@pytest.mark.corpus
@pytest.mark.parametrize("format", ["mermaid", "dbml"])
@needs_corpus
@needs_node
def test_every_real_schema_is_read(format: str, tmp_path: Path) -> None:
    texts = {name: export(found, format) for name, found in corpus().items()}
    assert refused(texts, format, tmp_path) == {}


@pytest.mark.corpus
@needs_corpus
@needs_plantuml
def test_every_real_schema_is_read_by_plantuml(tmp_path: Path) -> None:
    texts = {name: export(found, "plantuml") for name, found in corpus().items()}
    assert refused(texts, "plantuml", tmp_path) == {}
