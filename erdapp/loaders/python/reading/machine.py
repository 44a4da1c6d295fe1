"""The evaluator as one object: the files, the budget, what is known outside, what went wrong."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping

from erdapp.loaders.base import Severity, SourceProblem
from erdapp.loaders.python.reading import calls, classes, expressions, imports, statements
from erdapp.loaders.python.reading.budget import DEPTH, Budget
from erdapp.loaders.python.reading.modules import Modules
from erdapp.loaders.python.reading.values import (
    Function,
    Instance,
    Klass,
    Made,
    Module,
    Place,
    Scope,
    Unknown,
    Value,
)


def _knows_nothing(path: str) -> bool:
    return False


class Machine:
    """Evaluates the modules of an upload on demand."""

    def __init__(
        self,
        files: Iterable[tuple[str, str]],
        *,
        stand_ins: Mapping[str, str] | None = None,
        known: Callable[[str], bool] = _knows_nothing,
    ) -> None:
        self.modules = Modules(files, stand_ins or {})
        self.known = known
        """Whether an external dotted name exists: for `from django.db.models import *`."""
        self.answers: dict[str, Callable[..., Value]] = {}
        """By dotted name: external functions with an answer known beforehand."""
        self.settings: Callable[[str], Value] | None = None
        """What `django.conf.settings` has by that name; Unknown without one."""
        self.budget = Budget()
        self.problems: list[SourceProblem] = []
        self.raised = ""
        """The exception that the code would have raised by now, unless it was handled."""
        self.made = 0
        self.loose: list[Made] = []
        """Calls at the top of modules whose value has no name: `Index("by_name", users.c.name)`."""
        self.klasses: list[Klass] = []
        """All classes, in the order they were read."""

    # modules

    def module(self, name: str) -> Module:
        """The module of that exact name, read."""
        module = self.modules.by_name[name]
        self.read(module)
        return module

    def read(self, module: Module) -> None:
        """Evaluate a module from top to bottom, once; a mistake in it is a problem."""
        if module.state != "new":
            return
        module.state = "running"
        try:
            self.modules.parse(module)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            line = error.lineno if isinstance(error, SyntaxError) and error.lineno else 0
            what = error.msg if isinstance(error, SyntaxError) else "it is nested too deeply"
            text = f"this isn't Python that can be read: {what}"
            self.problem(Place(module.file, line), Severity.ERROR, text)
            return
        assert module.tree is not None
        statements.run_top(self, module.tree.body, Scope(module, module.names))
        module.state = "read"

    def hoist(self, module: Module, name: str) -> bool:
        """Evaluate, ahead of their turn, the statements that give a name its value: what imports in
        a circle need."""
        binders = [one for one in module.binders.get(name, ()) if one not in module.done]
        for statement in binders:
            statements.run_top(self, [statement], Scope(module, module.names))
        return name in module.names

    # what the parts share

    def evaluate(self, node: ast.expr, scope: Scope) -> Value:
        """The value of an expression; Unknown where it cannot be told."""
        self.budget.step()
        if self.budget.depth > DEPTH:
            return Unknown("it is nested too deeply", self.place(node, scope))
        self.budget.depth += 1
        try:
            return expressions.value_of(self, node, scope)
        finally:
            self.budget.depth -= 1

    def attribute(self, owner: Value, name: str, place: Place) -> Value:
        return classes.attribute(self, owner, name, place)

    def call(
        self, target: Value, args: tuple[Value, ...], keywords: dict[str, Value], place: Place
    ) -> Value:
        return calls.call(self, target, args, keywords, place)

    def run(self, function: Function, args: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
        """What a function of the given code returns."""
        return calls.run_function(self, function, args, keywords, function.place)

    def imported(self, node: ast.ImportFrom | ast.Import, scope: Scope) -> None:
        imports.bind(self, node, scope)

    def make(
        self, target: Value, args: tuple[Value, ...], keywords: dict[str, Value], place: Place
    ) -> Made:
        self.made += 1
        return Made(target, args, keywords, place, self.made)

    def handed_on(self, made: Made) -> tuple[tuple[Value, ...], dict[str, Value]] | Unknown:
        """The arguments that reach the external base of a class: those of the call, after the
        `__init__` methods of the given code did with them what they do."""
        klass = made.target
        if not isinstance(klass, Klass):
            return made.args, made.keywords
        found = classes.look_up(klass, "__init__")
        if not isinstance(found, Function):
            return made.args, made.keywords
        instance = Instance(klass)
        self.run(found, (instance, *made.args), made.keywords)
        if instance.given is None:
            return Unknown(f"what {klass.name}.__init__ does cannot be followed", made.place)
        return instance.given

    def fails(self, exception: str, why: str, place: Place) -> Unknown:
        """What is told where the code would raise an exception."""
        self.raised = self.raised or exception
        return Unknown(why, place)

    @staticmethod
    def place(node: ast.AST, scope: Scope) -> Place:
        return Place(scope.module.file, getattr(node, "lineno", 0))

    def problem(self, place: Place, severity: Severity, message: str) -> None:
        """Note a problem, once."""
        line = place.line
        found = SourceProblem(file=place.file, line=line, severity=severity, message=message)
        if found not in self.problems:
            self.problems.append(found)
