"""Two tables of one name compared, part by part."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from msgspec.structs import replace

from erdapp.diff.attributes import attribute_changes
from erdapp.diff.changes import (
    AddCheck,
    AddColumn,
    AddExclusion,
    AddForeignKey,
    AddIndex,
    AddPrimaryKey,
    AddUnique,
    Aspect,
    Aspects,
    DropCheck,
    DropColumn,
    DropExclusion,
    DropForeignKey,
    DropIndex,
    DropPrimaryKey,
    DropUnique,
    ModifyCheck,
    ModifyColumn,
    ModifyForeignKey,
    ModifyIndex,
    ModifyPrimaryKey,
    ModifyTable,
    ModifyUnique,
    RenameConstraint,
    RenameIndex,
    TableChange,
)
from erdapp.diff.charsets import in_same_terms
from erdapp.diff.columns import column_changes
from erdapp.diff.matching import Pairs, pair
from erdapp.diff.sides import Sides
from erdapp.schema import (
    Check,
    Exclusion,
    ForeignKey,
    Index,
    IndexPart,
    PrimaryKey,
    Table,
    Unique,
)

P = TypeVar("P", PrimaryKey, Unique, ForeignKey, Check, Exclusion, Index)

_ASPECTS: tuple[tuple[str, Aspect], ...] = (
    ("parts", Aspect.PARTS),
    ("include", Aspect.PARTS),
    ("columns", Aspect.PARTS),
    ("unique", Aspect.UNIQUE),
    ("method", Aspect.OPTIONS),
    ("where", Aspect.EXPRESSION),
    ("expression", Aspect.EXPRESSION),
    ("definition", Aspect.DEFINITION),
    ("nulls_distinct", Aspect.UNIQUE),
    ("ref_schema", Aspect.REFERENCE),
    ("ref_table", Aspect.REFERENCE),
    ("ref_columns", Aspect.REFERENCE),
    ("match", Aspect.REFERENCE),
    ("on_delete", Aspect.ACTIONS),
    ("on_update", Aspect.ACTIONS),
    ("deferrable", Aspect.DEFERRABLE),
    ("validated", Aspect.VALIDATION),
    ("enforced", Aspect.VALIDATION),
    ("no_inherit", Aspect.OPTIONS),
    ("invisible", Aspect.OPTIONS),
    ("clustered", Aspect.OPTIONS),
    ("options", Aspect.OPTIONS),
    ("comment", Aspect.COMMENT),
)


def table_changes(sides: Sides, before: Table, after: Table) -> ModifyTable | None:
    """What differs between two tables of one name, renames already applied; None if nothing."""
    old, new = in_same_terms(sides.facts.dialect, before, after)
    changes: list[TableChange] = [
        *sides.column_renames(before),
        *_columns(sides, old, new),
        *_primary_key(sides, before, after),
        *_uniques(sides, before, after),
        *_indexes(sides, before, after),
        *_checks(sides, before, after),
        *_exclusions(sides, before, after),
        *_foreign_keys(sides, before, after),
        *attribute_changes(before, after),
    ]
    return ModifyTable(before, after, tuple(changes)) if changes else None


def _columns(
    sides: Sides, before: Table, after: Table
) -> Iterator[AddColumn | DropColumn | ModifyColumn]:
    for change in column_changes(before, after, sides.column_values(before)):
        if isinstance(change, DropColumn):
            yield DropColumn(sides.dropped_column(before, change.column))
        else:
            yield change


def aspects(before: P, after: P) -> Aspects:
    """In what two parts of one kind differ, names aside."""
    fields = set(before.__struct_fields__)
    return tuple(
        dict.fromkeys(
            aspect
            for field, aspect in _ASPECTS
            if field in fields and getattr(before, field) != getattr(after, field)
        )
    )


def _columns_of(parts: Iterable[IndexPart]) -> tuple[str, ...]:
    return tuple(part.column or part.expression for part in parts)


def _content(part: P) -> P:
    return replace(part, name="", comment="")


def _primary_key(sides: Sides, before: Table, after: Table) -> Iterator[TableChange]:
    old, new = before.primary_key, after.primary_key
    if old == new:
        return
    if old is None or new is None:
        if old:
            yield DropPrimaryKey(old)
        if new:
            yield AddPrimaryKey(new)
        return
    found = aspects(old, new)
    chosen = primary_keys_named(sides, before, after)
    if chosen and old.name != new.name and not set(found) - {Aspect.COMMENT}:
        yield RenameConstraint(old.name, new.name)
    if found:
        yield ModifyPrimaryKey(old, new, found)


def primary_keys_named(sides: Sides, before: Table, after: Table) -> bool:
    """Whether somebody chose the names of both primary keys."""
    pairs = ((before, before.primary_key), (after, after.primary_key))
    return all(key and not sides.made_up(table, key.name, key.columns) for table, key in pairs)


def unique_pairs(sides: Sides, before: Table, after: Table) -> Pairs[Unique]:
    return pair(
        before.uniques,
        after.uniques,
        name=_name,
        told=sides.told_constraints(before),
        content=_content,
        made_up=lambda part: sides.made_up(after, part.name, part.columns),
    )


def _uniques(sides: Sides, before: Table, after: Table) -> Iterator[TableChange]:
    if before.uniques == after.uniques:
        return
    pairs = unique_pairs(sides, before, after)
    yield from (DropUnique(part) for part in pairs.dropped)
    yield from (RenameConstraint(old.name, new.name) for old, new in pairs.renamed)
    yield from _modified(pairs.modified + pairs.equal + pairs.renamed, ModifyUnique)
    yield from (AddUnique(part) for part in pairs.added)


def _indexes(sides: Sides, before: Table, after: Table) -> Iterator[TableChange]:
    if before.indexes == after.indexes:
        return
    told = sides.told_indexes(before)
    chosen = {*told, *told.values()}
    pairs = pair(
        before.indexes,
        after.indexes,
        name=_name,
        told=told,
        content=_content,
        made_up=lambda part: (
            part.name not in chosen
            and sides.made_up(after, part.name, (*_columns_of(part.parts), *part.include))
        ),
        # An index is known by its name: one that was chosen on one side is a rename.
        unnamed=operator.and_,
    )
    yield from (DropIndex(part) for part in pairs.dropped)
    yield from (RenameIndex(old.name, new.name) for old, new in pairs.renamed)
    yield from _modified(pairs.modified + pairs.equal + pairs.renamed, ModifyIndex)
    yield from (AddIndex(part) for part in pairs.added)


def check_pairs(sides: Sides, before: Table, after: Table) -> Pairs[Check]:
    return pair(
        before.checks,
        after.checks,
        name=_name,
        told=sides.told_constraints(before),
        content=_content,
        made_up=lambda part: sides.made_up_check(after, part),
    )


def _checks(sides: Sides, before: Table, after: Table) -> Iterator[TableChange]:
    if before.checks == after.checks:
        return
    pairs = check_pairs(sides, before, after)
    yield from (DropCheck(part) for part in pairs.dropped)
    yield from (RenameConstraint(old.name, new.name) for old, new in pairs.renamed)
    yield from _modified(pairs.modified + pairs.equal + pairs.renamed, ModifyCheck)
    yield from (AddCheck(part) for part in pairs.added)


def exclusion_pairs(sides: Sides, before: Table, after: Table) -> Pairs[Exclusion]:
    return pair(
        before.exclusions,
        after.exclusions,
        name=_name,
        told=sides.told_constraints(before),
        content=_content,
        made_up=lambda part: not part.name,
    )


def _exclusions(sides: Sides, before: Table, after: Table) -> Iterator[TableChange]:
    if before.exclusions == after.exclusions:
        return
    pairs = exclusion_pairs(sides, before, after)
    for old, new in pairs.modified:
        yield DropExclusion(old)
        yield AddExclusion(new)
    yield from (DropExclusion(part) for part in pairs.dropped)
    yield from (RenameConstraint(old.name, new.name) for old, new in pairs.renamed)
    yield from (AddExclusion(part) for part in pairs.added)


def foreign_key_pairs(sides: Sides, before: Table, after: Table) -> Pairs[ForeignKey] | None:
    """The keys with the columns they refer to said; None when nothing differs then."""
    old_keys = tuple(sides.resolved_before(key) for key in before.foreign_keys)
    new_keys = tuple(sides.resolved_after(key) for key in after.foreign_keys)
    if old_keys == new_keys:
        return None
    return pair(
        old_keys,
        new_keys,
        name=_name,
        told=sides.told_constraints(before),
        content=_content,
        made_up=lambda part: sides.made_up(after, part.name, part.columns),
        likeness=lambda part: part.columns,
    )


def _foreign_keys(sides: Sides, before: Table, after: Table) -> Iterator[TableChange]:
    if before.foreign_keys == after.foreign_keys:
        return
    if not (pairs := foreign_key_pairs(sides, before, after)):
        return
    yield from (DropForeignKey(part) for part in pairs.dropped)
    yield from (RenameConstraint(old.name, new.name) for old, new in pairs.renamed)
    yield from _modified(pairs.modified + pairs.equal + pairs.renamed, ModifyForeignKey)
    yield from (AddForeignKey(part) for part in pairs.added)


def _name(part: P) -> str:
    return part.name


def _modified(
    pairs: Iterable[tuple[P, P]],
    change: Callable[[P, P, Aspects], TableChange],
) -> Iterator[TableChange]:
    for old, new in pairs:
        found = aspects(old, new)
        if found:
            yield change(old, new, found)
