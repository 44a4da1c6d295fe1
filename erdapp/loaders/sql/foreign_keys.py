"""Foreign keys, and the index that MySQL makes for one when nothing else serves it."""

from __future__ import annotations

from erdapp.loaders.sql.draft import TableDraft
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Dialect, ForeignKey, Index, IndexPart


def add_foreign_key(
    state: LoadState, table: TableDraft, key: ForeignKey, index_name: str = ""
) -> None:
    """Add a foreign key; `index_name` is the one MySQL lets the statement give its index."""
    written = key.name
    key = table.add_foreign_key(key, state.facts)
    if state.dialect in (Dialect.MYSQL, Dialect.MARIADB):
        state.pending_indexes.setdefault(table.name, []).append(
            (key.columns, written or index_name)
        )


def add_implicit_indexes(state: LoadState, table: TableDraft) -> None:
    """At the end of a statement: the indexes that the server makes for its foreign keys.

    It takes the columns of a key in order; an index or the primary key whose first columns they
    are serves as well (MySQL manual, "FOREIGN KEY Constraints").
    """
    for columns, name in state.pending_indexes.pop(table.name, ()):
        if _is_served(state, table, columns):
            continue
        parts = tuple(IndexPart(column=column) for column in columns)
        index = Index(name=name, parts=parts)
        table.add_index(index, state.facts)
        state.implicit_indexes.add((table.name, table.indexes[-1].name))


def _is_served(state: LoadState, table: TableDraft, columns: tuple[str, ...]) -> bool:
    fold = state.facts.fold
    wanted = [fold(column) for column in columns]
    lists = [index.parts for index in table.indexes if index.method in ("", "hash")]
    if table.primary_key is not None:
        lists.append(table.primary_key.parts)
    return any(
        [fold(part.column) for part in parts[: len(wanted)]] == wanted
        and not any(part.prefix for part in parts[: len(wanted)])
        for parts in lists
    )
