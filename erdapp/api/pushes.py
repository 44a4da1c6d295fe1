"""Handing in a schema."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence

from django.http import HttpRequest
from ninja import Router, Status

from erdapp.api.auth import visitor
from erdapp.api.shapes import ErrorShape, FileShape, PushedShape, PushShape, page
from erdapp.loaders.archive import Upload
from erdapp.loaders.base import SourceError
from erdapp.schema import Dialect
from erdapp.store.access import Visitor
from erdapp.store.actions.pushes import Pushed, push
from erdapp.store.actions.shares import share
from erdapp.store.actions.versions import Source

pushes = Router(tags=["push"])

_ANSWERS = {201: PushedShape, 200: PushedShape, (400, 401, 403, 404, 413, 422): ErrorShape}


@pushes.post("/push", response=_ANSWERS, summary="A schema as the next version of a project")
def push_schema(request: HttpRequest, body: PushShape) -> Status[PushedShape]:
    """The files are read as if they had been dropped on the page. 201 when that made a version,
    200 when the newest one said the same. Without a token the project belongs to nobody and is
    seen through its link only; a project of one's own needs one."""
    asking = visitor(request)
    pushed = push(_source(body), body.project, body.name, asking)
    return Status(201 if pushed.created else 200, _pushed(request, pushed, asking))


def _source(body: PushShape) -> Source:
    return Source(
        uploads=uploads_of(body.files),
        dialect=Dialect(body.dialect) if body.dialect else None,
        label=body.label,
        message=body.message,
    )


def uploads_of(files: Sequence[FileShape]) -> tuple[Upload, ...]:
    """The files with their bytes. Raises SourceError for what is not base64."""
    return tuple(Upload(file.path, _bytes(file.path, file.data)) for file in files)


def _bytes(path: str, data: str) -> bytes:
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        raise SourceError("the data is not base64", file=path) from None


def _pushed(request: HttpRequest, pushed: Pushed, asking: Visitor) -> PushedShape:
    version, project = pushed.version, pushed.version.project
    link = share(project, asking, version=version)
    return PushedShape(
        project=project.slug,
        version=version.number,
        created=pushed.created,
        url=page(request, "version", project.slug, version.number),
        link=page(request, "share", link.token),
        change=version.change.get("line", ""),
    )
