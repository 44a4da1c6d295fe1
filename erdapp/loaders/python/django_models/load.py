"""From the files of an upload to the statements that make its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import Any

import django
from django.apps import AppConfig, apps
from django.conf import global_settings, settings
from django.db import connections, models

from erdapp.loaders.base import Severity
from erdapp.loaders.python.answering import Answer, ColumnPlace, TablePlace
from erdapp.loaders.python.django_models import ddl
from erdapp.loaders.python.django_models.geometry import has_geometry
from erdapp.loaders.python.django_models.known import real
from erdapp.loaders.python.django_models.layout import Layout, settings_modules
from erdapp.loaders.python.django_models.models import Models, pending, stand_in
from erdapp.loaders.python.django_models.packages import STAND_INS
from erdapp.loaders.python.reading import External, Klass, Machine, Place, Unknown
from erdapp.loaders.python.reading.values import Value, plain

Model = type[models.Model]
_CONTRIB = ("admin", "flatpages", "redirects", "sessions", "sites")
_CONFIGS = {"admin": "django.contrib.admin.apps.SimpleAdminConfig"}
_ALWAYS = ("contenttypes", "auth")
_DJANGO_AUTO = "django.db.models.AutoField"
_BIG_AUTO = "django.db.models.BigAutoField"


_NOWHERE = Place("", 0)


class Load:
    """One load, in a process of its own: Django is configured once."""

    def __init__(self, files: Sequence[tuple[str, str]], dialect: str) -> None:
        self._dialect = dialect
        self._machine = Machine(
            files, stand_ins=STAND_INS, known=lambda path: real(path) is not None
        )
        self._settings = _Settings(self._machine)
        self._machine.settings = self._settings.get
        self._machine.answers = {
            "django.contrib.auth.get_user_model": lambda *_: self._settings.get("AUTH_USER_MODEL"),
            "django.apps.apps.get_model": _get_model,
            "django.apps.apps.get_registered_model": lambda *_: Unknown("LookupError", _NOWHERE),
            "django.apps.apps.is_installed": self._settings.is_installed,
            "swapper.swappable_setting": _swapper_setting,
            "swapper.get_model_name": self._swapped,
            "swapper.load_model": self._swapped,
        }

    def _swapped(self, label: Value, model: Value = "", *_: Value, **__: Value) -> Value:
        setting = _swapper_setting(label, model)
        told = self._settings.own(setting) if isinstance(setting, str) else None
        return told if isinstance(told, str) else f"{label}.{model}"

    def answer(self) -> Answer:
        """The statements, where tables come from, and what went wrong."""
        layout = Layout(self._machine)
        klasses = list(self._read(layout))
        self._configure(layout, klasses)
        known = Models(
            self._machine, layout, self._unnamed(layout, klasses), _vendor(self._dialect)
        )
        built = self._build(known, layout, klasses)
        wanted = ddl.with_referenced(built, connections["default"])
        statements = self._emit(known, wanted)
        order = {model: index for index, model in enumerate(wanted)}
        spatial = self._dialect == "postgres" and any(map(has_geometry, wanted))
        before = [("CREATE EXTENSION IF NOT EXISTS postgis;", -1)] if spatial else []
        return Answer(
            statements=[*before, *((sql, order[model]) for sql, model in statements)],
            tables=[_table_place(model, known) for model in wanted],
            problems=[*self._machine.problems],
            read=[
                one.file for one in self._machine.modules.by_name.values() if one.state == "read"
            ],
        )

    def _read(self, layout: Layout) -> Iterator[Klass]:
        """The classes at the top of all modules with models."""
        for name in layout.model_modules():
            self._machine.module(name)
        for klass in self._machine.klasses:
            module = self._machine.modules.by_name.get(klass.module)
            if module is not None and module.names.get(klass.name) is klass:
                yield klass

    def _unnamed(self, layout: Layout, klasses: Sequence[Klass]) -> str:
        if not layout.unnamed:
            return "app"
        label = layout.name_unnamed(klass.name for klass in klasses)
        if label == "app" and any(not layout.app_of(one.module).label for one in klasses):
            text = (
                "the folder of the app isn't in the upload: its tables are called app_…, as if it "
                "were `app` (upload the folder that models.py is in)"
            )
            self._machine.problem(Place("", 0), Severity.WARNING, text)
        return label

    def _configure(self, layout: Layout, klasses: Sequence[Klass]) -> None:
        labels = {app.label for app in layout.apps.values()}
        texts = "\n".join(self._machine.modules.texts.values())
        installed = [f"django.contrib.{one}" for one in _ALWAYS if one not in labels]
        for name in _CONTRIB:
            mentioned = re.search(rf"django\.contrib\.{name}\b|['\"]{name}\.[A-Z]", texts)
            if mentioned and name not in labels:
                installed.append(_CONFIGS.get(name, f"django.contrib.{name}"))
        if self._dialect == "postgres":
            installed.append("django.contrib.postgres")
        user = self._user_model(layout, klasses)
        self._settings.user_model = user
        ddl.prepare_drivers(self._dialect)
        name = ":memory:" if self._dialect == "sqlite" else "models"
        settings.configure(
            DATABASES={"default": {"ENGINE": ddl.ENGINES[self._dialect], "NAME": name}},
            INSTALLED_APPS=installed,
            AUTH_USER_MODEL=user,
            DEFAULT_AUTO_FIELD=self._settings.auto_field(),
            USE_TZ=True,
            SITE_ID=1,
            LOGGING_CONFIG=None,
        )
        _keep_quiet()
        django.setup()
        for app in layout.apps.values():
            if app.label and app.label not in apps.app_configs:
                _register(app.package or app.label, app.label, app.auto_field)

    def _user_model(self, layout: Layout, klasses: Sequence[Klass]) -> str:
        told = self._settings.own("AUTH_USER_MODEL")
        if isinstance(told, str) and told.count(".") == 1:
            return told
        found = [
            klass
            for klass in klasses
            if any(
                isinstance(one, External)
                and one.path.rpartition(".")[2] in ("AbstractUser", "AbstractBaseUser")
                for one in klass.mro
            )
            and not _is_abstract(klass)
        ]
        if len(found) != 1:
            return "auth.User"
        label = layout.app_of(found[0].module).label
        label = label or layout.name_unnamed(klass.name for klass in klasses)
        return f"{label}.{found[0].name}"

    def _build(self, known: Models, layout: Layout, klasses: Sequence[Klass]) -> list[Model]:
        found: list[Model] = []
        for klass in klasses:
            if known.is_model(klass):
                self._swappable(known, klass)
        for klass in klasses:
            if known.is_model(klass) and (model := known.build(klass)) is not None:
                found.append(model)
        found += self._stand_ins(layout)
        return found

    def _swappable(self, known: Models, klass: Klass) -> None:
        name = known._option(klass, "swappable")
        value = self._settings.own(name) if isinstance(name, str) else None
        if isinstance(name, str) and isinstance(value, str) and name != "AUTH_USER_MODEL":
            setattr(settings, name, value)

    def _stand_ins(self, layout: Layout) -> list[Model]:
        """Models for those that relations name and nothing defines."""
        found: list[Model] = []
        for label, name in pending():
            spelled = _spelling(self._machine, label, name)
            field = getattr(
                models, self._settings.auto_field().rpartition(".")[2], models.BigAutoField
            )
            found.append(stand_in(label, spelled, field))
            text = (
                f"the model {label}.{spelled} isn't in the upload: a table with nothing but an id "
                "stands for it"
            )
            self._machine.problem(_mention(self._machine, label, spelled), Severity.WARNING, text)
        return found

    def _emit(self, known: Models, wanted: Sequence[Model]) -> list[tuple[str, Model]]:
        def failed(model: Model, error: Exception) -> None:
            what = (str(error).splitlines() or [type(error).__name__])[0][:300]
            text = f"the table of {model._meta.label} is missing: {what}"
            place = known.places.get(model._meta.label, Place("", 0))
            self._machine.problem(place, Severity.ERROR, text)

        connection = connections["default"]
        ddl.offline(connection, self._dialect)
        together = known.index_together
        return list(ddl.emit(connection, self._dialect, wanted, together, failed))


class _Settings:
    """What the settings of the upload say, then Django's own."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._modules: list[Any] | None = None
        self._reading = False
        self.user_model = ""

    def own(self, name: str) -> Value:
        if self._reading:
            return None
        if self._modules is None:
            self._reading = True
            self._modules = settings_modules(self._machine)
            for module in self._modules:
                self._machine.read(module)
            self._reading = False
        for module in self._modules:
            if name in module.names and not isinstance(module.names[name], Unknown):
                return plain(module.names[name])
        return None

    def get(self, name: str) -> Value:
        found = self.own(name)
        if found is not None:
            return found
        if name == "INSTALLED_APPS":
            return self.installed()
        if name == "AUTH_USER_MODEL":
            return self.user_model or External("django.conf.settings.AUTH_USER_MODEL")
        value = getattr(global_settings, name, None)
        return value if isinstance(value, str | int | bool | tuple | list) else None

    def installed(self) -> list[str]:
        """The apps, where no settings list them: those of the upload, and Django's."""
        names = self._machine.modules.by_name
        packages = {name.partition(".models")[0] for name in names if "models" in name.split(".")}
        return sorted({*packages, *(f"django.contrib.{one}" for one in (*_ALWAYS, *_CONTRIB))})

    def is_installed(self, name: Value, *_: Value) -> Value:
        return name in (self.own("INSTALLED_APPS") or self.installed())

    def auto_field(self) -> str:
        """The type of automatic keys: as the settings say, or as Django has it when they say
        nothing; where there are none, as new projects have it."""
        told = self.own("DEFAULT_AUTO_FIELD")
        if isinstance(told, str) and isinstance(real(told), type):
            return told
        return _DJANGO_AUTO if self.own("INSTALLED_APPS") is not None else _BIG_AUTO


def _swapper_setting(label: Value, model: Value = "", *_: Value) -> Value:
    if not isinstance(label, str) or not isinstance(model, str):
        return None
    return f"{label}_{model}_MODEL".upper().replace(".", "_")


def _get_model(*names: Value, **_: Value) -> Value:
    texts = [one for one in names if isinstance(one, str)]
    if len(texts) == len(names) and 0 < len(texts) < 3:
        return ".".join(texts)
    return None


def _vendor(dialect: str) -> str:
    return {"postgres": "postgresql", "mariadb": "mysql"}.get(dialect, dialect)


def _keep_quiet() -> None:
    """Let the app of users not look for the model of the user, which is made only later."""
    from django.contrib.auth.apps import AuthConfig

    AuthConfig.ready = lambda self: None  # type: ignore[method-assign]


def _is_abstract(klass: Klass) -> bool:
    meta = klass.names.get("Meta")
    return isinstance(meta, Klass) and meta.names.get("abstract") is True


def _register(package: str, label: str, auto_field: str) -> None:
    names = {"path": "/", "label": label}
    if isinstance(real(auto_field), type):
        names["default_auto_field"] = auto_field
    kind = type("Config", (AppConfig,), names)
    config = kind(package, ModuleType(package))
    config.apps = apps
    config.models = apps.all_models[label]
    apps.app_configs[label] = config


def _table_place(model: Model, known: Models) -> TablePlace:
    place = known.places.get(model._meta.label, Place("", 0))
    columns = [
        ColumnPlace(field.column, at.file, at.line)
        for field in model._meta.local_fields
        if field.column and (at := getattr(field, "erdapp_place", place))
    ]
    joins = [
        TablePlace(field.m2m_db_table(), "", at.file, at.line)
        for field in model._meta.local_many_to_many
        if (at := getattr(field, "erdapp_place", place))
    ]
    return TablePlace(model._meta.db_table, "", place.file, place.line, columns, joins)


def _spelling(machine: Machine, label: str, name: str) -> str:
    """How the texts spell the name of a model that Django knows in lower case."""
    pattern = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
    for text in machine.modules.texts.values():
        for match in pattern.finditer(text):
            if match[0] != name:
                return match[0]
    return name.capitalize()


def _mention(machine: Machine, label: str, name: str) -> Place:
    for spelled in (f"{label}.{name}", name):
        for file, text in machine.modules.texts.items():
            at = text.find(spelled)
            if at >= 0:
                return Place(file, text.count("\n", 0, at) + 1)
    return Place("", 0)
