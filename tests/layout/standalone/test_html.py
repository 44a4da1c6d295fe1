"""The HTML file carries all that it needs and lets nothing of a schema act."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

import pytest

from erdapp.layout import PictureOptions, Theme
from erdapp.layout.standalone import MANY, FileMissing, assets, html
from tests.layout.shop import SHOP, schema, table


def imports(text: str) -> dict[str, str]:
    found = re.search(r'<script type="importmap">(.*?)</script>', text)
    assert found is not None
    modules = json.loads(found[1])["imports"]
    return {name: base64.b64decode(url.split(",")[1]).decode() for name, url in modules.items()}


def test_every_module_that_is_imported_is_in_the_file() -> None:
    modules = imports(html(SHOP, PictureOptions(), "shop"))
    assert "erdapp/viewer.js" in modules
    for text in modules.values():
        wanted = re.findall(r"""(?:from|import)\s*\(?\s*["']([^"']+)["']""", text)
        assert set(wanted) <= set(modules)


def test_nothing_is_fetched_from_elsewhere() -> None:
    text = html(SHOP, PictureOptions(), "shop")
    loaded = re.findall(r"""(?:src|href)=["']([^"'#][^"']*)|url\(["']?([^"')]+)""", text)
    assert all(a.startswith("data:") for pair in loaded for a in pair if a)
    assert "default-src 'none'" in text


def test_a_hostile_name_is_text() -> None:
    hostile = "</script><script>alert(1)</script>"
    text = html(schema(table(hostile, "id bigint")), PictureOptions(), hostile)
    assert "<script>alert" not in text


def test_the_same_schema_gives_the_same_file() -> None:
    assert html(SHOP, PictureOptions(), "shop") == html(SHOP, PictureOptions(), "shop")


def test_a_large_schema_keeps_its_rows_out_of_the_document() -> None:
    tables = [table(f"t{n:03}", "id bigint, name varchar") for n in range(MANY + 1)]
    text = html(schema(*tables), PictureOptions(), "many")
    assert 'data-rows="data:application/json;base64,' in text
    assert 'class="row' not in text


def test_a_theme_can_be_forced() -> None:
    assert "dataset.theme='dark'" in html(SHOP, PictureOptions(theme=Theme.DARK), "shop")


def test_without_the_files_of_the_pages_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(assets, "ROOT", tmp_path)
    with pytest.raises(FileMissing, match="make setup"):
        html(SHOP, PictureOptions(), "shop")
