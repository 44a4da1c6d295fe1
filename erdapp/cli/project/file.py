"""A project file as it is read: its blocks, its names, the environments that go by a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from erdapp.cli.project.blocks import environment_of, trees_of
from erdapp.cli.project.data import DataSources
from erdapp.cli.project.environment import Environment
from erdapp.cli.project.evaluate import Evaluator
from erdapp.cli.project.functions import Wrong, functions
from erdapp.cli.project.settings import Settings
from erdapp.cli.project.values import Value
from erdapp.cli.project.variables import Given, Variables
from erdapp.loaders.base import SourceError, SourceFile
from erdapp.loaders.hcl.parser import parse
from erdapp.loaders.hcl.syntax import Block

_KINDS = frozenset(
    {"atlas", "data", "diff", "docker", "env", "format", "lint", "locals", "test", "variable"}
)
_LABELS = {"data": 2, "docker": 2, "variable": 1}


class Locals:
    """`local`: each is worked out when it is asked for."""

    def __init__(self, blocks: Sequence[Block], evaluator: Evaluator) -> None:
        self._attributes = {item.name: item for block in blocks for item in block.attributes}
        self._evaluator = evaluator
        self._known: dict[str, Value] = {}
        self._open: list[str] = []

    def take(self, key: str) -> Value:
        """Raises Wrong when there is none of that name, or it refers to itself."""
        if key not in self._attributes:
            raise Wrong(f"there is no local {key}")
        if key in self._open:
            raise Wrong(f"local.{key} refers to itself")
        if key not in self._known:
            self._open.append(key)
            self._known[key] = self._evaluator.value(self._attributes[key].value)
            self._open.pop()
        return self._known[key]


class ProjectFile:
    """The blocks of one file, and what its names stand for."""

    def __init__(self, path: Path, env: str, given: Given) -> None:
        self._path, self._given = path, given
        self.body = parse(SourceFile(str(path), _text(path)))
        evaluator = self.evaluator = Evaluator(str(path), functions(path.parent))
        self._check()
        evaluator.roots |= {
            "atlas": {"env": env},
            "var": Variables(self._blocks("variable"), given, evaluator),
            "local": Locals(self._blocks("locals"), evaluator),
            "data": DataSources(self._blocks("data"), evaluator, path.parent),
            "docker": _dockers(self._blocks("docker"), evaluator),
        }

    def _blocks(self, kind: str) -> list[Block]:
        return [block for block in self.body.blocks if block.kind == kind]

    def _check(self) -> None:
        """Nothing but the blocks that are known, with as many names as they need."""
        for item in self.body.attributes:
            raise self._misplaced(item.name, item.line)
        for block in self.body.blocks:
            if block.kind not in _KINDS:
                raise self._misplaced(block.kind, block.line)
            wanted = _LABELS.get(block.kind, len(block.labels))
            if len(block.labels) != wanted:
                form = " ".join((block.kind, *['"…"'] * wanted))
                raise self.evaluator.error(
                    f"{block.kind} needs {wanted} name{'s'[: wanted - 1]}: {form} {{", block.line
                )

    def _misplaced(self, name: str, line: int) -> SourceError:
        known = ", ".join(sorted(_KINDS))
        return self.evaluator.error(f"{name} has no place here; a project file has {known}", line)

    def bare(self) -> Environment:
        """What the file says about all environments."""
        settings = Settings(self.body, self.evaluator)
        return environment_of(
            Settings(Block("", (), (), (), 1, self.body.file), self.evaluator),
            "",
            trees_of(self.body, settings),
            self._variables(),
        )

    def environments(self, name: str) -> list[Environment]:
        """All that go by the name; blocks without a label go by what their `name` says, or by
        any."""
        found = [one for block in self._named(name) for one in self._unfolded(block, name)]
        if not found:
            known = sorted({block.name for block in self._blocks("env") if block.labels})
            there = f"there are {', '.join(known)}" if known else "there is none"
            raise SourceError(f"there is no env {name}; {there}", file=self.body.file)
        return found

    def _named(self, name: str) -> Iterator[Block]:
        for block in self._blocks("env"):
            told = next((item for item in block.attributes if item.name == "name"), None)
            if told is not None:
                own = self.evaluator.value(told.value)
            else:
                own = block.name if block.labels else name
            if own == name:
                yield block

    def _unfolded(self, block: Block, name: str) -> Iterator[Environment]:
        """The block once, or once for each item of its `for_each`."""
        beneath = trees_of(self.body, Settings(self.body, self.evaluator))
        loop = next((item for item in block.attributes if item.name == "for_each"), None)
        if loop is None:
            settings = Settings(block, self.evaluator)
            yield environment_of(settings, name, beneath, self._variables())
            return
        values = self.evaluator.value(loop.value)
        if not isinstance(values, (list, dict)):
            raise SourceError("for_each takes a list or an object", file=block.file, line=loop.line)
        pairs = values.items() if isinstance(values, dict) else ((v, v) for v in values)
        for key, value in pairs:
            each: Value = {"key": key, "value": value}
            settings = Settings(block, self.evaluator, {"each": each})
            yield environment_of(settings, name, beneath, self._variables())

    def _variables(self) -> Mapping[str, str]:
        return {name: value for name, value in self._given.items() if isinstance(value, str)}


def _dockers(blocks: Sequence[Block], evaluator: Evaluator) -> Value:
    """`docker "mysql" "dev" { image = "mysql:8", schema = "app" }` as `docker.mysql.dev.url`."""
    found: dict[str, dict[str, Value]] = {}
    for block in blocks:
        settings = Settings(block, evaluator)
        engine, name = block.labels
        version = settings.text("image").rpartition(":")[2] or "latest"
        schema = settings.text("schema", "")
        url = f"docker://{engine}/{version}" + (f"/{schema}" if schema else "")
        found.setdefault(engine, {})[name] = {"url": url}
    return {engine: {**named} for engine, named in found.items()}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SourceError("this is not a text in UTF-8", file=str(path)) from None
    except OSError as error:
        raise SourceError(error.strerror or str(error), file=str(path)) from None
