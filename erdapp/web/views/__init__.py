"""Views: access check, form, one call, render."""

from __future__ import annotations
