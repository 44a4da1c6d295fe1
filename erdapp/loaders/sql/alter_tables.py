"""ALTER TABLE: the table as a whole: its name, its options, its partitions, its row security."""

from __future__ import annotations

import re

from msgspec.structs import replace

from erdapp.dialects.charsets import charset_name, collation_name
from erdapp.loaders.sql.alter_columns import rename_column
from erdapp.loaders.sql.copies import inherit
from erdapp.loaders.sql.draft import Named, TableDraft
from erdapp.loaders.sql.keyoptions import take_pairs
from erdapp.loaders.sql.partitions import take_bound, take_children, take_mysql_partitions
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.loaders.sql.triggers import set_trigger_state
from erdapp.schema import Column, Dialect, Name

_MYSQL = (Dialect.MYSQL, Dialect.MARIADB)
_TEXTS = frozenset({"char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set"})


def rename(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """`RENAME [TO | AS] t`, `RENAME [COLUMN] a TO b`, `RENAME CONSTRAINT | INDEX | KEY a TO b`."""
    if reader.accept_any("TO", "AS", "="):
        move(state, table, _new_name(reader, state, table))
    elif reader.word in ("INDEX", "KEY") and reader.ahead(1) != "TO":
        _rename_index(reader, state, table)
    elif reader.word == "CONSTRAINT" and reader.ahead(1) != "TO":
        reader.pos += 1
        old = reader.name()
        reader.expect("TO")
        rename_part(reader, state, table, old, reader.name())
    elif reader.ahead(1) in (",", "", "."):
        move(state, table, _new_name(reader, state, table))
    else:
        reader.accept("COLUMN")
        calm = reader.if_exists()
        old = reader.name()
        reader.expect("TO")
        new = reader.name()
        place = table.column_at(old, state.facts)
        if place >= 0:
            rename_column(state, table, table.columns[place].name, new)
        elif not calm:
            raise reader.error(f"there is no column {old} in table {table.name}")


def _rename_index(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """MySQL's `INDEX | KEY a TO b`: a foreign key may have the name of its index, and keeps it."""
    reader.pos += 1
    reader.if_exists()
    old = reader.name()
    reader.expect("TO")
    new = reader.name()
    fold = state.facts.fold
    for place, index in enumerate(table.indexes):
        if fold(index.name) == fold(old):
            table.indexes[place] = replace(index, name=new)
            return
    raise reader.error(f"table {table.name} has no index {old}")


def _new_name(reader: Reader, state: LoadState, table: TableDraft) -> Name:
    parts = reader.parts()
    return state.created(parts) if len(parts) > 1 else Name(table.name.schema, parts[0])


def move(state: LoadState, table: TableDraft, new: Name) -> None:
    """Give a table that is being altered another name or namespace."""
    old = table.name
    state.builder.put(table.table())
    state.builder.rename_table(old, new)
    moved = state.builder.table(new)
    if moved is not None:
        table.foreign_keys = list(moved.foreign_keys)
    table.name = new
    if state.dialect in _MYSQL:
        _rename_generated(table, old.name, new.name)
    origin = state.forget_origin(str(old))
    if origin is not None:
        state.origins[str(new)] = origin
    for column in table.columns:
        said = state.forget_origin(f"{old}.{column.name}")
        if said is not None:
            state.origins[f"{new}.{column.name}"] = said
    if old in state.partitions:
        state.partitions[new] = state.partitions.pop(old)
    for child, (parent, bound) in list(state.partitions.items()):
        if parent == old:
            state.partitions[child] = (new, bound)


def _rename_generated(table: TableDraft, old: str, new: str) -> None:
    """MySQL renames the foreign keys and checks that it had named after the table."""

    def fresh(name: str) -> str:
        return re.sub(rf"^{re.escape(old)}(_(?:ibfk|chk)_\d+)$", rf"{_literal(new)}\1", name)

    table.foreign_keys = [replace(key, name=fresh(key.name)) for key in table.foreign_keys]
    table.checks = [replace(check, name=fresh(check.name)) for check in table.checks]


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\")


def rename_part(reader: Reader, state: LoadState, table: TableDraft, old: str, new: str) -> None:
    """Rename a constraint or an index. Raises ReadError when there is none of that name."""
    fold = state.facts.fold
    if table.primary_key is not None and fold(table.primary_key.name) == fold(old):
        table.primary_key = replace(table.primary_key, name=new)
        return
    lists: tuple[list[Named], ...] = (
        table.uniques, table.foreign_keys, table.checks, table.exclusions, table.indexes
    )  # type: ignore[assignment]  # fmt: skip
    for items in lists:
        for place, item in enumerate(items):
            if fold(item.name) == fold(old):
                items[place] = replace(item, name=new)  # type: ignore[type-var]
                return
    raise reader.error(f"table {table.name} has no constraint or index {old}")


def rename_index(reader: Reader, state: LoadState, table: TableDraft, old: str, new: str) -> None:
    """Rename an index, or the key that it belongs to, whatever constraints have that name too."""
    fold = state.facts.fold
    for place, index in enumerate(table.indexes):
        if fold(index.name) == fold(old):
            table.indexes[place] = replace(index, name=new)
            return
    rename_part(reader, state, table, old, new)


def set_options(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """`SET SCHEMA`, `SET (…)`, `SET LOGGED`, `SET TABLESPACE`, `SET WITHOUT …` …"""
    if reader.accept("SCHEMA"):
        move(state, table, Name(state.resolve_namespace(reader.name()), table.name.name))
    elif reader.peek("("):
        pairs = take_pairs(reader)
        if pairs.get("system_versioning", "").lower() == "off":
            pairs.pop("system_versioning")
            table.options.pop("system_versioning", None)
        pairs.pop("lock_escalation", None)
        table.options.update(pairs)
    elif reader.accept_any("LOGGED", "UNLOGGED"):
        reader.pos -= 1
        if reader.next().upper() == "LOGGED":
            table.options.pop("unlogged", None)
        else:
            table.options["unlogged"] = "true"
    elif reader.accept("TABLESPACE"):
        table.options["tablespace"] = reader.name()
    elif reader.accept("ACCESS", "METHOD"):
        method = reader.name()
        table.options.pop("using", None)
        if method not in ("heap", "default"):
            table.options["using"] = method
    else:
        reader.accept_any("WITHOUT", "WITH")
        reader.next()


def reset_options(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """PostgreSQL `RESET (…)`."""
    for name in reader.names():
        table.options.pop(name, None)


def attach(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """PostgreSQL `ATTACH PARTITION p FOR VALUES …`."""
    reader.expect("PARTITION")
    child = state.referred(reader.parts())
    bound = take_bound(reader, state)
    if state.builder.table(child) is None:
        state.warn(f"there is no table {child} to attach to {table.name}")
    else:
        state.partitions[child] = (table.name, bound)


def detach(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """PostgreSQL `DETACH PARTITION p`."""
    reader.expect("PARTITION")
    child = state.referred(reader.parts())
    reader.accept_any("CONCURRENTLY", "FINALIZE")
    if state.partitions.pop(child, None) is None:
        state.warn(f"{child} is no partition of {table.name}")


def enable(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """`ENABLE ROW LEVEL SECURITY`; triggers and rules are switched elsewhere."""
    if reader.accept("ROW", "LEVEL", "SECURITY"):
        table.row_security = table.row_security or "enabled"
    else:
        how = reader.accept_any("REPLICA", "ALWAYS").lower()
        _switch_trigger(reader, state, table, how)


def disable(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """`DISABLE ROW LEVEL SECURITY`, `DISABLE TRIGGER`, MySQL `DISABLE KEYS`."""
    if reader.accept("ROW", "LEVEL", "SECURITY"):
        table.row_security = ""
    else:
        _switch_trigger(reader, state, table, "disabled")


def _switch_trigger(reader: Reader, state: LoadState, table: TableDraft, enabled: str) -> None:
    """The rest of `ENABLE | DISABLE TRIGGER t`; MySQL's `KEYS` and the rules of PostgreSQL are
    passed over."""
    if not reader.accept("TRIGGER"):
        reader.skip_to_comma()
        return
    set_trigger_state(state, reader.name(), table.name, enabled)
    while state.dialect is Dialect.MSSQL and reader.accept(","):
        set_trigger_state(state, reader.name(), table.name, enabled)


def force(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """`FORCE ROW LEVEL SECURITY`; `FORCE` alone rebuilds a MySQL table."""
    if reader.accept("ROW", "LEVEL", "SECURITY"):
        table.row_security = "forced"


def no(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """`NO FORCE ROW LEVEL SECURITY`, `NO INHERIT parent`."""
    if reader.accept("FORCE", "ROW", "LEVEL", "SECURITY"):
        table.row_security = "enabled" if table.row_security else ""
    else:
        reader.expect("INHERIT")
        parent = str(state.referred(reader.parts()))
        table.inherits = tuple(name for name in table.inherits if name != parent)


def add_parent(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """PostgreSQL `INHERIT parent`."""
    table.inherits = (*table.inherits, str(state.referred(reader.parts())))
    inherit(state, table)


def replica(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """PostgreSQL `REPLICA IDENTITY …`."""
    reader.expect("IDENTITY")
    table.options.pop("replica_identity", None)
    if reader.accept("USING", "INDEX"):
        index = state.facts.quote(reader.name())
        table.options["replica_identity"] = f"using index {index}"
    elif (word := reader.next().lower()) != "default":
        table.options["replica_identity"] = word


def convert(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """MySQL `CONVERT TO CHARACTER SET c [COLLATE k]`: the table and all its texts."""
    if reader.accept("PARTITION"):
        reader.skip_to_comma()
        return
    reader.expect("TO")
    if not reader.accept("CHARSET"):
        reader.expect("CHARACTER", "SET")
    table.options["charset"] = charset_name(reader.value().lower())
    table.options.pop("collate", None)
    if reader.accept("COLLATE"):
        reader.accept("=")
        table.options["collate"] = collation_name(reader.value().lower())
    table.columns = [_converted(column) for column in table.columns]


def _converted(column: Column) -> Column:
    if column.type.name not in _TEXTS:
        return column
    return replace(column, charset="", collation="")


def order(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """MySQL `ORDER BY c, …` sorts the rows once."""
    reader.expect("BY")
    reader.rest()


def partition_by(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """MySQL `PARTITION BY …`."""
    reader.expect("BY")
    table.partition = take_mysql_partitions(reader, state)


def remove(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """MySQL `REMOVE PARTITIONING`."""
    reader.expect("PARTITIONING")
    table.partition = None


def coalesce(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """MySQL `COALESCE PARTITION n`: fewer hash or key partitions."""
    reader.expect("PARTITION")
    less = reader.integer()
    if table.partition is not None:
        options = dict(table.partition.options)
        options["partitions"] = str(max(1, int(options.get("partitions", "1")) - less))
        table.partition = replace(table.partition, options=tuple(sorted(options.items())))


def reorganize(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """MySQL `REORGANIZE PARTITION p, … INTO (PARTITION q …, …)`."""
    reader.expect("PARTITION")
    gone: list[str] = []
    while reader.word not in ("INTO", ""):
        gone.append(reader.name())
        reader.accept(",")
    if table.partition is None or not reader.accept("INTO"):
        return
    children = list(table.partition.children)
    places = [place for place, child in enumerate(children) if child.name in gone]
    place = places[0] if places else len(children)
    kept = [child for child in children if child.name not in gone]
    kept[place:place] = take_children(reader)
    table.partition = replace(table.partition, children=tuple(kept))


def pass_over(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """A change of what is no part of the schema: owners, rows, how the server works."""
    reader.skip_to_comma()


def rebuild(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """SQL Server's `REBUILD [PARTITION = ALL] [WITH (DATA_COMPRESSION = ROW)]`."""
    whole = not reader.accept("PARTITION") or (reader.accept("=") and reader.accept("ALL"))
    if whole and reader.accept("WITH"):
        compression = take_pairs(reader).get("data_compression", "")
        if compression and compression != "none":
            table.options["data_compression"] = compression
        else:
            table.options.pop("data_compression", None)
    reader.rest()


def pass_rest(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """As `pass_over`, for clauses that have commas of their own."""
    reader.rest()
