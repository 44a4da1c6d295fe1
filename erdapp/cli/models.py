"""`sequelize://models?dialect=mysql`: a folder of models, or a script that hands models over.

Where Node and the project's own Sequelize are installed they run the models, on this machine, as
any script of the project would; else the models run in the isolate that the server has too.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from erdapp.cli.failure import Failure
from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.detect import Language
from erdapp.loaders.sequelize_files import wants
from erdapp.loaders.sources import ReadSources
from erdapp.schema import Dialect


def read_models(place: Path, dialect: Dialect | None) -> ReadSources:
    """The schema of the models at `place`; who ran them is told on stderr. Raises SourceError and
    Failure."""
    from erdapp.loaders.encoding import decode
    from erdapp.loaders.sequelize import load_sequelize
    from erdapp.loaders.sequelize.node import installed, load_with_node

    if not place.exists():
        raise Failure(f"{place}: there is no such file or folder")
    place = place.resolve()
    root = place if place.is_dir() else _project_of(place)
    script = "" if place.is_dir() else place.relative_to(root).as_posix()
    options = LoadOptions(dialect=dialect, remember=False)
    paths = [(path, path.relative_to(root).as_posix()) for path in below(root)]
    files = [
        SourceFile(label, decode(path.read_bytes(), label))
        for path, label in paths
        if wants(label) or label == script
    ]
    if by := installed(root, files, dialect):
        click.echo(f"note: sequelize {by.version} of {by.sequelize} runs the models", err=True)
        loaded = load_with_node(files, root, by, options, script)
    else:
        missing = "no node with the models' sequelize and dialect here"
        click.echo(f"note: the models run in the isolate: {missing}", err=True)
        loaded = load_sequelize(files, options, script)
    return ReadSources(language=Language.SEQUELIZE, files=tuple(files), loaded=loaded)


def _project_of(script: Path) -> Path:
    """The folder that a script belongs to: the nearest with a package.json, else its own."""
    folders = script.parents
    return next((one for one in folders if (one / "package.json").is_file()), folders[0])


def below(folder: Path) -> Iterator[Path]:
    """The files below a folder in order, without hidden ones and installed packages."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name in ("node_modules", "__pycache__"):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from below(path)
        elif path.is_file():
            yield path
