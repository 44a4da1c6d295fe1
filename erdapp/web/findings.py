"""What pages show of lint's findings: by their code, with their places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from msgspec import Struct

from erdapp.lint.codes import title
from erdapp.lint.report import Diagnostic, Severity
from erdapp.loaders.base import Origin, Origins
from erdapp.planner import last_lines
from erdapp.planner.plan import Plan, Statement


class Placed(Struct, frozen=True):
    """A finding and where the source says what it is about."""

    finding: Diagnostic
    origin: Origin | None = None


class FoundKind(Struct, frozen=True):
    """All findings of one code."""

    code: str
    title: str
    severity: Severity
    items: tuple[Placed, ...]

    @property
    def only(self) -> Diagnostic | None:
        """The finding, where there is one alone."""
        return self.items[0].finding if len(self.items) == 1 else None

    @property
    def mend(self) -> str:
        """How to mend them, where that is the same for all."""
        told = {fix.message for item in self.items for fix in item.finding.fixes}
        return told.pop() if len(told) == 1 else ""


class Found(Struct, frozen=True):
    """Findings in short: those that matter by their code, and the notes."""

    kinds: tuple[FoundKind, ...]
    notes: tuple[Diagnostic, ...]
    total: int

    @classmethod
    def of(cls, findings: Sequence[Diagnostic]) -> Found:
        grave = (item for item in findings if item.severity is not Severity.NOTE)
        notes = tuple(item for item in findings if item.severity is Severity.NOTE)
        return cls(by_code(grave, {}), notes, len(findings))


def by_code(findings: Iterable[Diagnostic], origins: Origins) -> tuple[FoundKind, ...]:
    """The findings by their code, in the order in which they come."""
    groups: dict[str, list[Diagnostic]] = {}
    for item in findings:
        groups.setdefault(item.code, []).append(item)
    return tuple(
        FoundKind(code, title(code), items[0].severity, tuple(_placed(i, origins) for i in items))
        for code, items in groups.items()
    )


def _placed(item: Diagnostic, origins: Origins) -> Placed:
    column = f"{item.table}.{item.column}" if item.column else item.table
    return Placed(item, origins.get(column) or origins.get(item.table))


def untold(plan: Plan, findings: Iterable[Diagnostic]) -> tuple[Statement, ...]:
    """The statements of the way forward that warn of something no finding is about."""
    ends = last_lines(plan.up, plan.dialect)
    told = {bisect_left(ends, item.line) for item in findings if item.line}
    return tuple(one for at, one in enumerate(plan.up) if one.warning and at not in told)


def about(findings: Iterable[Diagnostic], table: str) -> tuple[Diagnostic, ...]:
    """Those about one table."""
    return tuple(item for item in findings if item.table == table)
