"""ER102, ER103, ER104: indexes that are missing, and those that are too many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from erdapp.lint.design.base import MYSQL, Design, found, listed
from erdapp.lint.report import Diagnostic
from erdapp.schema import Dialect, Index, IndexPart, Table


class _Kept(Struct, frozen=True):
    """What keeps rows in order: an index, or a key that has one."""

    name: str
    parts: tuple[IndexPart, ...]
    key: str = ""
    """`primary key` or `unique constraint`, where it is one."""


def foreign_key_without_index(design: Design) -> Iterator[Diagnostic]:
    if design.dialect in MYSQL:
        return  # the server makes one
    for table in design.schema.tables:
        leads = [[part.column for part in kept.parts] for kept in _all(table)]
        for key in table.foreign_keys:
            size = len(key.columns)
            if any(set(lead[:size]) == set(key.columns) for lead in leads):
                continue
            text = f'Foreign key {listed(key.columns)} of table "{table.name}" has no index'
            mend = f'Add an index, or each change in "{key.ref_table}" reads the whole table'
            yield found("ER102", text, mend, table, key.columns[0])


def same_or_redundant(design: Design) -> Iterator[Diagnostic]:
    for table in design.schema.tables:
        told: set[str] = set()
        for index in table.indexes:
            if _is_plain(index):
                yield from _against_others(design, table, index, told)


def _against_others(
    design: Design, table: Table, index: Index, told: set[str]
) -> Iterator[Diagnostic]:
    """One finding for an index: it is like another one, or the beginning of one."""
    for other in _all(table):
        if other.name == index.name or other.name in told:
            continue
        if other.parts == index.parts and _says_as_much(table, other, index):
            told.add(index.name)
            text = f'Index "{index.name}" of table "{table.name}" is the same as {_shown(other)}'
            yield found("ER103", text, f'Drop "{index.name}"', table, _first(index))
            return
    if index.unique:
        return
    for other in _all(table):
        longer = len(other.parts) > len(index.parts)
        if longer and other.parts[: len(index.parts)] == index.parts and _serves(design, other):
            text = f'Index "{index.name}" of table "{table.name}" is the beginning of'
            mend = f'Drop "{index.name}", unless it is much smaller and read often'
            yield found("ER104", f"{text} {_shown(other)}", mend, table, _first(index))
            return


def _is_plain(index: Index) -> bool:
    """Whether it is an ordinary index over all rows, and nothing else hangs on it."""
    special = index.where or index.include or index.method not in ("", "btree")
    return not (special or index.invisible or index.clustered)


def _says_as_much(table: Table, other: _Kept, index: Index) -> bool:
    """Whether the other one is unique too, where the index is."""
    if not index.unique or other.key:
        return True
    return any(item.unique for item in table.indexes if item.name == other.name)


def _serves(design: Design, other: _Kept) -> bool:
    """A clustered key holds the whole rows: a small index before it has a use of its own."""
    clustered = design.dialect not in (Dialect.POSTGRES, Dialect.SQLITE)
    return not (clustered and other.key == "primary key")


def _all(table: Table) -> Sequence[_Kept]:
    kept = [_Kept(index.name, index.parts) for index in table.indexes if _is_plain(index)]
    kept += [_Kept(item.name, item.parts, "unique constraint") for item in table.uniques]
    if table.primary_key is not None:
        kept.append(_Kept(table.primary_key.name, table.primary_key.parts, "primary key"))
    return kept


def _shown(kept: _Kept) -> str:
    return f'the {kept.key} "{kept.name}"'.replace(' ""', "") if kept.key else f'"{kept.name}"'


def _first(index: Index) -> str:
    return index.parts[0].column
