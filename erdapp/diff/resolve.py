"""Rename hints looked up in the two schemas: which of them apply, and to what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct, field

from erdapp.dialects import facts
from erdapp.diff.changes import Rename
from erdapp.schema import Enum, Key, Kind, Name, Schema, Table

NameMap = dict[str, str]


class Renames(Struct, frozen=True, kw_only=True):
    """The renames that apply, each by what it means. Inner names are before → after."""

    tables: dict[Name, Name] = field(default_factory=dict)
    objects: dict[Key, Key] = field(default_factory=dict)
    columns: dict[Name, NameMap] = field(default_factory=dict)
    """By the table's name before."""
    indexes: dict[Name, NameMap] = field(default_factory=dict)
    constraints: dict[Name, NameMap] = field(default_factory=dict)
    values: dict[Key, NameMap] = field(default_factory=dict)
    """By the enum's key before."""
    column_values: dict[Name, dict[str, NameMap]] = field(default_factory=dict)
    """Values of MySQL's ENUM and SET: by the table's name before, then the column's name after."""
    displaced: frozenset[Name] = frozenset()
    """Tables of the old schema whose name another table takes: they are dropped."""
    displaced_columns: dict[Name, NameMap] = field(default_factory=dict)
    """Columns whose name another column takes, which are dropped: by the table's name before,
    spare → name. `columns` has them under the spare name, so that what needs the one column isn't
    taken for something that needs the other."""

    def __bool__(self) -> bool:
        return bool(
            self.tables
            or self.objects
            or self.columns
            or self.indexes
            or self.constraints
            or self.values
            or self.column_values
        )


def resolve(before: Schema, after: Schema, renames: Sequence[Rename]) -> Renames:
    """The hints that apply.

    A hint may stay in a source for years, so one whose old name is gone, or whose new name was
    there already, says nothing and is passed over.
    """
    if not renames:
        return Renames()
    old = {table.full_name: table for table in before.tables}
    new = {table.full_name: table for table in after.tables}
    tables = _applicable(old, new, _table_names(old, renames))
    back = {name_after: name_before for name_before, name_after in tables.items()}
    objects = _objects(before, after, renames)
    found = Renames(
        tables=tables,
        objects={**objects, **_owned_sequences(before, after, tables, renames)},
        displaced=frozenset(name for name in back if name in old and name not in tables),
    )
    for rename in renames:
        wanted = Name(rename.schema, rename.table)
        origin = back.get(wanted, wanted)
        if rename.kind == "value" and rename.column:
            _column_value(found, old.get(origin), new.get(wanted), rename, renames)
            continue
        if origin not in old or wanted not in new:
            _value(found, before, after, rename)
            continue
        names = part_names(rename.kind, old[origin]), part_names(rename.kind, new[wanted])
        if rename.before in names[0] and rename.after in names[1]:
            target = _by_kind(found, rename.kind)
            known = target.setdefault(origin, {}) if target is not None else {}
            if rename.after not in known.values():
                known.setdefault(rename.before, rename.after)
    _keep_applicable_parts(found, old, new)
    _set_displaced_columns_aside(found, old, new, facts(before.dialect).fold)
    return found


def inverted(renames: Sequence[Rename], before: Schema) -> tuple[Rename, ...]:
    """The renames of the way back; `before` is the schema they start from."""
    known = {table.full_name for table in before.tables}
    back: dict[Name, Name] = {}
    for rename in renames:
        if rename.kind == Kind.TABLE:
            origin = _origin(rename, known)
            back[Name(rename.schema, rename.after)] = origin
    result = []
    for rename in renames:
        if rename.table:
            table = Name(rename.schema, rename.table)
            origin = back.get(table, table)
            column = _column_before(rename, renames)
            result.append(
                Rename(rename.kind, rename.after, rename.before, origin.schema, origin.name, column)
            )
            continue
        origin = _origin(rename, known)
        moved = origin.schema != rename.schema
        target = f"{rename.schema}.{rename.after}" if moved else rename.after
        result.append(Rename(rename.kind, target, origin.name, origin.schema))
    return tuple(result)


def _origin(rename: Rename, known: Iterable[Name]) -> Name:
    """The old name; `ns.name` where it came from another namespace."""
    here = Name(rename.schema, rename.before)
    if here in known or "." not in rename.before:
        return here
    schema, _, name = rename.before.partition(".")
    return Name(schema, name)


def _table_names(old: Mapping[Name, object], renames: Sequence[Rename]) -> dict[Name, Name]:
    return {
        _origin(rename, old): Name(rename.schema, rename.after)
        for rename in renames
        if rename.kind == Kind.TABLE
    }


def _applicable(
    old: Mapping[Name, object], new: Mapping[Name, object], wanted: dict[Name, Name]
) -> dict[Name, Name]:
    last = {after: before for before, after in wanted.items()}
    return {
        before: after
        for before, after in wanted.items()
        if before != after
        and last[after] == before  # two tables can't both be called so
        and before in old
        and after in new
        and (after not in old or after in wanted or before not in new)
    }


def _objects(before: Schema, after: Schema, renames: Sequence[Rename]) -> dict[Key, Key]:
    kinds = {rename.kind for rename in renames} - {Kind.TABLE.value, "column"}
    if not kinds:
        return {}
    old = {item.key for item in before.objects() if item.key.kind in kinds}
    new = {item.key for item in after.objects() if item.key.kind in kinds}
    names = {Name(key.schema, key.name) for key in old}
    found: dict[Key, Key] = {}
    for rename in renames:
        if rename.table and rename.kind != Kind.TRIGGER:
            continue
        origin = _origin(rename, names)
        for key in old:
            target = key._replace(schema=rename.schema, name=rename.after)
            same = key.kind == rename.kind and (key.schema, key.name) == tuple(origin)
            if same and target in new and target not in old:
                found[key] = target
    return found


def _owned_sequences(
    before: Schema, after: Schema, tables: Mapping[Name, Name], renames: Sequence[Rename]
) -> dict[Key, Key]:
    """The sequence of a serial column keeps its numbers when its table or column is renamed."""
    columns = {
        (rename.schema, rename.table, rename.after): rename.before
        for rename in renames
        if rename.kind == "column"
    }
    back = {name_after: name_before for name_before, name_after in tables.items()}
    if not columns and not back:
        return {}
    old_keys = {sequence.key for sequence in before.sequences}
    new_keys = {sequence.key for sequence in after.sequences}
    owned = {(s.schema, *s.owned_by): s.key for s in before.sequences if s.owned_by}
    found = {}
    for sequence in after.sequences:
        if sequence.owned_by is None or sequence.key in old_keys:
            continue
        table, column = sequence.owned_by
        name = Name(sequence.schema, table)
        origin = back.get(name, name)
        old_column = columns.get((*name, column), column)
        key = owned.get((origin.schema, origin.name, old_column))
        if key and key not in new_keys:
            found[key] = sequence.key
    return found


def _by_kind(found: Renames, kind: str) -> dict[Name, NameMap] | None:
    match kind:
        case "column":
            return found.columns
        case "index":
            return found.indexes
        case "constraint":
            return found.constraints
        case _:
            return None


def part_names(kind: str, table: object) -> set[str]:
    """Names of a table's columns, indexes or constraints."""
    match kind:
        case "column":
            groups = ["columns"]
        case "index":
            groups = ["indexes"]
        case "constraint":
            groups = ["uniques", "foreign_keys", "checks", "exclusions"]
        case _:
            return set()
    names = {part.name for group in groups for part in getattr(table, group)}
    key = getattr(table, "primary_key", None)
    if kind == "constraint" and key:
        names.add(key.name)
    return names


def _keep_applicable_parts(
    found: Renames, old: Mapping[Name, object], new: Mapping[Name, object]
) -> None:
    for kind, group in (
        ("column", found.columns),
        ("index", found.indexes),
        ("constraint", found.constraints),
    ):
        for origin, names in list(group.items()):
            table = new[found.tables.get(origin, origin)]
            known, wanted = part_names(kind, old[origin]), part_names(kind, table)
            kept = {
                before: after
                for before, after in names.items()
                if before != after
                and (after not in known or after in names or before not in wanted)
            }
            if kept:
                group[origin] = kept
            else:
                del group[origin]


def _set_displaced_columns_aside(
    found: Renames,
    old: Mapping[Name, Table],
    new: Mapping[Name, Table],
    fold: Callable[[str], str],
) -> None:
    """`fold` gives the form in which names are compared: `A` is in the way of `a` in SQLite."""
    for origin, names in found.columns.items():
        known = {fold(name): name for name in part_names("column", old[origin])}
        wanted = part_names("column", new[found.tables.get(origin, origin)])
        taken = known.keys() | set(map(fold, wanted))
        held = [known.get(fold(after)) for after in names.values()]
        for name in [name for name in held if name is not None and name not in names]:
            spare = f"{name}_replaced"
            while fold(spare) in taken:
                spare = f"{spare}_replaced"
            taken.add(fold(spare))
            names[name] = spare
            found.displaced_columns.setdefault(origin, {})[spare] = name


def _value(found: Renames, before: Schema, after: Schema, rename: Rename) -> None:
    """A renamed value of an enum; `table` is the enum's new name."""
    if rename.kind != "value":
        return
    wanted = Key(Kind.ENUM, rename.schema, rename.table)
    back = {key_after: key_before for key_before, key_after in found.objects.items()}
    origin = back.get(wanted, wanted)
    old, new = _enum(before, origin), _enum(after, wanted)
    if old is None or new is None or rename.after in old.values:
        return
    if rename.before in old.values and rename.after in new.values:
        found.values.setdefault(origin, {})[rename.before] = rename.after


def _column_before(rename: Rename, renames: Sequence[Rename]) -> str:
    """The old name of the column that a renamed value is in."""
    for other in renames:
        same = (other.schema, other.table) == (rename.schema, rename.table)
        if other.kind == "column" and same and other.after == rename.column:
            return other.before
    return rename.column


def _column_value(
    found: Renames,
    old: Table | None,
    new: Table | None,
    rename: Rename,
    renames: Sequence[Rename],
) -> None:
    """A renamed value of a MySQL ENUM or SET; swapped values are no renames."""
    before = old.column(_column_before(rename, renames)) if old else None
    after = new.column(rename.column) if new else None
    if old is None or before is None or after is None:
        return
    was, now = before.type.args, after.type.args
    one_sided = rename.before not in now and rename.after not in was
    if one_sided and rename.before in was and rename.after in now:
        names = found.column_values.setdefault(old.full_name, {}).setdefault(rename.column, {})
        names[rename.before] = rename.after


def _enum(schema: Schema, key: Key) -> Enum | None:
    return next((enum for enum in schema.enums if enum.key == key), None)
