"""Go's text templates, as `--format` and template folders use them: a reader and a runner."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from erdapp.cli.gotemplate.builtins import BUILTINS
from erdapp.cli.gotemplate.errors import TemplateError
from erdapp.cli.gotemplate.parser import parse
from erdapp.cli.gotemplate.run import Function, Runner

__all__ = ["TemplateError", "render", "render_folder"]


def render(text: str, data: Any, functions: Mapping[str, Function] = {}) -> str:
    """The template with `data` as its dot. Raises TemplateError with the line."""
    parsed = parse(text)
    return Runner({**BUILTINS, **functions}, parsed.defined).text(parsed.body, data)


def render_folder(source: Path, target: Path, data: Any) -> None:
    """Every file of a folder rendered into another; what one defines, all may use.

    A file that only defines templates is not written. Raises TemplateError, OSError.
    """
    files = sorted(path for path in source.rglob("*") if path.is_file())
    names = {path: path.relative_to(source).as_posix() for path in files}
    parsed = {path: parse(path.read_text(encoding="utf-8"), names[path]) for path in files}
    defined = {name: body for one in parsed.values() for name, body in one.defined.items()}
    defined |= {names[path]: one.body for path, one in parsed.items()}
    runner = Runner(BUILTINS, defined)
    for path, one in parsed.items():
        text = runner.text(one.body, data)
        if one.defined and not text.strip():
            continue
        place = target / names[path]
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
