"""Pictures as a whole: nothing overlaps, lines end at their rows, bytes repeat, limits hold."""

from __future__ import annotations

import itertools
import random
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erdapp.layout import PictureOptions, Show, Theme, cache_key, draw
from erdapp.layout.dot import DotLimits
from erdapp.layout.picture import Composition, compose, write
from erdapp.layout.ports import HEAD, ROW
from erdapp.layout.quality import Quality, measure
from erdapp.layout.route import net_of
from erdapp.layout.style import CSS
from erdapp.schema import Dialect, Name, Schema, fingerprint
from tests.corpus import CORPUS, needs_corpus
from tests.golden import check_golden
from tests.layout.shop import SHOP, reference, schema, table

ALL = PictureOptions()


def quality(composition: Composition) -> Quality:
    return measure(composition.placed, [net_of(edge) for edge in composition.graph.edges])


def random_schema(count: int, seed: int, keys: int = 2) -> Schema:
    chance = random.Random(seed)
    tables = []
    for n in range(count):
        columns = ["id bigint"] + [f"c{c} varchar" for c in range(chance.randint(1, 12))]
        references = []
        for k in range(chance.randint(0, keys)):
            target = chance.choice([0, chance.randrange(n + 1), chance.randrange(count)])
            columns.append(f"ref{k} bigint{chance.choice(['', '?'])}")
            references.append(reference(f"ref{k}", f"table_{target}"))
        tables.append(table(f"table_{n}", ", ".join(columns), references=references))
    return schema(*sorted(tables, key=lambda item: item.name))


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 40), st.integers(0, 10_000), st.sampled_from(list(Show)))
def test_no_card_overlaps_and_no_line_crosses_a_card(count: int, seed: int, show: Show) -> None:
    found = quality(compose(random_schema(count, seed), PictureOptions(show=show)))
    assert (found.overlaps, found.through_cards) == (0, 0)


@pytest.mark.parametrize("show", list(Show))
def test_edges_end_at_the_borders_of_their_rows(show: Show) -> None:
    found = compose(SHOP, PictureOptions(show=show))
    for edge, line in zip(found.graph.edges, found.placed.lines, strict=True):
        for node, row, (x, y) in (
            (edge.source, edge.source_row, line[0]),
            (edge.target, edge.target_row, line[-1]),
        ):
            box = found.placed.boxes[node]
            assert x in (box.x, box.x + box.width)
            top = box.y + (HEAD + ROW * row if row >= 0 else 0)
            assert top <= y <= top + (ROW if row >= 0 else HEAD)


def test_lines_are_orthogonal_and_start_level() -> None:
    for line in compose(SHOP, ALL).placed.lines:
        for number, (a, b) in enumerate(itertools.pairwise(line)):
            assert (a[1] == b[1]) if number % 2 == 0 else (a[0] == b[0])


def test_the_same_input_gives_the_same_bytes() -> None:
    assert draw(SHOP).svg == draw(SHOP).svg


def test_a_small_schema_looks_as_it_did() -> None:
    check_golden("layout/shop.svg", draw(SHOP, PictureOptions(theme=Theme.LIGHT)).svg)


def test_the_picture_tells_where_each_table_is() -> None:
    picture = draw(SHOP)
    assert set(picture.boxes) == {Name("", t.name) for t in (*SHOP.tables, *SHOP.views)}
    assert picture.edges == 8
    for box in picture.boxes.values():
        assert 0 < box.x < box.x + box.width < picture.width
        assert 0 < box.y < box.y + box.height < picture.height


@pytest.mark.parametrize("seed", [1, 7])
@pytest.mark.parametrize(("count", "keys"), [(12, 2), (30, 2), (57, 2), (130, 2), (130, 5)])
def test_pictures_are_no_towers(count: int, keys: int, seed: int) -> None:
    found = quality(compose(random_schema(count, seed, keys), ALL))
    assert 0.5 <= found.shape <= 2.1
    assert found.covered > (0.2 if keys < 3 else 0.1)


def test_a_star_and_a_chain_are_folded() -> None:
    hub = table("hub", "id int, name text")
    star = [
        table(f"s{n:02}", "id int, h int", references=[reference("h", "hub")]) for n in range(60)
    ]
    chain = [
        table(f"c{n:02}", "id int, up int", references=[reference("up", f"c{max(0, n - 1):02}")])
        for n in range(60)
    ]
    for tables in ([hub, *star], chain):
        assert 0.5 <= quality(compose(schema(*tables), ALL)).shape <= 2.1


def test_tables_without_relations_stand_in_a_titled_grid() -> None:
    tables = [table(f"t{n:02}", "id int, name text") for n in range(12)]
    picture = draw(schema(*tables))
    assert "Tables (12)" in picture.svg
    assert len({box.x for box in picture.boxes.values()}) < 6


def test_an_empty_schema_is_a_picture_with_a_note() -> None:
    picture = draw(Schema(dialect=Dialect.SQLITE))
    assert picture.notes == ("There is no table to draw.",)
    ElementTree.fromstring(picture.svg)


HOSTILE = [
    "\"quoted\" 'twice' `thrice`",
    "<script>alert(1)</script>",
    "]]>",
    "<!-- & &amp; -->",
    "😀 emoji 👩‍👩‍👧",
    "x" * 5_000,
    "new\nline\r\ttab",
    "שלום \u202eevil\u202c عربى",
    "\x00\x07\ud800\uffff",
    "javascript:alert(1)",
    " ",
    'n0]; evil [label="',
    "{table}",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_text(name: str) -> None:
    other = table("child", "id int, p int", references=[reference("p", name, name)])
    one = table(name, f"{name} {'text'}" if "," not in name and " " not in name else "id int")
    picture = draw(schema(other, one), PictureOptions(link="/t/{table}"))
    root = ElementTree.fromstring(picture.svg)
    tags = {element.tag.rsplit("}")[-1] for element in root.iter()}
    assert "script" not in tags
    assert "foreignObject" not in tags
    for element in root.iter():
        assert not [key for key in element.attrib if key.startswith("on")]
        assert element.attrib.get("href", "#")[0] in "#/"
    assert picture.width < 2_000


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
def test_any_names_give_well_formed_xml(name: str, comment: str) -> None:
    found = table("t", "id int")
    hostile = schema(type(found)(name=name, columns=found.columns, comment=comment), found)
    ElementTree.fromstring(draw(hostile).svg)


def test_a_dot_that_hangs_is_ended_and_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging = tmp_path / "dot"
    hanging.write_text("#!/bin/sh\nexec sleep 60\n")
    hanging.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    start = time.monotonic()
    composition = compose(SHOP, ALL, limits=DotLimits(wall_seconds=0.2))
    assert time.monotonic() - start < 45, "dot would have taken a minute"
    assert composition.notes == ("Arranged without Graphviz: dot took more than 0.2 s.",)
    found = quality(composition)
    assert (found.overlaps, found.through_cards) == (0, 0)


def test_a_dot_that_eats_the_processor_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = tmp_path / "dot"
    busy.write_text("#!/bin/sh\nread first\nwhile :; do :; done\n")
    busy.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    found = compose(SHOP, ALL, limits=DotLimits(cpu_seconds=1, wall_seconds=120))
    assert found.notes == ("Arranged without Graphviz: dot took more than 1 s of CPU time.",)


@pytest.mark.parametrize("reach", [(1, 2), (1, 2, 3, 7, 19, 53), (1, 60, 120, 180)])
def test_deep_and_dense_graphs_are_drawn_in_time(reach: tuple[int, ...]) -> None:
    tables = []
    for n in range(300):
        targets = sorted({max(0, n - k) for k in reach}) if n else []
        columns = "".join(f", r{t} int" for t in targets)
        keys = [reference(f"r{t}", f"t{t:03}") for t in targets]
        tables.append(table(f"t{n:03}", f"id int{columns}", references=keys))
    start = time.process_time()
    found = quality(compose(schema(*tables), ALL))
    assert time.process_time() - start < 20
    assert (found.overlaps, found.through_cards) == (0, 0)


def test_a_missing_dot_is_only_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    picture = draw(SHOP)
    assert picture.notes[0].startswith("Arranged without Graphviz: dot can't be started")
    assert picture.edges == 8


def test_a_page_brings_its_own_style_and_a_file_carries_it() -> None:
    inline = draw(SHOP, PictureOptions(standalone=False)).svg
    assert "<style>" not in inline
    assert "prefers-color-scheme" in draw(SHOP).svg
    assert "var(" not in draw(SHOP, PictureOptions(theme=Theme.DARK)).svg
    assert ".erd .box" in CSS


def test_titles_link_where_a_template_says_so() -> None:
    svg = draw(SHOP, PictureOptions(link="/p/shop/t/{table}")).svg
    assert 'href="/p/shop/t/order_items"' in svg
    assert "<a " not in draw(SHOP).svg


def test_edges_name_the_cards_and_rows_at_their_ends() -> None:
    root = ElementTree.fromstring(draw(SHOP).svg)
    cards = {e.get("id"): e for e in root.iter() if e.get("class", "").startswith("card")}
    edges = [e for e in root.iter() if e.get("class") == "edge"]
    assert len(edges) == 8
    for edge in edges:
        for end in ("from", "to"):
            rows = cards[edge.get(f"data-{end}")].findall("*[@data-column]")
            assert 0 <= int(edge.get(f"data-{end}-row")) < len(rows)


@pytest.mark.parametrize("glyph", ["many", "one", "opt"])
def test_every_end_glyph_is_defined_and_used(glyph: str) -> None:
    svg = draw(SHOP).svg
    assert f'id="erd-end-{glyph}"' in svg
    assert f'href="#erd-end-{glyph}"' in svg


def test_the_cache_key_follows_schema_options_and_drawing() -> None:
    own = fingerprint(SHOP)
    keys = {
        cache_key(own, ALL),
        cache_key(own, PictureOptions(depth=2)),
        cache_key("other", ALL),
        cache_key(own, ALL, ()),
    }
    assert len(keys) == 4
    assert cache_key(own, ALL) == cache_key(own, PictureOptions())


@needs_corpus
@pytest.mark.corpus
@pytest.mark.parametrize(
    "path", sorted(p.relative_to(CORPUS).as_posix() for p in CORPUS.glob("[!h]*/*.sql"))
)
def test_corpus_pictures_are_sound(path: str) -> None:
    from erdapp.loaders.base import SourceFile
    from erdapp.loaders.sql import load_sql

    source = SourceFile(path, (CORPUS / path).read_text(errors="replace"))
    composition = compose(load_sql([source]).schema, ALL)
    found = quality(composition)
    assert (found.overlaps, found.through_cards) == (0, 0)
    ElementTree.fromstring(write(composition, ALL).svg)
