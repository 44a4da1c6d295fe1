"""The steps of a run over a migration directory: what is new is replayed and analyzed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from erdapp.lint import summary as steps
from erdapp.lint.analyze import lint_file
from erdapp.lint.context import MigrationFile
from erdapp.lint.policy import Policy
from erdapp.lint.replay import Replay
from erdapp.lint.report import FileReport, Report
from erdapp.lint.summary import Step, Summary
from erdapp.loaders.base import SourceError
from erdapp.migdir import files as migdir
from erdapp.migdir.replay import from_last_checkpoint, without_checkpoints
from erdapp.schema import Dialect

Files = Sequence[migdir.MigrationFile]
Replayed = Callable[[Files, Files], Sequence[MigrationFile]]
"""Replays the second files on top of the first; raises SourceError where that can't be done."""


class Job(Struct, frozen=True, kw_only=True):
    """What a run is about."""

    dialect: Dialect
    dir: str
    base: tuple[migdir.MigrationFile, ...]
    """The files that were looked at before."""
    new: tuple[migdir.MigrationFile, ...]
    policy: Policy
    about: tuple[Report, ...] = ()
    """What is known of files without reading them (`non_linear`)."""
    steps: tuple[Step, ...] = ()
    """Those taken already."""


def run(job: Job, replayed: Replayed | None = None) -> Summary:
    """Replay and analyze the new files, in our own model unless told otherwise."""
    began = time.monotonic()
    found = replace(_empty(job), steps=(*job.steps, _detected(job)))
    base, new = from_last_checkpoint(job.base), without_checkpoints(job.new)
    try:
        files = (replayed or _in_model(job.dialect))(base, new)
    except SourceError as error:
        return replace(found, steps=(*found.steps, _failed(error)))
    reports = tuple(_analyzed(job, file) for file in _with_headers(files, new))
    told = f"Loaded {len(reports)} changes"
    analyzed = (
        Step(
            name=f"Analyze {report.name}",
            text=f"{len(report.reports)} reports were found in analysis",
            file=report.name,
        )
        for report in reports
    )
    return replace(
        found,
        steps=(*found.steps, Step(name=steps.REPLAY, text=told), *analyzed),
        files=reports,
        seconds=time.monotonic() - began,
    )


def stopped(job: Job, step: Step) -> Summary:
    """A run that ended with a step before anything was replayed."""
    return replace(_empty(job), steps=(*job.steps, step))


def _empty(job: Job) -> Summary:
    return Summary(
        dialect=job.dialect,
        dir=job.dir,
        base=job.base[-1].version if job.base else "",
        total=len(job.base) + len(job.new),
    )


def _detected(job: Job) -> Step:
    total = len(job.base) + len(job.new)
    text = f"Found {len(job.new)} new migration files (from {total} total)"
    return Step(name=steps.DETECT, text=text)


def _failed(error: SourceError) -> Step:
    return Step(name=steps.REPLAY, text="Failed loading changes", error=str(error), file=error.file)


def _in_model(dialect: Dialect) -> Replayed:
    def replayed(base: Files, new: Files) -> Sequence[MigrationFile]:
        replay = Replay(dialect)
        for file in base:
            replay.pass_over(file.name, file.text)
        return [replay.file(file.name, file.text) for file in new]

    return replayed


def _with_headers(files: Sequence[MigrationFile], known: Files) -> list[MigrationFile]:
    """The replayed files, with what a format says of transactions in words of its own."""
    outside = {file.name: file.outside for file in known}
    return [replace(file, outside=outside.get(file.name, False)) for file in files]


def _analyzed(job: Job, file: MigrationFile) -> FileReport:
    began = time.monotonic()
    report = lint_file(file, job.policy)
    version = next(one.version for one in job.new if one.name == file.name)
    about = tuple(
        replace(one, diagnostics=mine)
        for one in job.about
        if (mine := tuple(item for item in one.diagnostics if item.file == file.name))
    )
    return replace(
        report,
        reports=(*about, *report.reports),
        version=version,
        seconds=time.monotonic() - began,
    )
