"""A run of lint written out: as text, JSON, SARIF, GitHub's annotations, Markdown."""

from __future__ import annotations

from erdapp.lint.output.github import to_github
from erdapp.lint.output.json import to_json
from erdapp.lint.output.markdown import Around, to_markdown
from erdapp.lint.output.sarif import to_sarif
from erdapp.lint.output.text import to_text

__all__ = ["Around", "to_github", "to_json", "to_markdown", "to_sarif", "to_text"]
