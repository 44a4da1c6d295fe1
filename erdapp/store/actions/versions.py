"""Loading uploads into versions: all of it is stored, or nothing."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from typing import Any

import msgspec
from django.db import transaction
from msgspec import Struct
from msgspec.structs import replace

from erdapp.diff import compare, guess_renames, told
from erdapp.diff.changes import Changes, Rename
from erdapp.diff.summary import summarise
from erdapp.loaders.archive import Upload, read_upload
from erdapp.loaders.base import (
    Limits,
    Loaded,
    LoadOptions,
    Severity,
    SourceError,
    SourceFile,
    SourceProblem,
)
from erdapp.loaders.detect import Language
from erdapp.loaders.folders import folders
from erdapp.loaders.sources import load_sources
from erdapp.schema import Dialect, fingerprint
from erdapp.store.access import Visitor
from erdapp.store.actions.audit import record
from erdapp.store.actions.notes import carry_notes
from erdapp.store.actions.projects import create_project
from erdapp.store.actions.relations import carry_answers
from erdapp.store.history import keep_events
from erdapp.store.models import Blob, Project, SourceText, Version
from erdapp.store.renames import assumed_renames
from erdapp.store.snapshots import load_schema, save_snapshot

STORED_PROBLEMS = 2_000
"""More problems than this are counted, not kept."""


class Source(Struct, frozen=True, kw_only=True):
    """What somebody hands in: files, and what they say about them."""

    uploads: tuple[Upload, ...]
    dialect: Dialect | None = None
    language: Language | None = None
    """None: detect it."""
    label: str = ""
    message: str = ""


class Read(Struct, frozen=True, kw_only=True):
    """A source that was read: its texts and what they say."""

    files: tuple[SourceFile, ...]
    loaded: Loaded
    source: Source
    kind: str = "sql"
    """What it was read from: a language, or `database` without files."""


def read_source(source: Source, usual: str = "") -> Read:
    """The schema of the uploads; models that nobody gave a dialect are read in the `usual` one of
    their project. Touches no database; raises SourceError."""
    limits = Limits()
    files, skipped = read_upload(source.uploads, limits)
    options = LoadOptions(
        dialect=source.dialect, usual=Dialect(usual) if usual else None, limits=limits
    )
    read = load_sources(files, options, source.language)
    files, loaded = read.files, read.loaded
    if not loaded.schema.objects():
        raise SourceError(
            "no table was found: give SQL with CREATE TABLE statements, or models",
            file=files[0].path if len(files) == 1 else "",
        )
    loaded = replace(loaded, skipped=(*skipped, *loaded.skipped))
    return Read(files=files, loaded=loaded, source=source, kind=read.language.value)


def start_project(source: Source, name: str, visitor: Visitor) -> Version:
    """A new project with the source as its version 1. Raises SourceError, then stores nothing."""
    read = read_source(source)
    with transaction.atomic():
        project = create_project(name, visitor)
        return store_version(project, read, visitor)


def add_version(project: Project, source: Source, visitor: Visitor) -> Version:
    """The source as the project's next version. Raises SourceError, then stores nothing."""
    read = read_source(source, usual_dialect(project.slug))
    with transaction.atomic():
        # The lock makes the numbers of two uploads at once follow each other.
        Project.objects.select_for_update().get(pk=project.pk)
        return store_version(project, read, visitor)


def add_version_unless_newest(
    project: Project, source: Source, dialect: str, visitor: Visitor
) -> Version:
    """The source as the project's next version, or the newest one when that says the same; read in
    the given dialect where nobody names one. Raises SourceError, then stores nothing."""
    read = read_source(replace(source, dialect=source.dialect or Dialect(dialect)))
    with transaction.atomic():
        Project.objects.select_for_update().get(pk=project.pk)
        return newest_or_next(project, read, visitor)[0]


def newest_or_next(project: Project, read: Read, visitor: Visitor) -> tuple[Version, bool]:
    """The newest version when it says what was read, else that as the next one; and whether it had
    to be made. The caller has locked the project's row."""
    newest = project.versions.order_by("-number").first()
    if newest and newest.snapshot_id == fingerprint(read.loaded.schema):
        return newest, False
    return store_version(project, read, visitor), True


def usual_dialect(slug: str) -> str:
    """The dialect of the newest version of the project with that slug; empty without one."""
    newest = Version.objects.filter(project__slug=slug).order_by("-number")
    return newest.values_list("dialect", flat=True).first() or ""


def store_version(project: Project, read: Read, visitor: Visitor) -> Version:
    """What was read as the next version of the project, whose row the caller has locked."""
    last = project.versions.order_by("-number").first()
    loaded, source = read.loaded, read.source
    step = _step(last, loaded)
    version = Version.objects.create(
        project=project,
        number=last.number + 1 if last else 1,
        label=source.label.strip()[:80],
        message=source.message.strip()[:2_000],
        source_kind=read.kind,
        dialect=loaded.schema.dialect.value,
        author=visitor.user,
        snapshot=save_snapshot(loaded.schema),
        problems=[_plain(problem) for problem in _worst(loaded.problems)],
        incomplete=bool(loaded.lost),
        origins=zlib.compress(msgspec.json.encode(loaded.origins)),
        folders=len(set(folders(loaded.schema, loaded.origins).values())),
        renames=[_plain(rename) for rename in loaded.renames],
        skipped=[_storable(path) for path in loaded.skipped[:STORED_PROBLEMS]],
        change=msgspec.to_builtins(summarise(step.changes)) if step else {},
    )
    if step:
        keep_events(version, step.changes)
        carry_notes(project, step.sure)
        carry_answers(project, step.sure)
    _store_sources(version, read.files)
    project.save(update_fields=["updated"])
    record("version added", project, visitor, number=version.number)
    return version


class _Step(Struct, frozen=True):
    """From the last version to the new one."""

    changes: Changes
    sure: tuple[Rename, ...]
    """The renames that the source tells."""


def _step(last: Version | None, loaded: Loaded) -> _Step | None:
    """What changed since the last version; None for a first or a foreign one."""
    after = loaded.schema
    if last is None or last.dialect != after.dialect:
        return None
    before = load_schema(last.snapshot_id)
    sure = told(before, after, loaded.renames).applied
    renames = assumed_renames(guess_renames(before, after, sure), (), sure)
    return _Step(compare(before, after, renames), sure)


def _store_sources(version: Version, files: Sequence[SourceFile]) -> None:
    for position, file in enumerate(files):
        data = file.text.encode("utf-8", "surrogatepass")
        blob, _ = Blob.objects.get_or_create(
            sha256=hashlib.sha256(data).hexdigest(),
            defaults={"data": zlib.compress(data), "size": len(data)},
        )
        SourceText.objects.create(
            version=version, position=position, path=_storable(file.path)[:500], blob=blob
        )


def _worst(problems: Sequence[SourceProblem]) -> Sequence[SourceProblem]:
    """All problems in their order; of too many the errors first."""
    if len(problems) <= STORED_PROBLEMS:
        return problems
    ranks = list(Severity)
    return sorted(problems, key=lambda one: ranks.index(one.severity))[:STORED_PROBLEMS]


def _plain(problem: SourceProblem | Rename) -> dict[str, Any]:
    return {
        key: _storable(value) if isinstance(value, str) else value
        for key, value in msgspec.to_builtins(problem).items()
    }


def _storable(text: str) -> str:
    """PostgreSQL keeps neither NUL nor lone surrogates in its texts."""
    return text.replace("\0", "�").encode("utf-8", "replace").decode()


def source_text(source: SourceText) -> str:
    """The text of one stored file."""
    return zlib.decompress(bytes(source.blob.data)).decode("utf-8", "surrogatepass")
