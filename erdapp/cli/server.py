"""Talking to an erdapp server: one JSON request, one JSON answer."""

from __future__ import annotations

import os
import secrets
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import IO, NoReturn, TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import msgspec
from msgspec import Struct

from erdapp.cli.failure import Failure

DEFAULT_SERVER = "http://127.0.0.1:8000"
_SECONDS = 120.0

T = TypeVar("T")


class File(Struct, frozen=True):
    """A file to hand in; `data` travels in base64."""

    path: str
    data: bytes


class Push(Struct, frozen=True, kw_only=True):
    """What `POST /api/v1/push` takes."""

    files: tuple[File, ...]
    project: str = ""
    name: str = ""
    dialect: str = ""
    label: str = ""
    message: str = ""


class Pushed(Struct, frozen=True, kw_only=True):
    """What it answers."""

    project: str
    version: int
    created: bool
    url: str
    link: str
    change: str


class FolderPush(Struct, frozen=True, kw_only=True):
    """What `POST /api/v1/push/migrations` takes."""

    files: tuple[File, ...]
    project: str
    format: str
    name: str = ""
    dialect: str = ""
    replace: bool = False


class FolderPushed(Struct, frozen=True, kw_only=True):
    """What it answers."""

    project: str
    changed: bool
    added: tuple[str, ...]
    version: int
    url: str
    link: str


class _Error(Struct, frozen=True):
    error: str


class _NoRedirects(HTTPRedirectHandler):
    """A redirect would carry the token to wherever it points."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> NoReturn:
        place = urlsplit(newurl)
        raise Failure(
            f"the server says it is at {place.scheme}://{place.netloc}: use that --server"
        )


def push(server: str, token: str, what: Push) -> Pushed:
    """Hand a schema in. Raises Failure, which says what the server said."""
    return _posted(server, token, "push", what, Pushed)


def push_folder(server: str, token: str, what: FolderPush) -> FolderPushed:
    """Hand a migration folder in. Raises Failure, which says what the server said."""
    return _posted(server, token, "push/migrations", what, FolderPushed)


def _posted(server: str, token: str, path: str, what: Struct, answers: type[T]) -> T:
    """One request. Without a token the key of this machine speaks, which owns what it pushed."""
    request = Request(
        f"{_checked(server)}/api/v1/{path}",
        data=msgspec.json.encode(what),
        headers={
            "Authorization": f"Bearer {token or machine_key()}",
            "Content-Type": "application/json",
        },
    )
    try:
        with build_opener(_NoRedirects).open(request, timeout=_SECONDS) as answer:
            return msgspec.json.decode(answer.read(), type=answers)
    except HTTPError as error:
        raise Failure(f"{server}: {_said(error)}") from error
    except (URLError, OSError, HTTPException) as error:
        reason = error.reason if isinstance(error, URLError) else error
        raise Failure(
            f"{server} cannot be reached: {reason}; `erdapp serve` starts one, and --server names "
            "another"
        ) from error
    except msgspec.MsgspecError as error:
        raise Failure(f"{server} does not answer as an erdapp server does") from error


def _checked(server: str) -> str:
    if urlsplit(server).scheme not in ("http", "https"):
        raise Failure(f"--server {server}: it has to begin with http:// or https://")
    return server.rstrip("/")


def _said(error: HTTPError) -> str:
    try:
        return msgspec.json.decode(error.read(), type=_Error).error
    except msgspec.MsgspecError:
        return f"HTTP {error.code}; is this an erdapp server?"


def machine_key() -> str:
    """The key of this machine, made once and kept where only its user can read it."""
    base = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    path = Path(base) / "erdapp" / "machine-key"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write("machine_" + secrets.token_urlsafe(32))
    except FileExistsError:
        pass  # it was made before
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}; set ERDAPP_TOKEN instead") from error
    try:
        return path.read_text().strip()
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}; set ERDAPP_TOKEN instead") from error
