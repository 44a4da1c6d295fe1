"""Relations between models: foreign keys with their actions, and implicit join tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from erdapp.loaders.base import SourceError
from erdapp.loaders.prisma.tree import Attribute, Block, Field, Word
from erdapp.schema import Dialect

ACTIONS = {
    "Cascade": "CASCADE",
    "Restrict": "RESTRICT",
    "NoAction": "NO ACTION",
    "SetNull": "SET NULL",
    "SetDefault": "SET DEFAULT",
}


class Relation(Struct, frozen=True):
    """A foreign key; columns by their names in the database."""

    name: str
    columns: tuple[str, ...]
    target: Block
    ref_columns: tuple[str, ...]
    on_delete: str
    on_update: str
    line: int


class Join(Struct, frozen=True):
    """An implicit many-to-many relation: its table and the keys that the columns A and B hold."""

    name: str
    schema: str
    sides: tuple[tuple[Block, Field], tuple[Block, Field]]
    line: int
    file: str


def relations_of(model: Block, models: Mapping[str, Block], dialect: Dialect) -> Iterator[Relation]:
    """The foreign keys of a model. Raises SourceError for fields that aren't there."""
    for field in model.fields:
        attribute = field.attribute("relation")
        if attribute is None or field.type not in models or attribute.get("fields") is None:
            continue
        target = models[field.type]
        own = fields_in(attribute, "fields", model, model)
        others = fields_in(attribute, "references", target, model)
        optional = all(item.optional for item in own)  # whatever the relation itself says
        restrict = "NO ACTION" if dialect is Dialect.MSSQL else "RESTRICT"
        delete, update = attribute.text("onDelete"), attribute.text("onUpdate")
        yield Relation(
            name=attribute.text("map"),
            columns=tuple(item.column for item in own),
            target=target,
            ref_columns=tuple(item.column for item in others),
            on_delete=ACTIONS.get(delete) or ("SET NULL" if optional else restrict),
            on_update=ACTIONS.get(update) or "CASCADE",
            line=field.line,
        )


def fields_in(attribute: Attribute, argument: str, owner: Block, where: Block) -> list[Field]:
    """The fields that a list argument names."""
    value = attribute.get(argument)
    items = value if isinstance(value, tuple) else ()
    names = [item.text for item in items if isinstance(item, Word)]
    found = [(name, owner.field(name)) for name in names]
    for name, field in found:
        if field is None:
            raise SourceError(
                f"model {owner.name} has no field {name}", file=where.file, line=attribute.line
            )
    if not found:
        raise SourceError(f"@relation says no {argument}", file=where.file, line=attribute.line)
    return [field for _, field in found if field is not None]


def joins(models: Mapping[str, Block]) -> list[Join]:
    """The implicit many-to-many relations: lists of models on both sides."""
    found: dict[str, Join] = {}
    for model in models.values():
        for field in model.fields:
            if not field.many or field.type not in models:
                continue
            other = models[field.type]
            named = _relation_name(field)
            if not _is_other_side(model, field, other, named):
                continue
            first, second = sorted((model, other), key=lambda item: item.name)
            name = f"_{named or f'{first.name}To{second.name}'}"
            if name in found:
                continue
            keys = [(side, _key(side)) for side in (first, second)]
            (one, one_key), (two, two_key) = keys
            if one_key and two_key:
                sides = ((one, one_key), (two, two_key))
                found[name] = Join(name, first.schema, sides, field.line, model.file)
    return list(found.values())


def _relation_name(field: Field) -> str:
    attribute = field.attribute("relation")
    return attribute.text("", "name") if attribute else ""


def _is_other_side(model: Block, field: Field, other: Block, named: str) -> bool:
    """Whether the other model has a list of this relation too, in another field."""
    return any(
        item.many
        and item.type == model.name
        and _relation_name(item) == named
        and (other is not model or item is not field)
        for item in other.fields
    )


def _key(model: Block) -> Field | None:
    return next((field for field in model.fields if field.attribute("id")), None)
