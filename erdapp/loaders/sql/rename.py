"""Renames that are statements of their own: RENAME TABLE of MySQL, sp_rename of SQL Server."""

from __future__ import annotations

from erdapp.loaders.sql.alter_columns import rename_column
from erdapp.loaders.sql.alter_tables import move, rename_index, rename_part
from erdapp.loaders.sql.draft import TableDraft, constraint_names
from erdapp.loaders.sql.moves import move as move_item
from erdapp.loaders.sql.moves import retype
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Definition, Domain, Key, Kind, Name, Routine, Sequence, Table, View


def rename_table(reader: Reader, state: LoadState) -> None:
    """MySQL `RENAME TABLE a TO b, …`, which may swap tables by way of a third name."""
    reader.expect("RENAME")
    if not (reader.accept("TABLE") or reader.accept("TABLES")):
        reader.rest()
        return
    while True:
        reader.if_exists()
        old = state.referred(reader.parts())
        reader.expect("TO")
        new = state.created(reader.parts())
        _rename(state, old, new)
        if not reader.accept(","):
            return


def _rename(state: LoadState, old: Name, new: Name) -> None:
    table = state.builder.table(old)
    view = state.builder.view(old)
    if table is not None:
        draft = TableDraft.of(table)
        move(state, draft, new)
        state.put_table(draft.table())
    elif view is not None:
        move_item(state, view, new)
    else:
        state.warn(f"there is no table {old} to rename")


def sp_rename(reader: Reader, state: LoadState) -> None:
    """Take the arguments of `sp_rename` (@objname, @newname, @objtype) and rename a table, view,
    sequence, type, column, index or constraint."""
    arguments = _arguments(reader)
    path = _parts(state, arguments.get("objname", ""))
    new = arguments.get("newname", "")
    kind = arguments.get("objtype", "OBJECT").upper()
    if not path or not new:
        raise reader.error("sp_rename needs an old and a new name")
    if kind in ("COLUMN", "INDEX") and len(path) > 1:
        _rename_part_of(reader, state, path, new, kind)
    elif kind == "OBJECT":
        _rename_object(reader, state, path, new)
    elif kind == "USERDATATYPE":
        _rename_type(state, path, new)
    else:
        state.warn(f"sp_rename of a {kind.lower()} is not read")


def _arguments(reader: Reader) -> dict[str, str]:
    """Take `@name = value, value, …`; NULL counts as not given."""
    names = ["objname", "newname", "objtype"]
    arguments: dict[str, str] = {}
    while not reader.at_end and names:
        name = names.pop(0)
        if reader.token.startswith("@") and reader.ahead(1) == "=":
            name = reader.next()[1:].lower()
            reader.pos += 1
        if not reader.accept("NULL"):
            arguments[name] = reader.value()
        if not reader.accept(","):
            break
    return arguments


def _parts(state: LoadState, text: str) -> tuple[str, ...]:
    return state.reader(text, state.line).parts() if text else ()


def _rename_part_of(
    reader: Reader, state: LoadState, path: tuple[str, ...], new: str, kind: str
) -> None:
    table = state.builder.table(state.referred(path[:-1]))
    if table is None:
        state.warn(f"there is no table {'.'.join(path[:-1])} here")
        return
    draft = TableDraft.of(table)
    if kind == "INDEX":
        rename_index(reader, state, draft, path[-1], new)
    else:
        place = draft.column_at(path[-1], state.facts)
        if place < 0:
            raise reader.error(f"there is no column {path[-1]} in table {table.name}")
        rename_column(state, draft, draft.columns[place].name, new)
    state.put_table(draft.table())


def _rename_type(state: LoadState, path: tuple[str, ...], new: str) -> None:
    old = state.referred(path, Kind.DOMAIN)
    target = Name(old.schema, new)
    item = state.builder.get(Key(Kind.DOMAIN, old.schema, old.name))
    if isinstance(item, Domain):
        move_item(state, item, target)
        retype(state, old, target)
        return
    for kind in ("table type", "assembly type"):
        item = state.builder.get(Key(Kind.DEFINITION, old.schema, old.name, kind))
        if isinstance(item, Definition):
            move_item(state, item, target)
            return
    state.warn(f"there is no type {'.'.join(path)} to rename")


def _rename_object(reader: Reader, state: LoadState, path: tuple[str, ...], new: str) -> None:
    old = state.referred(path)
    target = Name(old.schema, new)
    if state.builder.table(old) is not None:
        _rename(state, old, target)
        return
    for kind in (Kind.VIEW, Kind.SEQUENCE, Kind.ROUTINE):
        item = state.builder.get(Key(kind, old.schema, old.name))
        if isinstance(item, View | Sequence | Routine):
            move_item(state, item, target)
            return
    for table in state.builder.of(Table):
        if table.schema != old.schema:
            continue
        if old.name in constraint_names(table):
            draft = TableDraft.of(table)
            rename_part(reader, state, draft, old.name, new)
            state.put_table(draft.table())
            return
    state.warn(f"there is no {'.'.join(path)} to rename")
