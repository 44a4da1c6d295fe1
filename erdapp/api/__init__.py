"""The REST interface: `/api/v1/`, described at `/api/v1/docs`."""

from __future__ import annotations

from erdapp.api.app import api

__all__ = ["api"]
