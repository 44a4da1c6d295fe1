"""ER111, ER112, ER114, ER115, ER118: types that hold less than they seem to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from erdapp.lint.design.base import MYSQL, Design, found, listed
from erdapp.lint.report import Diagnostic, Severity
from erdapp.schema import Column, Dialect, Table

_FLOATS = frozenset({"real", "float", "double", "double precision"})
_MONEY = frozenset(
    {
        "price", "prices", "amount", "cost", "costs", "salary", "wage", "wages", "fee", "fees",
        "balance", "revenue", "payment", "subtotal",
    }
)  # fmt: skip
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_PART_OF_UNICODE = {"utf8": "utf8mb4", "utf8mb3": "utf8mb4", "ucs2": "utf16"}


def _named(design: Design, wanted: Callable[[Column], bool]) -> Iterator[tuple[Table, list[str]]]:
    for table in design.schema.tables:
        names = [column.name for column in table.columns if wanted(column)]
        if names:
            yield table, names


def _columns(names: list[str], table: Table) -> str:
    word = "Column" if len(names) == 1 else "Columns"
    return f'{word} {listed(names)} of table "{table.name}"'


def without_time_zone(design: Design) -> Iterator[Diagnostic]:
    if design.dialect is not Dialect.POSTGRES:
        return
    kind = "timestamp without time zone"
    for table, names in _named(design, lambda column: design.base(column.type).name == kind):
        verb = "hold" if len(names) > 1 else "holds"
        text = f"{_columns(names, table)} {verb} no moment but a wall clock's face"
        mend = "Use timestamp with time zone (timestamptz), which takes as many bytes"
        yield found("ER111", text, mend, table, names[0], Severity.NOTE)


def floating_money(design: Design) -> Iterator[Diagnostic]:
    def wanted(column: Column) -> bool:
        words = {word.lower() for word in _WORD.findall(column.name)}
        return design.base(column.type).name in _FLOATS and bool(words & _MONEY)

    for table, names in _named(design, wanted):
        verb = "are" if len(names) > 1 else "is"
        text = f"{_columns(names, table)} {verb} a floating-point number: sums won't come out even"
        yield found("ER112", text, "Use numeric or decimal for money", table, names[0])


def padded_text(design: Design) -> Iterator[Diagnostic]:
    if design.dialect is not Dialect.POSTGRES:
        return

    def wanted(column: Column) -> bool:
        type = design.base(column.type)
        return type.name == "character" and type.args not in ((), ("1",))

    for table, names in _named(design, wanted):
        verb = "are" if len(names) > 1 else "is"
        text = f"{_columns(names, table)} {verb} padded with blanks to full length"
        mend = "Use text, with a check on its length where that matters"
        yield found("ER114", text, mend, table, names[0], Severity.NOTE)


def lonely_enum(design: Design) -> Iterator[Diagnostic]:
    mend = "Add the values that are meant, or leave the column out"
    for enum in design.schema.enums:
        if len(enum.values) < 2:
            text = f'Enum "{enum.name}" has {len(enum.values)} value{_s(len(enum.values))}'
            yield found("ER115", text, mend, severity=Severity.NOTE)
    if design.dialect in MYSQL:
        for table, names in _named(
            design, lambda column: column.type.name == "enum" and len(column.type.args) < 2
        ):
            verb = "have" if len(names) > 1 else "has"
            text = f"{_columns(names, table)} {verb} a single value to choose"
            yield found("ER115", text, mend, table, names[0], Severity.NOTE)


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def part_of_unicode(design: Design) -> Iterator[Diagnostic]:
    if design.dialect not in MYSQL:
        return
    for table in design.schema.tables:
        charset = dict(table.options).get("charset", "")
        names = [c.name for c in table.columns if c.charset in _PART_OF_UNICODE]
        if charset in _PART_OF_UNICODE or names:
            used = charset if charset in _PART_OF_UNICODE else _first_charset(table)
            text = f'Table "{table.name}" uses {used}, which has no room for all of Unicode'
            mend = f"Convert it to {_PART_OF_UNICODE[used]}"
            yield found("ER118", text, mend, table, names[0] if names else "", Severity.NOTE)


def _first_charset(table: Table) -> str:
    return next(c.charset for c in table.columns if c.charset in _PART_OF_UNICODE)
