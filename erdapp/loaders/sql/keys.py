"""Primary keys, unique constraints, checks and exclusions from what was read about them."""

from __future__ import annotations

from erdapp.loaders.sql.draft import TableDraft
from erdapp.loaders.sql.keyoptions import KeyOptions
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.references import take_attributes
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Check, Index, IndexPart, PrimaryKey, Unique


def set_primary_key(
    state: LoadState,
    table: TableDraft,
    name: str,
    parts: tuple[IndexPart, ...],
    said: KeyOptions,
) -> None:
    """Make these parts the primary key."""
    if table.primary_key is not None:
        state.warn(f"table {table.name} has two primary keys; the last one counts")
    options = _clustering(said, usual=True)
    key = PrimaryKey(
        parts=parts,
        name=name,
        include=said.include,
        deferrable=said.deferrable,
        comment=said.comment,
        options=tuple(sorted(options.items())),
    )
    table.set_primary_key(key, state.facts)


def add_unique(
    state: LoadState,
    table: TableDraft,
    name: str,
    parts: tuple[IndexPart, ...],
    said: KeyOptions,
) -> None:
    """Add a unique constraint."""
    facts = state.facts
    if facts.can.unique_is_index:
        add_index(state, table, index_of(name, parts, said, unique=True))
        return
    unique = Unique(
        parts=parts,
        name=name,
        include=said.include,
        nulls_distinct=said.nulls_distinct,
        deferrable=said.deferrable,
        comment=said.comment,
        options=tuple(sorted(_clustering(said, usual=False).items())),
    )
    table.add_unique(unique, facts)


def index_of(
    name: str,
    parts: tuple[IndexPart, ...],
    said: KeyOptions,
    *,
    unique: bool = False,
    method: str = "",
) -> Index:
    """An index from its name, its parts and what else was said."""
    options = dict(said.options)
    if said.on:
        options["on"] = said.on
    return Index(
        name=name,
        parts=parts,
        unique=unique,
        method=method or said.method,
        where=said.where,
        include=said.include,
        nulls_distinct=said.nulls_distinct,
        invisible=said.invisible,
        clustered=said.clustered is True,
        comment=said.comment,
        options=tuple(sorted(options.items())),
    )


def add_index(state: LoadState, table: TableDraft, index: Index) -> None:
    """Add an index; one that MySQL had made up for a foreign key gives way to it."""
    if state.implicit_indexes:
        drop_covered_implicit(state, table, index)
    table.add_index(index, state.facts)


def drop_covered_implicit(state: LoadState, table: TableDraft, better: Index) -> None:
    """Drop indexes made for foreign keys which `better` serves as well."""
    columns = [part.column for part in better.parts]
    for index in list(table.indexes):
        marked = (table.name, index.name)
        wanted = [part.column for part in index.parts]
        if marked in state.implicit_indexes and columns[: len(wanted)] == wanted:
            table.indexes.remove(index)
            state.implicit_indexes.discard(marked)


def _clustering(said: KeyOptions, *, usual: bool) -> dict[str, str]:
    """The options with SQL Server's clustering where it differs from the usual one."""
    options = dict(said.options)
    if said.method:
        options["method"] = said.method
    if said.clustered is not None and said.clustered is not usual:
        options["clustered" if said.clustered else "nonclustered"] = "true"
    if said.on:
        options["on"] = said.on
    return options


def take_check(
    reader: Reader, state: LoadState, table: TableDraft, name: str, column: str = ""
) -> None:
    """Take what follows `CHECK` and add the constraint."""
    reader.accept("NOT", "FOR", "REPLICATION")
    text = reader.parenthesised()
    attributes = take_attributes(reader)
    check = Check(
        expression=state.facts.normal_expression(text),
        name=name,
        no_inherit=attributes.no_inherit,
        validated=attributes.validated,
        enforced=attributes.enforced,
    )
    table.add_check(check, state.facts, column)
