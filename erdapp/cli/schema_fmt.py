"""`erdapp schema fmt`: HCL files in their canonical form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from erdapp.cli.failure import Failure
from erdapp.loaders.base import SourceError, SourceFile


@click.command("fmt", short_help="Format HCL files.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 when a file would change.")
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], check: bool) -> None:
    """Format HCL files, or those of folders (without PATHS: those here); prints which changed.

    \b
    Example:
      erdapp schema fmt
      erdapp schema fmt schema.hcl --check
    """
    changed = [path for path in _files(paths or (Path(),)) if _format(path, check=check)]
    for path in changed:
        click.echo(path)
    ctx.exit(1 if check and changed else 0)


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(path.glob("*.hcl"))
        elif path.exists():
            yield path
        else:
            raise Failure(f"{path}: there is no such file or folder")


def _format(path: Path, *, check: bool) -> bool:
    """Format one file; whether it changed."""
    from erdapp.cli.hcl_format import formatted

    try:
        before = path.read_bytes()
        after = formatted(SourceFile(str(path), before.decode("utf-8"))).encode("utf-8")
        if after != before and not check:
            path.write_bytes(after)
    except SourceError as error:
        raise Failure(str(error)) from error
    except UnicodeDecodeError as error:
        raise Failure(f"{path}: this is not a text in UTF-8") from error
    except OSError as error:
        raise Failure(f"{path}: {error.strerror or error}") from error
    return after != before
