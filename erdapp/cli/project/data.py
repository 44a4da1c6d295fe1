"""`data` blocks: what a project file gets from programs, databases and other files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from erdapp.cli.project.evaluate import Evaluator, Names
from erdapp.cli.project.functions import Wrong
from erdapp.cli.project.programs import output_of
from erdapp.cli.project.queries import rows_of
from erdapp.cli.project.schemas import composite_schema, external_schema, hcl_schema, template_dir
from erdapp.cli.project.settings import Settings
from erdapp.cli.project.values import Value
from erdapp.loaders.base import SourceError
from erdapp.loaders.hcl.syntax import Block

_ELSEWHERE = frozenset({"remote_dir", "remote_schema", "aws_rds_token", "gcp_cloudsql_token"})


class DataSources:
    """`data`: the kinds of sources of a file, by name."""

    def __init__(self, blocks: Sequence[Block], evaluator: Evaluator, folder: Path) -> None:
        self._blocks, self._evaluator, self._folder = blocks, evaluator, folder
        self.known: dict[tuple[str, str], Value] = {}

    def take(self, key: str) -> Names:
        """The sources of a kind. Raises Wrong when there are none."""
        blocks = {block.name: block for block in self._blocks if block.labels[0] == key}
        if not blocks:
            raise Wrong(f"there is no data block of the kind {key}")
        return _Kind(key, blocks, self)

    def read(self, kind: str, block: Block) -> Value:
        """What a source gives; it is asked once."""
        place = kind, block.name
        if place not in self.known:
            settings = Settings(block, self._evaluator)
            if kind in _ELSEWHERE:
                raise settings.error(f"data {kind} needs a service that is not spoken to here")
            if kind not in _READERS:
                known = ", ".join(_READERS)
                raise settings.error(f"data {kind} is not known; known are {known}")
            self.known[place] = _READERS[kind](settings, self._folder)
        return self.known[place]


class _Kind:
    def __init__(self, kind: str, blocks: dict[str, Block], sources: DataSources) -> None:
        self._kind, self._blocks, self._sources = kind, blocks, sources

    def take(self, key: str) -> Value:
        if key not in self._blocks:
            known = ", ".join(self._blocks)
            raise Wrong(f"there is no data {self._kind} {key}; there are {known}")
        return self._sources.read(self._kind, self._blocks[key])


def _external(settings: Settings, folder: Path) -> Value:
    where = settings.folder("working_dir")
    try:
        return output_of(settings.place, settings.texts("program"), where).rstrip("\n")
    except SourceError as error:
        raise settings.error(error.message, "program") from None


def _runtimevar(settings: Settings, folder: Path) -> Value:
    """A value kept elsewhere: `file:///path` and `constant://?val=x` are read here."""
    url = settings.text("url")
    scheme, _, rest = url.partition("://")
    if scheme == "constant":
        from urllib.parse import parse_qs

        return parse_qs(rest.partition("?")[2]).get("val", [""])[0]
    if scheme != "file":
        raise settings.error(f"{scheme}:// needs a service that is not spoken to here", "url")
    path = folder / rest.partition("?")[0]
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise settings.error(f"{path}: {error.strerror or error}", "url") from None


def _sql(settings: Settings, folder: Path) -> Value:
    arguments = settings.values("args")
    found = rows_of(settings, settings.text("url"), settings.text("query"), arguments)
    return {"count": len(found), "values": found, "value": found[0] if found else None}


_READERS: dict[str, Callable[[Settings, Path], Value]] = {
    "external_schema": external_schema,
    "external": _external,
    "sql": _sql,
    "template_dir": template_dir,
    "hcl_schema": hcl_schema,
    "composite_schema": composite_schema,
    "runtimevar": _runtimevar,
}
