"""Annotations that were read as real types: `Mapped[Optional[str]]`, `Annotated[int, …]`."""

from __future__ import annotations

import ast
import typing
from typing import Any

from sqlalchemy.orm import Mapped

from erdapp.loaders.python.reading import External, Item, Klass, Made, Operation, Part, Value
from erdapp.loaders.python.reading.unresolved import Unresolved
from erdapp.loaders.python.reading.values import Scope
from erdapp.loaders.python.sqlalchemy_tables.building import Builder
from erdapp.loaders.python.sqlalchemy_tables.known import path_of, real

MAPPED = ("Mapped", "DynamicMapped", "WriteOnlyMapped")


class Annotations:
    """Evaluates annotations."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._new_types: dict[int, Any] = {}

    def term(self, node: ast.expr, scope: Scope) -> Value:
        """What an annotation says; of a text, what the text says."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            try:
                parsed = ast.parse(node.value, mode="eval").body
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                raise Unresolved("the annotation isn't Python") from None
            node = ast.copy_location(parsed, node)
        return self._builder.machine.evaluate(node, scope)

    def is_mapped(self, term: Value) -> bool:
        return isinstance(term, Item) and path_of(term.owner).rpartition(".")[2] == "Mapped"

    def mapped(self, term: Item, scope: Scope) -> Any:
        """`Mapped[…]` for real. Raises Unresolved, also for relations."""
        kind: Any = Mapped
        return kind[self.type(term.index, scope)]

    def type(self, term: Value, scope: Scope) -> Any:
        """The real type. Raises Unresolved."""
        match term:
            case None:
                return None
            case str():
                return self.type(self.term(ast.Constant(term), scope), scope)
            case Klass() if term.members is not None:
                return self._builder.enum_of(term)
            case Item(owner, index):
                return self._of_item(path_of(owner).rpartition(".")[2], owner, index, scope)
            case Operation("|", (left, right)):
                return typing.Union[self.type(left, scope), self.type(right, scope)]  # noqa: UP007
            case Made() if path_of(term.target).endswith(".NewType") and len(term.args) == 2:
                if id(term) not in self._new_types:
                    make: Any = typing.NewType
                    kind = self.type(term.args[1], scope)
                    self._new_types[id(term)] = make(str(term.args[0]), kind)
                return self._new_types[id(term)]
            case External() | Part():
                found = real(path_of(term))
                if found is not None:
                    return found
        raise Unresolved("the annotation isn't a type that is known here")

    def _of_item(self, name: str, owner: Value, index: Value, scope: Scope) -> Any:
        several = index if isinstance(index, tuple) else (index,)
        match name:
            case "Optional":
                return typing.Optional[self.type(index, scope)]  # noqa: UP045
            case "Union":
                found = tuple(self.type(one, scope) for one in several)
                return typing.Union[found]  # noqa: UP007
            case "Annotated":
                kind = self.type(several[0], scope)
                extra = [self._builder.value(one) for one in several[1:]]
                return typing.Annotated[(kind, *extra)]
            case "Literal":
                return typing.Literal[tuple(self._builder.value(one) for one in several)]
            case "dict" | "Dict" | "list" | "List":
                container = dict if name in ("dict", "Dict") else list
                return container[tuple(self.type(one, scope) for one in several)]
        raise Unresolved("the annotation isn't a type that is known here")
