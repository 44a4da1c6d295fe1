"""`erdapp schema inspect`: a source's schema as HCL, SQL, JSON, a diagram, or on a server."""

from __future__ import annotations

import click

from erdapp.cli.options import (
    dialect_option,
    glob_options,
    listed,
    schemas_option,
    selected,
    to_dialect_option,
    translated,
)
from erdapp.cli.project import Environment
from erdapp.cli.project_options import project_options, wanted
from erdapp.cli.push import name_of, push_schema, server_options, tell
from erdapp.cli.server import Push
from erdapp.cli.states import read_state
from erdapp.loaders.base import Loaded
from erdapp.schema import Dialect


@click.command("inspect")
@click.option("-u", "--url", default=None, help="A file, a folder or a database URL.")
@click.option("--dev-url", default=None, help="A dev database to run files on, and inspect that.")
@click.option("--format", "template", default=None, help="[default: {{ hcl . }}]")
@click.option("--pos", is_flag=True, help="SQL begins with where the source says each table.")
@click.option("-w", "--web", is_flag=True, help="Send it to a server, and print the link.")
@server_options
@dialect_option
@to_dialect_option
@schemas_option
@glob_options
@project_options
def command(
    url: str | None,
    dev_url: str | None,
    template: str | None,
    pos: bool,
    web: bool,
    server: str,
    token: str,
    project: str,
    dialect: Dialect | None,
    to_dialect: Dialect | None,
    schemas: tuple[str, ...],
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    environment: Environment,
) -> None:
    """Print the schema of a source.

    \b
    Example:
      erdapp schema inspect -u file://schema.sql --format '{{ json . }}'
      erdapp schema inspect -u postgres://localhost/shop --exclude 'audit_*' -w
      erdapp schema inspect --env dev -u env://src
    """
    from erdapp.cli.schema_format import schema_text

    source = wanted(url, environment.url, "--url", "url")
    names = listed(schemas) or environment.schemas
    loaded = read_state((source,), dialect, dev_url or environment.dev or None, environment, names)
    loaded = translated(
        selected(loaded, include, exclude or environment.exclude, names), to_dialect
    )
    if web:
        _push(loaded, source, server, token, project)
        return
    chosen = template or environment.format.get("schema.inspect") or "{{ hcl . }}"
    text = schema_text(loaded, chosen, with_positions=pos).rstrip("\n")
    if text or "write" not in chosen:
        click.echo(text)


def _push(loaded: Loaded, source: str, server: str, token: str, project: str) -> None:
    about = Push(files=(), project=project, name=name_of(source))
    tell(push_schema(loaded, server, token, about))
