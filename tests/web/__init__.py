"""Tests of `erdapp.web`."""

from __future__ import annotations
