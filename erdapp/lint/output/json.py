"""The report as JSON, in Atlas's shape, so that scripts that read one read the other."""

from __future__ import annotations

import json
from typing import Any

from erdapp.export import export
from erdapp.lint.report import Diagnostic, FileReport, SuggestedFix
from erdapp.lint.summary import Step, Summary
from erdapp.schema import Dialect, Schema

_DRIVERS = {Dialect.SQLITE: "sqlite3", Dialect.MSSQL: "sqlserver"}


def to_json(summary: Summary, indent: str | None = None) -> str:
    return json.dumps(as_data(summary), indent=indent, ensure_ascii=False)


def as_data(summary: Summary) -> dict[str, Any]:
    """The report as the values that JSON and templates take."""
    driver = _DRIVERS.get(summary.dialect, summary.dialect.value)
    reports = {file.name: file for file in summary.files}
    return {
        "Env": _said(Driver=driver, Dir=summary.dir),
        "Steps": [_step(step, reports) for step in summary.steps],
        "Schema": _said(Current=_hcl(summary.current), Desired=_hcl(summary.desired)),
        "Files": [_file(file) for file in summary.files],
    }


def _step(step: Step, reports: dict[str, FileReport]) -> dict[str, Any]:
    found = reports.get(step.file)
    result = _file(found) if found is not None else None
    return _said(Name=step.name, Text=step.text, Error=step.error, Result=result)


def _file(file: FileReport) -> dict[str, Any]:
    reports = [
        {"Text": report.text, "Diagnostics": [_diagnostic(item) for item in report.diagnostics]}
        for report in file.reports
    ]
    return _said(Name=file.name, Text=file.text, Reports=reports, Error=file.told)


def _diagnostic(item: Diagnostic) -> dict[str, Any]:
    return {
        "Pos": item.pos,
        "Text": item.text,
        "Code": item.code,
        **_said(SuggestedFixes=[_fix(fix) for fix in item.fixes]),
    }


def _fix(fix: SuggestedFix) -> dict[str, Any]:
    edit = fix.edit
    told = {"Line": edit.line, "End": edit.end, "NewText": edit.new_text} if edit else None
    return _said(Message=fix.message, TextEdit=told)


def _said(**values: Any) -> dict[str, Any]:
    """Without what is empty, as Atlas leaves it out."""
    return {name: value for name, value in values.items() if value}


def _hcl(schema: Schema | None) -> str:
    return export(schema, "hcl") if schema is not None else ""
