"""The project file, `atlas.hcl`: environments, variables, data sources, policies.

Drop-in for Atlas's: a project's file is read as it is. What a data source costs (a program, a
database) is paid when something refers to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from erdapp.cli.failure import Failure
from erdapp.cli.project.environment import Environment, Migration
from erdapp.loaders.base import SourceError

__all__ = [
    "NAMES",
    "Environment",
    "Migration",
    "environment_names",
    "open_environment",
    "open_environments",
]

NAMES = ("erdapp.hcl", "atlas.hcl")
"""What a project file is called, in this order, in the folder where the command runs."""
_ENV = re.compile(r'^\s*env\s+"([\w-]+)"\s*\{', re.MULTILINE)


def open_environment(
    config: str | None, env: str | None, variables: Mapping[str, str | Sequence[str]]
) -> Environment:
    """The environment `env` of the project file. Without `env` and `config` it is an empty one.

    Raises Failure, in one line with file and line, for a file that makes no sense, and when the
    name stands for several databases (`for_each`).
    """
    found = open_environments(config, env, variables)
    if len(found) > 1:
        raise Failure(
            f"the env {env} stands for {len(found)} databases, and this command is for one: "
            "name it with --url"
        )
    return found[0]


def open_environments(
    config: str | None, env: str | None, variables: Mapping[str, str | Sequence[str]]
) -> tuple[Environment, ...]:
    """All that go by the name: several blocks, or one with `for_each`. Raises Failure."""
    if env is None and config is None:
        given = {name: value for name, value in variables.items() if isinstance(value, str)}
        return (Environment(variables=given),)
    # a project file is rare enough on the way to a command to be imported only when it is read
    from erdapp.cli.project.file import ProjectFile

    try:
        file = ProjectFile(_path(config), env or "", variables)
        return (file.bare(),) if env is None else tuple(file.environments(env))
    except SourceError as error:
        raise Failure(str(error)) from error


def environment_names() -> tuple[str, ...]:
    """The labels of the environments of the project file here, for a hint: nothing is evaluated."""
    path = next((Path(name) for name in NAMES if Path(name).is_file()), None)
    try:
        text = path.read_text(encoding="utf-8") if path else ""
    except (OSError, UnicodeDecodeError):
        return ()
    return tuple(dict.fromkeys(_ENV.findall(text)))[:5]


def _path(config: str | None) -> Path:
    if config is not None:
        return Path(config.removeprefix("file://"))
    for name in NAMES:
        if Path(name).is_file():
            return Path(name)
    raise Failure("--env needs a project file: there is no atlas.hcl here; name one with --config")
