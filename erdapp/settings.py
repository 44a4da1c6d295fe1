"""Settings, every one of them from the environment with a default that works at once.

Everything the application writes lives in one data folder (`ERDAPP_DATA`, default `./data`).
`README.md` lists the variables.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url

BASE_DIR = Path(__file__).resolve().parent.parent


def env_bool(name: str, default: bool) -> bool:
    """A switch: 1, true, yes, on or their opposites; anything else is a mistake said loudly."""
    value = os.environ.get(name, "").strip().lower()
    if value in ("", "1", "true", "yes", "on", "0", "false", "no", "off"):
        return value in ("1", "true", "yes", "on") if value else default
    raise ValueError(f"{name} is {value!r}: use 1 or 0")


def env_int(name: str, default: int) -> int:
    value = os.environ.get(name, "").strip()
    return int(value) if value else default


def env_list(name: str, default: str) -> list[str]:
    """A comma-separated list."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


DATA = Path(os.environ.get("ERDAPP_DATA") or BASE_DIR / "data").resolve()
DATA.mkdir(parents=True, exist_ok=True)


def secret_key() -> str:
    """The key from the environment, else one made once and kept in the data folder."""
    if given := os.environ.get("SECRET_KEY"):
        return given
    path = DATA / "secret-key"
    try:
        # O_EXCL: of two processes starting at once, one makes the key and both read it.
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text()


DEBUG = env_bool("ERDAPP_DEBUG", False)
SECRET_KEY = secret_key()
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS", "")
"""Former secret keys: sessions, cookies and kept database URLs made with them stay readable."""
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS", "")
HTTPS = env_bool("ERDAPP_HTTPS", False)
"""Served over HTTPS by a proxy that sets X-Forwarded-Proto."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "ninja",  # its page of the API, from our own server
    "erdapp.store",
    "erdapp.web",
]

MIDDLEWARE = [
    "erdapp.web.head.HeadWithoutBody",
    "erdapp.web.security.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "erdapp.web.security.RefuseLargeRequests",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "erdapp.web.visitor.VisitorMiddleware",
]

ROOT_URLCONF = "erdapp.urls"
WSGI_APPLICATION = "erdapp.wsgi.application"
CSRF_FAILURE_VIEW = "erdapp.web.views.errors.csrf_failure"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.static", "erdapp.web.templatetags.erdapp"],
        },
    }
]


def database() -> dict[str, Any]:
    """SQLite in the data folder, or what DATABASE_URL says."""
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{DATA / 'erdapp.sqlite3'}"
    found: dict[str, Any] = dict(
        dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    )
    if found["ENGINE"] == "django.db.backends.sqlite3":
        found["CONN_MAX_AGE"] = 0
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",  # a writer waits for its turn instead of failing late
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;"
            ),
        }
    return found


DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {
    "default": {
        "BACKEND": os.environ.get("ERDAPP_TASKS_BACKEND") or "django_tasks_db.DatabaseBackend"
    }
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("ERDAPP_STATIC") or BASE_DIR / "staticfiles")
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "erdapp.web.static_storage.HashedFiles"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (
    *("jpg", "jpeg", "png", "gif", "webp", "woff", "woff2", "zip", "gz", "br"),
    "map",  # megabytes that only who debugs a library asks for
)
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# Hostile uploads: a request above UPLOAD_BYTES is refused before it is read; what is inside
# (zips!) is bounded again by the loaders' own Limits.
UPLOAD_BYTES = env_int("ERDAPP_UPLOAD_BYTES", 25_000_000)
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_BYTES
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
DATA_UPLOAD_MAX_NUMBER_FILES = 5_000
FILE_UPLOAD_HANDLERS = [
    "erdapp.web.uploads.FolderUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

PICTURE_BYTES = env_int("ERDAPP_PICTURE_BYTES", 256_000_000)
"""How much drawn pictures may fill in the database before the oldest go."""

ALLOW_PRIVATE_DATABASES = env_bool("ERDAPP_ALLOW_PRIVATE_DATABASES", False)
"""Whether pages may read databases on this machine and in private networks: off, because whoever
may open a page could reach there what only the server can."""

EMBED_ANCESTORS = " ".join(env_list("ERDAPP_EMBED_ANCESTORS", "*"))
"""Sites that may frame `/embed/` pages; nothing else may be framed."""

SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# One line an event, on stderr; never a request body, a header or an upload.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("ERDAPP_LOG_LEVEL") or "WARNING"},
    "loggers": {
        "erdapp": {"level": os.environ.get("ERDAPP_LOG_LEVEL") or "INFO"},
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        # A wrong address or a refused form is answered with a page; only defects are logged.
        "django.request": {"level": "ERROR"},
        # A wrong host name is a visitor's mistake, answered with 400; not worth a traceback.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
