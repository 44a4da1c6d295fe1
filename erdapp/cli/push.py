"""`erdapp push`: any source to a server, and the link to look at it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import click
from msgspec.structs import replace

from erdapp.cli.failure import Failure
from erdapp.cli.incomplete import allow_incomplete_option, complete
from erdapp.cli.options import dialect_option, glob_options, selected
from erdapp.cli.server import DEFAULT_SERVER, File, Push, Pushed
from erdapp.cli.server import push as send
from erdapp.cli.sources import LANGUAGES, read
from erdapp.loaders.base import Loaded
from erdapp.schema import Dialect

F = TypeVar("F", bound=Callable[..., Any])


def server_options(command: F) -> F:
    """`--server`, `--token` and `--project`: where to send a schema, as whom, as what."""
    command = click.option(
        "--project", default="", help="The project's slug; it is made when there is none."
    )(command)
    return address_options(command)


def address_options(command: F) -> F:
    """`--server` and `--token`."""
    command = click.option(
        "--token", envvar="ERDAPP_TOKEN", default="", help="An API token; best by the env."
    )(command)
    return click.option(
        "--server", envvar="ERDAPP_SERVER", default=DEFAULT_SERVER, show_default=True
    )(command)


@click.command(short_help="Send the schema of a source to a server.")
@click.argument("source")
@server_options
@click.option("--after", default="", help="Send this source first; the link compares the two.")
@click.option("--name", default="", help="The name of a new project.")
@click.option("--label", default="", help="A short label of the version, such as a release.")
@click.option("-m", "--message", default="", help="What changed, in your words.")
@allow_incomplete_option
@dialect_option
@glob_options
def push(
    source: str,
    server: str,
    token: str,
    project: str,
    after: str,
    name: str,
    label: str,
    message: str,
    allow_incomplete: bool,
    dialect: Dialect | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
) -> None:
    """Send SOURCE (a file, a folder, a database URL) to a server; prints the link to it.

    With --project it becomes the next version of that project, unless nothing changed. Of a
    database only the schema is sent, never its URL and never a row.

    \b
    Example:
      erdapp push schema.sql
      erdapp push postgres://localhost/shop --project shop --server https://erd.example.com
      erdapp push new.sql --after old.sql
    """

    def send_one(what: str, about: Push) -> Pushed:
        found = complete(what, read(what, dialect), allowed=allow_incomplete)
        return push_schema(selected(found, include, exclude), server, token, about)

    about = Push(files=(), project=project, name=name or name_of(source))
    before = send_one(after, about) if after else None
    if before is not None:
        about = replace(about, project=before.project)
    pushed = send_one(source, replace(about, label=label, message=message))
    tell(pushed, before)


def push_schema(loaded: Loaded, server: str, token: str, about: Push) -> Pushed:
    """Send the schema as SQL, which reads back as the same schema. Raises Failure."""
    from erdapp.export import export

    if not loaded.schema.objects():
        raise Failure("there is nothing to push: the source has no tables")
    text = export(loaded.schema, "sql").encode("utf-8", "surrogatepass")
    what = replace(about, files=(File("schema.sql", text),), dialect=loaded.schema.dialect.value)
    return send(server, token, what)


def name_of(source: str) -> str:
    """What to call the project of a source: its file, folder or database, never a host."""
    place = urlsplit(source)
    is_file = place.scheme in ("file", "sqlite", "sqlite3", *LANGUAGES)
    path = (place.netloc if is_file else "") + place.path if "://" in source else source
    stem = Path(path.rstrip("/") or "/").stem
    return stem.replace("_", " ").replace("-", " ").strip().capitalize()


def tell(pushed: Pushed, before: Pushed | None = None) -> None:
    """What became of it on stderr, the link alone on stdout; to a comparison with the one pushed
    before, when the two differ."""
    what = pushed.change or "first version"
    said = f"version {pushed.version}: {what}" if pushed.created else "nothing changed"
    click.echo(f"{pushed.project}: {said}", err=True)
    if before is None or before.version == pushed.version:
        click.echo(pushed.link)
        return
    project = pushed.url.rstrip("/").removesuffix(f"/v/{pushed.version}")
    click.echo(f"{project}/compare/{before.version}...{pushed.version}")
