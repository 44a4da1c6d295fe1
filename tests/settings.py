"""Settings of the tests: a data folder of their own, jobs at once, no built static files."""

from __future__ import annotations

import atexit
import os
import tempfile

_data = tempfile.TemporaryDirectory(prefix="erdapp-tests-")
atexit.register(_data.cleanup)
os.environ["ERDAPP_DATA"] = _data.name

from erdapp.settings import *  # noqa: E402, F403

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
