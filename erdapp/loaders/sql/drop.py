"""DROP TABLE and DROP INDEX, with what goes along."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.loaders.sql.draft import TableDraft
from erdapp.loaders.sql.dropping import drop_each
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.removal import drop_references, remove_index
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Dialect, Name, Table, View


def drop_table(reader: Reader, state: LoadState) -> None:
    """`DROP [FOREIGN] TABLE [IF EXISTS] t, … [CASCADE]`."""
    reader.expect("DROP")
    reader.modifiers("TEMPORARY", "FOREIGN", "EXTERNAL")
    reader.expect("TABLE")
    calm = reader.if_exists()
    names = [_dropped(reader, state)]
    while reader.accept(","):
        names.append(_dropped(reader, state))
    for name in names:
        table = state.builder.table(name)
        if table is None:
            if not (calm or name.name.startswith("#") or state.guarded):
                state.warn(f"there is no table {name} to drop")
            continue
        forget_table(state, table, cascade=reader.peek("CASCADE"))


def _dropped(reader: Reader, state: LoadState) -> Name:
    return state.referred(reader.parts())


def forget_table(state: LoadState, table: Table, *, cascade: bool) -> None:
    """Drop a table with its partitions; with `cascade`, also foreign keys that point at it."""
    name = table.full_name
    state.builder.drop(table.key)
    state.partitions.pop(name, None)
    state.forget_origin(str(name))
    for column in table.columns:
        state.forget_origin(f"{name}.{column.name}")
    for child in [child for child, (parent, _) in state.partitions.items() if parent == name]:
        partition = state.builder.table(child)
        if partition is not None:
            forget_table(state, partition, cascade=cascade)
    if cascade and state.dialect is Dialect.POSTGRES:
        drop_references(state, name)


def drop_index(reader: Reader, state: LoadState) -> None:
    """`DROP INDEX [IF EXISTS] i, … [ON t]`, `DROP INDEX t.i` of SQL Server."""
    reader.expect("DROP")
    reader.modifiers("ONLINE", "OFFLINE", "FULLTEXT", "XML", "SPATIAL")
    reader.expect("INDEX")
    reader.accept("CONCURRENTLY")

    def drop_one() -> str:
        parts = () if reader.peek("ON") else reader.parts()
        table = state.referred(reader.parts()) if reader.accept("ON") else None
        if table is None and len(parts) > 1 and state.dialect is Dialect.MSSQL:
            table = state.referred(parts[:-1])
        return "" if _drop_index(state, parts, table) else f"index {'.'.join(parts)}"

    drop_each(reader, state, drop_one)


def _drop_index(state: LoadState, parts: tuple[str, ...], on: Name | None) -> bool:
    """Drop one index: of the table `on`, or of whichever table has one of that name."""
    if on is not None:
        table = state.builder.table(on)
        if table is not None:
            return _drop_from(state, table, parts[-1] if parts else "")
        view = state.builder.view(on)
        return view is not None and _drop_from_view(state, view, parts[-1])
    space = state.created(parts).schema
    for table in state.builder.of(Table):
        if table.indexes and table.schema == space and _drop_from(state, table, parts[-1]):
            return True
    views = (view for view in state.builder.of(View) if view.schema == space)
    return any(_drop_from_view(state, view, parts[-1]) for view in views)


def _drop_from(state: LoadState, table: Table, name: str) -> bool:
    """Drop an index of a table; in MySQL `PRIMARY` is the primary key."""
    fold = state.facts.fold
    if state.facts.can.unique_is_index and fold(name) == "primary" and table.primary_key:
        state.builder.put(replace(table, primary_key=None))
        return True
    if not any(fold(index.name) == fold(name) for index in table.indexes):
        return False
    draft = TableDraft.of(table)
    remove_index(state, draft, name)
    state.builder.put(draft.table())
    return True


def _drop_from_view(state: LoadState, view: View, name: str) -> bool:
    kept = tuple(index for index in view.indexes if index.name != name)
    if len(kept) == len(view.indexes):
        return False
    state.builder.put(replace(view, indexes=kept))
    return True
