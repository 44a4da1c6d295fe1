"""The files as modules, and which an import means: an upload may begin anywhere in a project."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from erdapp.loaders.python.reading.values import Module

_ELSEWHERE = {*sys.stdlib_module_names, "django", "sqlalchemy"}
"""Packages that an absolute import means, also where a folder of the project is called so too."""


class Modules:
    """All modules by their dotted names, as the paths of the files say them."""

    def __init__(self, files: Iterable[tuple[str, str]], stand_ins: Mapping[str, str]) -> None:
        self.texts = dict(files)
        self.by_name: dict[str, Module] = {}
        self._by_last: dict[str, list[Module]] = {}
        self._packages: set[str] = set()
        for path in self.texts:
            self._add(module_of(path))
        self._stand_ins = dict(stand_ins)
        self.used_stand_ins: list[str] = []

    def _add(self, module: Module) -> None:
        self.by_name.setdefault(module.name, module)
        above = module.name.rpartition(".")[0]
        while above and above not in self._packages:
            self._packages.add(above)
            above = above.rpartition(".")[0]
        self._by_last.setdefault(module.name.rpartition(".")[2], []).append(module)

    def find(self, name: str, importer: Module | None) -> Module | None:
        """The module that an absolute import means: of that name, below some folder of the upload
        (nearest to the importer), or of a package whose own folder was uploaded."""
        exact = self.by_name.get(name)
        if exact is not None:
            return exact
        if name.partition(".")[0] in _ELSEWHERE:
            return self._stand_in(name)
        ends = [
            module
            for module in self._by_last.get(name.rpartition(".")[2], ())
            if module.name.endswith("." + name)
        ]
        if ends:
            home = importer.name if importer else ""
            return max(ends, key=lambda one: (_shared(one.name, home), -len(one.name)))
        return self._stand_in(name)

    def cut_off(self, name: str, wanted: str) -> Module | None:
        """The module that `from name import wanted` means when the upload begins inside of the
        package: `shop.models` where only `models.py` was uploaded. It must have the name."""
        _, _, rest = name.partition(".")
        while rest:
            module = self.by_name.get(rest)
            if module is not None and self.binds(module, wanted):
                return module
            _, _, rest = rest.partition(".")
        return None

    def binds(self, module: Module, name: str) -> bool:
        """Whether a statement at the top of the module gives the name a value."""
        self.parse(module)
        return name in module.binders or f"{module.name}.{name}" in self.by_name

    def has_package(self, name: str) -> bool:
        """Whether a folder of that dotted name has modules, with or without an `__init__.py`."""
        return name in self._packages

    def parse(self, module: Module) -> None:
        """Read the module's text. Raises SyntaxError, or what `ast.parse` raises for bombs."""
        if module.tree is None:
            module.tree = ast.Module(body=[], type_ignores=[])  # it isn't tried twice
            module.tree = ast.parse(self.texts[module.file].removeprefix("\ufeff"))
            module.binders = _binders(module.tree)

    def _stand_in(self, name: str) -> Module | None:
        text = self._stand_ins.get(name)
        if text is None:
            return None
        module = Module(name=name, file=f"<{name}>")
        self.texts[module.file] = text
        self._add(module)
        self.used_stand_ins.append(name)
        return module


def module_of(path: str) -> Module:
    """The module that a path is: `shop/models/__init__.py` is the package `shop.models`."""
    parts = list(PurePosixPath(path).parts)
    parts[-1] = PurePosixPath(path).stem
    package = parts[-1] == "__init__" and len(parts) > 1
    if package:
        parts.pop()
    return Module(name=".".join(parts), file=path, package=package)


def _shared(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one.split("."), other.split("."), strict=False):
        if left != right:
            break
        count += 1
    return count


def _binders(tree: ast.Module) -> dict[str, list[ast.stmt]]:
    """By name, the statements at the top that give it a value; branches count as a whole."""
    found: dict[str, list[ast.stmt]] = {}
    for statement in tree.body:
        for name in _bound(statement, 0):
            found.setdefault(name, []).append(statement)
    return found


def _bound(statement: ast.stmt, depth: int) -> Iterable[str]:
    match statement:
        case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
            yield statement.name
        case ast.Assign():
            for target in statement.targets:
                yield from (node.id for node in ast.walk(target) if isinstance(node, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)) if statement.value is not None:
            yield name
        case ast.Import() | ast.ImportFrom():
            for alias in statement.names:
                yield alias.asname or alias.name.partition(".")[0]
        case ast.If() | ast.Try() | ast.With() | ast.For() if depth < 5:
            for child in ast.iter_child_nodes(statement):
                bodies = child.body if isinstance(child, ast.ExceptHandler) else [child]
                for inner in bodies:
                    if isinstance(inner, ast.stmt):
                        yield from _bound(inner, depth + 1)
