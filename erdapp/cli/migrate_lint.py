"""`erdapp migrate lint`: what is dangerous in the new files of a migration directory."""

from __future__ import annotations

from typing import Any

import click
from msgspec.structs import replace

from erdapp.cli.colours import painted_report
from erdapp.cli.failure import Failure
from erdapp.cli.git import changes_since
from erdapp.cli.lint_dialect import dialect_for, on_dev
from erdapp.cli.lint_format import written
from erdapp.cli.migrate_options import dir_options, opened
from erdapp.cli.options import dialect_option
from erdapp.cli.project import Environment
from erdapp.cli.project_options import project_options
from erdapp.lint.non_linear import History, from_first_new, non_linear
from erdapp.lint.policy import Policy, PolicyError, policy_of
from erdapp.lint.report import FileReport, Report
from erdapp.lint.run import Job, run, stopped
from erdapp.lint.summary import INTEGRITY, Step, Summary
from erdapp.loaders.base import SourceError
from erdapp.migdir.checksum import SUM_NAME, ChecksumError
from erdapp.migdir.directory import Directory
from erdapp.migdir.replay import replayed
from erdapp.schema import Dialect


@click.command("lint", short_help="Say what is dangerous in new migration files.")
@dir_options
@click.option("--dev-url", default="", help="A dev database to replay the files on.")
@click.option("--latest", type=int, default=0, help="Look at the latest N files.")
@click.option("--git-base", default="", help="Look at the files that this branch hasn't.")
@click.option("--git-dir", default="", help="Where the repository is, if not at the files.")
@click.option(
    "--format",
    "template",
    default="",
    help="text, json, sarif, github, markdown, or a template: '{{ json .Files }}'.",
)
@click.option("--compare-url", default="", help="Markdown: a page to link, with the diff.")
@click.option("--picture-url", default="", help="Markdown: a picture of the diff.")
@click.option("--proof", default="", help="Markdown: a sentence on the plan's proof.")
@dialect_option
@project_options
@click.pass_context
def command(
    ctx: click.Context,
    /,
    dir_url: str | None,
    dir_format: str | None,
    dev_url: str,
    latest: int,
    git_base: str,
    git_dir: str,
    template: str,
    dialect: Dialect | None,
    environment: Environment,
    **around: str,
) -> None:
    """Analyze new migration files: lost data, locks, failures on rows, broken programs.

    Exits with 1 when something is an error by the policy of the project file (lint {}).

    \b
    Example:
      erdapp migrate lint --dir file://migrations --latest 1
    """
    policy = _policy(environment)
    dir_url = dir_url or environment.migration.dir or "file://migrations"
    found = opened(dir_url, dir_format, environment)
    dev = dev_url or environment.dev
    try:
        job = Job(
            dialect=dialect_for(dialect, dev, found.migrations),
            dir=dir_url,
            base=(),
            new=(),
            policy=policy,
        )
        summary = _checked(found, job) or _linted(
            found, job, dev, latest or policy.latest, git_base or policy.git.base,
            git_dir or policy.git.dir,
        )  # fmt: skip
    except SourceError as error:
        raise Failure(str(error)) from error
    chosen = template or environment.format.get("migrate.lint", "")
    text = written(_with_schemas(summary, found, chosen), chosen, **around)
    click.echo(painted_report(text) if chosen in ("", "text") else text, nl=False)
    ctx.exit(1 if summary.failed else 0)


def _policy(environment: Environment) -> Policy:
    try:
        return policy_of(environment.lint)
    except PolicyError as error:
        raise Failure(f"lint: {error}") from error


def _checked(found: Directory, job: Job) -> Summary | None:
    """The run that ends because the directory isn't what its sum says. One without a sum is
    looked at all the same."""
    if found.sum is None:
        return None
    try:
        found.check()
    except ChecksumError as error:
        text = f"File {SUM_NAME} is invalid"
        step = Step(name=INTEGRITY, text=text, error=str(error), file=SUM_NAME)
        stop = stopped(job, step)
        return replace(stop, files=(FileReport(name=SUM_NAME, error=str(error)),))
    return None


def _linted(
    found: Directory, job: Job, dev: str, latest: int, git_base: str, git_dir: str
) -> Summary:
    about: tuple[Report, ...] = ()
    names = [file.name for file in found.migrations]
    if git_base:
        seen = changes_since(git_base, found.path, git_dir)
        first = from_first_new(names, seen.added)
        about = _about(names, seen, job.policy)
    elif latest:
        first = max(0, len(names) - latest) if latest > 0 else 0
    else:
        raise Failure("say which files are new: --latest N, or --git-base BRANCH")
    step = Step(name=INTEGRITY, text=f"File {SUM_NAME} is valid")
    job = replace(
        job,
        base=found.migrations[:first],
        new=found.migrations[first:],
        about=about,
        steps=(step,) if found.sum is not None else (),
    )
    return _with_missing(run(job, on_dev(job.dialect, dev)), about)


def _about(names: list[str], seen: Any, policy: Policy) -> tuple[Report, ...]:
    """What breaks the line of files; only migrations count, whatever else the folder holds."""
    there = {*names, *(name for name in seen.removed if name.endswith(".sql"))}
    history = History(
        merged=tuple(name for name in seen.there if name.endswith(".sql")),
        added=tuple(name for name in seen.added if name in there),
        edited=tuple(name for name in seen.edited if name in there),
        removed=tuple(name for name in seen.removed if name in there),
    )
    report = non_linear(history, policy)
    return (report,) if report else ()


def _with_missing(summary: Summary, about: tuple[Report, ...]) -> Summary:
    """The run with a report for each file that is only talked about: edited, removed."""
    there = {file.name for file in summary.files}
    extra = tuple(
        FileReport(name=item.file, reports=(replace(report, diagnostics=(item,)),))
        for report in about
        for item in report.diagnostics
        if item.file not in there
    )
    return replace(summary, files=(*extra, *summary.files)) if extra else summary


def _with_schemas(summary: Summary, found: Directory, template: str) -> Summary:
    """The run with the schemas before and after, where the output tells them."""
    if "json" not in template and ".Schema" not in template:
        return summary
    names = {file.name for file in summary.files}
    base = [file for file in found.migrations if file.name not in names]
    return replace(
        summary,
        current=replayed(base, summary.dialect).schema,
        desired=replayed(found.migrations, summary.dialect).schema,
    )
