"""Names of Django as the real things: classes of fields, expressions, constraints and models."""

from __future__ import annotations

import datetime
import decimal
import importlib
import uuid
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from erdapp.loaders.python.django_models import geometry

_OPEN = (
    "django.db.models", "django.contrib.postgres", "django.contrib.auth.models",
    "django.contrib.auth.base_user", "django.contrib.contenttypes.models",
    "django.contrib.contenttypes.fields", "django.contrib.sites.models",
    "django.contrib.sites.managers", "django.contrib.sessions.models",
    "django.contrib.sessions.base_session", "django.contrib.flatpages.models",
    "django.contrib.redirects.models", "django.contrib.admin.models",
)  # fmt: skip
"""The packages whose names are looked up for real."""
_PLAIN: dict[str, Any] = {
    "decimal.Decimal": decimal.Decimal,
    "datetime.timedelta": datetime.timedelta,
    "datetime.datetime": datetime.datetime,
    "datetime.date": datetime.date,
    "datetime.time": datetime.time,
    "uuid.UUID": uuid.UUID,
}


def real(path: str) -> Any:
    """What Django has by that dotted name, or None."""
    if path in _PLAIN:
        return _PLAIN[path]
    if path.startswith(geometry.NAMES):
        name = path.rpartition(".")[2]
        if name in geometry.FIELDS:
            return geometry.FIELDS[name]
        path = "django.db.models" + path.removeprefix(geometry.NAMES)
    if not any(path == one or path.startswith(one + ".") for one in _OPEN):
        return None
    parts = path.split(".")
    if any(part.startswith("_") for part in parts):
        return None
    for size in range(len(parts), 1, -1):
        module = _module(".".join(parts[:size]))
        if module is not None:
            return _inside(module, parts[size:])
    return None


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except (ImportError, RuntimeError, ImproperlyConfigured):
        return None  # a part of Django that needs what isn't here, or an app that isn't installed


def _inside(owner: Any, names: list[str]) -> Any:
    for name in names:
        owner = getattr(owner, name, None)
    return owner
