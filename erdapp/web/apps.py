"""The Django app of the pages: template tags live here."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "erdapp.web"
    label = "web"
