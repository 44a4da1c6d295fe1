"""The report as Markdown: one comment on a pull request, with the diff and its proof around it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from msgspec import Struct

from erdapp.lint.report import Diagnostic, FileReport, Severity
from erdapp.lint.summary import Summary

MARK = "<!-- erdapp lint -->"
"""The first line, by which the comment is found again to be updated."""
_SIGNS = {Severity.ERROR: "🔴 error", Severity.WARNING: "🟡 warning", Severity.NOTE: "🔵 note"}
_MARKUP = re.compile(r"([\\`*_\[\]#|~$@])")
_MOST_CHANGES = 30


class Around(Struct, frozen=True, kw_only=True):
    """What else the comment may tell."""

    changes: tuple[str, ...] = ()
    """Of the schema, one sentence each."""
    proof: str = ""
    """`proved on PostgreSQL 16.2, forward and back`"""
    compare_url: str = ""
    picture_url: str = ""
    """Of the difference as a diagram."""


def to_markdown(summary: Summary, around: Around = Around()) -> str:  # noqa: B008
    return "\n".join(_lines(summary, around)).rstrip("\n") + "\n"


def _lines(summary: Summary, around: Around) -> Iterator[str]:
    yield MARK
    yield f"### Lint: {_verdict(summary)}"
    yield ""
    if around.picture_url:
        picture = f"![The difference as a diagram]({_url(around.picture_url)})"
        link = _url(around.compare_url)
        yield f"[{picture}]({link})" if link else picture
        yield ""
    if around.proof:
        yield f"**Proof**: {plain(around.proof)}"
        yield ""
    for step in summary.steps:
        if step.error:
            yield f"**{plain(step.name)}**: {plain(step.text)}: {plain(step.error)}"
            yield ""
    for file in summary.files:
        yield from _file(file)
    yield from _changes(around)
    if around.compare_url:
        yield f"[Compare the two versions]({_url(around.compare_url)})"


def _verdict(summary: Summary) -> str:
    counts = summary.counted()
    told = [
        f"{counts[one]} {one}{'' if counts[one] == 1 else 's'}" for one in Severity if one in counts
    ]
    failed = any(step.error for step in summary.steps) or any(one.error for one in summary.files)
    return ", ".join((["could not run"] if failed else []) + told) or "nothing found"


def _file(file: FileReport) -> Iterator[str]:
    changes = f"{file.changes} schema change{'' if file.changes == 1 else 's'}"
    yield f"**{plain(file.name)}**{f': {changes}' if file.changes else ''}"
    yield ""
    if file.error:
        yield plain(file.error)
        yield ""
    found = list(file.diagnostics())
    if not found:
        return
    yield "| | Line | Finding | Suggested fix |"
    yield "|---|---|---|---|"
    yield from map(_row, found)
    yield ""


def _row(item: Diagnostic) -> str:
    fixes = "<br>".join(plain(fix.message) for fix in item.fixes)
    finding = f"{plain(item.text)} ({item.code})"
    cells = (_SIGNS[item.severity], str(item.line or ""), finding, fixes)
    return f"| {' | '.join(cells)} |"


def _changes(around: Around) -> Iterator[str]:
    if not around.changes:
        return
    count = len(around.changes)
    yield f"<details><summary>{count} change{'' if count == 1 else 's'} of the schema</summary>"
    yield ""
    for change in around.changes[:_MOST_CHANGES]:
        yield f"- {plain(change)}"
    if count > _MOST_CHANGES:
        yield f"- and {count - _MOST_CHANGES} more"
    yield ""
    yield "</details>"
    yield ""


def plain(text: str) -> str:
    """The text on one line, nothing in it read as markup, mention or HTML."""
    return _MARKUP.sub(r"\\\1", html.escape(" ".join(text.split()), quote=False))


def _url(text: str) -> str:
    """A web address that ends where it ends; empty for any other."""
    safe = text.startswith(("https://", "http://")) and not re.search(r"[\s<>()\"]", text)
    return text if safe else ""
