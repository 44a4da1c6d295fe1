"""The HCL blocks of everything but tables: types, sequences, views, routines, triggers …"""

from __future__ import annotations

from collections.abc import Callable

from erdapp.export import hcl_text
from erdapp.export.hcl_text import Block
from erdapp.export.hcl_types import TypeWriter, default
from erdapp.schema import Composite, Domain, Index, Schema, Sequence, View

IndexWriter = Callable[[Index], Block]
Place = Callable[[str], str]
"""From a namespace of the model to `schema.public`."""


def blocks(schema: Schema, types: TypeWriter, place: Place, index: IndexWriter) -> list[Block]:
    """All blocks in the order in which they tend to depend on each other."""
    found = []
    for enum in schema.enums:
        path = types.path("enum", enum.schema, enum.name)
        block = _start("enum", path, place(enum.schema), enum.comment)
        block.set("values", hcl_text.strings(enum.values))
        found.append(block)
    found += [_domain(item, types, place) for item in schema.domains]
    found += [_composite(item, types, place) for item in schema.composites]
    found += [_sequence(item, place) for item in schema.sequences]
    found += [_view(item, types, place, index) for item in schema.views]
    for routine in schema.routines:
        block = _start(routine.kind, routine.name, place(routine.schema), routine.comment)
        block.text("signature", routine.signature)
        block.set("as", hcl_text.long_string(routine.definition))
        found.append(block)
    for trigger in schema.triggers:
        block = _start("trigger", trigger.name, place(trigger.schema), trigger.comment)
        block.set("on", hcl_text.reference("table", trigger.table))
        block.set("as", hcl_text.long_string(trigger.definition))
        block.options(trigger.options)
        found.append(block)
    for policy in schema.policies:
        block = _start("policy", policy.name, place(policy.schema), policy.comment)
        if policy.table:
            block.set("on", hcl_text.reference("table", policy.table))
        block.set("as", hcl_text.long_string(policy.definition))
        found.append(block)
    for extension in schema.extensions:
        found.append(
            _start("extension", extension.name, place(extension.schema), extension.comment)
        )
    for item in schema.definitions:
        block = _start("definition", item.name, place(item.schema), item.comment)
        block.text("kind", item.kind)
        if item.table:
            block.set("on", hcl_text.reference("table", item.table))
        block.set("as", hcl_text.long_string(item.definition))
        found.append(block)
    return found


def _start(kind: str, name: str | tuple[str, ...], place: str, comment: str) -> Block:
    block = Block(kind, *((name,) if isinstance(name, str) else name))
    block.set("schema", place)
    block.text("comment", comment)
    return block


def _domain(domain: Domain, types: TypeWriter, place: Place) -> Block:
    block = _start(
        "domain",
        types.path("domain", domain.schema, domain.name),
        place(domain.schema),
        domain.comment,
    )
    block.set("type", types.type(domain.type))
    block.set("null", str(domain.null).lower())
    if domain.default is not None:
        block.set("default", default(domain.default))
    block.text("collate", domain.collation)
    for check in domain.checks:
        inner = Block("check", *([check.name] if check.name else []))
        inner.set("expr", hcl_text.string(check.expression))
        if not check.validated:
            inner.set("validated", "false")
        inner.text("comment", check.comment)
        block.add(inner)
    return block


def _composite(composite: Composite, types: TypeWriter, place: Place) -> Block:
    block = _start(
        "composite",
        types.path("composite", composite.schema, composite.name),
        place(composite.schema),
        composite.comment,
    )
    for attribute in composite.attributes:
        inner = Block("field", attribute.name)
        inner.set("type", types.type(attribute.type))
        inner.text("collate", attribute.collation)
        block.add(inner)
    return block


def _sequence(sequence: Sequence, place: Place) -> Block:
    block = _start("sequence", sequence.name, place(sequence.schema), sequence.comment)
    if sequence.type:
        block.set("type", sequence.type.replace(" ", "_"))
    numbers = {
        "start": sequence.start,
        "increment": sequence.increment if sequence.increment != 1 else None,
        "min_value": sequence.min_value,
        "max_value": sequence.max_value,
        "cache": sequence.cache if sequence.cache != 1 else None,
    }
    for name, number in numbers.items():
        if number is not None:
            block.set(name, str(number))
    if sequence.cycle:
        block.set("cycle", "true")
    if sequence.owned_by:
        table, column = sequence.owned_by
        block.set("owner", hcl_text.reference("table", table, "column", column))
    return block


def _view(view: View, types: TypeWriter, place: Place, index: IndexWriter) -> Block:
    kind = "materialized" if view.materialized else "view"
    block = _start(kind, view.name, place(view.schema), view.comment)
    for column in view.columns:
        inner = Block("column", column.name)
        if column.type:
            inner.set("type", types.type(column.type))
        inner.text("comment", column.comment)
        block.add(inner)
    block.set("as", hcl_text.long_string(view.definition))
    block.options(view.options)
    for item in view.indexes:
        block.add(index(item))
    return block
