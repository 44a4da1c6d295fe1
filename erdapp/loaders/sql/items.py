"""The items of a CREATE TABLE cut from its text one by one, the commonest of them not even read.

Most columns say a type, whether NULL, a default, and all schemas say the same few of these over and
over. So a column's text behind its name is read once, and the next column that says the same is
made from the first. What is less plain is cut out and goes through the usual readers; where commas
can't be told by a regular expression (comments, escapes, deep nesting) they get all the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from msgspec.structs import replace

from erdapp.loaders.base import Origin
from erdapp.loaders.sql.columns import CLAUSES, NO_TYPE, begun
from erdapp.loaders.sql.draft import TableDraft
from erdapp.loaders.sql.expressions import take_type
from erdapp.loaders.sql.foreign_keys import add_foreign_key
from erdapp.loaders.sql.keyoptions import KeyOptions
from erdapp.loaders.sql.keys import set_primary_key
from erdapp.loaders.sql.reader import Reader, ReadError
from erdapp.loaders.sql.serial import SERIAL_TYPES
from erdapp.loaders.sql.state import NOT_PLAIN, LoadState, Said
from erdapp.schema import Dialect, ForeignKey, IndexPart

_NAME = r"[^\W\d]\w*+|\"[^\"\\]++\"|`[^`\\]++`|\[[^\]\\]++\]"
_TABLE = re.compile(
    rf"CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:{_NAME})(?:\s*\.\s*(?:{_NAME}))?"
    r"\s*\((?!\s*(?:SELECT|WITH)\b)",
    re.IGNORECASE,
)
_COLUMN = re.compile(
    rf"\s*+({_NAME})(?:\s++((?:[\w\s.:]++|\(\s*+(?:\d++\s*+(?:,\s*+\d++\s*+)?)?\)|\[\w*+\]|-(?=\d)"
    r"|'[^'\\]*+')++))?([,)])"
)
_REFERENCE = re.compile(
    rf"\s*+({_NAME})\s++"
    r"((?:(?!REFERENCES\b)[\w.:]++|\s++|\(\s*+(?:\d++\s*+(?:,\s*+\d++\s*+)?)?\))++)"
    r"REFERENCES\s++([^\W\d]\w*+)\s*+\(\s*+([^\W\d]\w*+)\s*+\)\s*+"
    r"(?:ON\s++DELETE\s++(CASCADE|SET\s++NULL|SET\s++DEFAULT|RESTRICT)\s*+)?[,)]",
    re.IGNORECASE,
)
"""A column that may be plain and points at another table."""
_QUOTES = '"`['
_NO_COLUMN = frozenset(
    {"CONSTRAINT", "PRIMARY", "FOREIGN", "UNIQUE", "CHECK", "EXCLUDE", "PERIOD", "KEY", "FULLTEXT",
     "SPATIAL", "VECTOR", "INDEX", "NOT", "CONNECTION", "LIKE"}
)  # fmt: skip
"""First words of items that may be something else than a column."""
_END = re.compile(r"\s*+\)")
_PLAIN = frozenset({"NOT", "NULL", "DEFAULT", "COLLATE", "COMMENT", "AUTO_INCREMENT", "CHARACTER",
                    "GENERATED"})  # fmt: skip
"""Clauses that say something of their column alone."""
_DEPTH = 4


_STRING, _DOUBLE, _BACKTICK, _BRACKET = r"'[^'\\]*+'", r'"[^"\\]*+"', "`[^`]*+`", r"\[[^\]]*+\]"
_SUBSCRIPT = r"\[(?:[^\[\]()'\"$\\/#;-]++|'[^'\\]*+')*+\]"
"""`[]`, `[3]`, and the commas of `ARRAY[1, 2]`; deeper ones are left to the readers."""
_MYSQL = (r"'(?:[^'\\]++|\\[\s\S])*+'", _BACKTICK)
_QUOTED = {
    Dialect.POSTGRES: (_STRING, _DOUBLE, _SUBSCRIPT),
    Dialect.MYSQL: _MYSQL,
    Dialect.MARIADB: _MYSQL,
    Dialect.SQLITE: (_STRING, _DOUBLE, _BACKTICK, _BRACKET),
    Dialect.MSSQL: (_STRING, _DOUBLE, _BRACKET),
}
"""What hides commas and parentheses, and brackets where they hide none."""


@cache
def _item(dialect: Dialect) -> re.Pattern[str]:
    """An item and the sign behind it, parentheses nested up to a limit."""
    plain = (r"[^()'\"`\[\]$\\/#;,-]++", "-(?!-)", r"/(?!\*)")
    piece = "|".join((*plain, *_QUOTED[dialect]))
    nested = rf"(?:{piece}|,)*+"
    for _ in range(_DEPTH):
        nested = rf"(?:{piece}|,|\({nested}\))*+"
    return re.compile(rf"\s*+()(?:{piece}|\({nested}\))*+([,)])")


ItemReader = Callable[[Reader, LoadState, TableDraft], None]


def opening(text: str) -> int:
    """Where the items of a CREATE TABLE begin; 0 when the text is something else."""
    found = _TABLE.match(text)
    return found.end() if found else 0


def take_items(reader: Reader, state: LoadState, table: TableDraft, item: ItemReader) -> bool:
    """Take the items of a table, `item` reading those that aren't plain, up to the closing
    parenthesis. False when a rest is left, which the reader then stands before."""
    source, place = reader.source, reader.opened
    cut, prefix = _item(state.dialect), f"{table.name}."
    while True:
        found = _COLUMN.match(source, place)
        if found is not None:
            known = _plain_column(found, prefix, reader, state, table)
        elif state.dialect is Dialect.POSTGRES and (found := _REFERENCE.match(source, place)):
            known = _plain_column(found, prefix, reader, state, table)
            if known:
                _refer(found, state, table)
        if found is None or not known:
            end = _END.match(source, place) if place > reader.opened else None
            if end is not None:  # a comma too much, which some servers let pass
                place = end.end()
                break
            found = cut.match(source, place)
            if found is None:
                reader.focus(place, len(source))
                return False
            reader.focus(found.start(1), found.end())
            _read(reader, state, table, item)
        place = found.end()
        if source[place - 1] == ")":
            break
    reader.focus(place, len(source))
    return True


def _read(reader: Reader, state: LoadState, table: TableDraft, item: ItemReader) -> None:
    """Read the one item that the reader stands before; what doesn't read is reported."""
    try:
        item(reader, state, table)
        if reader.word not in (",", ")"):
            raise reader.error(f"expected , or ) but found {reader.found()}")
    except ReadError as error:
        state.lose(f"{error.message}; this part was left out", error.line)


def _plain_column(
    found: re.Match[str], prefix: str, reader: Reader, state: LoadState, table: TableDraft
) -> bool:
    """Add the column if all of it is known; False when it has to be read."""
    token, said = found[1], found[2] or ""
    if token.upper() in _NO_COLUMN or (token[0] in _QUOTES and not reader.can_be_name(token)):
        return False
    known = state.plain_columns.get(said)
    if known is None:
        reader.focus(found.start(1), found.end(2) if found[2] else found.end())
        known = state.plain_columns[said] = _said(reader, state, table)
    column, raw, key = known
    name = reader.name_of(token)
    if column is None:
        return False
    if table.primary_key is not None:
        for part in table.primary_key.parts:
            if key or part.column == name:
                return False
    if len(table.columns) >= state.limits.columns_per_table:
        return False
    if not table.append(replace(column, name=name), state.facts):
        return False
    if key:
        set_primary_key(state, table, "", (IndexPart(column=name),), KeyOptions())
    state.origins[prefix + name] = Origin(state.file, reader.line_at(found.start(1)), raw)
    return True


def _refer(found: re.Match[str], state: LoadState, table: TableDraft) -> None:
    """Add the foreign key of the column just added."""
    target, column, action = found.group(3, 4, 5)
    name = state.name(target)
    owner = table.name if name == table.name.name else state.referred((name,))
    key = ForeignKey(
        columns=(table.columns[-1].name,),
        ref_table=owner.name,
        ref_columns=(state.name(column),),
        ref_schema=owner.schema,
        on_delete=" ".join(action.lower().split()) if action else "",
    )
    add_foreign_key(state, table, key)


def _said(reader: Reader, state: LoadState, table: TableDraft) -> Said:
    """What a column says behind its name, as a column without one."""
    problems = len(state.problems)
    try:
        reader.name()
        raw = "" if reader.word in NO_TYPE else take_type(reader)
        type = state.type(raw)
        if type.user or type.name in SERIAL_TYPES:
            return NOT_PLAIN
        column = begun("", type, raw, state)
        while (word := reader.word) in _PLAIN:
            reader.pos += 1
            CLAUSES[word](reader, state, table, column)
        if state.dialect is not Dialect.SQLITE and reader.accept("PRIMARY", "KEY"):
            column.key = True
        plain = reader.word in (",", ")", "") and len(state.problems) == problems
        return (column.column(state.default), raw, column.key) if plain else NOT_PLAIN
    except ReadError:
        return NOT_PLAIN
    finally:
        del state.problems[problems:]
