"""`erdapp schema lint`: what a schema alone shows to be wrong, or to become so."""

from __future__ import annotations

from pathlib import Path

import click

from erdapp.cli.failure import Failure
from erdapp.cli.options import dialect_option, glob_options, listed, schemas_option, selected
from erdapp.cli.project import Environment
from erdapp.cli.project_options import project_options, wanted
from erdapp.cli.states import read_state
from erdapp.lint.report import Diagnostic, Report, Severity
from erdapp.schema import Dialect

CLEAN = "No issues were found"


@click.command("lint", short_help="Check the design of a schema.")
@click.option("-u", "--url", default=None, help="A file, a folder or a database URL.")
@click.option("--dev-url", default=None, help="A dev database to run files on.")
@click.option(
    "--format", "template", default="", help="text, json, sarif, github, markdown, or a template."
)
@dialect_option
@schemas_option
@glob_options
@project_options
@click.pass_context
def command(
    ctx: click.Context,
    /,
    url: str | None,
    dev_url: str | None,
    template: str,
    dialect: Dialect | None,
    schemas: tuple[str, ...],
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    environment: Environment,
) -> None:
    """Check the design of a schema: missing keys and indexes, types that differ, names.

    Exits with 1 when something is an error by the policy of the project file (lint {}).

    \b
    Example:
      erdapp schema lint -u file://schema.sql
      erdapp schema lint --env dev -u env://src --format json
    """
    from erdapp.lint.design import lint_schema
    from erdapp.lint.policy import PolicyError, policy_of

    source = wanted(url, environment.url, "--url", "url")
    names = tuple(listed(schemas)) or environment.schemas
    loaded = read_state((source,), dialect, dev_url or environment.dev or None, environment, names)
    loaded = selected(loaded, include, exclude or environment.exclude, names)
    try:
        policy = policy_of(environment.lint)
    except PolicyError as error:
        raise Failure(f"lint: {error}") from error
    report = lint_schema(loaded.schema, policy, loaded.origins)
    chosen = template or environment.format.get("schema.lint", "")
    click.echo(_written(report, chosen, loaded.schema.dialect, _folder(source)).rstrip("\n"))
    failed = any(item.severity is Severity.ERROR for item in report.diagnostics)
    ctx.exit(1 if failed else 0)


def _folder(source: str) -> str:
    """Where the files of a source lie, as the paths in findings begin."""
    scheme, mark, rest = source.partition("://")
    path = Path((rest if mark else source).partition("?")[0])
    if mark and scheme != "file":
        return ""
    return str(path if path.is_dir() else path.parent)


def _written(report: Report, template: str, dialect: Dialect, folder: str) -> str:
    from erdapp.cli.gotemplate import TemplateError, render
    from erdapp.cli.gotemplate.builtins import to_json
    from erdapp.cli.lint_format import written
    from erdapp.lint.summary import of_schema

    match template:
        case "" | "text":
            return "\n".join(_line(item) for item in report.diagnostics) or CLEAN
        case "json":
            return to_json(report, "  ")
        case "sarif" | "github" | "markdown":
            return written(of_schema(dialect, report, folder), template)
    try:
        return render(template, report)
    except TemplateError as error:
        raise Failure(f"--format: {error}") from error


def _line(item: Diagnostic) -> str:
    from erdapp.lint.codes import link

    place = f"{item.file}:{item.line}: " if item.file and item.line else ""
    return f"{place}{item.severity}: {item.text} {link(item.code)}"
