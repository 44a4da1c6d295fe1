"""How alike two tables or two columns are, from 0 to 1, and why."""

from __future__ import annotations

from collections.abc import Collection
from difflib import SequenceMatcher

from erdapp.schema import Column, Name, Table
from erdapp.schema.select import references


def name_likeness(before: str, after: str) -> float:
    """How alike two names are: shared words count for as much as shared letters."""
    old, new = before.lower(), after.lower()
    if old == new:
        return 1.0
    words = _overlap(set(old.split("_")), set(new.split("_")))
    return max(words, SequenceMatcher(None, old, new, autojunk=False).ratio())


_MEANINGS = (
    ("created", "added", "inserted", "registered", "joined"),
    ("changed", "updated", "modified", "edited", "touched"),
    ("expires", "expire", "expired", "expiry", "expiration", "until", "due", "deadline"),
    ("deleted", "removed", "archived"),
    ("start", "starts", "started", "begin", "begins", "since"),
    ("end", "ends", "ended", "finished", "stop", "stopped"),
    ("min", "minimum"),
    ("max", "maximum"),
    ("first",),
    ("last",),
    ("width",),
    ("height",),
    ("latitude", "lat"),
    ("longitude", "lon", "lng"),
    ("source", "from"),
    ("target", "to", "destination"),
    ("parent",),
    ("child",),
    ("sender",),
    ("recipient", "receiver"),
)
"""Words that name two different things however alike their columns are: a time of creation is not
renamed to one of expiry."""
_MEANING = {word: group for group, words in enumerate(_MEANINGS) for word in words}


def other_meaning(before: str, after: str) -> bool:
    """Whether two names say different things in words that are known."""
    old, new = (
        {_MEANING[word] for word in name.lower().split("_") if word in _MEANING}
        for name in (before, after)
    )
    return bool(old and new and not old & new)


def table_likeness(before: Table, after: Table) -> tuple[float, str]:
    """Columns count most, then where foreign keys point, then the name."""
    old = {(column.name, str(column.type)) for column in before.columns}
    new = {(column.name, str(column.type)) for column in after.columns}
    columns = len(old & new) / max(len(old), len(new), 1)
    names = name_likeness(before.name, after.name)
    targets = _overlap(set(_others(before)), set(_others(after)), empty=columns)
    reasons = []
    if columns == 1:
        reasons.append("same columns")
    elif columns:
        reasons.append(f"{len(old & new)} of {max(len(old), len(new))} columns the same")
    if targets == 1 and before.foreign_keys:
        reasons.append("same references")
    if names >= 0.6:
        reasons.append("similar name")
    return 0.7 * columns + 0.12 * targets + 0.18 * names, ", ".join(reasons)


def _others(table: Table) -> list[Name]:
    return [target for target in references(table) if target != table.full_name]


def column_likeness(
    before: tuple[Table, int], after: tuple[Table, int], neighbours: bool
) -> tuple[float, str]:
    """Type, default, nullability, place, name and the keys and indexes a column takes part in.

    `neighbours` says whether the columns around both are the same ones.
    """
    old, new = before[0].columns[before[1]], after[0].columns[after[1]]
    same_type = old.type == new.type
    if not same_type and old.type.name != new.type.name:
        return 0.0, ""
    same_default = (old.default, old.identity, old.generated) == (
        new.default,
        new.identity,
        new.generated,
    )
    names = name_likeness(old.name, new.name)
    roles = _roles(before[0], old), _roles(after[0], new)
    score = 0.38 if same_type else 0.2
    score += 0.1 * same_default + 0.08 * (old.null == new.null) + 0.12 * neighbours
    score += 0.22 * names + 0.1 * (roles[0] == roles[1])
    if other_meaning(old.name, new.name):
        score -= 0.3
    said = [
        "type" if same_type else "",
        "place" if neighbours else "",
        "default" if same_default and old.default is not None else "",
        "keys and indexes" if roles[0] and roles[0] == roles[1] else "",
    ]
    reasons = [f"same {_sentence([word for word in said if word])}"] if any(said) else []
    if names >= 0.6:
        reasons.append("similar name")
    return score, ", ".join(reasons)


def _roles(table: Table, column: Column) -> frozenset[str]:
    """What the column takes part in, without naming the column."""
    name = column.name
    found = set()
    if table.primary_key and name in table.primary_key.columns:
        found.add("primary key")
    for key in table.foreign_keys:
        if name in key.columns:
            found.add(f"references {key.ref_table}")
    found.update("unique" for unique in table.uniques if name in unique.columns)
    for index in table.indexes:
        if any(part.column == name for part in index.parts):
            found.add("unique" if index.unique else "index")
    return frozenset(found)


def _overlap(old: Collection[object], new: Collection[object], empty: float = 0.0) -> float:
    if not old and not new:
        return empty
    return len(set(old) & set(new)) / len(set(old) | set(new))


def _sentence(parts: list[str]) -> str:
    """`type, place and default`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
