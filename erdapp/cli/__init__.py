"""The command `erdapp`: Atlas's verbs over the same core as the pages, without Django."""

from __future__ import annotations

import atexit
import gc
import sys

import click

from erdapp import __version__
from erdapp.cli.colours import painted
from erdapp.cli.failure import Failure
from erdapp.cli.lazy import LazyGroup

COMMANDS = {
    "debug": "erdapp.cli.debug:debug",
    "erd": "erdapp.cli.erd:erd",
    "migrate": "erdapp.cli.migrate:migrate",
    "push": "erdapp.cli.push:push",
    "schema": "erdapp.cli.schema:schema",
    "serve": "erdapp.cli.serve:serve",
}


@click.group(
    cls=LazyGroup, places=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="erdapp")
def cli() -> None:
    """See a database schema, its versions and the proved SQL between them.

    \b
    Example:
      erdapp erd schema.sql -o schema.svg
    """


def main() -> None:
    """Run the command. Exit 0 done, 1 differences asked to fail on, 2 an error in one line."""
    # Importing makes very many objects and no cycles; and what is left ends with the process, which
    # Python would look through for cycles once more.
    gc.set_threshold(100_000)
    atexit.register(gc.freeze)
    try:
        sys.exit(cli.main(prog_name="erdapp", standalone_mode=False))
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(0)
    except click.UsageError as error:
        _fail(_with_help(error))
    except click.ClickException as error:
        _fail(error.format_message())
    except Failure as error:
        _fail(str(error))
    except click.Abort:
        _fail("interrupted")


def _with_help(error: click.UsageError) -> str:
    """The mistake, and where to read what is right."""
    said = error.format_message().rstrip(".")
    return f"{said}; see {error.ctx.command_path} --help" if error.ctx else said


def _fail(message: str) -> None:
    click.echo(f"{painted('erdapp:', 'red')} {message}", err=True)
    sys.exit(2)
