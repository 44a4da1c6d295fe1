"""`erdapp serve`: the web application, as a program of its own."""

from __future__ import annotations

import os
import sys

import click


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the pages; data is kept in ERDAPP_DATA (default: ./data).

    \b
    Example:
      erdapp serve --port 8080
    """
    # The command knows nothing of Django: the server takes over this process.
    arguments = ["-m", "erdapp.web.serve", "--host", host, "--port", str(port)]
    os.execv(sys.executable, [sys.executable, *arguments])
