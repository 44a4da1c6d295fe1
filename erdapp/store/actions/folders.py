"""Taking in a migration folder, and writing its next migration."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import PurePosixPath

import msgspec
from django.db import transaction

from erdapp.diff.changes import Changes, ModifyTable, Rename, RenameColumn, RenameTable
from erdapp.lint.analyze import lint_file
from erdapp.lint.policy import Policy
from erdapp.lint.replay import Replay
from erdapp.lint.report import FileReport
from erdapp.loaders.archive import Upload, read_folder
from erdapp.loaders.base import Limits, Loaded, SourceError, SourceFile
from erdapp.migdir.checksum import SUM_NAME
from erdapp.migdir.directory import Directory
from erdapp.migdir.files import MigrationFile, new_version
from erdapp.migdir.formats import FORMATS
from erdapp.migdir.formats.base import Planned
from erdapp.migdir.replay import dialect_of
from erdapp.planner.plan import Plan
from erdapp.schema import Dialect, Schema
from erdapp.store.access import Visitor
from erdapp.store.actions.audit import record
from erdapp.store.actions.versions import Read, Source, store_version
from erdapp.store.folders import directory, directory_of
from erdapp.store.models import FolderFile, MigrationFolder, Project, Version

AT_ONCE = 200
"""New migrations of one upload that become versions, the last ones: a history of years is taken in
whole, but not drawn step by step."""


class _Step(msgspec.Struct, frozen=True):
    """A migration replayed: the schema after it, the renames it makes, and what lint says."""

    file: MigrationFile
    schema: Schema
    renames: tuple[Rename, ...]
    report: FileReport


class ReadFolder(msgspec.Struct, frozen=True):
    """A migration folder that was read and replayed, and is kept nowhere yet."""

    found: Directory
    dialect: Dialect
    steps: tuple[_Step, ...]


def put_folder(
    project: Project,
    uploads: Sequence[Upload],
    format: str,
    dialect: Dialect | None,
    visitor: Visitor,
) -> MigrationFolder:
    """The uploads as the project's migration folder, instead of the one before. Raises SourceError,
    then stores nothing."""
    files = _inside(unpacked(uploads, format))
    return _put(project, replayed(format, files, dialect), visitor)


def unpacked(uploads: Sequence[Upload], format: str) -> dict[str, bytes]:
    """The files that belong to a folder of that format, with its sum. Raises SourceError."""
    return read_folder(uploads, Limits(), (*FORMATS[format].endings, SUM_NAME))


def replayed(format: str, files: dict[str, bytes], dialect: Dialect | None) -> ReadFolder:
    """The folder that those files (the sum among them) are, and what each does; the dialect is
    guessed where nobody says it. Touches no database; raises SourceError."""
    others = {name: data for name, data in files.items() if name != SUM_NAME}
    programs = (dialect or "") if format == "sequelize" else ""
    found = directory(format, programs, others, files.get(SUM_NAME))
    if not found.migrations:
        raise SourceError(f"no migration of the format {format} was found: choose its folder")
    dialect = dialect or dialect_of(found.migrations)
    return ReadFolder(found, dialect, tuple(_replayed(found, dialect)))


def next_files(found: Directory, planned: Plan, name: str) -> list[tuple[str, str]]:
    """What the plan looks like as new files of the directory."""
    version = new_version(datetime.now(UTC), found.last_version)
    told = Planned(
        version=version, name=name, dialect=planned.dialect, up=planned.up, down=planned.down
    )
    return list(found.format.write(told))


def with_next(folder: MigrationFolder, planned: Plan, name: str) -> Directory:
    """The folder as it would be with the plan as its next migration, and with the sum over all.
    Raises SourceError."""
    found = directory_of(folder)
    new = {path: text.encode() for path, text in next_files(found, planned, name)}
    after = directory(folder.format, folder.dialect, {**found.files, **new}, None)
    if after.migrations[-1].name not in new:
        raise SourceError(
            f"{min(new)} would not run after {found.migrations[-1].name}: give the files of the "
            "folder versions with as many digits"
        )
    return msgspec.structs.replace(after, sum=after.computed().encode())


def write_next(
    folder: MigrationFolder, planned: Plan, name: str, visitor: Visitor
) -> MigrationFolder:
    """Add the plan to the folder and to its sum. Raises SourceError."""
    after = with_next(folder, planned, name)
    files = {**after.files, SUM_NAME: after.sum or b""}
    read = replayed(folder.format, files, Dialect(folder.dialect))
    return _put(folder.project, read, visitor)


@transaction.atomic
def _put(project: Project, read: ReadFolder, visitor: Visitor) -> MigrationFolder:
    Project.objects.select_for_update().get(pk=project.pk)
    return keep_folder(project, read, visitor)


def keep_folder(project: Project, read: ReadFolder, visitor: Visitor) -> MigrationFolder:
    """What was read as the folder of the project, whose row the caller has locked. Raises
    SourceError."""
    before = _kept(project)
    reports = [step.report for step in read.steps]
    folder, _ = MigrationFolder.objects.update_or_create(
        project=project,
        defaults={
            "format": read.found.format.name,
            "dialect": read.dialect.value,
            "sum": read.found.sum,
            "reports": zlib.compress(msgspec.json.encode(reports)),
        },
    )
    versions = _versions(project, read.steps, before, visitor)
    folder.files.all().delete()
    FolderFile.objects.bulk_create(
        FolderFile(folder=folder, name=name, data=zlib.compress(data), version=versions.get(name))
        for name, data in read.found.files.items()
    )
    record("migrations put", project, visitor, files=len(read.found.migrations))
    return folder


def _inside(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files without the folders that all of them are in."""
    while files and all("/" in name for name in files):
        if len({PurePosixPath(name).parts[0] for name in files}) > 1:
            break
        files = {name.partition("/")[2]: data for name, data in files.items()}
    return files


def _replayed(found: Directory, dialect: Dialect) -> Iterator[_Step]:
    """Every migration on top of those before it; a checkpoint repeats what they did."""
    replay = Replay(dialect)
    for file in found.migrations:
        if file.checkpoint is not None and replay.schema.objects():
            continue
        read = replay.file(file.name, file.text)
        changes = [change for statement in read.statements for change in statement.changes]
        report = lint_file(msgspec.structs.replace(read, outside=file.outside), Policy())
        yield _Step(file, replay.schema, tuple(_renames(changes)), report)


def _renames(changes: Sequence[object] | Changes) -> Iterator[Rename]:
    """The names that the statements themselves change."""
    for change in changes:
        if isinstance(change, RenameTable):
            before, after = change.before, change.after
            yield Rename("table", before.name, after.name, schema=after.schema)
        elif isinstance(change, ModifyTable):
            for part in change.changes:
                if isinstance(part, RenameColumn):
                    yield Rename(
                        "column",
                        part.before.name,
                        part.after.name,
                        schema=change.after.schema,
                        table=change.after.name,
                    )


def _kept(project: Project) -> dict[str, tuple[bytes, Version | None]]:
    """The files of the folder so far with their versions."""
    files = FolderFile.objects.filter(folder__project=project).select_related("version")
    return {file.name: (zlib.decompress(bytes(file.data)), file.version) for file in files}


def _versions(
    project: Project,
    steps: Sequence[_Step],
    before: dict[str, tuple[bytes, Version | None]],
    visitor: Visitor,
) -> dict[str, Version]:
    """The version after each migration: known ones stay up to the first file that is new."""
    found: dict[str, Version] = {}
    same = 0
    for step in steps:
        if before.get(step.file.name, (None, None))[0] != step.file.data:
            break
        same += 1
        if version := before[step.file.name][1]:
            found[step.file.name] = version
    for step in steps[same:][-AT_ONCE:]:
        if step.schema.objects():
            found[step.file.name] = store_version(project, _read(step), visitor)
    return found


def _read(step: _Step) -> Read:
    return Read(
        files=(SourceFile(step.file.name, step.file.text),),
        loaded=Loaded(schema=step.schema, renames=step.renames),
        source=Source(uploads=(), label=step.file.name),
        kind="migration",
    )
