"""What is dropped when: dependants first, all at the end unless a name is wanted again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from erdapp.diff.changes import (
    Changes,
    DropColumn,
    DropObject,
    DropSchema,
    DropTable,
    ModifyTable,
    RenameObject,
)
from erdapp.planner.keys import ForeignKeyMoves
from erdapp.planner.order import topological, words
from erdapp.planner.taken import freed_by_drops, set_aside, wanted_names
from erdapp.planner.texts import object_text, table_texts
from erdapp.planner.work import Drop, Rules
from erdapp.schema import Definition, Key, Kind, Name, Object, Policy, Table, Trigger
from erdapp.schema import Sequence as DatabaseSequence
from erdapp.schema.select import parents, references

_RANK = {
    Kind.EXTENSION: 1,
    Kind.ENUM: 2,
    Kind.COMPOSITE: 3,
    Kind.DOMAIN: 3,
    Kind.SEQUENCE: 4,
    Kind.ROUTINE: 5,
    Kind.TABLE: 6,
    Kind.VIEW: 8,
    Kind.TRIGGER: 10,
    Kind.POLICY: 11,
}


def rank(item: Object) -> int:
    """The usual place of an object's kind in the order of creation."""
    if isinstance(item, Definition):
        return 9 if item.table else 3
    return _RANK[item.key.kind]


def drops(
    rules: Rules, moves: ForeignKeyMoves, changes: Changes, cleared: set[Key]
) -> tuple[tuple[RenameObject, ...], tuple[Drop, ...], tuple[Drop, ...]]:
    """Renames that free a wanted name, drops before the building (their names are wanted again)
    and drops after it."""
    tables = {c.table.full_name: c.table for c in changes if isinstance(c, DropTable)}
    gone_columns = {
        (change.before.schema, change.before.name, part.column.name)
        for change in changes
        if isinstance(change, ModifyTable)
        for part in change.changes
        if isinstance(part, DropColumn)
    }
    going: list[Drop] = []
    for change in changes:
        match change:
            case DropTable():
                going.append(change)
            case DropObject(item):
                if item.key not in cleared and not _vanishes(item, tables, gone_columns):
                    going.append(change)
    ordered = _drop_order(rules, going, _hanging_on(changes, cleared))
    if not rules.inline_foreign_keys():
        _cut_cycles(moves, [drop.table for drop in ordered if isinstance(drop, DropTable)])
    schemas = [change for change in changes if isinstance(change, DropSchema)]
    wanted = wanted_names(rules.facts, changes)
    aside, left = set_aside(rules, ordered, wanted)
    if freed_by_drops(rules.facts, tables.values(), changes) & wanted:
        first = tuple(drop for drop in left if isinstance(drop, DropTable))
        last = tuple(drop for drop in left if not isinstance(drop, DropTable))
        return aside, first, (*last, *schemas)
    return aside, (), (*left, *schemas)


def _vanishes(item: Object, tables: dict[Name, Table], columns: set[tuple[str, str, str]]) -> bool:
    """Whether the object goes along with a dropped table or column."""
    if isinstance(item, DatabaseSequence):
        if item.owned_by is None:
            return False
        table, column = item.owned_by
        return Name(item.schema, table) in tables or (item.schema, table, column) in columns
    table = getattr(item, "table", "")
    return bool(table) and Name(item.key.schema, table) in tables


def _hanging_on(changes: Changes, cleared: set[Key]) -> dict[Name, list[Object]]:
    """The triggers, policies and rules that go along with each dropped table."""
    found: dict[Name, list[Object]] = {}
    for change in changes:
        match change:
            case DropObject(Trigger() | Policy() | Definition() as item):
                if item.table and item.key not in cleared:
                    found.setdefault(Name(item.key.schema, item.table), []).append(item)
            case _:
                continue
    return found


def _drop_order(
    rules: Rules, drops: Sequence[Drop], hanging: Mapping[Name, Sequence[Object]]
) -> list[Drop]:
    """Dependants first: the reverse of the order in which all of it would be created."""
    nodes = sorted(drops, key=_drop_place)
    by_name: dict[str, list[int]] = {}
    for at, node in enumerate(nodes):
        by_name.setdefault(_drop_name(node).name.lower(), []).append(at)
    needs: dict[int, set[int]] = {}
    wishes: dict[int, set[int]] = {}
    for at, node in enumerate(nodes):
        if isinstance(node, DropTable):
            own = [rules.needs_text(item) for item in hanging.get(node.table.full_name, ())]
            mentioned = words("\n".join((*table_texts(node.table), *own)))
            wishes[at] = {
                other
                for target in references(node.table)
                for other in by_name.get(target.name.lower(), ())
            }
        elif isinstance(node, DropObject):
            mentioned = words(object_text(node.object) or rules.needs_text(node.object))
            own_name = node.object.key.name.lower()
            mentioned -= words(rules.facts.quote(own_name)) - {own_name}
        else:
            mentioned = frozenset()
        found = {other for word in mentioned & by_name.keys() for other in by_name[word]}
        if isinstance(node, DropTable):
            # What its expressions mention may be a column of the table as well.
            above = {parent.name.lower() for parent in parents(node.table)}
            named = {other for other in found if isinstance(nodes[other], DropTable)}
            wishes[at] |= named
            found -= {
                other for other in named if _drop_name(nodes[other]).name.lower() not in above
            }
        needs[at] = found - {at}
    return [nodes[at] for at in reversed(topological(range(len(nodes)), needs, wishes))]


def _drop_place(node: Drop) -> tuple[int, str]:
    match node:
        case DropTable(table):
            return (6, str(table.full_name))
        case DropObject(item):
            return (rank(item), "\0".join(item.key))
        case DropSchema(namespace):
            return (0, namespace.name)


def _drop_name(node: Drop) -> Name:
    match node:
        case DropTable(table):
            return table.full_name
        case DropObject(item):
            return Name(item.key.schema, item.key.name)
        case DropSchema(namespace):
            return Name("", namespace.name)


def _cut_cycles(moves: ForeignKeyMoves, tables: Sequence[Table]) -> None:
    """Foreign keys that point at a table dropped before their own are cut first."""
    place = {table.full_name: at for at, table in enumerate(tables)}
    for at, table in enumerate(tables):
        for key in table.foreign_keys:
            if place.get(Name(key.ref_schema, key.ref_table), at) < at:
                moves.cut(table, key)
