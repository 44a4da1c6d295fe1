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
from erdapp.loaders.sequelize.version import is_seven
from erdapp.schema import Dialect

SECONDS = 120
"""What a load may take; big projects compile a lot of TypeScript."""


class Installed(Struct, frozen=True):
    """A Node, and the Sequelize that a project has."""

    node: str
    sequelize: Path
    version: str
    runtime: Path


class _Package(Struct):
    version: str = ""


def installed(
    folder: Path, files: Sequence[SourceFile], dialect: Dialect | None
) -> Installed | None:
    """What would run the models below `folder`, which are `files`; None when Node is missing, or a
    Sequelize of their version: for 7 the package of the dialect belongs to it."""
    node = shutil.which("node")
    seven = is_seven(files)
    runtime = BUILD / ("node-seven.cjs" if seven else "node.cjs")
    if node is None or not runtime.exists():
        return None
    name, major = ("@sequelize/core", "7.") if seven else ("sequelize", "6.")
    package = _package(folder, name)
    if package is None or (seven and not _package(folder, _dialect_package(files, dialect))):
        return None
    version = json.decode(package.read_bytes(), type=_Package).version
    return Installed(node, package.parent, version, runtime) if version.startswith(major) else None


def _dialect_package(files: Sequence[SourceFile], dialect: Dialect | None) -> str:
    wanted = dialect or dialect_of(files) or Dialect.POSTGRES
    return f"@sequelize/{'sqlite3' if wanted is Dialect.SQLITE else wanted.value}"


def _package(folder: Path, name: str) -> Path | None:
    """The package.json of an installed package, as Node looks for it: upwards."""
    for above in (folder, *folder.parents):
        package = above / "node_modules" / name / "package.json"
        if package.is_file():
            return package
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
    answer = _beside(decode(_run(by, root, request)), inside)
    known = {file.path for file in files}
    around = [
        SourceFile(path, text)
        for path in answer.read
        if path not in known and (text := _text(root / path)) is not None
    ]
    return to_loaded(answer, (*files, *around), replace(options, dialect=dialect))


def _run(by: Installed, root: Path, request: bytes) -> bytes:
    command = [by.node, str(by.runtime), str(root)]
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
