"""A version as a file: which formats there are, how they are named and sent."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from msgspec.structs import replace

from erdapp.dialects import DIALECTS, facts
from erdapp.export import LINKED, export
from erdapp.inference import NO_LINKS, Links
from erdapp.layout.options import PictureOptions
from erdapp.layout.printing import PAPERS, SCALES
from erdapp.schema import Dialect
from erdapp.store import notes, pictures, prints
from erdapp.store.build import code_hash
from erdapp.store.models import Version
from erdapp.store.relations import answers_of, links_of
from erdapp.store.snapshots import load_schema
from erdapp.web import conditional
from erdapp.web.looking import Looking, theme_of
from erdapp.web.saved_views import Looked, looked_at
from erdapp.web.views.errors import error_page


@dataclass(frozen=True)
class FileKind:
    label: str
    content_type: str
    format: str = ""
    """The name in `erdapp.export`; empty for the pictures."""


FORMATS = {
    "svg": FileKind("SVG picture", "image/svg+xml"),
    "png": FileKind("PNG picture", "image/png"),
    "pdf": FileKind("PDF, one page", "application/pdf"),
    "html": FileKind("HTML with the viewer", "text/html; charset=utf-8"),
    "sql": FileKind("SQL", "application/sql", "sql"),
    "mmd": FileKind("Mermaid", "text/plain", "mermaid"),
    "dbml": FileKind("DBML", "text/plain", "dbml"),
    "puml": FileKind("PlantUML", "text/plain", "plantuml"),
    "dot": FileKind("Graphviz", "text/vnd.graphviz", "dot"),
    "hcl": FileKind("Atlas HCL", "text/plain", "hcl"),
    "md": FileKind("Markdown", "text/markdown", "markdown"),
    "json": FileKind("JSON", "application/json", "json"),
}
"""By file name suffix, in the order of the menu."""

MORE = {
    "svg": (
        ("svg?fonts=embed", "SVG with its fonts"),
        ("svg?fonts=outline", "SVG with texts as outlines"),
    ),
    "png": (("png?scale=2", "PNG at 2×"), ("png?scale=4", "PNG at 4×")),
    "pdf": (("pdf?paper=a4", "PDF on A4 sheets"), ("pdf?paper=a3", "PDF on A3 sheets")),
}

FONTS = ("embed", "outline")
"""Ways in which an SVG carries its letters, for `?fonts=`."""


def export_response(
    request: HttpRequest, version: Version, suffix: str, cache: str
) -> HttpResponse:
    """The file; 304 without any work when the client has it."""
    kind = FORMATS[suffix]
    to = _target(request)
    other = f"-{to}" if to else ""
    name = f"{version.project.slug}-v{version.number}{other}.{suffix}"
    if suffix == "svg" and request.GET.get("fonts") not in FONTS:
        return _picture(request, version, name, cache)
    if not kind.format:
        return _print(request, version, suffix, cache)
    rooms = code_hash("schema", "dialects", "inference", "export")
    said = notes.written(version.project) if kind.format == "markdown" else ""
    links = _links(request, version, kind.format)
    tag = conditional.etag(rooms, version.snapshot_id, kind.format, to, said, links)
    if response := conditional.unchanged(request, tag, cache):
        return response
    own = notes.notes_of(version.project) if said else None
    text = export(load_schema(version.snapshot_id), kind.format, to=to, notes=own, links=links)
    response = HttpResponse(
        text.encode("utf-8", "replace"), content_type=f"{kind.content_type}; charset=utf-8"
    )
    return conditional.as_file(response, request, name, cache, tag=tag)


def _links(request: HttpRequest, version: Version, format: str) -> Links:
    """Relations beside the foreign keys, for the texts that are diagrams."""
    if format not in LINKED:
        return NO_LINKS
    looking = Looking.parse(request.GET.dict())
    return links_of(answers_of(version.project), inferred=looking.inferred)


def more_of(suffix: str) -> tuple[tuple[str, str], ...]:
    """Suffix and query, and what people call it, of the other shapes of a format."""
    return MORE.get(suffix, ())


def sql_dialects(version: Version) -> tuple[tuple[str, str], ...]:
    """Suffix and query, and what people call it, of the SQL of the other dialects."""
    return tuple(
        (f"sql?dialect={dialect}", f"SQL for {facts(dialect).label}")
        for dialect in DIALECTS
        if dialect != version.dialect
    )


def _target(request: HttpRequest) -> Dialect | None:
    """The dialect that `?dialect=` names. Raises Http404."""
    wanted = request.GET.get("dialect")
    if not wanted:
        return None
    try:
        return Dialect(wanted)
    except ValueError:
        raise Http404(
            f"There is no dialect of that name: use one of {', '.join(Dialect)}."
        ) from None


def _options(request: HttpRequest, version: Version) -> PictureOptions:
    looked = looked_at(version.project, request.GET.dict())
    found = looked.picture(version, standalone=True)
    return replace(found, theme=theme_of(request.GET.dict()), moved=looked.moved)


def _print(request: HttpRequest, version: Version, suffix: str, cache: str) -> HttpResponse:
    """A PNG (`?scale=1|2|4`), a PDF (`?paper=a4|a3|letter` for sheets), a HTML file, or a SVG with
    its fonts (`?fonts=embed`)."""
    wanted, options = _wanted(request, version, suffix), _options(request, version)
    tag = prints.print_key(version.snapshot_id, options, wanted)
    if response := conditional.unchanged(request, tag, cache):
        return response
    try:
        data = prints.printed(version.snapshot_id, options, wanted)
    except (prints.PrintError, prints.FileMissing) as error:
        sentence = str(error)
        return error_page(request, 400, "No such file today", sentence[0].upper() + sentence[1:])
    more = f"@{wanted.scale}x" if wanted.scale > 1 else f"-{wanted.paper}" if wanted.paper else ""
    name = f"{version.project.slug}-v{version.number}{more}.{suffix}"
    response = HttpResponse(data, content_type=FORMATS[suffix].content_type)
    response = conditional.as_file(response, request, name, cache, tag=tag)
    if suffix == "html":  # its scripts run from a disk, never as a page of this site
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _wanted(request: HttpRequest, version: Version, suffix: str) -> prints.Wanted:
    """What the address asks for. Raises Http404."""
    scale, paper = request.GET.get("scale", "1"), request.GET.get("paper", "").lower()
    title = f"{version.project.name} {version}"
    if suffix == "png":
        if scale not in map(str, SCALES):
            raise Http404(f"A PNG has a scale of {', '.join(map(str, SCALES))}.")
        return prints.Wanted(suffix, scale=int(scale), title=title)
    if suffix != "pdf":
        fonts = request.GET.get("fonts", "") if suffix == "svg" else ""
        return prints.Wanted(suffix, fonts=fonts, title=title)
    if paper and paper not in PAPERS:
        raise Http404(f"There is no such paper: use one of {', '.join(PAPERS)}.")
    return prints.Wanted(suffix, paper=paper, title=title)


def _picture(request: HttpRequest, version: Version, name: str, cache: str) -> HttpResponse:
    options = _options(request, version)
    tag = pictures.picture_key(version.snapshot_id, options)
    if response := conditional.unchanged(request, tag, cache):
        return response
    found = pictures.picture(version.snapshot_id, options)
    return conditional.svg_response(request, found, name, cache)


def rows_response(
    request: HttpRequest, version: Version, looked: Looked, cache: str
) -> HttpResponse:
    """The rows of the cards of a diagram whose page carries none."""
    options = replace(looked.picture(version), rows=False)
    return sent_rows(request, version.snapshot_id, options, cache)


def sent_rows(
    request: HttpRequest,
    fingerprint: str,
    options: PictureOptions,
    cache: str,
    overlay: pictures.Overlay | None = None,
) -> HttpResponse:
    """The rows as they are stored; 304 without any work when the client has them."""
    tag = f"{pictures.picture_key(fingerprint, options, overlay)}-rows"
    if response := conditional.unchanged(request, tag, cache):
        return response
    found = pictures.picture_rows(fingerprint, options, overlay)
    response = conditional.stored_response(request, found, "application/json")
    return conditional.as_file(response, request, "rows.json", cache, tag=tag)
