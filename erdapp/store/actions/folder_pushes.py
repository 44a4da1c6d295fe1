"""A migration folder that a program hands in: it goes on where the one that is held ends."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from msgspec import Struct

from erdapp.loaders.archive import Upload
from erdapp.loaders.base import SourceError
from erdapp.migdir.checksum import ChecksumError
from erdapp.migdir.directory import Directory
from erdapp.migdir.formats import FORMATS
from erdapp.schema import Dialect
from erdapp.store.access import Visitor
from erdapp.store.actions.folders import ReadFolder, keep_folder, replayed, unpacked
from erdapp.store.actions.pushes import check_slug, project_to_add_to
from erdapp.store.folders import directory_of, folder_of
from erdapp.store.models import MigrationFolder, Project


class ChangedHistory(Exception):
    """The folder isn't what was pushed before with more behind it; `str()` says where."""


class PushedFolder(Struct, frozen=True):
    """The folder as the project holds it now."""

    folder: MigrationFolder
    added: tuple[str, ...]
    """The migrations that were not there before, in their order."""
    changed: bool
    """Whether anything had to be kept."""


def push_folder(
    uploads: Sequence[Upload],
    format: str,
    dialect: Dialect | None,
    slug: str,
    name: str,
    visitor: Visitor,
    *,
    replace: bool = False,
) -> PushedFolder:
    """The files as the folder of the project with that slug, which is made when there is none.

    The paths of the uploads are those inside the folder. What is held already has to come first and
    unchanged, unless it is to be replaced. Raises SourceError (a sum that is wrong, too), BadSlug,
    ChangedHistory, PermissionDenied and, for a slug that somebody else took, Http404; then nothing
    is stored.
    """
    check_slug(slug)
    if format not in FORMATS:
        raise SourceError(f"{format!r} is no format of migrations: use one of {', '.join(FORMATS)}")
    files = unpacked(uploads, format)
    read = replayed(format, files, dialect or _dialect_held(slug))
    _check_sum(read.found)
    with transaction.atomic():
        project = project_to_add_to(slug, name, visitor)
        return _kept(project, read, visitor, replace)


def _dialect_held(slug: str) -> Dialect | None:
    """What the folder pushed before is in, so that a guess never changes it."""
    held = MigrationFolder.objects.filter(project__slug=slug) if slug else None
    told = held.values_list("dialect", flat=True).first() if held is not None else None
    return Dialect(told) if told else None


def _check_sum(found: Directory) -> None:
    if found.sum is None:
        return
    try:
        found.check()
    except ChecksumError as error:
        raise SourceError(str(error)) from None


def _kept(project: Project, read: ReadFolder, visitor: Visitor, replace: bool) -> PushedFolder:
    folder = folder_of(project)
    held = directory_of(folder) if folder is not None else None
    if folder is not None and held is not None:
        if _same(held, read.found):
            return PushedFolder(folder, added=(), changed=False)
        if not replace:
            _check_history(held, read.found)
    before = {file.name for file in held.migrations} if held is not None else set()
    added = tuple(file.name for file in read.found.migrations if file.name not in before)
    return PushedFolder(keep_folder(project, read, visitor), added=added, changed=True)


def _same(held: Directory, pushed: Directory) -> bool:
    return (held.format.name, held.files, held.sum) == (
        pushed.format.name,
        pushed.files,
        pushed.sum,
    )


def _check_history(held: Directory, pushed: Directory) -> None:
    """Raises ChangedHistory with the first file of what is held that isn't there any more as it
    was, or that has a new one before it."""
    if held.format.name != pushed.format.name:
        raise _changed(f"it was of the format {held.format.name}")
    names = {file.name for file in pushed.migrations}
    for index, file in enumerate(held.migrations):
        if file.name not in names:
            raise _changed(f"{file.name} was removed")
        there = pushed.migrations[index]
        if there.name != file.name:
            raise _changed(f"{there.name} was added before {file.name}")
        if there.data != file.data:
            raise _changed(f"{file.name} was edited")


def _changed(what: str) -> ChangedHistory:
    return ChangedHistory(
        f"the history of these migrations was changed since they were pushed: {what}. "
        "Put the change into a new file, or push with replace"
    )
