"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click
from msgspec.structs import replace

from erdapp.cli.failure import Failure
from erdapp.dialects import facts
from erdapp.loaders.base import Loaded
from erdapp.schema import Dialect

F = TypeVar("F", bound=Callable[..., Any])


class DialectChoice(click.ParamType[Dialect]):
    """One of the five dialect names."""

    name = "dialect"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Dialect:
        try:
            return Dialect(value)
        except ValueError:
            self.fail(f"{value!r} is not one of {', '.join(Dialect)}", param, ctx)


def dialect_option(command: F) -> F:
    """`--dialect`: for SQL files whose dialect would be detected wrongly."""
    option = click.option(
        "--dialect", type=DialectChoice(), help=f"One of {', '.join(Dialect)}; else detected."
    )
    return option(command)


def to_dialect_option(command: F) -> F:
    """`--to-dialect`: the schema as another database has it."""
    option = click.option(
        "--to-dialect",
        type=DialectChoice(),
        help=f"Translate to one of {', '.join(Dialect)}; what is lost is told on stderr.",
    )
    return option(command)


def translated(loaded: Loaded, to: Dialect | None) -> Loaded:
    """`loaded` in the dialect `to`; every loss is a warning on stderr."""
    if to is None or to is loaded.schema.dialect:
        return loaded
    from erdapp.export.translate import translate

    found = translate(loaded.schema, to)
    for lost in found.lost:
        click.echo(f"warning: not carried over: {lost.line}", err=True)
    return replace(loaded, schema=found.schema)


def glob_options(command: F) -> F:
    """`--include` and `--exclude`, repeatable or comma separated."""
    command = click.option(
        "--exclude",
        multiple=True,
        help="Leave out by glob: `audit_*`, `billing.*`, `users.tmp_*`, `*[type=view]`.",
    )(command)
    return click.option("--include", multiple=True, help="Only tables and views matching a glob.")(
        command
    )


def schemas_option(command: F) -> F:
    """`--schema`, repeatable or comma separated."""
    return click.option(
        "-s", "--schema", "schemas", multiple=True, help="Only what is in these schemas."
    )(command)


def selected(
    loaded: Loaded,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    schemas: Sequence[str] = (),
) -> Loaded:
    """`loaded` with only what the globs leave, in the schemas that are named. Raises Failure."""
    if not (include or exclude or schemas):
        return loaded
    from erdapp.schema.patterns import PatternError, in_namespaces, only, without

    schema, default = loaded.schema, facts(loaded.schema.dialect).default_namespace
    try:
        if names := listed(schemas):
            schema = in_namespaces(schema, names, default)
        if globs := listed(include):
            schema = only(schema, globs, default)
        if globs := listed(exclude):
            schema = without(schema, globs, default)
    except PatternError as error:
        raise Failure(str(error)) from error
    return replace(loaded, schema=schema)


def listed(values: Sequence[str]) -> list[str]:
    """The items of a list flag. They are read as CSV, so quotes may be part of a value."""
    import csv

    rows = csv.reader(values, skipinitialspace=True)
    return [item.strip().strip("\"'") for row in rows for item in row if item.strip()]
