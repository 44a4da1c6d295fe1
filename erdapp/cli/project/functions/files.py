"""Functions over the environment and the files beside the project file."""

from __future__ import annotations

import glob
import os
from pathlib import Path

from erdapp.cli.project.functions.signature import Function, Wrong
from erdapp.cli.project.values import Value


def file_functions(folder: Path) -> dict[str, Function]:
    """Those whose paths begin at `folder`."""

    def read(path: str) -> str:
        try:
            return (folder / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            raise Wrong(f"{path} is not a text in UTF-8") from None
        except OSError as error:
            raise Wrong(f"{path}: {error.strerror or error}") from None

    def matching(pattern: str) -> Value:
        found = glob.glob(pattern, root_dir=folder, recursive=True)
        return [*sorted(Path(path).as_posix() for path in found)]

    def files(inside: str, *pattern: str) -> Value:
        """Terraform's takes a folder first, Atlas's only a pattern."""
        base, wanted = (folder / inside, pattern[0]) if pattern else (folder, inside)
        found = glob.glob(wanted, root_dir=base, recursive=True)
        return [*sorted(Path(path).as_posix() for path in found if (base / path).is_file())]

    return {
        "abspath": Function(lambda path: str((folder / path).resolve()), "t"),
        "basename": Function(os.path.basename, "t"),
        "dirname": Function(os.path.dirname, "t"),
        "file": Function(read, "t"),
        "fileexists": Function(lambda path: (folder / path).is_file(), "t"),
        "fileset": Function(files, "tt?"),
        "getenv": Function(lambda name: os.environ.get(name, ""), "t"),
        "glob": Function(matching, "t"),
    }
