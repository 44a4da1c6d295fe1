"""Which drops and additions look like renames: guesses with a score and a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import islice, product
from typing import TypeVar

from msgspec.structs import replace

from erdapp.diff.changes import Rename, RenameGuess
from erdapp.diff.likeness import column_likeness, name_likeness, table_likeness
from erdapp.diff.renaming import apply_renames
from erdapp.schema import Enum, Object, Schema, Table
from erdapp.schema import Sequence as DatabaseSequence

LIKELY = 0.62
"""Below this a pair is not worth a question."""
CLEAR = 0.13
"""How much better than any other pair of either side a guess must be."""

PAIRS = 2_500
"""So many pairs are looked at; where more things changed at once, names say nothing anyway."""

VALUE = "value"

T = TypeVar("T", bound=Hashable)
Score = tuple[float, str]


def guess_renames(
    before: Schema, after: Schema, told: Sequence[Rename] = ()
) -> tuple[RenameGuess, ...]:
    """Renames that look likely, best first: tables, then the columns of tables and so on.

    One-to-one; where two candidates are about as good, nothing is guessed. Columns are compared
    with the guessed table renames taken as given. What `told` renames say is not guessed again.
    """
    if before == after:
        return ()
    before = apply_renames(before, after, told)
    tables = _tables(before, after)
    types = [*_enums(before, after), *_sequences(before, after)]
    moved = apply_renames(before, after, [guess.rename for guess in (*tables, *types)])
    old = {table.full_name: table for table in moved.tables}
    columns: list[RenameGuess] = []
    values: list[RenameGuess] = []
    for table in after.tables:
        known = old.get(table.full_name)
        if known is not None and known.columns != table.columns:
            columns.extend(_columns(known, table))
            values.extend(_column_values(known, table))
    values.extend(_values(moved, after))
    return tuple(
        guess for group in (tables, columns, types, values) for guess in _best_first(group)
    )


def _best_first(guesses: Iterable[RenameGuess]) -> list[RenameGuess]:
    return sorted(
        guesses, key=lambda guess: (-guess.score, guess.rename.table, guess.rename.before)
    )


def one_to_one(
    candidates: Iterable[tuple[T, T]], score: Callable[[T, T], Score]
) -> Iterator[tuple[T, T, float, str]]:
    """Pairs that are clearly each other's best among the candidates.

    What is paired is no rival of the rest any more, so the rest is looked at again.
    """
    scored = [(old, new, *score(old, new)) for old, new in candidates]
    while found := _clear_pairs(scored):
        for old, new, value, reason in found:
            yield old, new, round(min(value, 1.0), 2), reason
        taken = {pair[0] for pair in found}, {pair[1] for pair in found}
        scored = [one for one in scored if one[0] not in taken[0] and one[1] not in taken[1]]


def _clear_pairs(scored: Sequence[tuple[T, T, float, str]]) -> list[tuple[T, T, float, str]]:
    best: dict[tuple[str, T], list[float]] = {}
    for old, new, value, _ in scored:
        for side in (("old", old), ("new", new)):
            best[side] = sorted((*best.get(side, ()), value), reverse=True)[:2]
    found = []
    for old, new, value, reason in scored:
        rival = max(_rival(best["old", old], value), _rival(best["new", new], value))
        if value >= LIKELY and value - rival >= CLEAR:
            found.append((old, new, value, reason))
    return found


def _rival(best_two: list[float], value: float) -> float:
    """The best score but this one."""
    others = list(best_two)
    if value in others:
        others.remove(value)
    return max(others, default=0.0)


def _missing(these: Iterable[T], those: Iterable[T], key: Callable[[T], Hashable]) -> list[T]:
    known = {key(item) for item in those}
    return [item for item in these if key(item) not in known]


# --- tables and columns -------------------------------------------------------------------------


def _tables(before: Schema, after: Schema) -> list[RenameGuess]:
    gone = _missing(before.tables, after.tables, lambda table: table.full_name)
    came = _missing(after.tables, before.tables, lambda table: table.full_name)
    found = one_to_one(_sharing_columns(gone, came), table_likeness)
    return [
        RenameGuess(_table_rename(old, new), score, reason) for old, new, score, reason in found
    ]


def _table_rename(old: Table, new: Table) -> Rename:
    before = old.name if old.schema == new.schema else str(old.full_name)
    return Rename("table", before, new.name, new.schema)


def _sharing_columns(gone: Iterable[Table], came: Iterable[Table]) -> Iterator[tuple[Table, Table]]:
    """Pairs with at least half of their columns in common, found without comparing each pair."""
    wanted = {table.full_name: table for table in came}
    by_column: dict[str, list[Table]] = {}
    for table in came:
        for column in table.columns:
            by_column.setdefault(column.name, []).append(table)
    for table in gone:
        rare = [column.name for column in table.columns if len(by_column.get(column.name, ())) < 50]
        shared = Counter(other.full_name for name in rare for other in by_column.get(name, ()))
        for name, number in shared.items():
            if number * 2 >= len(rare):
                yield table, wanted[name]


def _columns(before: Table, after: Table) -> list[RenameGuess]:
    places = _places(before), _places(after)
    old_names, new_names = places[0].keys(), places[1].keys()
    gone = [at for name, at in places[0].items() if name not in new_names]
    came = [at for name, at in places[1].items() if name not in old_names]
    stay = old_names & new_names
    around_old, around_new = _neighbours(before, stay), _neighbours(after, stay)
    if len(gone) * len(came) > PAIRS:
        return []
    found = one_to_one(
        product(gone, came),
        lambda old, new: column_likeness(
            (before, old), (after, new), around_old[old] == around_new[new]
        ),
    )
    return [
        RenameGuess(
            Rename(
                "column",
                before.columns[old].name,
                after.columns[new].name,
                after.schema,
                after.name,
            ),
            score,
            reason,
        )
        for old, new, score, reason in found
    ]


def _places(table: Table) -> dict[str, int]:
    return {column.name: at for at, column in enumerate(table.columns)}


def _neighbours(table: Table, stay: Iterable[str]) -> list[tuple[str, int]]:
    """For each column the last column before it that stays, and how many others lie between."""
    known = set(stay)
    result = []
    previous, distance = "", 0
    for column in table.columns:
        result.append((previous, distance))
        if column.name in known:
            previous, distance = column.name, 0
        else:
            distance += 1
    return result


# --- types, their values, sequences -------------------------------------------------------------


def _enums(before: Schema, after: Schema) -> list[RenameGuess]:
    gone = _missing(before.enums, after.enums, lambda enum: enum.key)
    came = _missing(after.enums, before.enums, lambda enum: enum.key)

    def score(old: Enum, new: Enum) -> Score:
        shared = len(set(old.values) & set(new.values)) / len({*old.values, *new.values, ""})
        same = old.values == new.values
        likeness = (0.75 if same else 0.6 * shared) + 0.25 * name_likeness(old.name, new.name)
        return likeness, "same values" if same else "most values the same"

    return [
        _object_guess("enum", *found)
        for found in one_to_one(islice(product(gone, came), PAIRS), score)
    ]


def _sequences(before: Schema, after: Schema) -> list[RenameGuess]:
    """Owned sequences go along with their columns and are never guessed."""
    gone = _missing(before.sequences, after.sequences, lambda sequence: sequence.key)
    came = _missing(after.sequences, before.sequences, lambda sequence: sequence.key)

    def score(old: DatabaseSequence, new: DatabaseSequence) -> Score:
        if old.owned_by or new.owned_by or replace(old, name="") != replace(new, name=""):
            return 0.0, ""
        return 0.5 + 0.5 * name_likeness(old.name, new.name), "same attributes and similar name"

    return [
        _object_guess("sequence", *found)
        for found in one_to_one(islice(product(gone, came), PAIRS), score)
    ]


def _object_guess(kind: str, old: Object, new: Object, score: float, reason: str) -> RenameGuess:
    moved = old.key.schema != new.key.schema
    before = f"{old.key.schema}.{old.key.name}" if moved else old.key.name
    return RenameGuess(Rename(kind, before, new.key.name, new.key.schema), score, reason)


def _values(before: Schema, after: Schema) -> Iterator[RenameGuess]:
    """A value renamed: the others the same, one different at the same place."""
    old = {enum.key: enum for enum in before.enums}
    for enum in after.enums:
        known = old.get(enum.key)
        found = _differing(known.values, enum.values) if known else None
        if found:
            yield _value_guess(*found, Rename(VALUE, "", "", enum.schema, enum.name))


def _column_values(before: Table, after: Table) -> Iterator[RenameGuess]:
    """The same for the ENUM and SET columns of MySQL."""
    old = {column.name: column.type for column in before.columns}
    for column in after.columns:
        known = old.get(column.name)
        if known is None or not known.name == column.type.name in ("enum", "set"):
            continue
        found = _differing(known.args, column.type.args)
        if found:
            owner = Rename(VALUE, "", "", after.schema, after.name, column.name)
            yield _value_guess(*found, owner)


def _differing(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[str, str] | None:
    """The one pair of values that is different; None when there are more, or none."""
    if before == after or len(before) != len(after):
        return None
    pairs = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    if len(pairs) != 1 or pairs[0][1] in before:
        return None
    return pairs[0]


def _value_guess(gone: str, came: str, owner: Rename) -> RenameGuess:
    score = round(0.6 + 0.4 * name_likeness(gone, came), 2)
    rename = replace(owner, before=gone, after=came)
    return RenameGuess(rename, score, "same place among the same values")
