"""Running a template: fields, variables, functions, branches, loops."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from erdapp.cli.gotemplate.errors import TemplateError
from erdapp.cli.gotemplate.nodes import (
    Action,
    Branch,
    Constant,
    Field,
    Group,
    Include,
    Leave,
    Named,
    Node,
    Operand,
    Pipeline,
    Text,
    Variable,
)

Function = Callable[..., Any]
MAX_DEPTH = 50
MAX_TEXT = 50_000_000


class _Left(Exception):
    """A `range` was left by `break` or `continue`."""


class Runner:
    """Functions and templates by name, and the text so far."""

    def __init__(
        self, functions: Mapping[str, Function], templates: Mapping[str, tuple[Node, ...]]
    ) -> None:
        self._functions, self._templates = functions, templates
        self._pieces: list[str] = []
        self._size = self._depth = 0

    def text(self, body: tuple[Node, ...], data: Any) -> str:
        """The template's text. Raises TemplateError."""
        self._pieces, self._size = [], 0
        self._run(body, data, {"$": data})
        return "".join(self._pieces)

    def _write(self, text: str) -> None:
        self._size += len(text)
        if self._size > MAX_TEXT:
            raise TemplateError("the template makes more text than is reasonable")
        self._pieces.append(text)

    def _run(self, body: tuple[Node, ...], dot: Any, names: dict[str, Any]) -> None:
        for node in body:
            match node:
                case Text(text):
                    self._write(text)
                case Action(pipeline):
                    value = self._value(pipeline, dot, names)
                    if not pipeline.variables:
                        self._write(shown(value))
                case Branch():
                    self._branch(node, dot, names)
                case Include(name, pipeline, line):
                    given = None if pipeline is None else self._value(pipeline, dot, names)
                    self._include(name, given, line)
                case Leave(word):
                    raise _Left(word)

    def _include(self, name: str, data: Any, line: int) -> None:
        if name not in self._templates:
            raise TemplateError(f"there is no template {name!r}", line=line)
        if self._depth >= MAX_DEPTH:
            raise TemplateError(f"templates include each other deeper than {MAX_DEPTH}", line=line)
        self._depth += 1
        self._run(self._templates[name], data, {"$": data})
        self._depth -= 1

    def _branch(self, node: Branch, dot: Any, names: dict[str, Any]) -> None:
        inner = dict(names)
        value = self._value(node.pipeline, dot, inner)
        if node.kind == "range":
            self._range(node, value, dot, inner)
        elif truth(value):
            self._run(node.body, value if node.kind == "with" else dot, inner)
        else:
            self._run(node.otherwise, dot, inner)
        for name in names:
            names[name] = inner[name]

    def _range(self, node: Branch, value: Any, dot: Any, names: dict[str, Any]) -> None:
        ran = False
        for key, item in _items(value, node.pipeline.line):
            ran = True
            variables = node.pipeline.variables
            if variables:
                names[variables[-1]] = item
            if len(variables) == 2:
                names[variables[0]] = key
            try:
                self._run(node.body, item, names)
            except _Left as left:
                if str(left) == "break":
                    break
        if not ran:
            self._run(node.otherwise, dot, names)

    def _value(self, pipeline: Pipeline, dot: Any, names: dict[str, Any]) -> Any:
        value: Any = None
        for place, command in enumerate(pipeline.commands):
            piped = (value,) if place else ()
            value = self._command(command, piped, dot, names, pipeline.line)
        if len(pipeline.variables) == 1:
            (name,) = pipeline.variables
            if pipeline.assigns and name not in names:
                raise TemplateError(f"there is no variable {name}", line=pipeline.line)
            names[name] = value
        return value

    def _command(
        self,
        command: tuple[Operand, ...],
        piped: tuple[Any, ...],
        dot: Any,
        names: dict[str, Any],
        line: int,
    ) -> Any:
        first, *rest = command
        if not isinstance(first, Named):
            if rest or piped:
                raise TemplateError("only a function takes arguments", line=line)
            return self._operand(first, dot, names, line)
        function = self._functions.get(first.name)
        if function is None:
            raise TemplateError(f"there is no function {first.name}", line=line)
        arguments = [*(self._operand(one, dot, names, line) for one in rest), *piped]
        try:
            return function(*arguments)
        except TemplateError as error:
            raise TemplateError(f"{first.name}: {error.message}", line=line) from None
        except (TypeError, ValueError, KeyError, IndexError) as error:
            raise TemplateError(f"{first.name}: {error}", line=line) from None

    def _operand(self, operand: Operand, dot: Any, names: dict[str, Any], line: int) -> Any:
        match operand:
            case Constant(value):
                return value
            case Field(path):
                return _part(dot, path, line)
            case Variable(name, path):
                if name not in names:
                    raise TemplateError(f"there is no variable {name}", line=line)
                return _part(names[name], path, line)
            case Group(pipeline, path):
                return _part(self._value(pipeline, dot, names), path, line)
            case Named():
                return self._command((operand,), (), dot, names, line)


def _part(value: Any, path: Sequence[str], line: int) -> Any:
    for name in path:
        if isinstance(value, Mapping):
            if name not in value:
                raise TemplateError(f"there is no .{name}", line=line)
            value = value[name]
            continue
        try:
            value = getattr(value, "" if name.startswith("_") else name)
        except AttributeError:
            raise TemplateError(f"there is no .{name}", line=line) from None
    return value


def _items(value: Any, line: int) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, Mapping):
        yield from sorted(value.items())
    elif isinstance(value, int) and not isinstance(value, bool):
        yield from ((n, n) for n in range(value))
    elif isinstance(value, (list, tuple)):
        yield from enumerate(value)
    elif value is not None:
        raise TemplateError("range goes over a list or a map", line=line)


def truth(value: Any) -> bool:
    """Whether a value counts as true: not zero, not empty, not nil."""
    return bool(value)


def shown(value: Any) -> str:
    """A value as Go prints it."""
    match value:
        case None:
            return "<nil>"
        case bool():
            return str(value).lower()
        case str():
            return value
        case list() | tuple():
            return f"[{' '.join(shown(item) for item in value)}]"
        case Mapping():
            pairs = (f"{key}:{shown(item)}" for key, item in sorted(value.items()))
            return f"map[{' '.join(pairs)}]"
        case _:
            return str(value)
