"""Renames that a dialect has no statement for: the object is dropped and made under its new name.

So they take part in the order of drops and additions, and whatever names the object in its own text
is made again as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from erdapp.diff.changes import (
    AddObject,
    Aspect,
    Change,
    Changes,
    DropObject,
    ModifyObject,
    RenameObject,
)
from erdapp.diff.renaming import renamed
from erdapp.diff.resolve import Renames
from erdapp.schema import Key, Object, Schema


def without_renames(
    before: Schema, after: Schema, changes: Changes, can: Callable[[Object], bool]
) -> tuple[Schema, Changes]:
    """`before` with the old names of what cannot be renamed, and the changes from there."""
    told = {c.after: c.before for c in changes if isinstance(c, RenameObject)}
    there = (
        {item.key: item for item in before.objects() if item.key in told and not can(item)}
        if told
        else {}
    )
    if not there:
        return before, changes
    back = renamed(before, Renames(objects={key: told[key] for key in there}))
    return back, tuple(_changes(back, before, after, changes, there))


def _changes(
    back: Schema, before: Schema, after: Schema, changes: Changes, there: dict[Key, Object]
) -> Iterator[Change]:
    wanted = {item.key: item for item in after.objects()}
    known = {item.key: item for item in before.objects()}
    done = {c.after.key for c in changes if isinstance(c, ModifyObject)}
    for item in back.objects()[len(back.tables) :]:
        if item.key in known and known[item.key] != item and item.key in wanted.keys() - done:
            yield ModifyObject(item, wanted[item.key], (Aspect.DEFINITION,))
    for change in changes:
        match change:
            case RenameObject(old, new) if new in there:
                yield DropObject(replace(there[new], schema=old.schema, name=old.name))
                yield AddObject(wanted[new])
            case ModifyObject() if change.after.key in there:
                continue
            case _:
                yield change
