"""Which apps an upload has: their folders, labels and the type of their automatic keys."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from erdapp.loaders.python.reading import External, Klass, Machine, Member
from erdapp.loaders.python.reading.values import Module, plain

UNNAMED = "app"
_REFERENCE = re.compile(r"""['"](\w+)\.([A-Z]\w*)['"]""")
_SETTINGS = re.compile(r"^(?:INSTALLED_APPS|ROOT_URLCONF|DATABASES)\b", re.MULTILINE)


class App(Struct, frozen=True):
    """One app of the upload."""

    package: str
    label: str
    auto_field: str = ""


class Layout:
    """The apps by their packages."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._modules = dict(machine.modules.by_name)
        packages = {found for name in self._modules if (found := _package_of(name)) is not None}
        self.apps = {package: self._app(package) for package in sorted(packages)}
        self.unnamed = any(not app.label for app in self.apps.values()) or not self.apps

    def _app(self, package: str) -> App:
        config = self._config(f"{package}.apps" if package else "apps")
        label = package.rpartition(".")[2]
        auto_field = ""
        if config is not None:
            name = config.get("label") or str(config.get("name", "")).rpartition(".")[2]
            label = name if isinstance(name, str) and name.isidentifier() else label
            found = config.get("default_auto_field")
            auto_field = found if isinstance(found, str) else ""
        return App(package, label, auto_field)

    def _config(self, module_name: str) -> dict[str, object] | None:
        if module_name not in self._modules:
            return None
        module = self._machine.module(module_name)
        found = [
            {
                name: plain(value)
                for one in reversed(klass.mro)
                if isinstance(one, Klass)
                for name, value in one.names.items()
            }
            for klass in module.names.values()
            if isinstance(klass, Klass) and klass.module == module.name and _is_config(klass)
        ]
        preferred = [one for one in found if one.get("default") is True]
        return next(iter(preferred or found), None)

    def name_unnamed(self, models: Iterable[str]) -> str:
        """The label of models whose folder isn't in the upload: as references in the texts call
        them, or `app`."""
        known, labels = set(models), {app.label for app in self.apps.values()}
        counted = Counter(
            label
            for text in self._machine.modules.texts.values()
            for label, model in _REFERENCE.findall(text)
            if model in known and label not in labels
        )
        return counted.most_common(1)[0][0] if counted else UNNAMED

    def app_of(self, module: str) -> App:
        """The app a module belongs to: that of the longest package around it."""
        package = module
        while True:
            if package in self.apps:
                return self.apps[package]
            if not package:
                return App("", "")
            package = package.rpartition(".")[0]

    def model_modules(self) -> list[str]:
        """The modules whose models Django registers: `models` of each app; without any, all."""
        found = [name for name in self._modules if "models" in name.split(".")]
        return found or list(self._modules)


def settings_modules(machine: Machine) -> list[Module]:
    """The modules that are a project's settings."""
    return [
        module
        for module in machine.modules.by_name.values()
        if "settings" in module.name
        and module.file in machine.modules.texts
        and _SETTINGS.search(machine.modules.texts[module.file])
    ]


def _package_of(name: str) -> str | None:
    """The package of an app that a module shows, by being its `models` or `apps`."""
    parts = name.split(".")
    if parts[-1] == "apps":
        return ".".join(parts[:-1])
    if "models" in parts:
        return ".".join(parts[: parts.index("models")])
    return None


def _is_config(klass: Klass) -> bool:
    return any(
        isinstance(one, External) and one.path.rpartition(".")[2].endswith("AppConfig")
        for one in klass.mro
    )


__all__ = ["UNNAMED", "App", "Layout", "Member", "settings_modules"]
