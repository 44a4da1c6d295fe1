"""What stands behind the parentheses of CREATE TABLE: engine, character set, storage and such."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from erdapp.dialects.charsets import charset_name, collation_name
from erdapp.loaders.sql.draft import TableDraft
from erdapp.loaders.sql.keyoptions import take_filegroup, take_pairs
from erdapp.loaders.sql.partitions import take_mysql_partitions, take_partition_by
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Dialect

Option = Callable[[Reader, LoadState, TableDraft], None]
_MYSQL = (Dialect.MYSQL, Dialect.MARIADB)
_ENGINES = {
    name.lower(): name
    for name in (
        "InnoDB", "MyISAM", "MEMORY", "ARCHIVE", "CSV", "BLACKHOLE", "FEDERATED", "Aria",
        "ndbcluster", "MRG_MyISAM", "RocksDB", "S3", "SPIDER", "Columnstore", "CONNECT",
        "SEQUENCE", "OQGRAPH", "SPHINX", "TokuDB",
    )
} | {"heap": "MEMORY", "merge": "MRG_MyISAM", "ndb": "ndbcluster"}  # fmt: skip
"""Storage engines as servers spell them."""
_NEXT_STATEMENT = frozenset({"CREATE", "DROP", "ALTER", "INSERT"})
_END_OF_OPTION = frozenset({",", ";", ""})
_QUERY = frozenset({"AS", "SELECT", "WITH", "(", "IGNORE", "REPLACE", "VALUES", "TABLE"})


def take_table_options(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """Take all options that come, in any order, up to the end or to the query of `AS SELECT`."""
    readers = MYSQL_OPTIONS if state.dialect in _MYSQL else OPTIONS
    while not reader.at_end:
        if reader.accept(",") or reader.accept(";"):
            continue
        if _query_comes(reader):
            return
        if reader.word in _NEXT_STATEMENT:
            _begin_anew(reader, state)
            return
        found = readers.get(reader.word)
        if found is None:
            _skip_unknown(reader, state, table, readers)
            continue
        reader.pos += 1
        found(reader, state, table)


MAX_MISSING_SEMICOLONS = 50
"""In one statement: each costs another pass over what is left of it."""


def _begin_anew(reader: Reader, state: LoadState) -> None:
    """A semicolon is missing: what comes is a statement of its own, read from there anew."""
    line = reader.line_of(reader.pos)
    word = reader.word
    state.begun_anew += 1
    if state.begun_anew > MAX_MISSING_SEMICOLONS:
        raise reader.error(
            f"more than {MAX_MISSING_SEMICOLONS} semicolons are missing; the rest was left out"
        )
    state.leftover.append((reader.rest(), line))
    state.warn(f"a semicolon is missing before {word}", line)


def _query_comes(reader: Reader) -> bool:
    word, after = reader.word, reader.ahead(1)
    if word == "WITH":
        return after not in ("(", "SYSTEM", "OIDS", "NO", "DATA")
    if word == "AS":
        return after not in ("NODE", "EDGE", "FILETABLE")
    return word in _QUERY


def _skip_unknown(
    reader: Reader, state: LoadState, table: TableDraft, readers: Mapping[str, Option]
) -> None:
    """Pass over all words up to the next option: one problem, however many they are."""
    line, start = reader.line_of(reader.pos), reader.pos
    while reader.word not in readers and reader.word not in _END_OF_OPTION:
        if reader.pos > start and (_query_comes(reader) or reader.word in _NEXT_STATEMENT):
            break
        reader.pos += 1
        if reader.accept("="):
            reader.value()
        elif reader.peek("("):
            reader.skip_parenthesised()
    text = " ".join(reader.text(start)[:200].split())
    state.warn(f"table {table.name}: “{text[:60]}” is not understood and was left out", line)


def _with(reader: Reader, state: LoadState, table: TableDraft) -> None:
    if reader.accept("SYSTEM", "VERSIONING"):
        table.options["system_versioning"] = "true"
    elif not reader.accept("OIDS"):
        pairs = take_pairs(reader)
        pairs.pop("oids", None)
        table.options.update(pairs)


def _without(reader: Reader, state: LoadState, table: TableDraft) -> None:
    if reader.accept("ROWID"):
        table.options["without_rowid"] = "true"
    elif reader.accept("SYSTEM"):
        reader.expect("VERSIONING")
    else:
        reader.expect("OIDS")


def _inherits(reader: Reader, state: LoadState, table: TableDraft) -> None:
    reader.expect("(")
    parents = []
    while not reader.accept(")"):
        parents.append(str(state.referred(reader.parts())))
        reader.accept(",")
    table.inherits = tuple(parents)


def _partition(reader: Reader, state: LoadState, table: TableDraft) -> None:
    reader.expect("BY")
    take = take_mysql_partitions if state.dialect in _MYSQL else take_partition_by
    table.partition = take(reader, state)


def _named(name: str) -> Option:
    """An option of a word and a name."""

    def option(reader: Reader, state: LoadState, table: TableDraft) -> None:
        table.options[name] = reader.name()

    return option


def _flag(name: str) -> Option:
    """An option of one word."""

    def option(reader: Reader, state: LoadState, table: TableDraft) -> None:
        table.options[name] = "true"

    return option


def _using(reader: Reader, state: LoadState, table: TableDraft) -> None:
    method = reader.name()
    if method != "heap":
        table.options["using"] = method


def _server(reader: Reader, state: LoadState, table: TableDraft) -> None:
    table.options["server"] = reader.name()
    table.options.pop("foreign", None)


def _server_options(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """`OPTIONS (name 'value', …)` of a foreign table."""
    reader.expect("(")
    while not reader.accept(")"):
        name = reader.name()
        table.options[f"server.{name}"] = reader.string()
        reader.accept(",")


def _on(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """`ON [filegroup]` of SQL Server, `ON COMMIT …` of a temporary table."""
    if reader.accept("COMMIT"):
        reader.rest()
    elif filegroup := take_filegroup(reader):
        table.options["on"] = filegroup


def _textimage(reader: Reader, state: LoadState, table: TableDraft) -> None:
    if filegroup := take_filegroup(reader):
        table.options["textimage_on"] = filegroup


def _graph(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """SQL Server `AS NODE`, `AS EDGE`."""
    table.options["graph"] = reader.next().lower()


def _data(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """`DATA DIRECTORY = '…'`, `INDEX DIRECTORY = '…'`: where files lie."""
    reader.expect("DIRECTORY")
    reader.accept("=")
    reader.value()


def _default(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """`DEFAULT` before CHARSET or COLLATE says nothing more."""


def _charset(reader: Reader, state: LoadState, table: TableDraft) -> None:
    reader.accept("SET")
    reader.accept("=")
    table.options["charset"] = charset_name(reader.value().lower())


def _collate(reader: Reader, state: LoadState, table: TableDraft) -> None:
    reader.accept("=")
    table.options["collate"] = collation_name(reader.value().lower())


def _engine(reader: Reader, state: LoadState, table: TableDraft) -> None:
    reader.accept("=")
    name = reader.value()
    table.options["engine"] = _ENGINES.get(name.lower(), name)


def _comment(reader: Reader, state: LoadState, table: TableDraft) -> None:
    reader.accept("=")
    table.comment = reader.string()


def _ignored(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """An option about rows or files, not about the definition."""
    reader.accept("=")
    if reader.peek("("):
        reader.skip_parenthesised()
    else:
        reader.value()


def _valued(name: str, usual: str = "") -> Option:
    """A MySQL option `NAME [=] value`, kept unless it says the usual; words in upper case."""

    def option(reader: Reader, state: LoadState, table: TableDraft) -> None:
        reader.accept("=")
        value = reader.value() if reader.is_string() else reader.value().upper()
        if value.upper() not in ("DEFAULT", usual):
            table.options[name] = value

    return option


_ABOUT_ROWS = (
    "AUTO_INCREMENT", "PASSWORD", "UNION", "AUTOEXTEND_SIZE", "STORAGE", "NODEGROUP", "IETF_QUOTES",
    "SECONDARY_ENGINE", "ENGINE_ATTRIBUTE", "SECONDARY_ENGINE_ATTRIBUTE", "SEQUENCE",
)  # fmt: skip
OPTIONS: dict[str, Option] = {
    "WITH": _with,
    "WITHOUT": _without,
    "INHERITS": _inherits,
    "PARTITION": _partition,
    "TABLESPACE": _named("tablespace"),
    "USING": _using,
    "SERVER": _server,
    "OPTIONS": _server_options,
    "STRICT": _flag("strict"),
    "ON": _on,
    "TEXTIMAGE_ON": _textimage,
    "FILESTREAM_ON": _textimage,
    "AS": _graph,
}
"""PostgreSQL, SQLite and SQL Server, by the word an option begins with, which is taken already."""

MYSQL_OPTIONS: dict[str, Option] = {
    "ENGINE": _engine,
    "TYPE": _engine,
    "DEFAULT": _default,
    "CHARSET": _charset,
    "CHARACTER": _charset,
    "COLLATE": _collate,
    "COMMENT": _comment,
    "PARTITION": _partition,
    "WITH": _with,
    "WITHOUT": _without,
    "DATA": _data,
    "INDEX": _data,
    "ROW_FORMAT": _valued("row_format"),
    "ENCRYPTION": _valued("encryption", "N"),
    "ENCRYPTED": _valued("encrypted", "NO"),
    "KEY_BLOCK_SIZE": _valued("key_block_size", "0"),
    "PAGE_COMPRESSED": _valued("page_compressed", "0"),
    **{
        word: _valued(word.lower(), "0")
        for word in (
            "AVG_ROW_LENGTH", "CHECKSUM", "TABLE_CHECKSUM", "DELAY_KEY_WRITE", "MAX_ROWS",
            "MIN_ROWS", "PACK_KEYS", "STATS_AUTO_RECALC", "STATS_PERSISTENT",
            "STATS_SAMPLE_PAGES", "COMPRESSION", "PAGE_CHECKSUM", "TRANSACTIONAL", "TABLESPACE",
            "CONNECTION", "INSERT_METHOD", "ENCRYPTION_KEY_ID", "PAGE_COMPRESSION_LEVEL",
        )
    },
    **dict.fromkeys(_ABOUT_ROWS, _ignored),
}  # fmt: skip
"""MySQL and MariaDB, by the word an option begins with, which is taken already."""
