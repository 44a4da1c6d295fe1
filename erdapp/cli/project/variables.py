"""`variable` blocks: what `--var` gives, else the default, in the type that the block names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from erdapp.cli.project.evaluate import Evaluator
from erdapp.cli.project.functions import Wrong
from erdapp.cli.project.values import Unfit, Value, flag, number, pairs, text, unique
from erdapp.loaders.hcl.syntax import Attribute, Block, Call, Expression, Literal, Path

Given = Mapping[str, str | Sequence[str]]
"""The values of `--var`; one that was given several times is a list."""


class Variables:
    """The variables of a file, by name."""

    def __init__(self, blocks: Sequence[Block], given: Given, evaluator: Evaluator) -> None:
        self._blocks = {block.name: block for block in blocks}
        self._given, self._evaluator = given, evaluator
        self._known: dict[str, Value] = {}
        for name in given:
            if name not in self._blocks:
                known = ", ".join(sorted(self._blocks)) or "none"
                raise evaluator.error(f"--var {name}: no such variable; there are: {known}", 0)

    def take(self, key: str) -> Value:
        """The value of a variable. Raises Wrong when there is none of that name."""
        if key not in self._blocks:
            raise Wrong(f"there is no variable {key}")
        if key not in self._known:
            block = self._blocks[key]
            self._known[key] = self._value(block, _attributes(block))
            self._validate(block)
        return self._known[key]

    def _value(self, block: Block, attributes: Mapping[str, Attribute]) -> Value:
        name = block.name
        kind = attributes["type"].value if "type" in attributes else None
        if name in self._given:
            given = self._given[name]
            value: Value = given if isinstance(given, str) else list(given)
        elif "default" in attributes:
            value = self._evaluator.value(attributes["default"].value)
        else:
            raise self._evaluator.error(
                f"the variable {name} has no value: pass --var {name}=…, or give it a default",
                block.line,
            )
        try:
            return converted(value, kind)
        except Unfit as error:
            raise self._evaluator.error(f"the variable {name}: {error}", block.line) from None

    def _validate(self, block: Block) -> None:
        """`validation { condition, error_message }` of a variable whose value is known."""
        for check in (inner for inner in block.blocks if inner.kind == "validation"):
            attributes = _attributes(check)
            condition = attributes.get("condition")
            if condition is None or self._evaluator.value(condition.value) is True:
                continue
            told = attributes.get("error_message")
            said = text(self._evaluator.value(told.value)) if told else "its value is not allowed"
            raise self._evaluator.error(f"the variable {block.name}: {said}", check.line)


def _attributes(block: Block) -> dict[str, Attribute]:
    return {item.name: item for item in block.attributes}


def converted(value: Value, kind: Expression | None) -> Value:
    """The value in a type: `string`, `int`, `bool`, `list(string)` … Raises Unfit."""
    match kind:
        case Path((str(name),)) | Literal(str(name)):
            return _plain(value, name)
        case Call(("list" | "set" | "tuple") as name, arguments):
            inner = arguments[0] if arguments else None
            several = value if isinstance(value, list) else [value]
            found = [converted(item, inner) for item in several]
            return unique(found) if name == "set" else found
        case Call("map", arguments):
            inner = arguments[0] if arguments else None
            return {key: converted(item, inner) for key, item in pairs(value).items()}
        case _:
            return value


def _plain(value: Value, kind: str) -> Value:
    if value is None:
        return None
    match kind:
        case "string":
            return text(value)
        case "int" | "number":
            return number(value)
        case "bool":
            return flag(value)
        case _:
            return value
