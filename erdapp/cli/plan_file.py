"""A plan as a file: statements that somebody has looked at, and between which two states they lie.

The form is Atlas's: `plan "name" { from = … to = … migration = <<SQL … SQL }`.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from erdapp.cli.failure import Failure
from erdapp.loaders.base import SourceError, SourceFile
from erdapp.loaders.hcl.parser import parse
from erdapp.loaders.hcl.syntax import Block, Literal

SUFFIX = ".plan.hcl"


class PlanFile(Struct, frozen=True, kw_only=True):
    """What such a file says; the states are fingerprints of schemas."""

    name: str
    before: str
    after: str
    migration: str


def plan_text(plan: PlanFile) -> str:
    """The file's text, which reads back as the same plan."""
    word = "SQL"
    lines = {line.strip() for line in plan.migration.splitlines()}
    while word in lines:
        word += "_"
    sql = plan.migration.rstrip("\n").replace("${", "$${").replace("%{", "%%{")
    name = plan.name.replace("\\", "\\\\").replace('"', '\\"')
    return (
        f'plan "{name}" {{\n  from      = "{plan.before}"\n  to        = "{plan.after}"\n'
        f"  migration = <<{word}\n{sql}\n{word}\n}}\n"
    )


def read_plan(url: str) -> PlanFile:
    """The plan at a path or `file://` URL. Raises Failure."""
    path = Path(url.removeprefix("file://"))
    try:
        body = parse(SourceFile(str(path), path.read_text(encoding="utf-8")))
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Failure(f"{path}: this is not a text in UTF-8") from error
    except SourceError as error:
        raise Failure(str(error)) from error
    plans = [block for block in body.blocks if block.kind == "plan" and block.labels]
    if len(plans) != 1:
        raise Failure(f'{path}: a plan file has one block, plan "name" {{ … }}')
    (block,) = plans
    return PlanFile(
        name=block.name,
        before=_text(block, "from"),
        after=_text(block, "to"),
        migration=_text(block, "migration"),
    )


def _text(block: Block, name: str) -> str:
    value = next((item.value for item in block.attributes if item.name == name), None)
    if not isinstance(value, Literal) or not isinstance(value.value, str):
        raise Failure(f"{block.file}:{block.line}: the plan has no text {name}")
    return value.value
