"""Pictures as files of other kinds (PNG, PDF, HTML, SVG with its fonts): taken from the store, or
made and kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from msgspec.structs import replace

from erdapp.layout import places
from erdapp.layout.embed import with_fonts
from erdapp.layout.options import PictureOptions, Theme
from erdapp.layout.outlines import with_outlines
from erdapp.layout.printing import PAPERS, Drawn, PrintError, pdf, png, tiled_pdf
from erdapp.layout.standalone import FileMissing, files_hash, html
from erdapp.store.models import StoredPicture
from erdapp.store.pictures import Overlay, SvgPicture, picture, picture_key, prune
from erdapp.store.snapshots import load_schema

__all__ = ["FileMissing", "PrintError", "Wanted", "print_key", "printed"]


@dataclass(frozen=True)
class Wanted:
    """What is asked for: a PNG of some scale, a PDF in one page or on sheets of a paper, an HTML
    file with the viewer, an SVG that carries its letters."""

    suffix: str
    scale: int = 1
    paper: str = ""
    """A key of `PAPERS`; empty: one page."""
    fonts: str = ""
    """Of an SVG: `embed`, or `outline` for letters that need no font."""
    title: str = ""
    """What the sheets and the file call the picture."""


def print_key(
    fingerprint: str, options: PictureOptions, wanted: Wanted, overlay: Overlay | None = None
) -> str:
    """The hash of everything that decides the file."""
    parts = [picture_key(fingerprint, _for_print(options, wanted), overlay), repr(wanted)]
    if wanted.suffix == "html":
        parts.append(files_hash())
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()


def printed(
    fingerprint: str, options: PictureOptions, wanted: Wanted, overlay: Overlay | None = None
) -> bytes:
    """The file, made unless it was made before. Raises PrintError. An HTML file has no overlay."""
    key = print_key(fingerprint, options, wanted, overlay)
    stored = StoredPicture.objects.filter(key=key).first()
    if stored is not None:
        if stored.used != timezone.now().date():
            StoredPicture.objects.filter(key=key).update(used=timezone.now().date())
        return bytes(stored.svg)
    if wanted.suffix == "html":
        seen = places(picture(fingerprint, options).svg)  # the screen's picture
        schema = load_schema(fingerprint)
        data = html(schema, options, wanted.title, seen).encode("utf-8", "replace")
        _keep(key, data, 0, 0, fingerprint, "")
        return data
    found = picture(fingerprint, _for_print(options, wanted), overlay)
    data = _make(found, wanted)
    before = overlay.before if overlay else ""
    _keep(key, data, found.width, found.height, fingerprint, before)
    return data


def _for_print(options: PictureOptions, wanted: Wanted) -> PictureOptions:
    """Paper and pixels have one theme, and styles of their own."""
    one = options.theme == Theme.AUTO and wanted.suffix in ("png", "pdf")
    theme = Theme.LIGHT if one else options.theme
    return replace(options, theme=theme, standalone=True, link="")


def _make(found: SvgPicture, wanted: Wanted) -> bytes:
    if wanted.suffix == "svg":
        carry = with_outlines if wanted.fonts == "outline" else with_fonts
        return carry(found.svg).encode()
    drawn = Drawn(svg=found.svg, width=found.width, height=found.height, title=wanted.title)
    if wanted.suffix == "png":
        return png(drawn, wanted.scale)
    return tiled_pdf(drawn, PAPERS[wanted.paper]) if wanted.paper else pdf(drawn)


@transaction.atomic
def _keep(key: str, data: bytes, width: float, height: float, schema: str, before: str) -> None:
    StoredPicture.objects.update_or_create(
        key=key,
        defaults={
            "schema": schema,
            "before": before,
            "svg": data,
            "width": width,
            "height": height,
            "size": len(data),
            "used": timezone.now().date(),
        },
    )
    prune(settings.PICTURE_BYTES)
