"""What the search in the browser knows of a version: names and comments, without the rest."""

from __future__ import annotations

import msgspec
from django.http import HttpRequest, HttpResponse

from erdapp.layout.entries import entries
from erdapp.store.build import code_hash
from erdapp.store.models import Version
from erdapp.store.snapshots import load_schema
from erdapp.web import conditional


def names_response(request: HttpRequest, version: Version, cache: str) -> HttpResponse:
    """All tables and views as JSON; 304 without any work when the client has it."""
    tag = conditional.etag(
        code_hash("web", "layout", "schema", "dialects"), version.snapshot_id, "names"
    )
    if response := conditional.unchanged(request, tag, cache):
        return response
    body = msgspec.json.encode(entries(load_schema(version.snapshot_id)))
    response = HttpResponse(body, content_type="application/json")
    return conditional.as_file(response, request, "names.json", cache, tag=tag)
