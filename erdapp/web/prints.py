"""A picture as a file of another kind: of a version, or of the difference between two."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse

from erdapp.layout.options import PictureOptions
from erdapp.layout.printing import PAPERS, SCALES
from erdapp.store import pictures, prints
from erdapp.web import conditional
from erdapp.web.views.errors import error_page

TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}
"""Content types by suffix; a comparison has no HTML file."""

SHAPES = {
    "svg": (
        ("svg?fonts=embed", "SVG with its fonts"),
        ("svg?fonts=outline", "SVG with texts as outlines"),
    ),
    "png": (("png?scale=2", "PNG at 2×"), ("png?scale=4", "PNG at 4×")),
    "pdf": (("pdf?paper=a4", "PDF on A4 sheets"), ("pdf?paper=a3", "PDF on A3 sheets")),
}
"""The other shapes of a format: suffix and query, and what people call it."""

FONTS = ("embed", "outline")
"""Ways in which an SVG carries its letters, for `?fonts=`."""


@dataclass(frozen=True)
class Subject:
    """What is pictured: a snapshot, with what a comparison lays over it."""

    fingerprint: str
    options: PictureOptions
    title: str
    name: str
    """Of the file, without its ending."""
    overlay: pictures.Overlay | None = None


def picture_file(request: HttpRequest, subject: Subject, suffix: str, cache: str) -> HttpResponse:
    """The file; 304 without any work when the client has it. An SVG (`?fonts=embed|outline`), a PNG
    (`?scale=1|2|4`), a PDF (`?paper=a4|a3|letter` for sheets), or an HTML file with the viewer.

    Raises Http404 for a shape that there isn't.
    """
    if suffix == "svg" and request.GET.get("fonts") not in FONTS:
        return _svg(request, subject, cache)
    wanted = _wanted(request, subject.title, suffix)
    about = (subject.fingerprint, subject.options, wanted, subject.overlay)
    tag = prints.print_key(*about)
    if response := conditional.unchanged(request, tag, cache):
        return response
    try:
        data = prints.printed(*about)
    except (prints.PrintError, prints.FileMissing) as error:
        sentence = str(error)
        return error_page(request, 400, "No such file today", sentence[0].upper() + sentence[1:])
    more = f"@{wanted.scale}x" if wanted.scale > 1 else f"-{wanted.paper}" if wanted.paper else ""
    name = f"{subject.name}{more}.{suffix}"
    response = HttpResponse(data, content_type=TYPES[suffix])
    response = conditional.as_file(response, request, name, cache, tag=tag)
    if suffix == "html":  # its scripts run from a disk, never as a page of this site
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _svg(request: HttpRequest, subject: Subject, cache: str) -> HttpResponse:
    tag = pictures.picture_key(subject.fingerprint, subject.options, subject.overlay)
    if response := conditional.unchanged(request, tag, cache):
        return response
    found = pictures.picture(subject.fingerprint, subject.options, subject.overlay)
    return conditional.svg_response(request, found, f"{subject.name}.svg", cache)


def _wanted(request: HttpRequest, title: str, suffix: str) -> prints.Wanted:
    """What the address asks for. Raises Http404."""
    scale, paper = request.GET.get("scale", "1"), request.GET.get("paper", "").lower()
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
