"""A migration in two steps: expand, then contract, each with its way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from erdapp.dialects import facts
from erdapp.dialects.base import Facts
from erdapp.diff import inverted, with_kept_names
from erdapp.diff.changes import Rename
from erdapp.planner import expand_sync as sync
from erdapp.planner.expand import Move, Stages, stages
from erdapp.planner.options import PlanOptions
from erdapp.planner.plan import Phase, Plan, Statement
from erdapp.schema import Name, Schema, Table

Planned = Callable[[Schema, Schema, Sequence[Rename], PlanOptions], Plan]
Statements = tuple[Statement, ...]


class _Work(Struct, frozen=True):
    """What both steps are made of."""

    facts: Facts
    plan: Callable[..., Plan]
    options: PlanOptions
    found: Stages

    def tables(self) -> list[tuple[Table, tuple[Move, ...]]]:
        """The tables in between that have columns twice."""
        by_name: dict[Name, list[Move]] = {}
        for move in self.found.moves:
            by_name.setdefault(move.table, []).append(move)
        there = {table.full_name: table for table in self.found.between.tables}
        return [(there[name], tuple(moves)) for name, moves in by_name.items()]

    def begin(self) -> Statements:
        """Old and new names side by side."""
        triggers = [s for t, moves in self.tables() for s in sync.create(self.facts, t, moves)]
        views = [sync.view(self.facts, table, name) for table, name in self.found.tables]
        return (*triggers, *views)

    def end(self) -> Statements:
        views = [sync.drop_view(self.facts, name) for _, name in self.found.tables]
        triggers = [s for t, moves in self.tables() for s in sync.drop(self.facts, t, moves)]
        return (*views, *triggers)

    def fill(self, *, back: bool = False) -> Statements:
        return tuple(sync.fill(self.facts, t, moves, back=back) for t, moves in self.tables())

    def way(self, before: Schema, after: Schema, renames: Sequence[Rename] = ()) -> Statements:
        return self.plan(before, after, renames, self.options).up


def in_two_steps(
    before: Schema, after: Schema, renames: Sequence[Rename], options: PlanOptions, plan: Planned
) -> Plan:
    """The plan whose `phases` are the two steps; `plan` makes an ordinary one."""
    plain = replace(options, expand_contract=False, skip=frozenset())
    found = stages(before, after, renames)
    direct = plan(before, after, renames, plain)
    if not (found.moves or found.tables):
        return replace(direct, options=options)
    work = _Work(facts(after.dialect), plan, plain, found)
    steps = _expand(work, before), _contract(work, after)
    return replace(
        direct,
        up=steps[0].up + steps[1].up,
        down=steps[1].down + steps[0].down,
        options=options,
        phases=steps,
    )


def _expand(work: _Work, before: Schema) -> Phase:
    between = work.found.between
    return Phase(
        name="expand",
        up=(*work.way(before, between), *work.begin(), *work.fill()),
        down=(*work.end(), *work.way(between, before)),
    )


def _contract(work: _Work, after: Schema) -> Phase:
    found = work.found
    reached = with_kept_names(found.parted, after, found.renames)
    back = inverted(found.renames, found.parted)
    return Phase(
        name="contract",
        up=(
            *work.end(),
            *work.way(found.between, found.parted),
            *work.way(found.parted, reached, found.renames),
        ),
        down=(
            *work.way(reached, found.softened, back),
            *work.fill(back=True),
            *work.way(found.softened, found.between),
            *work.begin(),
        ),
    )
