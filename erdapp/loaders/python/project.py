"""A project of the user's own, loaded by the user's own Python: the exact DDL of its models.

Unlike an upload, this code is run: only the command line does it, on the user's machine. A probe
(`probe_django`, `probe_sqlalchemy`) runs in that Python and says the statements as JSON.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import parse_qs

from msgspec import DecodeError, ValidationError, json

from erdapp.loaders.base import Loaded, LoadOptions, SourceError
from erdapp.loaders.python import read_answer
from erdapp.loaders.python.answering import Answer
from erdapp.schema import Dialect

SECONDS = 180.0
_HERE = Path(__file__).parent
_PLACE = re.compile(r'File "([^"]+)", line (\d+)')
_SCHEMES = ("django", "sqlalchemy")


class _Told(Answer, frozen=True):
    dialect: str = ""


def read_project(scheme: str, place: str, dialect: Dialect | None) -> Loaded | None:
    """The schema of the project that `django://PATH?settings=…` or `sqlalchemy://module:Base`
    names; None when the place names files, which are then read and not run.

    Raises SourceError, with file and line where the project says one.
    """
    path, _, query = place.partition("?")
    asked = {key: values[-1] for key, values in parse_qs(query).items()}
    if scheme not in _SCHEMES or not _is_project(scheme, path, asked):
        return None
    wanted = asked.get("dialect") or (dialect.value if dialect else "")
    if wanted and wanted not in list(Dialect):
        raise SourceError(f"{wanted} is no dialect; there are {', '.join(Dialect)}")
    if scheme == "django":
        if wanted == Dialect.MSSQL:
            raise SourceError("Django has no mssql: choose another dialect, and --to-dialect mssql")
        folder = Path(path or ".")
        told = _ask(
            folder, asked, "probe_django.py", (asked["settings"], wanted, asked.get("apps", ""))
        )
    else:
        told = _ask(Path(), asked, "probe_sqlalchemy.py", (path, wanted))
    options = LoadOptions(dialect=Dialect(told.dialect), remember=False)
    return read_answer(told, "Django" if scheme == "django" else "SQLAlchemy", options)


def _is_project(scheme: str, path: str, asked: Mapping[str, str]) -> bool:
    if scheme == "django":
        return "settings" in asked
    return bool(path) and not Path(path).exists()


def _ask(folder: Path, asked: Mapping[str, str], probe: str, args: Sequence[str]) -> _Told:
    if not folder.is_dir():
        raise SourceError(f"{folder}: there is no such folder")
    python = asked.get("python") or _python()
    try:
        done = subprocess.run(
            [python, str(_HERE / probe), *args],
            capture_output=True,
            cwd=folder,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SourceError(f"the project didn't load within {SECONDS:.0f} seconds") from None
    except OSError as error:
        text = f"{python} cannot be started ({error.strerror}): say which Python with ?python="
        raise SourceError(text) from error
    if done.returncode:
        raise _failure(done.stderr.decode("utf-8", "replace"), folder.resolve(), python)
    try:
        return json.decode(done.stdout, type=_Told)
    except (DecodeError, ValidationError) as error:
        raise SourceError(f"what {python} said about the project cannot be read") from error


def _python() -> str:
    """The Python of the project: of the active environment, else the first on the path."""
    active = os.environ.get("VIRTUAL_ENV")
    if active:
        inner = Path(active, "Scripts" if os.name == "nt" else "bin", "python")
        if inner.exists():
            return str(inner)
    return shutil.which("python") or shutil.which("python3") or sys.executable


def _failure(said: str, folder: Path, python: str) -> SourceError:
    """One line of a traceback, at the place in the project nearest to where it broke."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    what = lines[-1][:300] if lines else "it says nothing"
    missing = re.match(r"ModuleNotFoundError: No module named '(?:django|sqlalchemy)'", what)
    hint = f" ({python} has it not: say which Python with ?python=)" if missing else ""
    inside = str(folder) + os.sep
    for file, line in reversed(_PLACE.findall(said)):
        if file.startswith(inside) and f"{os.sep}site-packages{os.sep}" not in file:
            return SourceError(what + hint, file=file.removeprefix(inside), line=int(line))
    return SourceError(f"the project cannot be loaded: {what}{hint}")
