"""The versions of a project as stops on a line, the oldest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from erdapp.store.models import Project, Version
from erdapp.web.looking import Looking


@dataclass(frozen=True)
class Stop:
    number: int
    label: str


@dataclass(frozen=True)
class Timeline:
    """Where the version that is shown stands among the others; the links keep its view."""

    stops: tuple[Stop, ...]
    at: int
    address: str
    """Of a version's diagram, `~` standing for its number."""
    query: str

    @property
    def last(self) -> int:
        return len(self.stops) - 1

    @property
    def label(self) -> str:
        return self.stops[self.at].label

    @property
    def earlier(self) -> str:
        return self._link(self.at - 1)

    @property
    def later(self) -> str:
        return self._link(self.at + 1)

    def _link(self, at: int) -> str:
        if not 0 <= at <= self.last:
            return ""
        return self.address.replace("~", str(self.stops[at].number)) + self.query


def timeline(
    project: Project, versions: Sequence[Version], shown: int, looking: Looking
) -> Timeline | None:
    """None where there is only one version."""
    if len(versions) < 2:
        return None
    stops = tuple(
        Stop(v.number, f"{v} {v.label}".strip()) for v in sorted(versions, key=lambda v: v.number)
    )
    at = next(place for place, stop in enumerate(stops) if stop.number == shown)
    base = reverse("version", args=[project.slug, shown]).removesuffix(f"{shown}/")
    return Timeline(stops, at, f"{base}~/", looking.query())
