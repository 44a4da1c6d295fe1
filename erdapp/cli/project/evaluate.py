"""Expressions of a project file to values: references, calls, operators, conditionals, `for`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from erdapp.cli.project.functions import Function, Wrong
from erdapp.cli.project.operators import operate
from erdapp.cli.project.values import Unfit, Value, flag, kind_of, text
from erdapp.loaders.base import SourceError
from erdapp.loaders.hcl.syntax import (
    Call,
    Conditional,
    Expression,
    For,
    Items,
    Literal,
    Number,
    Operation,
    Pairs,
    Path,
    Repeated,
    Splat,
    Step,
    Template,
)

_MAX_WORK = 1_000_000


class Names(Protocol):
    """What stands behind a first name (`var`, `local`, `data`): its parts are worked out when
    they are asked for."""

    def take(self, key: str) -> Value | Names:
        """Raises Wrong when there is nothing of that name."""
        ...


Found = Value | Names


class Evaluator:
    """The functions and the first names of one project file."""

    def __init__(self, file: str, functions: Mapping[str, Function]) -> None:
        self.file, self.functions = file, functions
        self.roots: dict[str, Names | Value] = {}
        self._work = 0

    def error(self, message: str, line: int) -> SourceError:
        return SourceError(message, file=self.file, line=line)

    def value(self, expression: Expression, own: Mapping[str, Value] = {}) -> Value:
        """What the expression stands for; `own` are names that only it knows (`each`, those of a
        `for`). Raises SourceError."""
        found = self._found(expression, own)
        if _is_names(found):
            raise self.error("this names a group of things: take one of them", expression.line)
        return found  # type: ignore[return-value]

    def _found(self, expression: Expression, own: Mapping[str, Value]) -> Found:
        self._work += 1
        if self._work > _MAX_WORK:
            raise self.error("the expressions of this file unfold without end", expression.line)
        try:
            return self._worked_out(expression, own)
        except (Unfit, Wrong) as error:
            raise self.error(str(error), expression.line) from None

    def _worked_out(self, expression: Expression, own: Mapping[str, Value]) -> Found:
        match expression:
            case Literal(value):
                return _number(value) if isinstance(value, Number) else value
            case Template(parts):
                return "".join(text(self.value(part, own)) for part in parts)
            case Items(items):
                return [self.value(item, own) for item in items]
            case Pairs(pairs):
                return {self._key(key, own): self.value(value, own) for key, value in pairs}
            case Path():
                return self._path(expression, own)
            case Call():
                return self._call(expression, own)
            case Step(value, key):
                return self._step(self._found(value, own), self.value(key, own))
            case Splat(value, keys):
                return self._splat(self.value(value, own), keys, own)
            case Operation(operator, operands):
                return self._operation(operator, operands, own)
            case Conditional(test, yes, no):
                return self._found(yes if flag(self.value(test, own)) else no, own)
            case For() | Repeated():
                return self._loop(expression, own)

    def _key(self, key: Expression, own: Mapping[str, Value]) -> str:
        if isinstance(key, Path) and len(key.parts) == 1 and isinstance(key.parts[0], str):
            return key.parts[0]
        return text(self.value(key, own))

    def _path(self, path: Path, own: Mapping[str, Value]) -> Found:
        first, *rest = path.parts
        assert isinstance(first, str)
        if first in own:
            found: Found = own[first]
        elif first in self.roots:
            found = self.roots[first]
        else:
            raise Wrong(f"there is nothing named {first}; a string stands in quotes")
        for part in rest:
            found = self._step(found, part if isinstance(part, str) else self.value(part, own))
        return found

    def _step(self, found: Found, key: Value) -> Found:
        match found:
            case dict():
                if text(key) not in found:
                    raise Wrong(f"there is no {text(key)} in it")
                return found[text(key)]
            case list():
                place = text(key)
                if not place.isdecimal() or int(place) >= len(found):
                    raise Wrong(f"there is no item {place} in a list of {len(found)}")
                return found[int(place)]
            case None | str() | bool() | int() | float():
                raise Wrong(f"{kind_of(found)} has no parts")
            case names:
                return names.take(text(key))

    def _splat(
        self, value: Value, keys: tuple[Expression, ...], own: Mapping[str, Value]
    ) -> list[Value]:
        several = value if isinstance(value, list) else [] if value is None else [value]
        found: list[Value] = []
        for item in several:
            part: Found = item
            for key in keys:
                part = self._step(part, self.value(key, own))
            found.append(part)  # type: ignore[arg-type]  # the parts of a value are values
        return found

    def _operation(
        self, operator: str, operands: tuple[Expression, ...], own: Mapping[str, Value]
    ) -> Value:
        if operator in ("&&", "||"):
            left = flag(self.value(operands[0], own))
            done = left if operator == "||" else not left
            return left if done else flag(self.value(operands[1], own))
        return operate(operator, [self.value(operand, own) for operand in operands])

    def _call(self, call: Call, own: Mapping[str, Value]) -> Value:
        if call.name in ("try", "can"):
            return self._tried(call, own)
        function = self.functions.get(call.name)
        if function is None:
            raise Wrong(f"there is no function {call.name}")
        arguments = [self.value(argument, own) for argument in call.arguments]
        try:
            return function(arguments)
        except (Wrong, ValueError, TypeError, OverflowError) as error:
            raise Wrong(f"{call.name}: {error}") from None

    def _tried(self, call: Call, own: Mapping[str, Value]) -> Value:
        said = "try: it has no argument"
        for argument in call.arguments:
            try:
                found = self.value(argument, own)
            except SourceError as error:
                said = error.message
            else:
                return True if call.name == "can" else found
        if call.name == "can":
            return False
        raise Wrong(said)

    def _loop(self, loop: For | Repeated, own: Mapping[str, Value]) -> Value:
        if isinstance(loop, For):
            return self._for(loop, own)
        made = self._for(loop.items, own)
        assert isinstance(made, list)
        return "".join(text(one) for one in made)

    def _for(self, loop: For, own: Mapping[str, Value]) -> Value:
        made: list[Value] = []
        named: dict[str, Value] = {}
        for key, item in _pairs(self.value(loop.items, own)):
            names = loop.names
            inner = {**own, names[-1]: item, **({names[0]: key} if len(names) == 2 else {})}
            if loop.test is not None and not flag(self.value(loop.test, inner)):
                continue
            value = self.value(loop.value, inner)
            if loop.key is None:
                made.append(value)
                continue
            name = text(self.value(loop.key, inner))
            if loop.grouped:
                group = named.setdefault(name, [])
                assert isinstance(group, list)
                group.append(value)
            elif name in named:
                raise Wrong(f"the key {name!r} comes twice; group the values with ...")
            else:
                named[name] = value
        return made if loop.key is None else named


def _pairs(value: Value) -> Iterator[tuple[Value, Value]]:
    match value:
        case list():
            yield from enumerate(value)
        case dict():
            yield from sorted(value.items())
        case _:
            raise Wrong(f"for goes over a list or an object, not {kind_of(value)}")


def _is_names(found: Found) -> bool:
    return not isinstance(found, (str, bool, int, float, list, dict)) and found is not None


def _number(number: Number) -> int | float:
    plain = number.text.lstrip("-").isdecimal()
    return int(number.text) if plain else float(number.text)
