"""The kinds of changes by name, and which of them a dialect has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from erdapp.diff.changes import (
    AddObject,
    Aspect,
    Change,
    DropObject,
    ModifyAttr,
    ModifyObject,
    ModifyTable,
    RenameObject,
    TableChange,
)
from erdapp.schema import Definition, Dialect, Kind, Object, Routine, View

POSTGRES, MYSQL, MARIADB, SQLITE, MSSQL = Dialect

_ALL = frozenset(Dialect)
_MYSQLS = frozenset((MYSQL, MARIADB))
_COMMENTED = _ALL - {SQLITE}
_OF_PARTS = _COMMENTED - _MYSQLS
"""Where constraints have comments."""


def kinds(changes: Iterable[Change | TableChange]) -> Iterator[str]:
    """`AddColumn`, `ModifyColumn type`, `ModifyAttr comment`, `DropObject view` … of each change;
    what is inside of tables as well."""
    for change in changes:
        name = type(change).__name__
        match change:
            case ModifyTable():
                yield from kinds(change.changes)
            case ModifyAttr():
                yield f"{name} {change.name}"
            case AddObject(item) | DropObject(item):
                yield f"{name} {kind_of(item)}"
            case ModifyObject():
                yield from (f"{name} {kind_of(change.after)} {one}" for one in change.aspects)
            case RenameObject():
                value = change.after.kind is Kind.ENUM and change.after.scope
                yield f"{name} {'enum value' if value else change.after.kind}"
            case _:
                aspects: tuple[Aspect, ...] = getattr(change, "aspects", ())
                yield from (f"{name} {aspect}" for aspect in aspects) if aspects else (name,)


def kind_of(item: Object) -> str:
    """`procedure` and `event` rather than routine and definition."""
    if isinstance(item, Routine | Definition):
        return item.kind
    if isinstance(item, View) and item.materialized:
        return "materialized view"
    return str(item.key.kind)


_ASPECTS: dict[str, dict[Aspect, frozenset[Dialect]]] = {
    "ModifyColumn": {
        Aspect.TYPE: _ALL,
        Aspect.NULL: _ALL,
        Aspect.DEFAULT: _ALL,
        Aspect.GENERATED: _ALL,
        Aspect.IDENTITY: _ALL,
        Aspect.COLLATION: _ALL,
        Aspect.CHARSET: _MYSQLS,
        Aspect.COMMENT: _COMMENTED,
        Aspect.OPTIONS: _ALL - {SQLITE},
    },
    "ModifyPrimaryKey": {
        Aspect.PARTS: _ALL,
        Aspect.OPTIONS: frozenset((POSTGRES, MSSQL)),
        Aspect.DEFERRABLE: frozenset((POSTGRES,)),
        Aspect.COMMENT: _OF_PARTS,
    },
    "ModifyUnique": {
        Aspect.PARTS: _ALL - _MYSQLS,
        Aspect.UNIQUE: frozenset((POSTGRES,)),
        Aspect.OPTIONS: frozenset((SQLITE, MSSQL)),
        Aspect.DEFERRABLE: frozenset((POSTGRES,)),
        Aspect.COMMENT: _OF_PARTS,
    },
    "ModifyForeignKey": {
        Aspect.PARTS: _ALL,
        Aspect.REFERENCE: _ALL,
        Aspect.ACTIONS: _ALL,
        Aspect.DEFERRABLE: frozenset((POSTGRES, SQLITE)),
        Aspect.VALIDATION: frozenset((POSTGRES, MSSQL)),
        Aspect.COMMENT: _OF_PARTS,
    },
    "ModifyCheck": {
        Aspect.EXPRESSION: _ALL,
        Aspect.OPTIONS: frozenset((POSTGRES,)),
        Aspect.VALIDATION: frozenset((POSTGRES, MSSQL, MYSQL)),
        Aspect.COMMENT: _OF_PARTS,
    },
    "ModifyIndex": {
        Aspect.PARTS: _ALL,
        Aspect.UNIQUE: _ALL,
        Aspect.EXPRESSION: _ALL - _MYSQLS,
        Aspect.OPTIONS: _ALL - {SQLITE},
        Aspect.COMMENT: _COMMENTED,
    },
}  # fmt: skip

_ATTRIBUTES: dict[Dialect, tuple[str, ...]] = {
    POSTGRES: (
        "comment", "partition", "inherits", "row_security", "fillfactor", "unlogged",
    ),
    MYSQL: ("comment", "partition", "charset", "collate", "row_format"),
    MARIADB: ("comment", "partition", "charset", "collate", "row_format", "system_versioning"),
    SQLITE: ("without_rowid", "strict", "virtual"),
    MSSQL: ("comment", "data_compression", "period system_time", "system_versioning"),
}  # fmt: skip

_DEFINED = ("definition", "comment")
_NUMBERED = ("options",)

_OBJECTS: dict[Dialect, dict[str, tuple[str, ...]]] = {
    POSTGRES: {
        "view": (*_DEFINED, "parts", "options"),
        "materialized view": (*_DEFINED, "parts"),
        "enum": ("values", "comment"),
        "domain": ("type", "null", "default", "expression", "comment"),
        "composite": ("parts", "comment"),
        "sequence": ("type", "options", "reference", "comment"),
        "function": _DEFINED,
        "procedure": _DEFINED,
        "aggregate": _DEFINED,
        "trigger": (*_DEFINED, "options"),
        "policy": _DEFINED,
        "extension": ("comment",),
        "rule": _DEFINED,
        "statistics": _DEFINED,
        "range type": _DEFINED,
    },
    MYSQL: {
        "view": ("definition", "options"),
        "function": ("definition",),
        "procedure": ("definition",),
        "trigger": ("definition",),
        "event": ("definition",),
    },
    MARIADB: {
        "view": ("definition", "options"),
        "function": ("definition",),
        "procedure": ("definition",),
        "trigger": ("definition",),
        "event": ("definition",),
        "sequence": ("options",),
    },
    SQLITE: {"view": ("definition",), "trigger": ("definition",)},
    MSSQL: {
        "view": (*_DEFINED, "options"),
        "domain": ("type", "null", "comment"),
        "sequence": ("type", "options", "comment"),
        "function": _DEFINED,
        "procedure": _DEFINED,
        "trigger": ("definition",),
        "policy": ("definition",),
        "synonym": ("definition",),
        "table type": ("definition",),
    },
}  # fmt: skip
"""What a ModifyObject of each kind may be about."""

_RENAMED: dict[Dialect, tuple[str, ...]] = {
    POSTGRES: (
        "view", "enum", "enum value", "domain", "composite", "sequence", "routine", "trigger",
        "policy", "definition",
    ),
    MYSQL: ("view", "routine", "trigger", "definition"),
    MARIADB: ("view", "routine", "trigger", "definition", "sequence"),
    SQLITE: ("view", "trigger"),
    MSSQL: ("view", "domain", "sequence", "routine", "trigger", "policy", "definition"),
}  # fmt: skip

_HAVE_NOT: dict[Dialect, tuple[str, ...]] = {
    POSTGRES: (),
    MYSQL: ("Unique", "Exclusion", "Schema"),
    MARIADB: ("Unique", "Exclusion", "Schema"),
    SQLITE: ("Exclusion", "Schema"),
    MSSQL: ("Exclusion",),
}


def vocabulary(dialect: Dialect) -> frozenset[str]:
    """Every kind of change that the dialect has, as `kinds` names it."""
    return frozenset(_words(dialect))


def _words(dialect: Dialect) -> Iterator[str]:
    for change in (*get_args(Change), *get_args(TableChange)):
        name: str = change.__name__
        if name == "ModifyTable" or name.endswith(_HAVE_NOT[dialect]):
            continue
        if name in _ASPECTS:
            having = _ASPECTS[name]
            yield from (f"{name} {aspect}" for aspect in having if dialect in having[aspect])
        elif name == "ModifyAttr":
            yield from (f"{name} {attribute}" for attribute in _ATTRIBUTES[dialect])
        elif name == "ModifyObject":
            for kind, aspects in _OBJECTS[dialect].items():
                yield from (f"{name} {kind} {aspect}" for aspect in aspects)
        elif name == "RenameObject":
            yield from (f"{name} {kind}" for kind in _RENAMED[dialect])
        elif name.endswith("Object"):
            yield from (f"{name} {kind}" for kind in _OBJECTS[dialect])
        else:
            yield name
