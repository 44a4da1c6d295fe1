"""`erdapp erd`: any source to a file."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.conftest import Run


def test_a_sql_file_becomes_a_svg_file(run: Run, versions: tuple[str, str], tmp_path: Path) -> None:
    done = run("erd", versions[0], "-o", "out.svg")
    assert done.returncode == 0, done.stderr
    root = ElementTree.parse(tmp_path / "out.svg").getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "customers" in "".join(root.itertext())


@pytest.mark.parametrize(
    ("ending", "holds"),
    [
        ("mmd", "erDiagram"),
        ("puml", "@startuml"),
        ("dbml", "Table"),
        ("sql", "CREATE TABLE"),
        ("hcl", 'table "orders"'),
        ("md", "# "),
        ("json", '"tables"'),
    ],
)
def test_the_ending_says_the_format(
    run: Run, versions: tuple[str, str], tmp_path: Path, ending: str, holds: str
) -> None:
    done = run("erd", versions[0], "-o", f"out.{ending}")
    assert done.returncode == 0, done.stderr
    assert holds in (tmp_path / f"out.{ending}").read_text()


def test_a_png_and_a_pdf_are_made_of_the_picture(
    run: Run, versions: tuple[str, str], tmp_path: Path
) -> None:
    assert run("erd", versions[0], "-o", "out.png", "--scale", "2").returncode == 0
    assert (tmp_path / "out.png").read_bytes().startswith(b"\x89PNG")
    assert run("erd", versions[0], "-o", "out.pdf", "--paper", "a4").returncode == 0
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")


def test_an_html_file_has_the_viewer_in_it(
    run: Run, versions: tuple[str, str], tmp_path: Path
) -> None:
    assert run("erd", versions[0], "-o", "out.html").returncode == 0
    text = (tmp_path / "out.html").read_text()
    assert "erdapp/viewer.js" in text
    assert 'data-table="orders"' in text


def test_an_svg_carries_its_fonts_on_demand(
    run: Run, versions: tuple[str, str], tmp_path: Path
) -> None:
    assert run("erd", versions[0], "-o", "out.svg", "--fonts", "embed").returncode == 0
    assert "@font-face" in (tmp_path / "out.svg").read_text()


def test_an_unknown_ending_is_refused(run: Run, versions: tuple[str, str]) -> None:
    done = run("erd", versions[0], "-o", "out.docx")
    assert done.returncode == 2
    assert ".svg" in done.stderr


def test_a_focus_that_does_not_exist_is_refused(run: Run, versions: tuple[str, str]) -> None:
    done = run("erd", versions[0], "-o", "-", "--focus", "nope")
    assert (done.returncode, done.stderr) == (2, "erdapp: --focus nope: there is no such table\n")


def test_a_focus_leaves_only_the_neighbours(run: Run, tmp_path: Path) -> None:
    (tmp_path / "s.sql").write_text(
        "CREATE TABLE a (id int primary key);"
        "CREATE TABLE b (id int primary key, a_id int references a (id));"
        "CREATE TABLE c (id int primary key);"
    )
    done = run("erd", "s.sql", "-o", "-", "--focus", "a")
    assert 'data-table="b"' in done.stdout
    assert 'data-table="c"' not in done.stdout


def test_a_folder_of_migrations_is_read_in_order(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "1_first.sql").write_text("CREATE TABLE a (id int);")
    (folder / "2_second.sql").write_text("ALTER TABLE a RENAME TO b;")
    done = run("erd", "migrations", "-o", "-")
    assert 'data-table="b"' in done.stdout
    assert 'data-table="a"' not in done.stdout


def test_another_dialect_is_written_and_what_is_lost_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pg.sql").write_text(
        "CREATE TABLE t (id serial PRIMARY KEY, span interval, body jsonb DEFAULT '{}'::jsonb);"
    )
    done = run("erd", "pg.sql", "-o", "out.sql", "--to-dialect", "mysql")
    assert done.returncode == 0, done.stderr
    assert "`id` int NOT NULL AUTO_INCREMENT" in (tmp_path / "out.sql").read_text()
    assert done.stderr == (
        "warning: not carried over: t.span: type interval: MySQL has no such type "
        "(instead: varchar(64))\n"
    )


def test_relations_that_names_suggest_are_drawn_on_wish(run: Run, tmp_path: Path) -> None:
    (tmp_path / "s.sql").write_text(
        "CREATE TABLE users (id int primary key);"
        "CREATE TABLE orders (id int primary key, user_id int);"
    )
    assert "inferred" not in run("erd", "s.sql", "-o", "-").stdout.split("</style>")[1]
    assert 'class="edge inferred"' in run("erd", "s.sql", "-o", "-", "--infer").stdout
    assert run("erd", "s.sql", "-o", "out.dot", "--infer").returncode == 0
    assert "style=dashed" in (tmp_path / "out.dot").read_text()


def test_an_svg_draws_its_texts_on_demand(
    run: Run, versions: tuple[str, str], tmp_path: Path
) -> None:
    assert run("erd", versions[0], "-o", "out.svg", "--fonts", "outline").returncode == 0
    assert "<text" not in (tmp_path / "out.svg").read_text()


def test_folders_are_frames_on_demand(run: Run, tmp_path: Path) -> None:
    for folder, name in (("shop", "orders"), ("people", "users")):
        (tmp_path / "src" / folder).mkdir(parents=True)
        (tmp_path / "src" / folder / "1.sql").write_text(f"CREATE TABLE {name} (id int);")
    done = run("erd", "src", "-o", "-", "--group", "folder")
    assert done.returncode == 0, done.stderr
    assert 'data-group="shop"' in done.stdout
