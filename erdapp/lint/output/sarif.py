"""The report as SARIF 2.1.0, which code hosts and editors show at the lines of the files."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from erdapp import __version__
from erdapp.lint.codes import title
from erdapp.lint.report import Diagnostic, Severity, SuggestedFix
from erdapp.lint.summary import Summary

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def to_sarif(summary: Summary) -> str:
    found = list(summary.diagnostics())
    codes = sorted({item.code for item in found})
    driver = {
        "name": "erdapp",
        "version": __version__,
        "rules": [{"id": code, "shortDescription": {"text": title(code)}} for code in codes],
    }
    places = {code: place for place, code in enumerate(codes)}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(summary, item, places[item.code]) for item in found],
        "invocations": [_invocation(summary)],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False)


def _invocation(summary: Summary) -> dict[str, Any]:
    """What kept files from being looked at is no result, but has to be told."""
    told = [f"{step.text}: {step.error}" for step in summary.steps if step.error]
    told += [f"{file.name}: {file.error}" for file in summary.files if file.error]
    notes = [{"level": "error", "message": {"text": text}} for text in told]
    return {
        "executionSuccessful": not told,
        **({"toolExecutionNotifications": notes} if notes else {}),
    }


def _result(summary: Summary, item: Diagnostic, rule: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": item.code,
        "ruleIndex": rule,
        "level": _LEVELS[item.severity],
        "message": {"text": item.text},
    }
    if item.file:
        place: dict[str, Any] = {"artifactLocation": _file(summary, item)}
        if item.line:
            place["region"] = {"startLine": item.line}
        result["locations"] = [{"physicalLocation": place}]
    elif item.table:
        name = f"{item.table}.{item.column}" if item.column else item.table
        result["locations"] = [{"logicalLocations": [{"fullyQualifiedName": name}]}]
    fixes = [_fix(summary, item, fix) for fix in item.fixes if fix.edit]
    return {**result, **({"fixes": fixes} if fixes else {})}


def _fix(summary: Summary, item: Diagnostic, fix: SuggestedFix) -> dict[str, Any]:
    assert fix.edit is not None
    replacement = {
        "deletedRegion": {"startLine": fix.edit.line, "endLine": fix.edit.end},
        "insertedContent": {"text": fix.edit.new_text},
    }
    change = {"artifactLocation": _file(summary, item), "replacements": [replacement]}
    return {"description": {"text": fix.message}, "artifactChanges": [change]}


def _file(summary: Summary, item: Diagnostic) -> dict[str, str]:
    return {"uri": quote(summary.place(item.file))}
