"""Published packages with models, each in an environment of its own kind, and what they make there.

Nothing of this is read by us: Django and SQLAlchemy run, and the statements or the database that
comes of it is what `bench.python_models` compares with.
"""

from __future__ import annotations

import subprocess
import tempfile
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct, json

from bench.fresh import fresh_database
from erdapp.loaders import python
from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.database import inspect_url
from erdapp.loaders.python_files import wants
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Schema

PROBES = Path(python.__file__).parent
_CONTRIB = ("auth", "contenttypes", "sessions", "messages", "sites", "postgres")


class Package(Struct, frozen=True):
    """A package to measure on: what to install, what to read, what to run."""

    name: str
    install: str
    folder: str
    apps: tuple[str, ...] = ()
    """Of Django: what stands in INSTALLED_APPS."""
    settings: str = ""
    """Of Django: what its settings need besides."""
    target: str = ""
    """Of SQLAlchemy: the base of its models."""
    imports: tuple[str, ...] = ()
    """Of SQLAlchemy: the modules whose models belong to that base."""


class Real(Struct, frozen=True):
    """What a package makes when it runs."""

    schema: Schema
    own: frozenset[str] = frozenset()
    """The tables whose models are in the package's folder."""


_WAGTAIL = "contrib.forms contrib.redirects embeds sites users snippets documents images search"
DJANGO = (
    Package("allauth", "django-allauth[socialaccount,mfa]", "allauth", (
        "allauth.account", "allauth.socialaccount", "allauth.mfa", "allauth.usersessions",
    )),
    Package("oauth toolkit", "django-oauth-toolkit", "oauth2_provider", ("oauth2_provider",)),
    Package("REST framework", "djangorestframework", "rest_framework", (
        "rest_framework.authtoken",
    )),
    Package("taggit", "django-taggit", "taggit", ("taggit",)),
    Package("filer", "django-filer", "filer", ("easy_thumbnails", "filer")),
    Package("wagtail", "wagtail", "wagtail", (
        *(f"wagtail.{one}" for one in _WAGTAIL.split()), "wagtail.admin", "wagtail",
        "modelcluster", "taggit",
    )),
    Package("oscar", "django-oscar", "oscar", ("django.contrib.flatpages",), settings=(
        "import oscar\nfrom oscar.defaults import *\n"
        "INSTALLED_APPS += [one for one in oscar.INSTALLED_APPS if one not in INSTALLED_APPS]\n"
        "HAYSTACK_CONNECTIONS = {'default': "
        "{'ENGINE': 'haystack.backends.simple_backend.SimpleEngine'}}\n"
    )),
)  # fmt: skip
_KEYSTONE = (
    "application_credential.backends.sql assignment.backends.sql catalog.backends.sql "
    "credential.backends.sql endpoint_policy.backends.sql federation.backends.sql "
    "identity.backends.sql_model limit.backends.sql oauth1.backends.sql policy.backends.sql "
    "resource.backends.sql_model revoke.backends.sql trust.backends.sql"
)
SQLALCHEMY = (
    Package("optuna", "optuna", "optuna", target="optuna.storages._rdb.models:BaseModel"),
    Package("mlflow", "mlflow-skinny", "mlflow",
        target="mlflow.store.db.base_sql_model:Base", imports=(
            "mlflow.store.tracking.dbmodels.models", "mlflow.store.model_registry.dbmodels.models",
        )),
    Package("keystone", "keystone", "keystone",
        target="keystone.common.sql.core:ModelBase",
        imports=tuple(f"keystone.{one}" for one in _KEYSTONE.split())),
    Package("glance", "glance", "glance", target="glance.db.sqlalchemy.models:BASE"),
    Package("Flask-AppBuilder", "flask-appbuilder", "flask_appbuilder",
        target="flask_appbuilder:Model", imports=("flask_appbuilder.security.sqla.models",)),
)  # fmt: skip
_DRIVERS = ("psycopg[binary]", "PyMySQL")
_BASES = {DJANGO: ("django>=5.2,<5.3", *_DRIVERS), SQLALCHEMY: ("sqlalchemy", *_DRIVERS)}


def environment(home: Path, packages: tuple[Package, ...]) -> bool:
    """Make or complete the environment at `home`; whether all could be installed."""
    if not (home / "bin" / "python").exists():
        venv.create(home, with_pip=True)
    wanted = [*_BASES[packages], *(one.install for one in packages)]
    pip = [str(home / "bin" / "python"), "-m", "pip", "install", "-q", *wanted]
    return subprocess.run(pip, check=False, stderr=subprocess.DEVNULL).returncode == 0


def sources(package: Package, home: Path) -> list[SourceFile]:
    """The files of the package that an upload of its folder would bring along."""
    site = next((home / "lib").glob("python*/site-packages"))
    paths = sorted((site / package.folder).rglob("*.py"))
    named = [(path, path.relative_to(site).as_posix()) for path in paths]
    return [SourceFile(name, path.read_text()) for path, name in named if wants(name)]


def run(package: Package, home: Path, dialect: Dialect) -> Real:
    """What Django's schema editor or SQLAlchemy's `create_all` says for the imported models."""
    with tempfile.TemporaryDirectory() as name:
        if package.apps:
            _settings(
                package, Path(name), {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
            )
            probe, args = "probe_django.py", ["measured", dialect.value, ""]
        else:
            module, _, base = package.target.partition(":")
            lines = [f"from {module} import {base}", *(f"import {one}" for one in package.imports)]
            Path(name, "measured.py").write_text("\n".join(lines) + "\n")
            probe, args = "probe_sqlalchemy.py", [f"measured:{base}", dialect.value]
        done = _python(home, Path(name), [str(PROBES / probe), *args])
    told = json.decode(done)
    text = "\n".join(f"{sql.rstrip(';')};" for sql, _ in told["statements"])
    loaded = load_sql([SourceFile("real.sql", text)], LoadOptions(dialect=dialect))
    inside = f"/{package.folder}/"
    others = {one["name"] for one in told["tables"] if package.apps and inside not in one["file"]}
    own = [one for one in told["tables"] if one["name"] not in others]
    names = {table["name"] for one in own for table in (one, *one.get("joins", []))}
    return Real(loaded.schema, frozenset(names - others))


def migrated(package: Package, home: Path, dialect: Dialect) -> Real:
    """The database that the package's own migrations make."""
    with tempfile.TemporaryDirectory() as name, _database(dialect, Path(name)) as (settings, url):
        _settings(package, Path(name), settings)
        command = ["-m", "django", "migrate", "--settings=measured", "--pythonpath=."]
        _python(home, Path(name), [*command, "--skip-checks", "-v0"])
        return Real(inspect_url(url).schema)


@contextmanager
def _database(dialect: Dialect, folder: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """An empty database, as Django's settings and as a URL."""
    if dialect is Dialect.SQLITE:
        path = str(folder / "db.sqlite3")
        yield {"ENGINE": "django.db.backends.sqlite3", "NAME": path}, f"sqlite://{path}"
        return
    with fresh_database(dialect) as fresh:
        parts = urlsplit(fresh.url)
        yield {
            "ENGINE": "django.db.backends.postgresql", "NAME": parts.path.strip("/"),
            "HOST": parts.hostname, "PORT": parts.port, "USER": parts.username,
            "PASSWORD": parts.password or "",
        }, fresh.url  # fmt: skip


def _settings(package: Package, folder: Path, database: dict[str, Any]) -> None:
    apps = [*(f"django.contrib.{name}" for name in _CONTRIB), *package.apps]
    (folder / "measured.py").write_text(
        f"SECRET_KEY = 'x'\nSITE_ID = 1\nUSE_TZ = True\nINSTALLED_APPS = {apps!r}\n"
        f"DATABASES = {{'default': {database!r}}}\nROOT_URLCONF = 'measured'\nurlpatterns = []\n"
        "DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'\nSTATIC_URL = '/s/'\n"
        "MIDDLEWARE = ['allauth.account.middleware.AccountMiddleware']\n"
        f"{package.settings}"
    )


def _python(home: Path, folder: Path, words: Sequence[str]) -> bytes:
    done = subprocess.run(
        [str(home / "bin" / "python"), *words], check=False, capture_output=True, cwd=folder
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise RuntimeError(said[-1] if said else f"{words[0]} failed")
    return done.stdout
