"""The rows of a card: which columns show, in which order, with which icon and mark."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from erdapp.layout.marks import ColumnMark, Mark, TableMarks
from erdapp.layout.options import PictureOptions, Show
from erdapp.schema import Column, DataType, Table, ViewColumn

ShortType = Callable[[DataType], str]
REMEMBERED = 5_000
"""Different rows of which is remembered how they are drawn; some kilobytes each."""


class Icon(StrEnum):
    """One icon a row; the value is the id of its symbol."""

    NONE = ""
    PRIMARY = "key"
    FOREIGN = "link"
    UNIQUE = "star"
    INDEX = "list"


class Row(Struct, frozen=True, kw_only=True, cache_hash=True):
    """One line of a card. `column` is empty for what is not a column.

    Schemas say the same columns over and over, so rows are keys of what is known about them.
    """

    column: str = ""
    text: str
    type: str = ""
    null: bool = False
    icon: Icon = Icon.NONE
    mark: Mark = Mark.NONE
    old_text: str = ""
    old_type: str = ""
    changed: str = ""
    """What changed beside name and type: `default`, `collation` …"""
    hint: str = ""
    """The tooltip: full type, default, comment."""
    more: bool = False
    """`+ n more`: stands for folded rows."""
    muted: bool = False
    """Drawn paler: less is known of it than of its neighbours."""


def rows_of_table(
    table: Table, options: PictureOptions, marks: TableMarks | None, short: ShortType
) -> tuple[Row, ...]:
    """The rows of a table as the options want them; changed rows always show."""
    if options.show == Show.NAMES:
        return ()
    icons = _icons(table)
    touched = marks.columns if marks else {}
    rows = [_ghost(column, short) for column in _ghosts(marks, "")]
    for column in table.columns:
        icon, mark = icons.get(column.name, Icon.NONE), touched.get(column.name)
        rows.append(_row(column, icon, mark, short) if mark else _untouched(column, icon, short))
        rows += [_ghost(ghost, short) for ghost in _ghosts(marks, column.name)]
    if options.show == Show.KEYS:
        keep = (Icon.PRIMARY, Icon.FOREIGN, Icon.UNIQUE)
        rows = [row for row in rows if row.icon in keep or row.mark]
    else:
        rows = _folded(rows, options.fold_after)
    return (*rows, *_parts(marks))


def rows_of_view(
    columns: tuple[ViewColumn, ...],
    options: PictureOptions,
    marks: TableMarks | None,
    short: ShortType,
) -> tuple[Row, ...]:
    """The columns of a view, muted where the type can't be told."""
    if options.show != Show.ALL:
        return ()
    rows = [
        Row(
            column=column.name,
            text=column.name,
            type=short(column.type) if column.type else "",
            muted=column.type is None,
            hint=f"{column.name}\n{column.comment}" if column.comment else column.name,
        )
        for column in columns
    ]
    return (*_folded(rows, options.fold_after), *_parts(marks))


def _icons(table: Table) -> dict[str, Icon]:
    """Weakest first, so that the strongest stays: primary, foreign, unique, index."""
    icons: dict[str, Icon] = {}
    for index in table.indexes:
        first = index.parts[0].column if index.parts else ""
        icons[first] = Icon.INDEX
    for index in table.indexes:
        if index.unique and len(index.parts) == 1:
            icons[index.parts[0].column] = Icon.UNIQUE
    for unique in table.uniques:
        alone = len(unique.parts) == 1
        for name in unique.columns:
            if alone or icons.get(name) != Icon.UNIQUE:
                icons[name] = Icon.UNIQUE if alone else Icon.INDEX
    for key in table.foreign_keys:
        icons.update(dict.fromkeys(key.columns, Icon.FOREIGN))
    if table.primary_key is not None:
        icons.update(dict.fromkeys(table.primary_key.columns, Icon.PRIMARY))
    return icons


def _ghosts(marks: TableMarks | None, after: str) -> list[Column]:
    return marks.ghosts.get(after, []) if marks else []


def _ghost(column: Column, short: ShortType) -> Row:
    return Row(
        column=column.name,
        text=column.name,
        type=short(column.type),
        null=column.null,
        mark=Mark.REMOVED,
        hint=_hint(column),
    )


@lru_cache(maxsize=REMEMBERED)
def _untouched(column: Column, icon: Icon, short: ShortType) -> Row:
    return _row(column, icon, None, short)


def _row(column: Column, icon: Icon, mark: ColumnMark | None, short: ShortType) -> Row:
    before = mark.before if mark else None
    values = _values(before, column) if before is not None else ""
    old_type = _type(before, short) if before is not None and not values else ""
    primary = icon == Icon.PRIMARY
    return Row(
        column=column.name,
        text=column.name,
        type=column.type.name if values else short(column.type),
        null=column.null and not primary,
        icon=icon,
        mark=mark.mark if mark else Mark.NONE,
        old_text=before.name if before is not None and before.name != column.name else "",
        old_type=old_type if old_type != _type(column, short) else "",
        changed=values or (", ".join(mark.aspects) if mark else ""),
        hint=_hint(column) + (f"\nbefore: {_hint(before)}" if before is not None else ""),
    )


def _values(before: Column, column: Column) -> str:
    """What became of the values of an ENUM or SET, which two cut-off lists would not show."""
    old, new = before.type, column.type
    if old == new or old.name != new.name or new.name not in ("enum", "set"):
        return ""
    signs = [f"−{value}" for value in old.args if value not in new.args]
    signs += [f"+{value}" for value in new.args if value not in old.args]
    return " ".join(signs) or "reordered"


def _type(column: Column, short: ShortType) -> str:
    return short(column.type) + ("?" if column.null else "")


def _hint(column: Column) -> str:
    """`name full type not null default … — comment`, for the tooltip."""
    words = [column.name, str(column.type)]
    if not column.null:
        words.append("not null")
    if column.default is not None:
        words.append(f"default {column.default[:200]}")
    if column.identity is not None or column.auto_increment:
        words.append("auto increment" if column.auto_increment else "identity")
    if column.generated is not None:
        words.append(f"generated as {column.generated.expression[:200]}")
    line = " ".join(words)
    return f"{line}\n{column.comment}" if column.comment else line


def _parts(marks: TableMarks | None) -> list[Row]:
    if marks is None:
        return []
    icons = {"index": Icon.INDEX, "unique": Icon.UNIQUE, "unique index": Icon.UNIQUE}
    icons["primary key"] = Icon.PRIMARY
    return [
        Row(
            text=part.text,
            type=part.kind,
            icon=icons.get(part.kind, Icon.NONE),
            mark=part.mark,
            hint=f"{part.kind}: {part.text}",
        )
        for part in marks.parts
    ]


def _folded(rows: list[Row], limit: int) -> list[Row]:
    """At most `limit` rows and `+ n more`; keys and changed rows are always among them."""
    if limit <= 0 or len(rows) <= limit + 1:
        return rows
    must = [bool(row.mark) or row.icon in (Icon.PRIMARY, Icon.FOREIGN) for row in rows]
    room = max(0, limit - sum(must))
    kept: list[Row] = []
    hidden: list[str] = []
    for row, needed in zip(rows, must, strict=True):
        if needed or room > 0:
            kept.append(row)
            room -= not needed
        else:
            hidden.append(row.text)
    if len(hidden) <= 1:
        return rows
    names = ", ".join(hidden)[:2000]
    return [*kept, Row(text=f"+ {len(hidden)} more", hint=names, more=True)]
