"""How static files are kept for serving: under the hash of their content, compressed."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Also the modules that a script imports are named by their hash: a browser that has one of
    them keeps it for good, and never mixes the modules of two releases."""

    support_js_module_import_aggregation = True
