"""Which dialect lint reads files in, and the dev database it may run them on."""

from __future__ import annotations

from collections.abc import Sequence

import click

from erdapp.cli.dev import dev_database_url, dev_dialect
from erdapp.cli.failure import Failure
from erdapp.lint.context import MigrationFile
from erdapp.lint.run import Files, Replayed
from erdapp.migdir.replay import dialect_of, sources
from erdapp.schema import Dialect


def dialect_for(given: Dialect | None, dev: str, files: Files) -> Dialect:
    """What the flag says, else the dev database, else the files themselves."""
    if given is not None:
        return given
    return dev_dialect(dev) if dev else dialect_of(files)


def on_dev(dialect: Dialect, dev: str) -> Replayed | None:
    """Replays files on the dev database; None where there is none, and stderr says why."""
    if not dev:
        return None
    try:
        url = dev_database_url(dev)
    except Failure as error:
        click.echo(f"note: {error}; the files are read without a server", err=True)
        return None

    def replayed(base: Files, new: Files) -> Sequence[MigrationFile]:
        from erdapp.runner import ScratchUnavailable
        from erdapp.runner.lint_replay import replayed_on_dev

        try:
            return replayed_on_dev(dialect, url, sources(base), sources(new))
        except ScratchUnavailable as error:
            raise Failure(" ".join(filter(None, (f"{error}.", error.hint)))) from error

    return replayed
