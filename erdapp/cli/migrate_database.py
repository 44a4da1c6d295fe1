"""What the commands share that run migrations on a database: its URL, its lock, its errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from erdapp.cli.durations import Duration
from erdapp.cli.failure import Failure
from erdapp.cli.project import Environment
from erdapp.cli.project_options import wanted
from erdapp.loaders.base import SourceError
from erdapp.loaders.database import DRIVER_ERRORS, plain_message
from erdapp.runner.apply import ApplyError
from erdapp.runner.locks import NAME, LockTaken
from erdapp.runner.pending import PendingError
from erdapp.runner.revisions import RevisionsUnclear
from erdapp.runner.session import NotClean, Session, session

F = TypeVar("F", bound=Callable[..., Any])
TELLABLE = (SourceError, ApplyError, LockTaken, PendingError, RevisionsUnclear, NotClean)


def database_options(command: F) -> F:
    """`--url` and `--revisions-schema`."""
    command = click.option(
        "--revisions-schema", default=None, help="Where the table atlas_schema_revisions is."
    )(command)
    return click.option("-u", "--url", default=None, help="The database.")(command)


def lock_options(command: F) -> F:
    """`--lock-timeout` and `--lock-name`."""
    command = click.option(
        "--lock-name",
        type=_LockName(),
        default=NAME,
        show_default=True,
        help="The lock of runs that exclude each other.",
    )(command)
    return timeout_option(command)


def timeout_option(command: F) -> F:
    """`--lock-timeout`."""
    option = click.option(
        "--lock-timeout",
        type=Duration(),
        default=None,
        help="How long to wait for another run  [default: 10s]",
    )
    return option(command)


class _LockName(click.ParamType[str]):
    """What MySQL takes for the name of a lock."""

    name = "name"

    def convert(self, value: str, param: object, ctx: object) -> str:
        if 0 < len(value) <= 64 and value.isprintable():
            return value
        raise click.BadParameter("a lock's name has 1 to 64 printable characters")


def waiting(given: float | None, environment: Environment) -> float:
    """The seconds to wait for the lock. Raises Failure for a text that is no duration."""
    if given is not None:
        return given
    try:
        return Duration().convert(environment.migration.lock_timeout or "10s", None, None)
    except click.BadParameter as error:
        raise Failure(f"migration.lock_timeout: {error.message}") from error


@contextmanager
def database(
    url: str | None, revisions_schema: str | None, environment: Environment
) -> Iterator[Session]:
    """The open database that the flags name, else the project file; what goes wrong in the block
    is a Failure in one line."""
    place = wanted(url, environment.url, "--url", "url")
    schema = revisions_schema or environment.migration.revisions_schema
    try:
        with session(place, revisions_schema=schema) as at:
            yield at
    except TELLABLE as error:
        raise Failure(str(error)) from error
    except DRIVER_ERRORS as error:
        raise Failure(plain_message(error)) from error
