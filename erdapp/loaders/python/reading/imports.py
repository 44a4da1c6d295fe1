"""Imports: names of modules among the files are read there, all others stay symbols."""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING

from erdapp.loaders.python.reading.values import External, Module, Place, Scope, Unknown, Value

if TYPE_CHECKING:
    from erdapp.loaders.python.reading.machine import Machine


builtin_names = frozenset(dir(builtins))


def bind(machine: Machine, node: ast.Import | ast.ImportFrom, scope: Scope) -> None:
    """Give the imported names their values in the scope."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            _import(machine, alias, scope)
        return
    name = _absolute(node, scope.module)
    for alias in node.names:
        if alias.name == "*":
            _star(machine, name, scope)
        else:
            value = from_module(machine, name, alias.name, scope.module, machine.place(node, scope))
            _set(scope, alias.asname or alias.name, value)


def _set(scope: Scope, name: str, value: Value) -> None:
    if not (scope.soft and name in scope.names):
        scope.names[name] = value


def _import(machine: Machine, alias: ast.alias, scope: Scope) -> None:
    if alias.asname:
        _set(scope, alias.asname, whole(machine, alias.name, scope.module))
        return
    first = alias.name.partition(".")[0]
    value = whole(machine, first, scope.module)
    if isinstance(value, Module):
        whole(machine, alias.name, scope.module)  # its attributes are found by their names
    _set(scope, first, value)


def whole(machine: Machine, name: str, importer: Module) -> Value:
    """A module of the files, read, or the symbol of an external one."""
    module = machine.modules.find(name, importer)
    if module is None:
        if machine.modules.has_package(name):
            return Module(name=name, file="", package=True, state="read")
        return External(name)
    machine.read(module)
    return module


def _absolute(node: ast.ImportFrom, module: Module) -> str:
    """The dotted name that is imported from; of relative imports, from the module's own."""
    if not node.level:
        return node.module or ""
    parts = module.name.split(".")
    keep = len(parts) - node.level + (1 if module.package else 0)
    base = ".".join(parts[: max(keep, 0)])
    return ".".join(filter(None, (base, node.module)))


def from_module(machine: Machine, name: str, wanted: str, importer: Module, place: Place) -> Value:
    """What `from name import wanted` gives."""
    module = machine.modules.find(name, importer) if name else None
    if module is None and name == "":
        module = machine.modules.by_name.get("__init__")
    if module is None:
        inner = machine.modules.find(f"{name}.{wanted}" if name else wanted, importer)
        if inner is not None:
            machine.read(inner)
            return inner
        module = machine.modules.cut_off(name, wanted)
    if module is None:
        return External(f"{name}.{wanted}")
    machine.read(module)
    return member(machine, module, wanted, place)


def member(machine: Machine, module: Module, name: str, place: Place) -> Value:
    """An attribute of a module: a name, a module below it, or what its `__getattr__` gives."""
    if name not in module.names and name in module.binders:
        machine.hoist(module, name)
    if name in module.names:
        return module.names[name]
    below = machine.modules.by_name.get(f"{module.name}.{name}")
    if below is not None:
        machine.read(below)
        return below
    if machine.modules.has_package(f"{module.name}.{name}"):
        return Module(name=f"{module.name}.{name}", file="", package=True, state="read")
    if (found := from_stars(machine, module, name)) is not None:
        return found
    if "__getattr__" in module.names:
        return machine.call(module.names["__getattr__"], (name,), {}, place)
    if name == "__name__":
        return module.name
    return Unknown(f"{module.name} has no {name}", place)


def from_stars(machine: Machine, module: Module, name: str) -> Value:
    """A name that came by `import *` from outside, or None."""
    for star in module.stars:
        if machine.known(f"{star}.{name}"):
            return External(f"{star}.{name}")
    for star in module.stars:  # of a package that isn't known at all, it may have any name
        if not machine.known(star) and name not in builtin_names and not name.startswith("__"):
            return External(f"{star}.{name}")
    return None


def _star(machine: Machine, name: str, scope: Scope) -> None:
    module = machine.modules.find(name, scope.module) if name else None
    if module is None:
        scope.module.stars.append(name)
        return
    machine.read(module)
    listed = module.names.get("__all__")
    for key, value in list(module.names.items()):
        public = key in listed if isinstance(listed, list | tuple) else not key.startswith("_")
        if public:
            _set(scope, key, value)
    scope.module.stars += [star for star in module.stars if star not in scope.module.stars]
