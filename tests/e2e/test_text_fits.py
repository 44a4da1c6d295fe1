"""No text of a picture overflows its card or its chip: measured by the browser, in our fonts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from bench import synthetic
from erdapp.layout import draw
from erdapp.layout.embed import with_fonts
from erdapp.loaders.base import SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.schema import Schema
from tests.corpus import CORPUS, needs_corpus
from tests.layout.shop import schema, table

FILES = sorted(path.relative_to(CORPUS).as_posix() for path in CORPUS.glob("[!h]*/*.sql"))

MEASURE = """async () => {
  await document.fonts.load('13px "Inter Variable"');
  await document.fonts.load('11px "JetBrains Mono Variable"');
  await document.fonts.ready;
  const found = [];
  const said = (text, by) => found.push(`${text.textContent} by ${by.toFixed(1)} px`);
  let count = 0;
  for (const card of document.querySelectorAll('g.card')) {
    const wide = Number(card.dataset.width);
    for (const text of card.querySelectorAll('text')) {
      count += 1;
      const end = text.getBBox().x + text.getBBox().width;
      if (end > wide) said(text, end - wide);
      if (text.getBBox().x < 0) said(text, -text.getBBox().x);
    }
    for (const row of card.querySelectorAll('g.row')) {
      const [name, type] = [row.querySelector('text.c'), row.querySelector('text.ty')];
      if (!type) continue;
      const over = name.getBBox().x + name.getBBox().width - type.getBBox().x;
      if (over > 0) said(row, over);
    }
    const [name, note] = [card.querySelector('text.name'), card.querySelector('text.note')];
    if (note && name.getBBox().x + name.getBBox().width > note.getBBox().x) said(card, 0);
  }
  for (const chip of document.querySelectorAll('g.chip')) {
    const text = chip.querySelector('text').getBBox();
    const pill = chip.querySelector('.pill').getBBox();
    const over = text.x + text.width - pill.x - pill.width;
    if (over > 0) said(chip, over);
  }
  const faces = [...document.fonts].filter(face => face.status === 'loaded').length;
  return {count, found, faces};
}"""


def measured(page: Page, pictured: Schema) -> int:
    """How many texts were measured; fails on any that overflows."""
    page.set_content(with_fonts(draw(pictured).svg))
    answer = page.evaluate(MEASURE)
    assert answer["faces"] >= 2, "measured in another font"
    assert answer["found"] == []
    return int(answer["count"])


@needs_corpus
@pytest.mark.corpus
@pytest.mark.parametrize("path", FILES)
def test_no_text_of_a_real_schema_overflows(page: Page, path: str) -> None:
    source = SourceFile(path, (CORPUS / path).read_text(errors="replace"))
    found = load_sql([source]).schema
    assert measured(page, found) > len(found.tables)


def test_no_text_of_a_large_picture_with_chips_overflows(page: Page) -> None:
    assert measured(page, synthetic.schema("spaces", 160)) > 1_000


def test_the_longest_and_widest_names_are_cut(page: Page) -> None:
    names = ["W" * 90, "M_" * 40, "ä" * 80, "表" * 40, "i" * 200]
    columns = ", ".join(f"{name} {'double_' * 12}?" for name in names)
    tables = [table(name + "t", columns, key="") for name in names]
    assert measured(page, schema(*tables)) >= len(names) ** 2
