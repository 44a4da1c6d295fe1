"""`erdapp erd`: a picture or an export of any source, written to a file."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
from msgspec.structs import replace

from erdapp.cli.failure import Failure
from erdapp.cli.options import (
    dialect_option,
    glob_options,
    selected,
    to_dialect_option,
    translated,
)
from erdapp.cli.sources import read
from erdapp.inference import Links
from erdapp.layout.options import Group, PictureOptions, Show, Theme
from erdapp.loaders.base import Loaded
from erdapp.loaders.folders import folders
from erdapp.schema import Dialect, Name

if TYPE_CHECKING:
    from erdapp.layout import Picture

PICTURES = (".svg", ".png", ".pdf", ".html")
TEXTS = {
    ".mmd": "mermaid",
    ".puml": "plantuml",
    ".dot": "dot",
    ".dbml": "dbml",
    ".sql": "sql",
    ".hcl": "hcl",
    ".md": "markdown",
    ".json": "json",
}
"""File endings and the text formats they mean."""


@click.command()
@click.argument("source")
@click.option("-o", "--output", required=True, help="The file to write; `-` is stdout, as SVG.")
@click.option("--show", type=click.Choice([s.value for s in Show]), default="all")
@click.option("--focus", default="", help="Only this table and its neighbours.")
@click.option("--depth", type=click.IntRange(0, 5), default=1, help="Steps from the focus.")
@click.option("--group", type=click.Choice([g.value for g in Group]), default="auto")
@click.option("--infer", is_flag=True, help="Draw relations that names suggest, dashed.")
@click.option("--theme", type=click.Choice([t.value for t in Theme]), default="auto")
@click.option(
    "--fonts",
    type=click.Choice(["none", "embed", "outline"]),
    default="none",
    help="Let an SVG carry the letters it uses: as fonts, or as outlines that need none.",
)
@click.option("--scale", type=click.Choice(["1", "2", "4"]), default="1", help="Of a PNG.")
@click.option(
    "--paper",
    type=click.Choice(["a4", "a3", "letter"]),
    help="Cut a PDF into sheets of this paper, with an index; without it, it is one page.",
)
@dialect_option
@to_dialect_option
@glob_options
def erd(
    source: str,
    output: str,
    show: str,
    focus: str,
    depth: int,
    group: str,
    infer: bool,
    theme: str,
    fonts: str,
    scale: str,
    paper: str | None,
    dialect: Dialect | None,
    to_dialect: Dialect | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
) -> None:
    """Draw SOURCE (a file, a folder, a database URL) into a file.

    The ending of the file says the format: svg, png, pdf, html, mmd, puml, dot, dbml, sql, hcl, md
    or json; html has the viewer in it and needs no server.

    \b
    Example:
      erdapp erd schema.sql -o schema.svg --focus orders
      erdapp erd schema.sql -o schema.pdf --paper a4
      erdapp erd schema.sql -o mysql.sql --to-dialect mysql
    """
    ending = Path(output).suffix.lower() if output != "-" else ".svg"
    if ending not in (*PICTURES, *TEXTS):
        raise Failure(f"{output}: the ending has to be one of {' '.join((*PICTURES, *TEXTS))}")
    gc.disable()  # one schema, one picture, and the process ends: nothing to collect
    loaded = translated(selected(read(source, dialect), include, exclude), to_dialect)
    options = PictureOptions(
        show=Show(show),
        focus=_focus(loaded, focus),
        depth=depth,
        theme=Theme(theme),
        group=Group(group),
        folders=_folders(loaded) if group == Group.FOLDER else (),
        links=Links(inferred=infer),
    )
    if ending in TEXTS:
        from erdapp.export import export

        text = export(loaded.schema, TEXTS[ending], links=options.links, database=loaded.database)
        data = text.encode("utf-8", "replace")
    else:
        kind = _Kind(ending, _title(source), int(scale), paper or "", fonts)
        data = _picture(loaded, options, kind)
    _write(output, data)


def _folders(loaded: Loaded) -> tuple[tuple[Name, str], ...]:
    return tuple(sorted(folders(loaded.schema, loaded.origins).items()))


def _focus(loaded: Loaded, text: str) -> Name | None:
    if not text:
        return None
    schema, _, name = text.rpartition(".")
    if loaded.schema.table(name, schema) is None:
        raise Failure(f"--focus {text}: there is no such table")
    return Name(schema, name)


def _title(source: str) -> str:
    """The last part of a path or URL, which may hold a password before its `@`."""
    return source.rstrip("/").rpartition("/")[2].partition("?")[0].rpartition("@")[2]


class _Kind(NamedTuple):
    """What file a picture becomes."""

    ending: str
    title: str
    scale: int
    paper: str
    """Empty: one page."""
    fonts: str
    """What an SVG carries of its letters: `none`, `embed`, `outline`."""


def _picture(loaded: Loaded, options: PictureOptions, kind: _Kind) -> bytes:
    from erdapp.layout import draw

    if kind.ending == ".html":
        return _html(loaded, options, kind.title)
    if kind.ending in (".png", ".pdf") and options.theme == Theme.AUTO:
        options = replace(options, theme=Theme.LIGHT)  # paper and pixels have one theme
    picture = draw(loaded.schema, options)
    if kind.ending == ".svg" and kind.fonts == "none":
        return picture.svg.encode()
    return _print(picture, kind)


def _print(picture: Picture, kind: _Kind) -> bytes:
    from erdapp.layout.embed import with_fonts
    from erdapp.layout.outlines import with_outlines
    from erdapp.layout.printing import PAPERS, Drawn, PrintError, pdf, png, tiled_pdf

    drawn = Drawn(svg=picture.svg, width=picture.width, height=picture.height, title=kind.title)
    try:
        if kind.ending == ".svg":
            carry = with_outlines if kind.fonts == "outline" else with_fonts
            return carry(picture.svg).encode()
        if kind.ending == ".png":
            return png(drawn, kind.scale)
        return tiled_pdf(drawn, PAPERS[kind.paper]) if kind.paper else pdf(drawn)
    except PrintError as error:
        raise Failure(str(error)) from error


def _html(loaded: Loaded, options: PictureOptions, title: str) -> bytes:
    from erdapp.layout.printing import PrintError
    from erdapp.layout.standalone import FileMissing, html

    try:
        return html(loaded.schema, options, title).encode("utf-8", "replace")
    except (FileMissing, PrintError) as error:
        raise Failure(str(error)) from error


def _write(output: str, data: bytes) -> None:
    if output == "-":
        click.echo(data, nl=False)
        return
    try:
        Path(output).write_bytes(data)
    except OSError as error:
        raise Failure(f"{output}: {error.strerror or error}") from error
