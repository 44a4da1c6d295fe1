"""Models of published packages, read without running them, against what they make when they run.

`python -m bench.python_models [folder]`.

The packages are installed into an environment of their own below the folder (else below the
temporary one), which is kept for the next run. Django's are compared with what Django makes of the
models and with what their own migrations make on SQLite; SQLAlchemy's with `create_all`. Column
order isn't compared with migrations, which add columns at the end.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any

from msgspec import Struct, json
from msgspec.structs import replace

from erdapp.loaders import python
from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.database import inspect_url
from erdapp.loaders.python import load_django, load_sqlalchemy
from erdapp.loaders.python.files import wants
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Schema, Table

PROBES = Path(python.__file__).parent
_CONTRIB = ("auth", "contenttypes", "sessions", "messages", "sites")


class Package(Struct, frozen=True):
    """A package to measure on: what to install, what to read, what to run."""

    name: str
    install: str
    folder: str
    apps: tuple[str, ...] = ()
    target: str = ""


PACKAGES = (
    Package("allauth", "django-allauth[socialaccount,mfa]", "allauth", (
        "allauth.account", "allauth.socialaccount", "allauth.mfa", "allauth.usersessions",
    )),
    Package("oauth toolkit", "django-oauth-toolkit", "oauth2_provider", ("oauth2_provider",)),
    Package("REST framework", "djangorestframework", "rest_framework", (
        "rest_framework.authtoken",
    )),
    Package("taggit", "django-taggit", "taggit", ("taggit",)),
    Package("filer", "django-filer", "filer", ("easy_thumbnails", "filer")),
    Package("optuna", "optuna", "optuna", target="optuna.storages._rdb.models:BaseModel"),
)  # fmt: skip


def main() -> None:
    """Print a line for each package and dialect."""
    home = (
        Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.gettempdir()) / "erdapp-python-models"
    )
    if not (home / "bin" / "python").exists():
        venv.create(home, with_pip=True)
    wanted = ["django>=5.2,<5.3", "psycopg[binary]", "sqlalchemy", *(p.install for p in PACKAGES)]
    pip = [str(home / "bin" / "python"), "-m", "pip", "install", "-q", *wanted]
    if subprocess.run(pip, check=False, stderr=subprocess.DEVNULL).returncode:
        print("missing: the packages could not be installed (no network, or no such package)")
        return
    print(f"{'package':16}{'against':24}{'tables':>8}{'columns':>9}{'differ':>8}")
    for package in PACKAGES:
        for against, ours, real in _pairs(package, home):
            _line(package.name, against, ours, real)


def _pairs(package: Package, home: Path) -> Any:
    site = next((home / "lib").glob("python*/site-packages"))
    sources = [
        SourceFile(path.relative_to(site).as_posix(), path.read_text())
        for path in sorted((site / package.folder).rglob("*.py"))
        if wants(path.relative_to(site).as_posix())
    ]
    load = load_django if package.apps else load_sqlalchemy
    for dialect in (Dialect.POSTGRES, Dialect.SQLITE):
        ours = load(sources, LoadOptions(dialect=dialect)).schema
        yield f"run, {dialect}", ours, _run(package, home, dialect)
        if package.apps and dialect is Dialect.SQLITE:
            yield "migrate, sqlite", ours, _migrated(package, home)


def _settings(package: Package, folder: Path) -> None:
    apps = [*(f"django.contrib.{name}" for name in _CONTRIB), *package.apps]
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "db.sqlite3")}
    (folder / "measured.py").write_text(
        f"SECRET_KEY = 'x'\nSITE_ID = 1\nUSE_TZ = True\nINSTALLED_APPS = {apps!r}\n"
        f"DATABASES = {{'default': {database!r}}}\nROOT_URLCONF = 'measured'\nurlpatterns = []\n"
        "DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'\nSTATIC_URL = '/'\n"
        "MIDDLEWARE = ['allauth.account.middleware.AccountMiddleware']\n"
    )


def _run(package: Package, home: Path, dialect: Dialect) -> Schema:
    with tempfile.TemporaryDirectory() as name:
        probe, args = "probe_sqlalchemy.py", [package.target, dialect.value]
        if package.apps:
            _settings(package, Path(name))
            probe, args = "probe_django.py", ["measured", dialect.value, ""]
        command = [str(home / "bin" / "python"), str(PROBES / probe), *args]
        done = subprocess.run(command, check=True, capture_output=True, cwd=name)
    text = "\n".join(f"{sql.rstrip(';')};" for sql, _ in json.decode(done.stdout)["statements"])
    return load_sql([SourceFile("real.sql", text)], LoadOptions(dialect=dialect)).schema


def _migrated(package: Package, home: Path) -> Schema:
    with tempfile.TemporaryDirectory() as name:
        _settings(package, Path(name))
        command = [str(home / "bin" / "python"), "-m", "django", "migrate", "--settings=measured"]
        command += ["--pythonpath=.", "--skip-checks", "-v0"]
        subprocess.run(command, check=True, capture_output=True, cwd=name)
        return inspect_url(f"sqlite://{name}/db.sqlite3").schema


def _line(name: str, against: str, ours: Schema, real: Schema) -> None:
    known = {table.name: table for table in real.tables}
    shared = [table for table in ours.tables if table.name in known]
    unordered = against.startswith("migrate")
    differing = [one.name for one in shared if not _equal(one, known[one.name], unordered)]
    columns = sum(len(table.columns) for table in shared)
    print(f"{name:16}{against:24}{len(shared):8}{columns:9}{len(differing):8}")
    for table in differing:
        print(f"{'':16}{table}: {', '.join(_parts(ours.table(table), known[table], unordered))}")


def _equal(one: Table, other: Table, unordered: bool) -> bool:
    return not _parts(one, other, unordered)


def _parts(one: Table | None, other: Table, unordered: bool) -> list[str]:
    """The parts of a table that differ."""
    assert one is not None
    if unordered:
        one, other = (
            replace(table, columns=tuple(sorted(table.columns, key=lambda column: column.name)))
            for table in (one, other)
        )
    fields = Table.__struct_fields__
    return [name for name in fields if getattr(one, name) != getattr(other, name)]


if __name__ == "__main__":
    main()
