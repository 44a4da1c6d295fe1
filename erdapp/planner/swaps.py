"""Renames in an order in which no name is ever taken: chains backwards, swaps by a third name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from erdapp.diff.changes import RenameObject, RenameTable
from erdapp.schema import Key, Kind, Name

TopRename = RenameTable | RenameObject
R = TypeVar("R")
Fold = Callable[[str], str]


def in_order(renames: Sequence[TopRename], fold: Fold = str) -> tuple[TopRename, ...]:
    """`a → b, b → c` becomes `b → c, a → b`; `a → b, b → a` goes through `b_renamed`.

    `fold` gives the form in which the dialect compares names: `A` may be in the way of `a`.
    """
    values = [rename for rename in renames if _is_value(rename)]
    others = [rename for rename in renames if not _is_value(rename)]
    return (*_without_clash(others, fold), *_without_clash(values, str))


def _is_value(rename: TopRename) -> bool:
    """A value of an enum, which is named by the enum's new name."""
    return (
        isinstance(rename, RenameObject)
        and rename.before.kind is Kind.ENUM
        and bool(rename.before.scope)
    )


def _without_clash(renames: Sequence[TopRename], fold: Fold) -> tuple[TopRename, ...]:
    waiting = list(renames)
    order: list[TopRename] = []
    while waiting:
        held = Counter(_name(rename.before, fold) for rename in waiting)
        free = [rename for rename in waiting if not _is_held(rename, held, fold)]
        if free:
            order += free
            waiting = [rename for rename in waiting if rename not in free]
            continue
        stuck = waiting[0]
        aside = _aside(stuck)
        order.append(aside)
        waiting[0] = _onwards(stuck, aside)
    return tuple(order)


def _is_held(rename: TopRename, held: Counter[Name], fold: Fold) -> bool:
    """Whether another one has the new name; the spelling of its own may always change."""
    old, new = _name(rename.before, fold), _name(rename.after, fold)
    return held[new] > (old == new)


def _name(item: Name | Key, fold: Fold) -> Name:
    """Objects of several kinds may not be called alike."""
    return Name(item.schema, fold(item.name))


def _aside(rename: TopRename) -> TopRename:
    if isinstance(rename, RenameTable):
        spare = rename.before._replace(name=f"{rename.before.name}_renamed")
        return RenameTable(rename.before, spare)
    return RenameObject(rename.before, rename.before._replace(name=f"{rename.before.name}_renamed"))


def _onwards(stuck: TopRename, aside: TopRename) -> TopRename:
    match stuck, aside:
        case RenameTable(), RenameTable():
            return RenameTable(aside.after, stuck.after)
        case RenameObject(), RenameObject():
            return RenameObject(aside.after, stuck.after)
        case _:
            raise TypeError("a rename and its way aside are of one kind")


def without_clash(renames: list[tuple[str, str]], fold: Fold = str) -> Iterator[tuple[str, str]]:
    """The same for the names inside one table: (old, new) in the order in which to rename."""
    waiting = dict(renames)
    while waiting:
        held = Counter(map(fold, waiting))
        free = [old for old, new in waiting.items() if held[fold(new)] <= (fold(old) == fold(new))]
        if free:
            for old in free:
                yield old, waiting.pop(old)
            continue
        old = next(iter(waiting))
        spare = f"{old}_renamed"
        yield old, spare
        waiting[spare] = waiting.pop(old)


def free_first(renames: Sequence[R], names: Callable[[R], tuple[str, str]]) -> list[R]:
    """Renames that one statement carries out together, whose order is for readers: a name is given
    up before it is taken, but where names are swapped."""
    waiting = list(renames)
    order: list[R] = []
    while waiting:
        held = {names(rename)[0] for rename in waiting}
        free = [rename for rename in waiting if names(rename)[1] not in held] or waiting
        order += free
        waiting = [rename for rename in waiting if rename not in free]
    return order
