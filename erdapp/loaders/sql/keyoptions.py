"""What may follow the columns of a key or an index: INCLUDE, WITH, WHERE, USING, COMMENT …"""

from __future__ import annotations

from msgspec import Struct

from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.references import take_attributes
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Dialect, Options

_MSSQL_USUAL = {
    ("pad_index", "off"),
    ("statistics_norecompute", "off"),
    ("statistics_incremental", "off"),
    ("ignore_dup_key", "off"),
    ("allow_row_locks", "on"),
    ("allow_page_locks", "on"),
    ("optimize_for_sequential_key", "off"),
    ("data_compression", "none"),
    ("xml_compression", "off"),
    ("fillfactor", "0"),
    ("fillfactor", "100"),
}
_NOT_KEPT = frozenset({"sort_in_tempdb", "drop_existing", "online", "maxdop", "resumable"})
"""Options about how an index is built, not about what it is."""
_MYSQL_USUAL = {("key_block_size", "0"), ("ignored", "no"), ("clustering", "no")}


class KeyOptions(Struct):
    """What was said about a key or an index beside its columns."""

    include: tuple[str, ...] = ()
    where: str = ""
    method: str = ""
    nulls_distinct: bool = True
    deferrable: str = ""
    comment: str = ""
    invisible: bool = False
    clustered: bool | None = None
    """SQL Server: CLUSTERED or NONCLUSTERED; None when neither was said."""
    on: str = ""
    """SQL Server: a filegroup other than PRIMARY, or a partition scheme with its column."""
    options: dict[str, str] = {}

    def sorted(self) -> Options:
        return tuple(sorted(self.options.items()))


def take_key_options(
    reader: Reader, state: LoadState, found: KeyOptions | None = None
) -> KeyOptions:
    """Take all such clauses that come, in any order."""
    found = found or KeyOptions()
    while take_key_option(reader, state, found):
        pass
    return found


def take_key_option(reader: Reader, state: LoadState, found: KeyOptions) -> bool:
    """Take one such clause if one comes; whether it did."""
    match reader.word:
        case "INCLUDE":
            reader.pos += 1
            found.include = reader.names()
        case "CLUSTERED" | "NONCLUSTERED":
            found.clustered = reader.next().upper() == "CLUSTERED"
        case "NULLS":
            reader.pos += 1
            found.nulls_distinct = not reader.accept("NOT")
            reader.expect("DISTINCT")
        case "WITH":
            return _with(reader, found)
        case "USING":
            if state.dialect is Dialect.MSSQL:
                return False
            _using(reader, found)
        case "WHERE":
            reader.pos += 1
            found.where = _where(reader, state)
        case "ON":
            return _on(reader, state, found)
        case "DEFERRABLE" | "INITIALLY" | "NOT":
            return _deferral(reader, found)
        case _:
            return _mysql(reader, state, found)
    return True


def _with(reader: Reader, found: KeyOptions) -> bool:
    if reader.ahead(1) == "PARSER":
        reader.pos += 2
        found.options["parser"] = reader.name()
        return True
    if reader.ahead(1) == "FILLFACTOR":
        reader.pos += 1
    elif reader.ahead(1) != "(":
        return False
    else:
        reader.pos += 1
        found.options.update(take_pairs(reader))
        return True
    reader.pos += 1
    reader.expect("=")
    found.options["fillfactor"] = reader.value()
    return True


def take_pairs(reader: Reader) -> dict[str, str]:
    """Take `(name = value, flag, …)`: names in lower case, a flag's value is `true`; what is the
    usual anyway or only about building is left out."""
    reader.expect("(")
    pairs: dict[str, str] = {}
    while not reader.accept(")"):
        name = ".".join(reader.parts()).lower()
        value = "true"
        if reader.accept("="):
            value = _pair_value(reader)
        else:
            reader.skip_to_comma()
        if reader.dialect is not Dialect.MSSQL:
            pairs[name] = value
        elif (name, value.lower()) not in _MSSQL_USUAL and name not in _NOT_KEPT:
            pairs[name] = value.lower()
        if not reader.accept(",") and not reader.peek(")"):
            raise reader.error(f"expected , or ) but found {reader.found()}")
    return pairs


def _pair_value(reader: Reader) -> str:
    start = reader.pos
    value = reader.value()
    if reader.peek(",") or reader.peek(")"):
        return value
    reader.skip_to_comma()
    return reader.text(start)


def _using(reader: Reader, found: KeyOptions) -> None:
    reader.pos += 1
    if reader.accept("INDEX"):
        reader.accept("TABLESPACE")
        reader.name()
        return
    method = reader.name().lower()
    found.method = "" if method == "btree" else method


def _where(reader: Reader, state: LoadState) -> str:
    """The predicate of a partial index: up to the end, or to an option of SQL Server."""
    stops = ("WITH", "ON", ",", ";") if state.dialect is Dialect.MSSQL else (";",)
    text = reader.skip_to(*stops)
    return state.facts.normal_expression(text)


def _on(reader: Reader, state: LoadState, found: KeyOptions) -> bool:
    """`ON CONFLICT x` of SQLite, `ON [filegroup]` or `ON scheme(column)` of SQL Server."""
    if reader.accept("ON", "CONFLICT"):
        action = reader.next().lower()
        if action != "abort":
            found.options["on_conflict"] = action
        return True
    if state.dialect is not Dialect.MSSQL:
        return False
    reader.pos += 1
    found.on = take_filegroup(reader)
    return True


def take_filegroup(reader: Reader) -> str:
    """Take what follows `ON`: empty for the default filegroup."""
    start = reader.pos
    name = reader.name()
    if reader.peek("("):
        reader.skip_parenthesised()
        return reader.text(start)
    return "" if name.lower() in ("primary", "default", '"default"') else name


def _deferral(reader: Reader, found: KeyOptions) -> bool:
    start = reader.pos
    attributes = take_attributes(reader)
    found.deferrable = attributes.deferrable or found.deferrable
    return reader.pos > start


def _mysql(reader: Reader, state: LoadState, found: KeyOptions) -> bool:
    if state.dialect not in (Dialect.MYSQL, Dialect.MARIADB):
        return False
    word = reader.word
    if word == "COMMENT":
        reader.pos += 1
        reader.accept("=")
        found.comment = reader.string()
    elif word in ("INVISIBLE", "IGNORED"):
        reader.pos += 1
        reader.accept("=")
        found.invisible = not reader.accept("NO")
        reader.accept("YES")
    elif word in ("VISIBLE", "NOT") and (word == "VISIBLE" or reader.ahead(1) == "IGNORED"):
        reader.pos += 1 if word == "VISIBLE" else 2
    elif word in ("KEY_BLOCK_SIZE", "CLUSTERING", "ENGINE_ATTRIBUTE", "SECONDARY_ENGINE_ATTRIBUTE",
                  "ALGORITHM", "LOCK"):  # fmt: skip
        reader.pos += 1
        reader.accept("=")
        value = reader.value()
        if word not in ("ALGORITHM", "LOCK") and (word.lower(), value.lower()) not in _MYSQL_USUAL:
            found.options[word.lower()] = value
    else:
        return False
    return True
