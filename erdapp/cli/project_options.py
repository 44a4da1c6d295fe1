"""`--config`, `--env` and `--var`: what a project file says, for every command that asks.

They may stand behind a command or behind its group (`erdapp schema --env dev diff`). What a flag
says wins over the file.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from erdapp.cli.failure import Failure
from erdapp.cli.project import (
    Environment,
    environment_names,
    open_environment,
    open_environments,
)

F = TypeVar("F", bound=Callable[..., Any])
_KEY = "erdapp.project"


def project_flags(command: F) -> F:
    """The three options, remembered for the commands of a group."""
    for decorate in (
        click.option(
            "--var",
            multiple=True,
            metavar="NAME=VALUE",
            expose_value=False,
            callback=_remember,
            help="The value of a variable of the project file or of HCL; repeatable.",
        ),
        click.option(
            "--env",
            metavar="NAME",
            expose_value=False,
            callback=_remember,
            help="The env block of the project file to take the rest from.",
        ),
        click.option(
            "-c",
            "--config",
            metavar="URL",
            expose_value=False,
            callback=_remember,
            help="The project file, file://atlas.hcl; else erdapp.hcl or atlas.hcl here.",
        ),
    ):
        command = decorate(command)
    return command


def project_options(command: F) -> F:
    """The three options; the command gets what they say as `environment`."""

    @functools.wraps(command)
    def opened(*arguments: Any, **named: Any) -> Any:
        return command(*arguments, **named, environment=environment_here())

    return project_flags(opened)  # type: ignore[return-value]  # it takes one argument less


def _remember(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    if value and param.name:
        told = ctx.meta.setdefault(_KEY, {})
        told[param.name] = (*told.get("var", ()), *value) if param.name == "var" else value


def environment_here() -> Environment:
    """The environment that the command line names; an empty one when it names none.

    Raises Failure, also when the name stands for several databases.
    """
    told = click.get_current_context().meta.get(_KEY, {})
    return open_environment(told.get("config"), told.get("env"), _variables(told.get("var", ())))


def environments_here() -> tuple[Environment, ...]:
    """All environments that go by the name (`for_each`). Raises Failure."""
    told = click.get_current_context().meta.get(_KEY, {})
    return open_environments(told.get("config"), told.get("env"), _variables(told.get("var", ())))


def _variables(texts: Sequence[str]) -> dict[str, str | list[str]]:
    """`name=value` pairs; a name that comes again makes a list."""
    found: dict[str, str | list[str]] = {}
    for text in texts:
        # A quoted pair is how scripts for a flag that is read as CSV write a comma.
        for pair in next(csv.reader([text])) if text.startswith('"') else [text]:
            name, equals, value = pair.partition("=")
            if not equals or not name:
                raise Failure(f"--var {name}: write it as name=value")
            before = found.get(name)
            several = [before] if isinstance(before, str) else before
            found[name] = value if several is None else [*several, value]
    return found


def wanted(given: str | None, told: str, flag: str, name: str) -> str:
    """What the flag says, else the project file. Raises Failure when neither does."""
    found = given or told
    if not found:
        raise missing(flag, name)
    return found


def missing(flag: str, name: str) -> Failure:
    """What to say where neither a flag nor the project file says something."""
    told = click.get_current_context().meta.get(_KEY, {})
    envs = () if told.get("env") else environment_names()
    if envs:
        there = " or ".join(f"--env {env}" for env in envs)
        return Failure(f"{flag} is missing: give it, or take it from the project file: {there}")
    return Failure(f"{flag} is missing: give it, or say {name} in the project file (--env)")
