"""Comments put on tables, columns, views, indexes, constraints and namespaces.

Each function says whether the thing was there to be described.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from erdapp.loaders.sql.state import LoadState
from erdapp.schema import (
    Column,
    Composite,
    Index,
    Key,
    Kind,
    Name,
    Namespace,
    Table,
    View,
    ViewColumn,
)


def describe_table(state: LoadState, parts: Sequence[str], text: str) -> bool:
    """A table's comment; SQL Server's and old dumps' tables may turn out to be views."""
    table = state.builder.table(state.referred(parts))
    if table is None:
        return describe_view(state, state.builder.view(state.referred(parts)), text)
    state.builder.put(replace(table, comment=text))
    return True


def describe_view(state: LoadState, view: View | None, text: str) -> bool:
    if view is None:
        return False
    state.builder.put(replace(view, comment=text))
    return True


def describe_column(state: LoadState, parts: Sequence[str], text: str) -> bool:
    """The comment of a column of a table, a view or a composite type."""
    owner, name = state.referred(parts[:-1]), parts[-1]
    table = state.builder.table(owner)
    if table is not None:
        columns = _described(state, table.columns, name, text)
        state.builder.put(replace(table, columns=columns))
        return any(state.facts.fold(c.name) == state.facts.fold(name) for c in columns)
    view = state.builder.view(owner)
    if view is not None:
        known = tuple(column for column in view.columns if column.name != name)
        added = (ViewColumn(name, comment=text),) if text else ()
        if len(known) < len(view.columns):
            columns_ = tuple(
                replace(c, comment=text) if c.name == name else c for c in view.columns
            )
        else:
            columns_ = (*known, *added)
        state.builder.put(replace(view, columns=columns_))
        return True
    composite = state.builder.get(Key(Kind.COMPOSITE, *state.referred(parts[:-1], Kind.COMPOSITE)))
    if isinstance(composite, Composite):
        attributes = _described(state, composite.attributes, name, text)
        state.builder.put(replace(composite, attributes=attributes))
        return True
    return False


def _described(
    state: LoadState, columns: tuple[Column, ...], name: str, text: str
) -> tuple[Column, ...]:
    wanted = state.facts.fold(name)
    return tuple(
        replace(column, comment=text) if state.facts.fold(column.name) == wanted else column
        for column in columns
    )


def describe_index(state: LoadState, parts: Sequence[str], text: str) -> bool:
    """The comment of an index, wherever on the search path its table is."""
    spaces = state.search_path if len(parts) == 1 else (state.created(parts).schema,)
    name = parts[-1]
    for table in state.builder.of(Table):
        if table.schema in spaces and any(index.name == name for index in table.indexes):
            state.builder.put(replace(table, indexes=_indexes(table.indexes, name, text)))
            return True
    for view in state.builder.of(View):
        if view.schema in spaces and any(index.name == name for index in view.indexes):
            state.builder.put(replace(view, indexes=_indexes(view.indexes, name, text)))
            return True
    return _describe_key(state, spaces, name)


def describe_index_of(state: LoadState, parts: Sequence[str], name: str, text: str) -> bool:
    """The comment of an index of that table or view, as SQL Server's names are not the schema's."""
    owner = state.referred(parts)
    for item in (state.builder.table(owner), state.builder.view(owner)):
        if item is not None and any(index.name == name for index in item.indexes):
            state.builder.put(replace(item, indexes=_indexes(item.indexes, name, text)))
            return True
    return _describe_key(state, (owner.schema,), name)


def _indexes(indexes: tuple[Index, ...], name: str, text: str) -> tuple[Index, ...]:
    return tuple(replace(index, comment=text) if index.name == name else index for index in indexes)


def _describe_key(state: LoadState, spaces: Sequence[str], name: str) -> bool:
    """The index behind a key or a unique constraint has no comment of its own here."""
    for table in state.builder.of(Table):
        keys = (*table.uniques, *((table.primary_key,) if table.primary_key else ()))
        if table.schema in spaces and any(key.name == name for key in keys):
            state.note(f"the comment on the index of the key {name} was left out")
            return True
    return False


def describe_constraint(state: LoadState, parts: Sequence[str], name: str, text: str) -> bool:
    """The comment of a key, a unique, foreign key, check or exclusion constraint of a table."""
    where = parts if isinstance(parts, Name) else state.referred(parts)
    table = state.builder.table(Name(*where))
    if table is None:
        return False
    changed = _with_constraint_comment(table, name, text)
    if changed is None:
        return False
    state.builder.put(changed)
    return True


def _with_constraint_comment(table: Table, name: str, text: str) -> Table | None:
    if table.primary_key and table.primary_key.name == name:
        return replace(table, primary_key=replace(table.primary_key, comment=text))
    for part in ("uniques", "foreign_keys", "checks", "exclusions"):
        items = getattr(table, part)
        if any(item.name == name for item in items):
            described = tuple(
                replace(item, comment=text) if item.name == name else item for item in items
            )
            return replace(table, **{part: described})
    return None


def describe_namespace(state: LoadState, name: str, text: str) -> bool:
    """A namespace's comment; what PostgreSQL says of its own `public` is left out."""
    name = state.resolve_namespace(name)
    if text == "standard public schema":
        text = ""
    known = state.builder.namespaces.get(name)
    if known is not None:
        state.builder.namespaces[name] = replace(known, comment=text)
    elif text:
        state.builder.namespaces[name] = Namespace(name=name, comment=text)
    if not name and not text:
        state.builder.namespaces.pop("", None)
    return True
