"""Partitioned tables: PostgreSQL's declarative partitions, MySQL's PARTITION BY clause."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.loaders.sql.draft import TableDraft
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Partition, PartitionChild


def take_partition_by(reader: Reader, state: LoadState) -> Partition:
    """PostgreSQL: take what follows `PARTITION BY`."""
    strategy = reader.name().lower()
    key = state.facts.normal_expression(reader.parenthesised())
    return Partition(strategy=strategy, key=key)


def take_partition_of(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """PostgreSQL: take `parent [(items)] FOR VALUES … | DEFAULT`. The partition stays a table of
    its own while the files are read, so that later statements find it; `folding` puts it into its
    parent."""
    parent = state.table(reader)
    if parent is not None:
        table.columns.extend(parent.columns)
    name = parent.full_name if parent else None
    if reader.peek("("):
        reader.skip_parenthesised()
    bound = take_bound(reader, state)
    if name is not None:
        state.partitions[table.name] = (name, bound)


def take_bound(reader: Reader, state: LoadState) -> str:
    """Take `FOR VALUES …` or `DEFAULT`, in the server's spelling."""
    if reader.accept("DEFAULT"):
        return "DEFAULT"
    reader.expect("FOR", "VALUES")
    if reader.accept("IN"):
        return f"FOR VALUES IN ({_values(reader, state)})"
    if reader.accept("WITH"):
        return f"FOR VALUES WITH ({_values(reader, state).lower()})"
    reader.expect("FROM")
    lower = _values(reader, state)
    reader.expect("TO")
    return f"FOR VALUES FROM ({lower}) TO ({_values(reader, state)})"


def _values(reader: Reader, state: LoadState) -> str:
    return ", ".join(_bound_value(text, state) for text in _items(reader))


def _bound_value(text: str, state: LoadState) -> str:
    if text.upper() in ("MINVALUE", "MAXVALUE", "NULL"):
        return text.upper()
    literal, cast, _ = text.partition("::")
    return literal if cast and literal.endswith("'") else " ".join(text.split())


def _items(reader: Reader) -> list[str]:
    """Take `(a, b, …)` and give the source text of each item."""
    reader.expect("(")
    items = [reader.skip_to_comma()]
    while reader.accept(","):
        items.append(reader.skip_to_comma())
    reader.expect(")")
    return items


def take_mysql_partitions(reader: Reader, state: LoadState) -> Partition:
    """MySQL and MariaDB: take what follows `PARTITION BY`."""
    options: dict[str, str] = {}
    strategy, key = _method(reader, state)
    children: list[PartitionChild] = []
    count = 0
    if reader.accept("PARTITIONS"):
        count = reader.integer()
    if reader.accept("SUBPARTITION", "BY"):
        sub, sub_key = _method(reader, state)
        options["subpartition"] = f"{sub} ({sub_key})"
        if reader.accept("SUBPARTITIONS"):
            options["subpartitions"] = str(reader.integer())
    if reader.peek("("):
        children = take_children(reader)
    if "hash" in strategy or "key" in strategy:
        options["partitions"] = str(count or len(children) or 1)
        children = []
    return Partition(
        strategy=strategy,
        key=key,
        children=tuple(children),
        options=tuple(sorted(options.items())),
    )


def _method(reader: Reader, state: LoadState) -> tuple[str, str]:
    """Take `[LINEAR] HASH (…)`, `KEY [ALGORITHM = n] (…)`, `RANGE [COLUMNS] (…)` …"""
    words = [reader.next().lower()]
    while not reader.peek("("):
        if reader.accept("ALGORITHM"):
            reader.expect("=")
            reader.next()
        elif reader.word in ("INTERVAL", "LIMIT", "PARTITIONS", ""):
            return " ".join(words), ""
        else:
            words.append(reader.next().lower())
    text = reader.parenthesised()
    return " ".join(words), state.facts.normal_expression(text) if text else ""


def _child(reader: Reader) -> PartitionChild:
    reader.expect("PARTITION")
    name = reader.name()
    bound, options = "", dict[str, str]()
    if reader.accept("VALUES", "LESS", "THAN"):
        bare = reader.accept("MAXVALUE")
        bound = f"VALUES LESS THAN {'MAXVALUE' if bare else _list(reader)}"
        bound = bound.replace("(MAXVALUE)", "MAXVALUE")
    elif reader.accept("VALUES", "IN"):
        bound = f"VALUES IN {_list(reader)}"
    while reader.word not in (",", ")", ""):
        if reader.accept("COMMENT"):
            reader.accept("=")
            options["comment"] = reader.string()
        elif reader.peek("("):
            reader.skip_parenthesised()
        else:
            reader.pos += 1
    return PartitionChild(name=name, bound=bound, options=tuple(sorted(options.items())))


def _list(reader: Reader) -> str:
    items = (item.upper() if item.upper() == "MAXVALUE" else item for item in _items(reader))
    return f"({','.join(' '.join(item.split()) for item in items)})"


def take_added_partitions(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """MySQL `ADD PARTITION (…)` or `ADD PARTITION PARTITIONS n`."""
    reader.expect("PARTITION")
    reader.if_not_exists()
    partition = table.partition
    if reader.accept("PARTITIONS"):
        more = reader.integer()
        if partition is not None:
            options = dict(partition.options)
            options["partitions"] = str(int(options.get("partitions", "1")) + more)
            table.partition = replace(partition, options=tuple(sorted(options.items())))
        return
    added = take_children(reader)
    if partition is not None:
        table.partition = replace(partition, children=(*partition.children, *added))


def take_children(reader: Reader) -> list[PartitionChild]:
    """Take MySQL's `(PARTITION p …, …)`."""
    reader.expect("(")
    children = [_child(reader)]
    while reader.accept(","):
        children.append(_child(reader))
    reader.expect(")")
    return children
