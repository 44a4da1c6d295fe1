"""Which database a dev URL means here: a container where Docker runs, else the configured server.

`docker://mysql/8/dev` starts a container that is gone when the command ends. Where no engine runs,
the dev server of that dialect from the environment stands in, and stderr says so.
"""

from __future__ import annotations

import os
from functools import cache
from urllib.parse import urlsplit

import click

from erdapp.cli.failure import Failure
from erdapp.loaders.base import SourceError
from erdapp.schema import Dialect

_ENGINES = {
    "mysql": Dialect.MYSQL,
    "mariadb": Dialect.MARIADB,
    "maria": Dialect.MARIADB,
    "postgres": Dialect.POSTGRES,
    "postgis": Dialect.POSTGRES,
    "pgvector": Dialect.POSTGRES,
    "timescaledb": Dialect.POSTGRES,
    "sqlite": Dialect.SQLITE,
}
"""What stands first in a Docker URL."""


def dev_dialect(url: str) -> Dialect:
    """The dialect of a dev URL. Raises Failure for one that is none."""
    if not is_docker(url):
        from erdapp.loaders.database import dialect_of  # its drivers take their time

        try:
            return dialect_of(url)
        except SourceError as error:
            raise Failure(f"the dev database: {error.message}") from error
    parts = urlsplit(url)
    engine = parts.scheme.partition("+")[2] or parts.netloc
    if engine not in _ENGINES:
        raise Failure(f"docker://{engine}: known are {', '.join(_ENGINES)}")
    return _ENGINES[engine]


def is_docker(url: str) -> bool:
    """Whether the URL asks for a container: `docker://…`, `docker+postgres://image`."""
    return urlsplit(url).scheme.partition("+")[0] == "docker"


@cache
def dev_database_url(url: str) -> str:
    """The URL of a real database or server for a dev URL. Raises Failure when there is none."""
    if not is_docker(url):
        return url
    from erdapp.cli.docker import engine_runs, start

    dialect = dev_dialect(url)
    if dialect is Dialect.SQLITE:
        return "sqlite://dev?mode=memory"
    if engine_runs():
        click.echo(f"note: the dev database is a container for {url}", err=True)
        return start(url, dialect)
    return _configured(url, dialect)


def _configured(url: str, dialect: Dialect) -> str:
    from erdapp.runner.scratch import ENVIRONMENT

    names = ENVIRONMENT[dialect]
    name = next((name for name in names if os.environ.get(name)), None)
    if name is None:
        raise Failure(f"{url}: no Docker engine runs here; start one, or set {' or '.join(names)}")
    click.echo(
        f"note: no Docker engine runs here; for {url} the dev database is that of {name}", err=True
    )
    return os.environ[name]
