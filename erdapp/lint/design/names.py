"""ER109, ER110: names that stand out, and names that have to be quoted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from erdapp.dialects import keywords
from erdapp.lint.design.base import Design, found, listed
from erdapp.lint.report import Diagnostic, Severity
from erdapp.schema import Dialect, Table

_RESERVED = {
    Dialect.POSTGRES: keywords.POSTGRES - keywords.POSTGRES_COLUMNS,
    Dialect.MYSQL: keywords.MYSQL,
    Dialect.MARIADB: keywords.MYSQL,
    Dialect.SQLITE: keywords.SQLITE,
    Dialect.MSSQL: keywords.MSSQL,
}
_STYLES = {
    "snake_case": re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+"),
    "UPPER_CASE": re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+"),
    "camelCase": re.compile(r"[a-z]+(?:[A-Z][a-z0-9]*)+"),
    "PascalCase": re.compile(r"(?:[A-Z][a-z0-9]+){2,}"),
}
"""Names of one word alone are of no style."""
_ENOUGH = 8
_MOST = 0.8
"""With so many names of a style, so large a part of them sets it."""


def style_of(name: str) -> str:
    """The style that a name is spelled in; empty where that isn't clear."""
    return next((style for style, form in _STYLES.items() if form.fullmatch(name)), "")


def other_style(design: Design) -> Iterator[Diagnostic]:
    tables = design.schema.tables
    usual = _usual([table.name for table in tables])
    for table in tables:
        if usual and style_of(table.name) not in ("", usual):
            yield _styled(table, "", f'Table "{table.name}" isn\'t spelled in {usual}')
    usual = _usual([column.name for table in tables for column in table.columns])
    for table in tables:
        odd = [c.name for c in table.columns if usual and style_of(c.name) not in ("", usual)]
        if odd:
            what = f"Columns {listed(odd)}" if len(odd) > 1 else f"Column {listed(odd)}"
            words = "aren't" if len(odd) > 1 else "isn't"
            text = f'{what} of table "{table.name}" {words} spelled in {usual}'
            yield _styled(table, odd[0], text)


def _styled(table: Table, column: str, text: str) -> Diagnostic:
    mend = "Spell it as the other names are: who writes a query needn't look it up then"
    return found("ER109", f"{text} as the rest", mend, table, column, Severity.NOTE)


def _usual(names: Sequence[str]) -> str:
    """The style that most names have; empty where there is none."""
    counts = Counter(style for name in names if (style := style_of(name)))
    total = sum(counts.values())
    style, count = max(counts.items(), key=lambda item: item[1], default=("", 0))
    return style if total >= _ENOUGH and count >= _MOST * total else ""


def reserved_words(design: Design) -> Iterator[Diagnostic]:
    reserved = _RESERVED[design.dialect]
    for table in design.schema.tables:
        if table.name.lower() in reserved:
            yield _reserved(table, "", f'Table "{table.name}" has')
        odd = [column.name for column in table.columns if column.name.lower() in reserved]
        if odd:
            what = f'Column{"s" if len(odd) > 1 else ""} {listed(odd)} of table "{table.name}"'
            yield _reserved(table, odd[0], f"{what} {'have' if len(odd) > 1 else 'has'}")


def _reserved(table: Table, column: str, text: str) -> Diagnostic:
    mend = "Choose another name: this one has to be quoted in every query"
    told = f"{text} a reserved word for a name"
    return found("ER110", told, mend, table, column, Severity.NOTE)
