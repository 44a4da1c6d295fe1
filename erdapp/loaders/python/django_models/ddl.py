"""What Django's schema editor emits for models, without a database behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.module_loading import import_string

ENGINES = {
    "postgres": "django.db.backends.postgresql",
    "mysql": "django.db.backends.mysql",
    "mariadb": "django.db.backends.mysql",
    "sqlite": "django.db.backends.sqlite3",
}
_POSTGRES_VERSION = 170_000
_MYSQL_VERSIONS = {"mysql": "8.4.0", "mariadb": "11.4.2-MariaDB"}


def prepare_drivers(dialect: str) -> None:
    """Let PyMySQL stand for the driver that Django's MySQL asks for."""
    if dialect in _MYSQL_VERSIONS:
        import pymysql

        pymysql.version_info = (2, 2, 7, "final", 0)
        pymysql.__version__ = "2.2.7"
        pymysql.install_as_MySQLdb()


def offline(connection: BaseDatabaseWrapper, dialect: str) -> None:
    """Tell a connection what a server of today would answer, so that it asks none."""
    known: dict[str, Any] = connection.__dict__
    if dialect == "postgres":
        known["pg_version"] = _POSTGRES_VERSION

        editor: Any = connection.SchemaEditorClass(connection, collect_sql=True, atomic=False)

        def compose(statement: str, params: Any) -> str:
            quoted = [editor.quote_value(one) for one in params or ()]
            return statement % tuple(quoted) if quoted else statement

        connection.ops.compose_sql = compose  # type: ignore[attr-defined]
    if dialect in _MYSQL_VERSIONS:
        known["mysql_server_data"] = {
            "version": _MYSQL_VERSIONS[dialect],
            "sql_mode": "STRICT_TRANS_TABLES",
            "default_storage_engine": "InnoDB",
            "sql_auto_is_null": False,
            "lower_case_table_names": 0,
            "has_zoneinfo_database": True,
        }
        connection.introspection.get_storage_engine = lambda *_: "InnoDB"  # type: ignore[attr-defined]
        connection.cursor = lambda *_: nullcontext()  # type: ignore[assignment]


def _editor(connection: BaseDatabaseWrapper, dialect: str) -> Any:
    kind: Any = connection.SchemaEditorClass
    if dialect not in _MYSQL_VERSIONS:
        return kind(connection, collect_sql=True, atomic=False)
    from pymysql.converters import escape_item

    class Editor(kind):  # type: ignore[misc]
        def quote_value(self, value: Any) -> str:
            if isinstance(value, str):
                value = value.replace("%", "%%")
            return str(escape_item(value, "utf8mb4"))

    return Editor(connection, collect_sql=True, atomic=False)


def emit(
    connection: BaseDatabaseWrapper,
    dialect: str,
    wanted: Iterable[type[models.Model]],
    index_together: dict[type[models.Model], Any],
    failed: Callable[[type[models.Model], Exception], None],
) -> Iterator[tuple[str, type[models.Model]]]:
    """Each statement with the model it is about; foreign keys come after all tables."""
    editor = _editor(connection, dialect)
    owners: list[type[models.Model]] = []
    later: list[tuple[Any, type[models.Model]]] = []
    with editor:
        for model in wanted:
            done, waiting = len(editor.collected_sql), len(editor.deferred_sql)
            try:
                _give_joins_their_key(model)
                editor.create_model(model)
                _indexes_together(editor, model, index_together.get(model))
                _spatial_indexes(editor, model)
            except Exception as error:  # one that Django cannot emit is told, the others go on
                failed(model, error)
                del editor.collected_sql[done:]
                del editor.deferred_sql[waiting:]
            owners += [model] * (len(editor.collected_sql) - done)
            later += [(one, model) for one in editor.deferred_sql[waiting:]]
        statements = list(editor.collected_sql)
        later = [(one, model) for one, model in later if one is not None]
        editor.deferred_sql.clear()
    yield from zip(statements, owners, strict=True)
    seen: set[str] = set()
    for statement, model in later:
        text = f"{statement};"
        if text not in seen:
            seen.add(text)
            yield text, model


def _give_joins_their_key(model: type[models.Model]) -> None:
    """Migrations give the join tables that Django makes itself a key of the project's type, also
    where the app's own type of keys is another one: `auth_user_groups` has a bigint."""
    for field in model._meta.local_many_to_many:
        through = field.remote_field.through
        key = through._meta.pk if isinstance(through, type) and through._meta.auto_created else None
        if key is not None and key.auto_created:
            key.__class__ = import_string(settings.DEFAULT_AUTO_FIELD)


def with_referenced(
    ours: Iterable[type[models.Model]], connection: BaseDatabaseWrapper
) -> list[type[models.Model]]:
    """The models that have a table and, after them, those they refer to."""
    found: list[type[models.Model]] = []
    waiting = list(ours)
    while waiting:
        model = waiting.pop(0)
        options = model._meta
        if model in found or options.abstract or options.auto_created:
            continue
        if not options.can_migrate(connection):
            continue
        found.append(model)
        for field in (*options.local_fields, *options.local_many_to_many):
            relation = field.remote_field
            told = (getattr(relation, "model", None), getattr(relation, "through", None))
            waiting += [one for one in told if isinstance(one, type)]
    return found


def _spatial_indexes(editor: Any, model: type[models.Model]) -> None:
    """Those of our own spatial fields; the editors of GeoDjango make theirs themselves."""
    for field in model._meta.local_fields:
        say = getattr(field, "spatial_index_sql", None)
        statement = say(editor, model) if say else None
        if statement is not None:
            editor.deferred_sql.append(statement)


def _indexes_together(editor: Any, model: type[models.Model], groups: Any) -> None:
    """What `index_together` made until Django took it away."""
    if not groups:
        return
    if isinstance(groups[0], str):
        groups = [groups]
    for names in groups:
        fields = [model._meta.get_field(name) for name in names]
        editor.execute(editor._create_index_sql(model, fields=fields, suffix="_idx"), None)
