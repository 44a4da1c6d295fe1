"""The style sheet of the pictures, written by the room that draws them."""

from __future__ import annotations

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from erdapp.layout.hues import HUES
from erdapp.layout.style import CSS

SHEET = CSS + "".join(f".hue-{place}{{background:{hue}}}\n" for place, hue in enumerate(HUES))
DIGEST = hashlib.sha256(SHEET.encode()).hexdigest()[:12]


@require_safe
def picture_style(request: HttpRequest, digest: str) -> HttpResponse:
    """The sheet under its own hash, so that it may be kept for ever."""
    if digest != DIGEST:
        raise Http404("This style sheet was replaced; reload the page.")
    response = HttpResponse(SHEET, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
