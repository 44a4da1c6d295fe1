"""Design rules: what a schema alone shows, before anything is changed."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from erdapp.lint.analyzers.naming import CODES, names_of, violation
from erdapp.lint.design import indexes, keys, names, references, types
from erdapp.lint.design.base import Design, Rule
from erdapp.lint.policy import DEFAULT, Naming, Policy
from erdapp.lint.report import Diagnostic, Report, Severity, SuggestedFix
from erdapp.loaders.base import Origins
from erdapp.schema import Schema, Table

NAME = "design"
RULES: dict[str, tuple[Rule, ...]] = {
    "ER101": (keys.no_primary_key,),
    "ER102": (indexes.foreign_key_without_index,),
    "ER103": (indexes.same_or_redundant,),
    "ER104": (),
    "ER105": (references.differing_types,),
    "ER106": (keys.nullable_unique,),
    "ER107": (references.dangling,),
    "ER108": (references.not_unique,),
    "ER109": (names.other_style,),
    "ER110": (names.reserved_words,),
    "ER111": (types.without_time_zone,),
    "ER112": (types.floating_money,),
    "ER113": (keys.small_key,),
    "ER114": (types.padded_text,),
    "ER115": (types.lonely_enum,),
    "ER116": (references.rings_without_entry,),
    "ER117": (references.set_null_on_required,),
    "ER118": (types.part_of_unicode,),
    "ER119": (references.ignored_by_engine,),
    "ER120": (references.declared_twice,),
}
"""The rule of each code; that of ER103 gives ER104 as well."""
_ORDER = tuple(Severity)


def lint_schema(schema: Schema, policy: Policy = DEFAULT, origins: Origins | None = None) -> Report:
    """What there is to say about a schema's design, the gravest first.

    `origins` tell the place of tables and columns in their source.
    """
    design = Design(schema)
    found = [item for rules in RULES.values() for rule in rules for item in rule(design)]
    found += _badly_named(schema, policy.naming)
    wanted = (_judged(item, policy) for item in found if item.code not in policy.skipped)
    placed = [_placed(item, origins) for item in wanted] if origins else list(wanted)
    placed.sort(key=lambda item: (_ORDER.index(item.severity), item.code, item.table, item.column))
    return Report(analyzer=NAME, text="design issues detected", diagnostics=tuple(placed))


def _judged(item: Diagnostic, policy: Policy) -> Diagnostic:
    rule = policy.naming if item.code.startswith("NM") else policy.rule(NAME)
    graver = item.severity is not Severity.NOTE and rule.error
    if graver or item.code in policy.failing:
        return replace(item, severity=Severity.ERROR)
    return item


def _badly_named(schema: Schema, policy: Naming) -> Iterator[Diagnostic]:
    named: list[tuple[str, str, Table | None]] = [
        ("schema", space.name, None) for space in schema.namespaces if space.name
    ]
    named += [one for table in schema.tables for one in names_of(table)]
    for kind, name, table in named:
        if text := violation(policy, kind, name):
            yield Diagnostic(
                code=CODES[kind][0],
                text=text,
                table=str(table.full_name) if table else "",
                column=name if kind == "column" else "",
                fixes=(SuggestedFix(message=f'Give "{name}" a name that the policy allows'),),
            )


def _placed(item: Diagnostic, origins: Origins) -> Diagnostic:
    column = f"{item.table}.{item.column}" if item.column else item.table
    origin = origins.get(column) or origins.get(item.table)
    return replace(item, file=origin.file, line=origin.line) if origin else item
