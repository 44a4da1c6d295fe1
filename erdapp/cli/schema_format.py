"""What `--format` makes of a schema or of planned statements: a bare word or a Go template."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from erdapp.cli.failure import Failure
from erdapp.cli.gotemplate import TemplateError, render
from erdapp.export import export
from erdapp.export.json import to_json
from erdapp.export.split_sql import MAIN, split_sql
from erdapp.export.sql import positions
from erdapp.loaders.base import Loaded, Origins
from erdapp.planner import render as script
from erdapp.planner.plan import Plan, Statement
from erdapp.schema import Schema

TEXTS = ("hcl", "sql", "json", "mermaid", "dbml", "plantuml", "markdown", "dot")
"""What a schema can be printed as."""


class SchemaView(Struct, frozen=True):
    """The dot of a template about a schema; its fields are those of the JSON."""

    schema: Schema
    origins: Origins
    database: str = ""

    @property
    def Schemas(self) -> Any:
        return json.loads(to_json(self.schema, database=self.database)).get("schemas", [])

    def text(self, format: str) -> str:
        """The schema in a format of TEXTS."""
        origins = self.origins if format == "sql" else None
        return export(self.schema, format, origins=origins, database=self.database)


class PlanView(Struct, frozen=True):
    """The dot of a template about planned statements."""

    statements: tuple[Statement, ...]
    plan: Plan
    text: str

    @property
    def Changes(self) -> list[dict[str, str]]:
        return [{"Cmd": one.sql, "Comment": one.comment} for one in self.statements]


def schema_text(loaded: Loaded, template: str, *, with_positions: bool = False) -> str:
    """The schema as the template says. Raises Failure."""
    dot = SchemaView(loaded.schema, loaded.origins if with_positions else {}, loaded.database)
    if template in TEXTS:
        return dot.text(template)

    def writer(name: str) -> Callable[..., str]:
        def write(view: Any, *_: str) -> str:
            """The indent that Atlas's `sql` and `json` take changes nothing: it is always two."""
            if not isinstance(view, SchemaView):
                raise TemplateError("it takes the schema: .")
            text = view.text(name).rstrip("\n")
            return SchemaText(text, view.schema) if name == "sql" else text

        return write

    functions: dict[str, Callable[..., Any]] = {name: writer(name) for name in TEXTS}
    functions |= {"split": _split, "write": _write}
    return _rendered(template, dot, functions, TEXTS)


class SchemaText(str):
    """What `sql` made of a schema, for `split` to make files of."""

    schema: Schema

    def __new__(cls, text: str, schema: Schema) -> SchemaText:
        made = super().__new__(cls, text)
        made.schema = schema
        return made


class Files(Struct, frozen=True):
    """Texts by their paths; printed one after the other where nobody writes them."""

    texts: Mapping[str, str]

    def __str__(self) -> str:
        return "\n".join(f"-- {path} --\n{text}" for path, text in self.texts.items())


def _split(*given: Any) -> Files:
    """`sql . | split`, `sql . | split "type"`. Raises TemplateError."""
    *strategy, text = given
    if not isinstance(text, SchemaText):
        raise TemplateError("it takes what sql made of a schema: sql . | split")
    try:
        return Files(split_sql(text.schema, *strategy))
    except (ValueError, TypeError) as error:
        raise TemplateError(str(error)) from None


def _write(*given: Any) -> str:
    """`… | write`, `… | write "folder"`: the files are written, and nothing is printed. Raises
    TemplateError."""
    *folder, found = given
    if not isinstance(found, Files) or len(folder) > 1:
        raise TemplateError('it takes the files of split and a folder: split | write "schema"')
    home = Path(*folder)
    try:
        for path, text in found.texts.items():
            (home / path).parent.mkdir(parents=True, exist_ok=True)
            (home / path).write_text(text, encoding="utf-8", errors="surrogatepass")
    except OSError as error:
        raise TemplateError(f"{error.filename}: {error.strerror}") from None
    click.echo(f"wrote {len(found.texts)} files, {home / MAIN} imports the others", err=True)
    return ""


def plan_text(plan: Plan, template: str, *, down: bool = False, head: str = "") -> str:
    """The statements of one direction as the template says, as SQL after `head`. Raises
    Failure."""
    text = head + statements_text(plan, down=down)

    def sql(view: Any, *_: str) -> str:
        if not isinstance(view, PlanView):
            raise TemplateError("it takes the plan: .")
        return view.text.rstrip("\n")

    def as_json(view: Any, *indent: str) -> str:
        found = {"Changes": view.Changes} if isinstance(view, PlanView) else view
        return json.dumps(found, ensure_ascii=False, indent=indent[-1] if indent else None)

    functions = {"sql": sql, "json": as_json}
    view = PlanView(plan.down if down else plan.up, plan, text)
    bare = f"{{{{ {template} . }}}}" if template in functions else template
    return _rendered(bare, view, functions, tuple(functions))


def statements_text(plan: Plan, *, down: bool = False) -> str:
    """The SQL of one direction, step by step where there are several."""
    if not plan.phases:
        return script(plan.down if down else plan.up, plan.dialect)
    phases = reversed(plan.phases) if down else plan.phases
    way = "undo " if down else ""
    return "\n".join(
        f"-- Step {number} of {len(plan.phases)}: {way}{phase.name}\n\n"
        + script(phase.down if down else phase.up, plan.dialect)
        for number, phase in enumerate(phases, 1)
    )


def touched_positions(plan: Plan, old: Loaded, new: Loaded) -> str:
    """Where the models are of the tables that a plan touches: those there will be, then those
    that go."""
    touched = {name for one in (*plan.up, *plan.down) for name in one.objects}
    kept = {table.full_name for table in new.schema.tables}
    gone = [table for table in old.schema.tables if table.full_name not in kept]
    tables = [table for table in (*new.schema.tables, *gone) if table.name in touched]
    return positions(tables, {**old.origins, **new.origins})


def _rendered(
    template: str, view: Any, functions: Mapping[str, Callable[..., str]], known: tuple[str, ...]
) -> str:
    if "{{" not in template:
        forms = ", ".join(f"{{{{ {name} . }}}}" for name in known)
        raise Failure(f"--format {template!r} is not understood; known are {forms}")
    try:
        return render(template, view, functions)
    except TemplateError as error:
        forms = ", ".join(f"{{{{ {name} . }}}}" for name in known)
        raise Failure(f"--format: {error}; known are {forms}") from error
