"""Names PostgreSQL makes up for constraints, indexes and sequences.

The rules of `makeObjectName`, `ChooseRelationName` and `ChooseIndexNameAddition` in its sources:
parts joined by underscores, the longer part cut first, a number behind the label when taken.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

MAX_BYTES = 63


def cut(name: str) -> str:
    """A name as the server keeps it: its first 63 bytes, no character halved."""
    if len(name) <= MAX_BYTES // 4:
        return name
    return name.encode(errors="surrogatepass")[:MAX_BYTES].decode(errors="ignore")


def object_name(first: str, second: str, label: str) -> str:
    """`first_second_label` in at most 63 bytes; `second` and `label` may be empty."""
    overhead = (len(label.encode()) + 1 if label else 0) + (1 if second else 0)
    room = MAX_BYTES - overhead
    if len(first) + len(second) <= room and first.isascii() and second.isascii():
        return "_".join(filter(None, (first, second, label)))
    one, two = first.encode(), second.encode()
    while len(one) + len(two) > room:
        if len(one) > len(two):
            one = one[:-1]
        else:
            two = two[:-1]
    pieces = (one.decode(errors="ignore"), two.decode(errors="ignore"), label)
    return "_".join(piece for piece in pieces if piece)


def free_name(first: str, second: str, label: str, taken: Collection[str]) -> str:
    """The name with the smallest number behind its label that is not taken."""
    name, number = object_name(first, second, label), 0
    while name in taken:
        number += 1
        name = object_name(first, second, f"{label}{number}")
    return name


def joined_columns(columns: Sequence[str]) -> str:
    """The columns joined by underscores, stopping where 63 bytes are reached."""
    text = ""
    for column in columns:
        text = f"{text}_{column}" if text else column
        if len(text.encode()) > MAX_BYTES:
            break
    return text


_CALL = re.compile(r"(?:\w+\.)?([^\W\d]\w*)\s*\(")


def index_columns(columns: Sequence[str], known: Collection[str]) -> tuple[str, ...]:
    """What each element of an index adds to its name: a column its name, an expression the
    name of its function or `expr`, numbered when it comes again."""
    names: list[str] = []
    for column in columns:
        call = None if column in known else _CALL.match(column)
        plain = column in known or re.fullmatch(r"[\w$]+", column) is not None
        base = column if plain else (call.group(1) if call else "expr")
        name, number = base, 0
        while name in names:
            number += 1
            name = f"{base}{number}"
        names.append(name)
    return tuple(names)


def sequence_name(table: str, column: str, taken: Collection[str] = ()) -> str:
    """The sequence of a serial or identity column: `t_c_seq`."""
    return free_name(table, column, "seq", taken)


def could_be(name: str, table: str, columns: Sequence[str]) -> bool:
    """Whether PostgreSQL might have made up the name for something on those columns."""
    parts = index_columns(columns, ())
    additions = {joined_columns(columns), joined_columns(parts), "", *columns}
    for label in ("pkey", "key", "fkey", "check", "idx", "excl", "seq", "not_null"):
        number = re.search(rf"{label}(\d*)$", name)
        if number is None:
            continue
        full = label + number.group(1)
        if any(name == object_name(table, addition, full) for addition in additions):
            return True
    return False
