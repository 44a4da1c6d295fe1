"""Objects in the way of a change: dropped before it, and built again after it."""

from __future__ import annotations

from collections.abc import Iterator

from erdapp.diff.changes import (
    Changes,
    DropObject,
    DropTable,
    ModifyObject,
    ModifyTable,
    RenameColumn,
    RenameTable,
)
from erdapp.planner.order import qualifiers, relations, topological, words
from erdapp.planner.work import Rules
from erdapp.schema import Definition, Key, Name, Object, Policy, Routine, Schema, Trigger, View

Disturbed = dict[str, frozenset[str] | None]
"""Lower-case names of relations, each with the columns that change, None for the whole."""


def is_derived(item: Object) -> bool:
    """Whether the object holds no data, so that it can be dropped and built again."""
    if isinstance(item, Definition):
        return bool(item.table)
    return isinstance(item, View | Routine | Trigger | Policy)


def clear_the_way(
    rules: Rules, before: Schema, after: Schema, changes: Changes
) -> tuple[tuple[Object, ...], tuple[Object, ...]]:
    """What to drop first (dependants first), and which of it to build again as wanted after."""
    leaving, replaced = _leaving(rules, changes)
    disturbed, renamed = _disturbed(rules, changes)
    if not (leaving or replaced or disturbed or renamed):
        return (), ()
    items = [item for item in before.objects() if is_derived(item)]
    wanted = {item.key: item for item in after.objects() if is_derived(item)}
    dropped_tables = {c.table.full_name for c in changes if isinstance(c, DropTable)}
    names = {key[:3] for key in wanted}
    clear: list[Object] = []
    again: list[Object] = []
    for item, mentioned, every_word in _in_need_order(rules, before, items):
        dropped_with = _table_of(item) if _table_of(item) in dropped_tables else None
        if item.key[:3] in names:
            dropped_with = None
        if dropped_with:
            mentioned -= {dropped_with.name.lower()}
        in_way = _touched(disturbed, mentioned, every_word)
        if isinstance(item, View):
            in_way = in_way or _touched(renamed, mentioned, every_word)
        going = item.key in leaving and not isinstance(item, Routine) and not dropped_with
        if not (in_way or going or item.key in replaced):
            continue
        clear.append(item)
        disturbed[item.key.name.lower()] = None
        if item.key in wanted and item.key not in leaving:
            again.append(wanted[item.key])
    return tuple(reversed(clear)), tuple(again)


def _table_of(item: Object) -> Name | None:
    """The table that a trigger, policy or rule hangs on, and goes with."""
    table = getattr(item, "table", "")
    return Name(item.key.schema, table) if table else None


def _leaving(rules: Rules, changes: Changes) -> tuple[set[Key], set[Key]]:
    """Keys of derived objects that are dropped, and of those that cannot be modified in place."""
    leaving, replaced = set(), set()
    for change in changes:
        match change:
            case DropObject(item) if is_derived(item):
                leaving.add(item.key)
            case ModifyObject() if is_derived(change.before) and not rules.replaceable(change):
                replaced.add(change.before.key)
            case _:
                continue
    return leaving, replaced


def _disturbed(rules: Rules, changes: Changes) -> tuple[Disturbed, Disturbed]:
    """What changes under other objects, and what is renamed (which is in the way of views only:
    a server keeps a view's old column names when what it selects from is renamed)."""
    disturbed: Disturbed = {}
    renamed: Disturbed = {}
    for change in changes:
        match change:
            case DropTable(table):
                disturbed[table.name.lower()] = None
            case RenameTable():
                renamed[change.after.name.lower()] = None
                renamed[change.before.name.lower()] = None
            case ModifyTable():
                for part in change.changes:
                    columns = rules.disturbs(part)
                    target = renamed if isinstance(part, RenameColumn) else disturbed
                    _add(target, change.after.name, columns)
            case ModifyObject():
                for name, columns in rules.disturbs_tables(change).items():
                    _add(disturbed, name.name, columns)
            case _:
                continue
    return disturbed, renamed


def _add(disturbed: Disturbed, name: str, columns: tuple[str, ...]) -> None:
    if not columns:
        return
    known = disturbed.get(name.lower(), frozenset())
    if known is not None:
        disturbed[name.lower()] = known | {column.lower() for column in columns}


def _touched(disturbed: Disturbed, mentioned: frozenset[str], every_word: frozenset[str]) -> bool:
    for name in mentioned & disturbed.keys():
        columns = disturbed[name]
        if columns is None or "*" in columns or "*" in every_word or columns & every_word:
            return True
    return False


def _in_need_order(
    rules: Rules, before: Schema, items: list[Object]
) -> Iterator[tuple[Object, frozenset[str], frozenset[str]]]:
    """Each object after those it mentions, with the relations and all words in its text."""
    namespaces = qualifiers(rules.facts, before)
    texts = [rules.needs_text(item) for item in items]
    mentioned = [relations(text, namespaces) for text in texts]
    by_name: dict[str, list[int]] = {}
    for at, item in enumerate(items):
        by_name.setdefault(item.key.name.lower(), []).append(at)
    needs = {
        at: {other for word in found & by_name.keys() for other in by_name[word]} - {at}
        for at, found in enumerate(mentioned)
    }
    for at in topological(range(len(items)), needs):
        star = frozenset({"*"}) if "*" in texts[at] else frozenset()
        yield items[at], mentioned[at], words(texts[at]) | star
