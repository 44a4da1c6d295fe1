"""MY110 to MY113 and MY120 to MY123: changes of ENUM and SET values that copy the whole table.

MySQL stores the number of a value. New values at the end leave the numbers as they are, unless
the numbers need more bytes: an ENUM has one up to 255 values, then two; a SET has a bit for each
value, in 1, 2, 3, 4 or 8 bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from erdapp.dialects import facts
from erdapp.diff.changes import ModifyColumn
from erdapp.lint.analyzers.base import MYSQL, Analyzer
from erdapp.lint.context import Look
from erdapp.lint.edits import instead
from erdapp.lint.policy import Policy
from erdapp.lint.report import Diagnostic, SuggestedFix
from erdapp.schema import Table

_COPY = "requires a table copy, with writes locked out"
_ENUM_BYTES = 255
_VALUE = re.compile(r"'(?:[^'\\]|''|\\.)*'", re.DOTALL)
_LIST = re.compile(
    rf"\b(?P<kind>enum|set)\s*\(\s*(?P<values>{_VALUE.pattern}(?:\s*,\s*{_VALUE.pattern})*)\s*\)",
    re.IGNORECASE | re.DOTALL,
)
_ESCAPED = re.compile(r"''|\\.", re.DOTALL)
_CODES = {"enum": ("MY110", "MY111", "MY112", "MY113"), "set": ("MY120", "MY121", "MY122", "MY123")}
"""Removed, reordered, inserted, grown."""


def check(look: Look, policy: Policy) -> Iterator[Diagnostic]:
    for change, part in look.statement.table_changes():
        if not isinstance(part, ModifyColumn) or look.spans.is_new(change.after.full_name):
            continue
        before, after = part.before.type, part.after.type
        if before.name == after.name and before.name in _CODES:
            yield from _values(look, change.after, part, before.name)


def _values(look: Look, table: Table, part: ModifyColumn, kind: str) -> Iterator[Diagnostic]:
    old, new, name = part.before.type.args, part.after.type.args, part.after.name
    removed, reordered, inserted, grown = _CODES[kind]
    about = f'{kind} values of column "{name}"'
    if gone := [value for value in old if value not in new]:
        text = f'Removing {kind} values {_shown(gone)} from column "{name}" {_COPY}'
        mend = "Keep the values, or make sure that no row has them and run this while nobody writes"
        yield look.found(
            removed, text, table, name, fixes=[_with_values(look, mend, kind, old, new)]
        )
    kept = [value for value in old if value in new]
    if kept != [value for value in new if value in old]:
        mend = "Keep the order, and sort by an expression where another order is wanted"
        text = f"Reordering {about} {_COPY}"
        fix = _with_values(look, mend, kind, old, new)
        yield look.found(reordered, text, table, name, fixes=[fix])
    if early := _not_at_the_end(old, new):
        text = f'Inserting {kind} values {_shown(early)} not at the end of column "{name}" {_COPY}'
        fix = _with_values(look, "Add new values at the end", kind, old, new)
        yield look.found(inserted, text, table, name, fixes=[fix])
    if stored(kind, len(old)) < stored(kind, len(new)):
        text = _outgrown(kind, name, len(old), len(new))
        yield look.found(grown, text, table, name, fixes=[SuggestedFix(message=_TABLE)])


_TABLE = "Run this while nobody writes, or keep the values in a table of their own"


def _outgrown(kind: str, name: str, old: int, new: int) -> str:
    sizes = f"from {stored(kind, old)} to {stored(kind, new)} bytes"
    if kind == "enum":
        what = f'Exceeding 256 enum values of column "{name}" changes its storage size'
    else:
        what = f'Adding set values to column "{name}" ({old} to {new}) changes its storage size'
    return f"{what} {sizes} and {_COPY}"


def _not_at_the_end(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """New values that stand before old ones."""
    last = max((place for place, value in enumerate(new) if value in old), default=-1)
    return [value for value in new[:last] if value not in old]


def stored(kind: str, count: int) -> int:
    """Bytes for a column of so many values."""
    if kind == "enum":
        return 1 if count <= _ENUM_BYTES else 2
    size = (count + 7) // 8
    return 8 if size > 4 else size


def _shown(values: Sequence[str]) -> str:
    shown = ", ".join(f'"{value}"' for value in values[:5])
    return f"{shown} and {len(values) - 5} more" if len(values) > 5 else shown


def _with_values(
    look: Look, mend: str, kind: str, old: Sequence[str], new: Sequence[str]
) -> SuggestedFix:
    """The old values as they were, and the new ones behind them, in the list that says `new`; only
    advice where the statement has no such list, or has several."""
    text = look.statement.text
    lists = [found for found in _LIST.finditer(text) if found["kind"].lower() == kind]
    lists = [found for found in lists if _values_of(found["values"]) == list(new)]
    if len(lists) != 1:
        return SuggestedFix(message=mend)
    quote = facts(look.dialect).string
    wanted = (*old, *(value for value in new if value not in old))
    listed = ", ".join(quote(value) for value in wanted)
    start, end = lists[0].span("values")
    return instead(look, mend, text[:start] + listed + text[end:])


def _values_of(text: str) -> list[str]:
    return [
        _ESCAPED.sub(lambda pair: pair[0][1], found[0][1:-1]) for found in _VALUE.finditer(text)
    ]


ANALYZER = Analyzer(
    name="mysql",
    heading="MySQL specific issues detected",
    codes=tuple(code for codes in _CODES.values() for code in codes),
    check=check,
    dialects=MYSQL,
)
