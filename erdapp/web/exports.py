"""A version as a file: which formats there are, how they are named and sent."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from msgspec.structs import replace

from erdapp.dialects import DIALECTS, facts
from erdapp.export import LINKED, export
from erdapp.inference import NO_LINKS, Links
from erdapp.layout.options import PictureOptions
from erdapp.schema import Dialect
from erdapp.store import notes, pictures
from erdapp.store.build import code_hash
from erdapp.store.models import Version
from erdapp.store.relations import answers_of, links_of
from erdapp.store.snapshots import load_schema
from erdapp.web import conditional
from erdapp.web.looking import Looking, theme_of
from erdapp.web.prints import SHAPES, TYPES, Subject, picture_file
from erdapp.web.saved_views import Looked, looked_at


@dataclass(frozen=True)
class FileKind:
    label: str
    content_type: str
    format: str = ""
    """The name in `erdapp.export`; empty for the pictures."""


@dataclass(frozen=True)
class ExportLink:
    """A line of an Export menu."""

    label: str
    href: str


FORMATS = {
    "svg": FileKind("SVG picture", TYPES["svg"]),
    "png": FileKind("PNG picture", TYPES["png"]),
    "pdf": FileKind("PDF, one page", TYPES["pdf"]),
    "html": FileKind("HTML with the viewer", TYPES["html"]),
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


def export_response(
    request: HttpRequest, version: Version, suffix: str, cache: str
) -> HttpResponse:
    """The file; 304 without any work when the client has it."""
    kind = FORMATS[suffix]
    name = f"{version.project.slug}-v{version.number}"
    if not kind.format:
        title, options = f"{version.project.name} {version}", _options(request, version)
        subject = Subject(version.snapshot_id, options, title, name)
        return picture_file(request, subject, suffix, cache)
    to = _target(request)
    name = f"{name}-{to}.{suffix}" if to else f"{name}.{suffix}"
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
    return SHAPES.get(suffix, ())


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
