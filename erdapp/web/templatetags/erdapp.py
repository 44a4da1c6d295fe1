"""Filters of the templates, built in: coloured SQL, pictures, plurals of the trade."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any, NamedTuple

from django.template import Library
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import (
    JavascriptLexer,
    JsonLexer,
    MySqlLexer,
    PostgresLexer,
    PythonLexer,
    SqlLexer,
    TerraformLexer,
    TextLexer,
    TransactSqlLexer,
    TypeScriptLexer,
)

from erdapp.dialects import facts
from erdapp.diff.summary import Summary
from erdapp.schema import Dialect
from erdapp.store.models import SourceText
from erdapp.store.pictures import SvgPicture
from erdapp.web.converters import Pair
from erdapp.web.markdown import render
from erdapp.web.source_links import SourceLinks
from erdapp.web.views.style import DIGEST

register = Library()

COLOURED = 200_000
"""Characters of SQL that are coloured; a longer text is shown plain."""

_LEXERS = {
    Dialect.POSTGRES: PostgresLexer,
    Dialect.MYSQL: MySqlLexer,
    Dialect.MARIADB: MySqlLexer,
    Dialect.MSSQL: TransactSqlLexer,
    Dialect.SQLITE: SqlLexer,
}
_OTHER_LEXERS = {
    **dict.fromkeys((".js", ".cjs", ".mjs", ".jsx"), JavascriptLexer),
    **dict.fromkeys((".ts", ".cts", ".mts", ".tsx"), TypeScriptLexer),
    ".json": JsonLexer,
    ".py": PythonLexer,
    ".hcl": TerraformLexer,
    **dict.fromkeys((".prisma", ".dbml"), TextLexer),
}
"""By the ending of a file; all others are SQL."""
_FORMATTER = HtmlFormatter(nowrap=True)


@register.filter
def sql(text: str, dialect: str) -> SafeString:
    """SQL as escaped HTML with the class names of Pygments."""
    if len(text) > COLOURED:
        return mark_safe(escape(text))
    lexer = _LEXERS[Dialect(dialect)](stripnl=False, ensurenl=False)
    return mark_safe(highlight(text, lexer, _FORMATTER))


@register.filter
def numbered(text: str, source: SourceText) -> SafeString:
    """A source file in colour, each line an element with the id `L12`."""
    lines = _coloured(text, source).removesuffix("\n").split("\n")
    return mark_safe("".join(f'<span id="L{n}">{line}\n</span>' for n, line in enumerate(lines, 1)))


def _coloured(text: str, source: SourceText) -> str:
    if len(text) > COLOURED:
        return escape(text)
    name = PurePosixPath(source.path).suffix.lower()
    kind = _OTHER_LEXERS.get(name) or _LEXERS[Dialect(source.version.dialect)]
    return str(highlight(text, kind(stripnl=False, ensurenl=False), _FORMATTER))


@register.filter
def dialect_label(dialect: str) -> str:
    """`PostgreSQL` for `postgres`."""
    return facts(Dialect(dialect)).label


@register.filter
def inline(picture: SvgPicture) -> SafeString:
    """The SVG itself. The layout escapes every text of a schema while it draws."""
    return mark_safe(picture.svg)


@register.filter
def counted(count: int, noun: str) -> str:
    """`1 table`, `2 tables`; a noun in `-x`, `-s`, `-ch` or consonant and `y` is seen to."""
    if count == 1:
        return f"{count} {noun}"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return f"{count} {noun[:-1]}ies"
    return f"{count} {noun}{'es' if noun.endswith(('x', 's', 'ch')) else 's'}"


class Chip(NamedTuple):
    """A count with the mark of its colour: `add`, `del`, `ren` or `mod`."""

    mark: str
    text: str


@register.filter
def chips(summary: Summary) -> list[Chip]:
    """Counts of tables and columns one by one, all other kinds together by what happened."""
    found = []
    for noun, count in (("table", summary.tables), ("column", summary.columns)):
        numbers = (("add", "+", count.added), ("del", "−", count.dropped))
        found += [Chip(mark, f"{sign}{counted(n, noun)}") for mark, sign, n in numbers if n]
        words = (("ren", "renamed", count.renamed), ("mod", "changed", count.changed))
        found += [Chip(mark, f"{counted(n, noun)} {word}") for mark, word, n in words if n]
    for noun, count in summary.other.items():
        signs = (("add", "+", count.added), ("del", "−", count.dropped))
        found += [Chip(mark, f"{sign}{counted(n, noun)}") for mark, sign, n in signs if n]
        if rest := count.renamed + count.changed:
            found.append(Chip("mod", f"{counted(rest, noun)} changed"))
    return found


@register.filter
def markdown(text: str) -> SafeString:
    """A note as HTML."""
    return render(text)


@register.filter
def lookup(values: dict[str, object], key: str) -> object:
    """The value of a key that a template has in a variable; None when there is none."""
    return values.get(key)


@register.filter
def sentence(text: str) -> str:
    """A message as a sentence: a capital letter first, a full stop last."""
    text = text.strip()
    stop = "" if not text or text[-1] in ".!?…" else "."
    return f"{text[:1].upper()}{text[1:]}{stop}"


@register.filter
def percent(score: float) -> str:
    """0.934 as `93 %`."""
    return f"{round(score * 100)} %"


@register.filter
def milliseconds(seconds: float) -> str:
    """0.01234 as `12`, and what is shorter than 10 ms with one digit more."""
    return f"{seconds * 1000:.1f}" if seconds < 0.01 else f"{seconds * 1000:.0f}"


@register.simple_tag
def picture_style_url() -> str:
    """The style sheet of the pictures."""
    return reverse("picture-style", args=[DIGEST])


@register.simple_tag
def compare_url(slug: str, before: int, after: int) -> str:
    """The comparison of two versions of a project."""
    return reverse("compare", args=[slug, Pair(before, after)])


@register.simple_tag(takes_context=True)
def place(context: dict[str, Any], file: str, line: int) -> SafeString:
    """A place in a source of the version that is being looked at."""
    links: SourceLinks = context["links"]
    return links.place(file, line)


@register.simple_tag(takes_context=True)
def place_of(context: dict[str, Any], table: object, column: str = "") -> SafeString:
    """Where the source says a table, or a column of it."""
    links: SourceLinks = context["links"]
    return links.of(f"{table}.{column}", str(table)) if column else links.of(str(table))


@register.simple_tag(takes_context=True)
def change_place(context: dict[str, Any], side: str, table: str, column: str = "") -> SafeString:
    """The same in one of two versions; nothing where only a table or column was asked for that
    the version doesn't have."""
    links: SourceLinks = context["sides"][side]
    return links.of(f"{table}.{column}", table) if column else links.of(table)


@register.simple_tag(takes_context=True)
def table_url(context: dict[str, object], name: object) -> str:
    """The page of a table in the version that is being looked at."""
    return str(context["place"].table(str(name)))  # type: ignore[attr-defined]


@register.simple_tag(takes_context=True)
def note_url(context: dict[str, object], table: object, column: str = "") -> str:
    """Where a note on a table or a column is written."""
    return str(context["place"].note(str(table), column))  # type: ignore[attr-defined]
