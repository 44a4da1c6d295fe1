"""What statements did, remembered from load to load: the next version says mostly the same.

A statement is done again without being read where its text, the state that names depend on and all
that it looks up are what they were. Objects are compared by identity: those that a remembered
statement made are the same objects in the next load, so a chain of ALTER TABLE is remembered as
well as the CREATE TABLE before it, and a change at one place makes only those statements read anew
that depend on it. Loads in several threads share what is remembered; values are frozen.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import NamedTuple

from erdapp.loaders.base import Origin, SourceProblem
from erdapp.loaders.sql.items import opening
from erdapp.loaders.sql.plain import read_plain
from erdapp.loaders.sql.recording import Mark
from erdapp.loaders.sql.state import LoadState
from erdapp.loaders.sql.statements import read_statement
from erdapp.schema import Dialect, Key, Object

MOST_CHARACTERS = 4_000_000
"""Of all remembered statements together; what they made takes some ten bytes for each."""
_OVERHEAD = 200
"""Characters that a statement counts beside its own."""
LONGEST = 200_000
"""Characters of a statement that is remembered."""


_Situation = tuple[str, Dialect, tuple[str, ...], str, bool, int]
"""What a statement depends on beside objects: its text, the dialect, the search path, MySQL's home
database, whether it is guarded, the limit of columns."""


class _Effect(NamedTuple):
    """What a statement asked for and did, when it was read at `file` and `line`."""

    reads: dict[Key, Object | None]
    writes: dict[Key, Object]
    asked: dict[Mark, bool]
    changed: dict[Mark, bool]
    origins: dict[str, Origin]
    problems: tuple[SourceProblem, ...]
    tables: int
    search_path: tuple[str, ...]
    home: str
    file: str
    line: int


_effects: OrderedDict[_Situation, _Effect] = OrderedDict()
_characters = 0
_lock = threading.Lock()


def read(text: str, line: int, state: LoadState) -> None:
    """Apply one statement, by reading it or as it was applied before. Raises ReadError."""
    if not state.remember or len(text) > LONGEST:
        _read(text, line, state)
        return
    situation = (
        text,
        state.dialect,
        state.search_path,
        state.home_database,
        state.guarded,
        state.limits.columns_per_table,
    )
    effect = _remembered(situation)
    if effect is not None and _fits(effect, state):
        _replay(effect, line, state)
        return
    effect = _read_noting(text, line, state)
    if effect is not None:
        _keep(situation, effect)


def _remembered(situation: _Situation) -> _Effect | None:
    with _lock:
        effect = _effects.get(situation)
        if effect is not None:
            _effects.move_to_end(situation)
        return effect


def _read_noting(text: str, line: int, state: LoadState) -> _Effect | None:
    """Apply one statement by reading it; what it did, if that can be done again."""
    problems, tables, renames = len(state.problems), state.tables, len(state.renames)
    pending = bool(state.pending_indexes)
    _read(text, line, state)
    builder, marks = state.builder, state.implicit_indexes
    open_end = pending or state.pending_indexes or state.leftover or len(state.renames) > renames
    if open_end or not (builder.simple and state.simple):
        return None
    return _Effect(
        builder.reads,
        builder.writes,
        marks.asked,
        marks.changed,
        state.origins,
        tuple(state.problems[problems:]),
        state.tables - tables,
        state.search_path,
        state.home_database,
        state.file,
        line,
    )


def _read(text: str, line: int, state: LoadState) -> None:
    state.begin()
    try:
        if not read_plain(text, line, state):
            read_statement(state.reader(text, line, opening(text)), state)
    finally:
        state.end()


def clear() -> None:
    """Forget everything."""
    global _characters
    with _lock:
        _effects.clear()
        _characters = 0


def characters() -> int:
    """How much is remembered, at most MOST_CHARACTERS."""
    return _characters


def _fits(effect: _Effect, state: LoadState) -> bool:
    return (
        state.builder.fits(effect.reads)
        and not (effect.asked and not state.implicit_indexes.fits(effect.asked))
        and not state.pending_indexes
        and state.tables + effect.tables <= state.limits.tables
    )


def _replay(effect: _Effect, line: int, state: LoadState) -> None:
    state.builder.replay(effect.writes)
    if effect.changed:
        state.implicit_indexes.replay(effect.changed)
    state.tables += effect.tables
    state.search_path, state.home_database = effect.search_path, effect.home
    down, file = line - effect.line, state.file
    if not down and file == effect.file:
        state.all_origins.update(effect.origins)
        state.problems.extend(effect.problems)
        return
    for name, origin in effect.origins.items():
        state.all_origins[name] = Origin(file, origin.line + down, origin.raw)
    for problem in effect.problems:
        state.problem(problem.severity, problem.message, problem.line + down)


def _keep(situation: _Situation, effect: _Effect) -> None:
    global _characters
    size = len(situation[0]) + _OVERHEAD
    with _lock:
        if situation not in _effects:
            _characters += size
        _effects[situation] = effect
        _effects.move_to_end(situation)
        while _characters > MOST_CHARACTERS:
            oldest, _ = _effects.popitem(last=False)
            _characters -= len(oldest[0]) + _OVERHEAD
