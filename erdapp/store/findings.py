"""What lint says of a stored plan and of a stored schema, kept beside them."""

from __future__ import annotations

import logging
import zlib

import msgspec

from erdapp.lint.analyze import lint_file
from erdapp.lint.design import lint_schema
from erdapp.lint.replay import Replay
from erdapp.lint.report import Diagnostic
from erdapp.planner import render
from erdapp.planner.plan import Plan
from erdapp.schema import Schema
from erdapp.store.build import judging
from erdapp.store.models import Comparison, Snapshot
from erdapp.store.snapshots import load_schema

log = logging.getLogger(__name__)

Findings = tuple[Diagnostic, ...]
NAME = "up.sql"
"""The file that findings of a plan are about."""


def of_plan(before: Schema, plan: Plan) -> Findings:
    """What there is to say about the plan's way forward, the gravest first. A defect of lint
    takes no plan from the reader."""
    try:
        text = render(plan.up, plan.dialect)
        report = lint_file(Replay(plan.dialect, before).file(NAME, text))
    except Exception:
        log.exception("linting a plan failed")
        return ()
    grave = ("error", "warning", "note")
    found = report.diagnostics()
    return tuple(sorted(found, key=lambda item: (grave.index(item.severity), item.line)))


def findings_of(comparison: Comparison) -> Findings:
    """The stored findings of a comparison's plan."""
    return _unpacked(bytes(comparison.findings))


def design_findings(snapshot: Snapshot) -> Findings:
    """What the design rules say of a stored schema; found out once for each build of them."""
    if snapshot.findings_maker != judging():
        schema = load_schema(snapshot.fingerprint)
        snapshot.findings, snapshot.findings_maker = judged(schema), judging()
        snapshot.save(update_fields=["findings", "findings_maker"])
    return _unpacked(bytes(snapshot.findings))


def judged(schema: Schema) -> bytes:
    """The packed findings of a schema; none, with the cause in the log, when a rule is broken."""
    try:
        return packed(lint_schema(schema).diagnostics)
    except Exception:
        log.exception("linting a schema failed")
        return b""


def packed(findings: Findings) -> bytes:
    return zlib.compress(msgspec.json.encode(findings)) if findings else b""


def _unpacked(data: bytes) -> Findings:
    return msgspec.json.decode(zlib.decompress(data), type=Findings) if data else ()
