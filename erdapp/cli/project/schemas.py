"""Data sources that are schemas: a program's DDL, HCL with variables, several in one, templates.

Each gives a URL; what is behind it is read when a command asks for the schema (`prepared`).
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from erdapp.cli.prepared import prepare
from erdapp.cli.project.composite import Part, combined
from erdapp.cli.project.positions import with_positions
from erdapp.cli.project.programs import output_of
from erdapp.cli.project.settings import Settings
from erdapp.cli.project.values import Value
from erdapp.loaders.base import LoadOptions, SourceError, SourceFile
from erdapp.loaders.detect import Language
from erdapp.loaders.sources import ReadSources, load_sources
from erdapp.schema import Dialect


def external_schema(settings: Settings, folder: Path) -> Value:
    """A program that prints DDL."""
    program, where = settings.texts("program"), settings.folder("working_dir")
    if not program:
        raise settings.error(f"{settings.place} needs program: a list, the program first")
    name = settings.place

    def read(dialect: Dialect | None) -> ReadSources:
        text = output_of(name, program, where)
        options = LoadOptions(dialect=dialect, remember=False)
        found = load_sources((SourceFile(name, text),), options, Language.SQL)
        if not found.loaded.schema.objects():
            raise SourceError(f"{name}: {program[0]} printed no statement that makes anything")
        return replace(found, loaded=with_positions(found.loaded, text))

    return {"url": prepare("external_schema", settings.block.name, read)}


def hcl_schema(settings: Settings, folder: Path) -> Value:
    """HCL files with the values of their variables."""
    paths = (*settings.texts("path"), *settings.texts("paths"))
    if not paths:
        raise settings.error(f"{settings.place} needs path or paths")
    variables = settings.pairs("vars")

    def read(dialect: Dialect | None) -> ReadSources:
        files = [file for path in paths for file in _hcl_files(folder, path)]
        files.append(variables_file(settings.place, variables))
        return load_sources(files, LoadOptions(dialect=dialect, remember=False), Language.HCL)

    return {"url": prepare("hcl_schema", settings.block.name, read)}


def _hcl_files(folder: Path, path: str) -> list[SourceFile]:
    place = folder / path.removeprefix("file://")
    found = sorted(place.glob("*.hcl")) if place.is_dir() else [place]
    try:
        return [SourceFile(str(file), file.read_text(encoding="utf-8")) for file in found]
    except OSError as error:
        raise SourceError(f"{error.filename}: {error.strerror or error}") from None


def variables_file(place: str, variables: Mapping[str, Value]) -> SourceFile:
    """The variables as a last file, whose defaults are the ones that count."""
    from erdapp.cli.project.functions.encodings import json_text

    def literal(value: Value) -> str:
        return json_text(value).replace("${", "$${").replace("%{", "%%{")

    blocks = (f'variable "{name}" {{ default = {literal(v)} }}' for name, v in variables.items())
    return SourceFile(f"the variables of {place}", "\n".join(blocks))


def composite_schema(settings: Settings, folder: Path) -> Value:
    """Several sources in one; `schema "auth" { url = … }` puts one into a namespace."""
    parts = [(part.block.name, part.text("url"), part) for part in settings.blocks("schema")]
    if not parts:
        raise settings.error(f"{settings.place} needs at least one schema block with a url")

    def read(dialect: Dialect | None) -> ReadSources:
        from erdapp.cli.sources import read_source

        found: list[Part] = []
        for name, url, part in parts:
            try:
                found.append((name, read_source(url, dialect)))
            except SourceError as error:
                raise part.error(str(error), "url") from None
            dialect = found[-1][1].loaded.schema.dialect
        try:
            return combined(found)
        except SourceError as error:
            raise settings.error(str(error)) from None

    return {"url": prepare("composite_schema", settings.block.name, read)}


def template_dir(settings: Settings, folder: Path) -> Value:
    """Go templates, written out with their values into a folder that is gone at the end."""
    from erdapp.cli.gotemplate import TemplateError, render_folder

    place = folder / settings.text("path")
    if not place.is_dir():
        raise settings.error(f"{place}: there is no such folder", "path")
    made = Path(tempfile.mkdtemp(prefix="erdapp-templates-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    try:
        render_folder(place, made, settings.pairs("vars"))
    except (TemplateError, OSError) as error:
        raise settings.error(str(error), "path") from None
    return {"url": f"file://{made}"}
