"""Handing in a migration folder."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Status

from erdapp.api.auth import visitor
from erdapp.api.pushes import uploads_of
from erdapp.api.shapes import ErrorShape, FolderPushedShape, FolderPushShape, page
from erdapp.schema import Dialect
from erdapp.store.access import Visitor
from erdapp.store.actions.folder_pushes import PushedFolder, push_folder
from erdapp.store.actions.shares import share

folders = Router(tags=["push"])

_ANSWERS = {
    201: FolderPushedShape,
    200: FolderPushedShape,
    (400, 401, 403, 404, 409, 413, 422): ErrorShape,
}


@folders.post(
    "/push/migrations", response=_ANSWERS, summary="A migration folder for a project to hold"
)
def push_migrations(request: HttpRequest, body: FolderPushShape) -> Status[FolderPushedShape]:
    """All files of the folder, `atlas.sum` among them, each time: those that are new become
    versions with the schema after them. 201 when something was kept, 200 when the project held the
    same already, 409 when a file that was pushed before is missing, edited or no longer in its
    place; `replace` takes the folder as it is now."""
    asking = visitor(request)
    pushed = push_folder(
        uploads_of(body.files),
        body.format,
        Dialect(body.dialect) if body.dialect else None,
        body.project,
        body.name,
        asking,
        replace=body.replace,
    )
    return Status(201 if pushed.changed else 200, _pushed(request, pushed, asking))


def _pushed(request: HttpRequest, pushed: PushedFolder, asking: Visitor) -> FolderPushedShape:
    project = pushed.folder.project
    newest = project.versions.order_by("-number").first()
    return FolderPushedShape(
        project=project.slug,
        changed=pushed.changed,
        added=list(pushed.added),
        version=newest.number if newest else 0,
        url=page(request, "migrations", project.slug),
        link=page(request, "share", share(project, asking, version=newest).token),
    )
