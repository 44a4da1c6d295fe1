"""A column definition: name, type, then clauses in any order, each with its own small reader."""

from __future__ import annotations

import re

from erdapp.loaders.sql.column_constraints import CONSTRAINT_CLAUSES, Clause
from erdapp.loaders.sql.draft import ColumnDraft, TableDraft
from erdapp.loaders.sql.expressions import take_expression, take_type
from erdapp.loaders.sql.generated import GENERATED_CLAUSES
from erdapp.loaders.sql.indexparts import collation_name
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.serial import SERIAL_TYPES, make_serial
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import DataType, Dialect

_END = frozenset({",", ")", "", ";", "FIRST", "AFTER"})
"""What ends a definition; the last two are MySQL's words for where an added column goes."""
_MYSQL = (Dialect.MYSQL, Dialect.MARIADB)
_NATIONAL = re.compile(r"n(?:ational|varchar|char)\b", re.IGNORECASE)
"""MySQL: types that are in `utf8mb3` whatever the table is in."""
NO_TYPE = frozenset({"AS", "GENERATED", ",", ")", ""})
"""What comes behind the name of a column that has no type."""


def take_column(reader: Reader, state: LoadState, table: TableDraft) -> ColumnDraft:
    """Take one column definition; what it adds to the table (keys, checks …) goes into `table`.

    The column itself is given back, not added.
    """
    start = reader.pos
    name = reader.name()
    raw = "" if reader.word in NO_TYPE else take_type(reader)
    type = state.type(raw)
    draft = begun(name, type, raw, state)
    if type.name in SERIAL_TYPES and state.dialect in SERIAL_TYPES[type.name]:
        make_serial(state, table, draft)
    take_clauses(reader, state, table, draft)
    state.column_origin(table.name, name, reader.line_of(start), raw)
    return draft


def begun(name: str, type: DataType, raw: str, state: LoadState) -> ColumnDraft:
    """A column of which no clause was read yet."""
    draft = ColumnDraft(name, type)
    if state.dialect is Dialect.MSSQL and type.name == "sysname":
        draft.null = False
    elif state.dialect in _MYSQL and raw[:1] in "nN" and _NATIONAL.match(raw):
        draft.charset = "utf8mb3"
    return draft


def add_column(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """Take one column definition and add the column at the end of the table."""
    draft = take_column(reader, state, table)
    if table.primary_key and not draft.key and state.dialect is not Dialect.SQLITE:
        draft.key = draft.name in table.primary_key.columns
    if not table.append(draft.column(state.default), state.facts):
        state.warn(f"column {draft.name} is there twice; the first one counts")
    elif len(table.columns) > state.limits.columns_per_table:
        raise state.too_many_columns(table.name, len(table.columns))


def take_clauses(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    """Take the clauses of a column up to the end of its definition."""
    uppers = reader.uppers
    while (word := uppers[reader.pos]) not in _END:
        clause = CLAUSES.get(word)
        if clause is not None:
            reader.pos += 1
            clause(reader, state, table, column)
        else:
            _unknown(reader, state, column)


def _unknown(reader: Reader, state: LoadState, column: ColumnDraft) -> None:
    """Pass over words up to the next clause that is known."""
    start = reader.pos
    line = reader.line_of(start)
    reader.pos += 1 if not reader.peek("(") else 0
    while reader.word not in _END and reader.word not in CLAUSES:
        if reader.peek("("):
            reader.skip_parenthesised()
        else:
            reader.pos += 1
    text = reader.text(start)
    state.warn(f"column {column.name}: “{text[:60]}” is not understood and was left out", line)


def _not(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    if reader.accept("NULL"):
        column.null = False
        if reader.accept("ON", "CONFLICT"):
            state.warn(f"column {column.name}: NOT NULL ON CONFLICT {reader.next()} was left out")
    elif reader.accept("FOR", "REPLICATION"):
        if column.identity is not None:
            column.options["not_for_replication"] = "true"
    elif not (reader.accept("DEFERRABLE") or reader.accept("ENFORCED") or reader.accept("VALID")):
        reader.accept_any("HIDDEN", "INVISIBLE", "SECONDARY")
    column.constraint = ""


def _null(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    column.null = True
    column.constraint = ""


def _default(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    if state.dialect is Dialect.MSSQL:
        column.default_name = column.constraint
    column.default = take_expression(reader)
    column.constraint = ""
    if reader.accept("WITH", "VALUES"):
        state.note(f"column {column.name}: WITH VALUES is about rows and was left out")


def _on(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    """`ON UPDATE CURRENT_TIMESTAMP` of MySQL; elsewhere a filegroup or a conflict clause."""
    if reader.accept("UPDATE"):
        text = take_expression(reader)
        column.on_update = state.facts.normal_expression(text)
    elif reader.accept("CONFLICT"):
        reader.next()
    else:
        reader.name()
        reader.skip_parenthesised()


def _collate(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    column.collation = collation_name(reader, state)


def _charset(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    reader.accept("SET")
    reader.accept("=")
    column.charset = reader.value().lower()


def _comment(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    reader.accept("=")
    column.comment = reader.string()


def _auto_increment(
    reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft
) -> None:
    column.auto_increment = True


def _flag(name: str) -> Clause:
    """A clause of one word that becomes an option."""

    def clause(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
        column.options[name] = "true"

    return clause


def _valued(name: str) -> Clause:
    """A clause of a word and a value that becomes an option."""

    def clause(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
        reader.accept("=")
        column.options[name] = reader.value().lower()

    return clause


def _invisible(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    column.invisible = True


def _nothing(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    """A clause that says what is so anyway."""


def _serial_default(
    reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft
) -> None:
    """MySQL `SERIAL DEFAULT VALUE`."""
    reader.expect("DEFAULT", "VALUE")
    make_serial(state, table, column)


def _with(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    """`WITH SYSTEM VERSIONING` of MariaDB, `WITH OPTIONS` of typed tables, an index's `WITH (…)`,
    a masking function of SQL Server."""
    if reader.accept("SYSTEM", "VERSIONING"):
        column.options["system_versioning"] = "true"
    elif reader.peek("("):
        reader.skip_parenthesised()
    elif not reader.accept("OPTIONS"):
        raise reader.error(f"column {column.name}: WITH {reader.found()} is not known")


def _without(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    reader.expect("SYSTEM", "VERSIONING")
    column.options["system_versioning"] = "without"


def _masked(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    reader.accept("WITH")
    column.options["masked"] = reader.parenthesised()


def _encrypted(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    """`ENCRYPTED WITH (…)` of SQL Server, `ENCRYPTED=YES` of MariaDB."""
    if reader.accept("WITH"):
        column.options["encrypted"] = reader.parenthesised()
    else:
        reader.accept("=")
        column.options["encrypted"] = reader.value().lower()


def _column_set(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    reader.expect("FOR", "ALL_SPARSE_COLUMNS")
    column.options["column_set"] = "true"


def _binary_attribute(
    reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft
) -> None:
    """MySQL `BINARY` after a character type: the `_bin` collation of its character set."""
    column.options["binary"] = "true"


def _charset_word(charset: str) -> Clause:
    """MySQL `ASCII` and `UNICODE` after a character type."""

    def clause(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
        column.charset = charset

    return clause


CLAUSES: dict[str, Clause] = {
    **CONSTRAINT_CLAUSES,
    **GENERATED_CLAUSES,
    "NOT": _not,
    "NULL": _null,
    "DEFAULT": _default,
    "ON": _on,
    "COLLATE": _collate,
    "CHARACTER": _charset,
    "CHARSET": _charset,
    "CHAR": _charset,
    "COMMENT": _comment,
    "AUTO_INCREMENT": _auto_increment,
    "AUTOINCREMENT": _auto_increment,
    "ROWGUIDCOL": _flag("rowguidcol"),
    "SPARSE": _flag("sparse"),
    "FILESTREAM": _flag("filestream"),
    "INVISIBLE": _invisible,
    "HIDDEN": _invisible,
    "VISIBLE": _nothing,
    "PERSISTED": _nothing,
    "STORAGE": _valued("storage"),
    "COMPRESSION": _valued("compression"),
    "COLUMN_FORMAT": _valued("column_format"),
    "SRID": _valued("srid"),
    "REF_SYSTEM_ID": _valued("srid"),
    "COMPRESSED": _flag("compressed"),
    "SERIAL": _serial_default,
    "WITH": _with,
    "WITHOUT": _without,
    "MASKED": _masked,
    "ENCRYPTED": _encrypted,
    "COLUMN_SET": _column_set,
    "BINARY": _binary_attribute,
    "ASCII": _charset_word("latin1"),
    "UNICODE": _charset_word("ucs2"),
}
"""What reads a clause, by the word it begins with, which is taken already."""
