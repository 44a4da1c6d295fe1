"""From unordered changes to `Work`: what is in the way, what needs what, what goes last."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from erdapp.diff.changes import (
    AddColumn,
    AddIndex,
    AddObject,
    AddPrimaryKey,
    AddSchema,
    AddTable,
    AddUnique,
    Changes,
    ModifyAttr,
    ModifyColumn,
    ModifyIndex,
    ModifyObject,
    ModifyPrimaryKey,
    ModifySchema,
    ModifyTable,
    ModifyUnique,
    RenameColumn,
    RenameObject,
    RenameTable,
)
from erdapp.planner.drops import drops, rank
from erdapp.planner.keys import ForeignKeyMoves
from erdapp.planner.obstacles import clear_the_way
from erdapp.planner.order import qualifiers, relations, topological, words
from erdapp.planner.swaps import in_order
from erdapp.planner.taken import freed_by, owned_sequences, same, taken_by
from erdapp.planner.texts import change_texts, object_text, table_texts
from erdapp.planner.work import Build, Rules, Work
from erdapp.schema import (
    Definition,
    Dialect,
    Domain,
    ForeignKey,
    Key,
    Name,
    Object,
    Policy,
    Schema,
    Trigger,
)
from erdapp.schema.select import parents, references

_TABLE_NEEDS = frozenset({1, 2, 3, 4, 5, 6})
"""Tables need types, sequences, routines and (inherited) tables, never views or triggers."""

_TABLES_ALONE = frozenset({Dialect.SQLITE})
"""Where there is none of these, and a table's expressions mention nothing but its columns."""

_TYPE_NEEDS = frozenset({1, 2, 3, 4, 5})
"""An expression over a value can only need types and routines, whatever words stand in it."""

_ANYTHING = frozenset(range(12))


def arrange(rules: Rules, before: Schema, after: Schema, changes: Changes) -> Work:
    """The steps that turn `before` (renames applied) into `after`. Linear in the changes."""
    moves = ForeignKeyMoves(rules, before, after)
    modified = [change for change in changes if isinstance(change, ModifyTable)]
    if not rules.inline_foreign_keys():
        modified = moves.take(modified, [c for c in changes if isinstance(c, ModifyObject)])
    clear, again = clear_the_way(rules, before, after, changes)
    cleared = {item.key for item in clear}
    builds: list[Build] = [*modified, *(AddObject(item) for item in again)]
    rebuilt = {item.key for item in again}
    for change in changes:
        match change:
            case ModifySchema() | AddTable() | AddObject():
                builds.append(change)
            case ModifyObject() if change.after.key not in rebuilt:
                builds.append(change)
    aside, first, last = drops(rules, moves, changes, cleared)
    renames = [c for c in changes if isinstance(c, RenameTable | RenameObject)]
    build = _detached(rules, moves, before, _ordered(rules, before, after, builds))
    cut, tie = moves.result()
    return Work(
        spaces=tuple(change for change in changes if isinstance(change, AddSchema)),
        rename=(*aside, *in_order(renames, rules.facts.fold)),
        clear=clear,
        cut=cut,
        drop_first=first,
        build=build,
        tie=tie,
        drop=last,
    )


# --- building ---------------------------------------------------------------------------------


def _ordered(rules: Rules, before: Schema, after: Schema, builds: Sequence[Build]) -> list[Build]:
    nodes = sorted(builds, key=_place)
    providers: dict[str, list[int]] = {}
    for at, node in enumerate(nodes):
        name = _subject(node)
        if name:
            providers.setdefault(name.name.lower(), []).append(at)
    namespaces = qualifiers(rules.facts, before, after)
    created = {
        node.table.full_name: at for at, node in enumerate(nodes) if isinstance(node, AddTable)
    }
    new_tables = set(created.values())
    altered = {
        node.after.full_name: at for at, node in enumerate(nodes) if isinstance(node, ModifyTable)
    }
    holders: dict[Name, list[int]] = {}
    owned = owned_sequences(before)
    for at, node in enumerate(nodes):
        for held in freed_by(rules.facts, node, owned):
            holders.setdefault(same(rules.facts, held), []).append(at)
    needs: dict[int, set[int]] = {}
    wishes: dict[int, set[int]] = {}
    for at, node in enumerate(nodes):
        mentioned = _mentions(rules, node, namespaces)
        found = {other for word in mentioned & providers.keys() for other in providers[word]}
        kinds = _may_need(node, rules.facts.dialect)
        found = {other for other in found if _place(nodes[other])[0] in kinds}
        for name in taken_by(rules.facts, node):
            found.update(holders.get(same(rules.facts, name), ()))
        if isinstance(node, AddTable):
            # What its expressions mention may be a column of the table as well.
            wishes[at] = {created[target] for target in references(node.table) if target in created}
            wishes[at] |= found & new_tables
        needs[at] = found - wishes.get(at, set()) - {at}
        for made in (created, altered):
            needs[at] |= {made[name] for name in _parents(node) if name in made}
    return [nodes[at] for at in topological(range(len(nodes)), needs, wishes)]


def _parents(node: Build) -> tuple[Name, ...]:
    """The tables whose changes reach the step's table, which is altered or created after them."""
    match node:
        case AddTable(table) | ModifyTable(after=table):
            return parents(table)
        case _:
            return ()


def _may_need(node: Build, dialect: Dialect) -> frozenset[int]:
    """The places in the order of creation that the step can really depend on."""
    match node:
        case AddTable() | ModifyTable() if dialect in _TABLES_ALONE:
            return frozenset()
        case AddTable() | ModifyTable():
            return _TABLE_NEEDS
        case AddObject(Domain()) | ModifyObject(after=Domain()):
            return _TYPE_NEEDS
        case _:
            return _ANYTHING


def _place(node: Build) -> tuple[int, Key | str]:
    match node:
        case ModifySchema(after=namespace):
            return (0, namespace.name)
        case AddTable(table):
            return (6, str(table.full_name))
        case ModifyTable():
            return (7, str(node.after.full_name))
        case AddObject(item) | ModifyObject(after=item):
            return (rank(item), "\0".join(item.key))


def _subject(node: Build) -> Name | None:
    """The name by which others mention it; nothing mentions a trigger or a policy."""
    match node:
        case AddTable(table) | ModifyTable(after=table):
            return table.full_name
        case AddObject(item) | ModifyObject(after=item) if not isinstance(item, Trigger | Policy):
            return Name(item.key.schema, item.key.name)
        case _:
            return None


def _mentions(rules: Rules, node: Build, namespaces: frozenset[str]) -> frozenset[str]:
    match node:
        case AddTable(table):
            return words("\n".join(table_texts(table)))
        case ModifyTable():
            return words("\n".join(text for part in node.changes for text in change_texts(part)))
        case AddObject(item) | ModifyObject(after=item):
            text = object_text(item) or rules.needs_text(item)
            mentioned = relations(text, namespaces) if text else frozenset()
            return mentioned | _owner(item)
        case _:
            return frozenset()


def _owner(item: Object) -> frozenset[str]:
    """The table that it hangs on, whatever its text is read for."""
    match item:
        case Trigger(table=table) | Policy(table=table) | Definition(table=table) if table:
            return frozenset({table.lower()})
        case _:
            return frozenset()


def _detached(
    rules: Rules, moves: ForeignKeyMoves, before: Schema, nodes: Sequence[Build]
) -> tuple[Build, ...]:
    """New tables with only those foreign keys whose target is ready when they are created."""
    if rules.inline_foreign_keys():
        return tuple(nodes)
    ready = {table.full_name for table in before.tables}
    altered = {node.after.full_name: node for node in nodes if isinstance(node, ModifyTable)}
    result: list[Build] = []
    for node in nodes:
        if not isinstance(node, AddTable):
            result.append(node)
            continue
        table = node.table
        ready.add(table.full_name)
        inline = []
        for key in table.foreign_keys:
            target = Name(key.ref_schema, key.ref_table)
            if target in ready and key.validated and _is_settled(rules, altered.get(target), key):
                inline.append(key)
            else:
                moves.tie(table, key)
        result.append(AddTable(replace(table, foreign_keys=tuple(inline))))
    return tuple(result)


def _is_settled(rules: Rules, change: ModifyTable | None, key: ForeignKey) -> bool:
    """Whether what the foreign key points at is there before its table is altered."""
    if change and rules.remade(change):
        return False
    for part in change.changes if change else ():
        match part:
            case AddPrimaryKey() | ModifyPrimaryKey() | AddUnique() | ModifyUnique():
                return False
            case ModifyAttr(name="unlogged"):
                return False
            case AddIndex(index) | ModifyIndex(after=index) if index.unique:
                return False
            case AddColumn(column) | ModifyColumn(after=column) | RenameColumn(after=column):
                if not key.ref_columns or column.name in key.ref_columns:
                    return False
            case _:
                continue
    return True
