"""`erdapp debug`: what the parts inside make of an input."""

from __future__ import annotations

import json
from pathlib import Path

import click

from erdapp.cli.failure import Failure
from erdapp.cli.options import DialectChoice
from erdapp.loaders.base import SourceError
from erdapp.loaders.encoding import decode
from erdapp.migdir.statements import SplitError, statements
from erdapp.schema import Dialect


@click.group()
def debug() -> None:
    """Look at what erdapp makes of an input."""


@debug.command(short_help="Print the statements of a SQL file as JSON.")
@click.option(
    "--dialect", type=DialectChoice(), required=True, help=f"One of {', '.join(Dialect)}."
)
@click.argument("file", type=click.Path(path_type=Path))
def split(dialect: Dialect, file: Path) -> None:
    """Print the statements of a SQL file, as they are sent to the server, as a JSON list.

    \b
    Example:
      erdapp debug split --dialect mysql migrations/20250102030405_users.sql
    """
    try:
        text = decode(file.read_bytes(), str(file))
        found = [statement.text for statement in statements(text, dialect)]
    except OSError as error:
        raise Failure(f"{file}: {error.strerror}") from error
    except SplitError as error:
        raise Failure(f"{file}:{error}") from error
    except SourceError as error:
        raise Failure(str(error)) from error
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))
