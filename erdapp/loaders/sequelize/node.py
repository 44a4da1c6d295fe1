"""Models run by the Node and the Sequelize of whoever runs the command line, where both are there.

This executes their project on their machine, as their own scripts do; it is for the command line
alone, never for what somebody uploaded. The runtime around it is that of the isolate, and so is
the answer: SQL of `sync`, from a Sequelize whose database is nobody's.
"""

from __future__ import annotations

import posixpath
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct, json
from msgspec.structs import replace

from erdapp.loaders.base import Loaded, LoadOptions, SourceError, SourceFile
from erdapp.loaders.sequelize.answer import Answer, decode, to_loaded
from erdapp.loaders.sequelize.child import BUILD
from erdapp.loaders.sequelize.dialect import dialect_of
from erdapp.schema import Dialect

SECONDS = 120
"""What a load may take; big projects compile a lot of TypeScript."""


class Installed(Struct, frozen=True):
    """A Node, and the Sequelize that a project has."""

    node: str
    sequelize: Path
    version: str


class _Package(Struct):
    version: str = ""


def installed(folder: Path) -> Installed | None:
    """What would run the models below `folder`; None when Node or a Sequelize 6 is missing."""
    node = shutil.which("node")
    if node is None or not (BUILD / "node.cjs").exists():
        return None
    for above in (folder, *folder.parents):
        package = above / "node_modules" / "sequelize" / "package.json"
        if package.is_file():
            version = json.decode(package.read_bytes(), type=_Package).version
            return Installed(node, package.parent, version) if version.startswith("6.") else None
    return None


def load_with_node(
    files: Sequence[SourceFile],
    root: Path,
    by: Installed,
    options: LoadOptions = LoadOptions(),  # noqa: B008
    script: str = "",
) -> Loaded:
    """The schema of the models in `files`, whose paths are relative to the folder `root`. Raises
    SourceError when nothing could be loaded."""
    dialect = options.dialect or dialect_of(files) or Dialect.POSTGRES
    inside = root.as_posix().strip("/")
    request = json.encode(
        {
            "files": [(f"{inside}/{file.path}", file.text) for file in files],
            "dialect": dialect.value,
            "script": f"{inside}/{script}" if script else "",
            "compiler": str(BUILD / "typescript.js"),
        }
    )
    answer = _beside(decode(_run(by.node, root, request)), inside)
    known = {file.path for file in files}
    around = [
        SourceFile(path, text)
        for path in answer.read
        if path not in known and (text := _text(root / path)) is not None
    ]
    return to_loaded(answer, (*files, *around), replace(options, dialect=dialect))


def _run(node: str, root: Path, request: bytes) -> bytes:
    command = [node, str(BUILD / "node.cjs"), str(root)]
    try:
        done = subprocess.run(
            command, input=request, capture_output=True, check=False, cwd=root, timeout=SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise SourceError(f"the models were still running after {SECONDS} seconds") from error
    if not done.stdout:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise SourceError(f"node stopped without an answer: {said[-1][:300] if said else '?'}")
    return done.stdout


def _beside(answer: Answer, inside: str) -> Answer:
    """The answer with paths relative to the root; files above it begin with `..`."""

    def path(text: str) -> str:
        return posixpath.relpath(f"/{text}", f"/{inside}")

    return replace(
        answer,
        read=[path(one) for one in answer.read],
        problems=[replace(one, file=path(one.file) if one.file else "") for one in answer.problems],
        tables=[
            replace(
                table,
                file=path(table.file) if table.file else "",
                columns=[
                    (column, attribute, path(file) if file else "", line)
                    for column, attribute, file, line in table.columns
                ],
            )
            for table in answer.tables
        ],
    )


def _text(path: Path) -> str | None:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return None
