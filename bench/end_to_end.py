"""`erdapp erd` from the shell to the file, and where its time goes: python -m bench.end_to_end.

The whole process is what counts; the parts are measured in processes of their own too, so that
nothing is warm that wouldn't be. What Python compiles to bytecode at the first run of all is there,
as it is for a user, whatever the caller's environment says of writing it.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.command import ERDAPP, environment
from bench.generate import generate

ROUNDS = 5
SIZES = (57, 100, 300, 1000)
_PARTS = """
import sys, time
from pathlib import Path
start = time.perf_counter()
import erdapp.cli.erd
from erdapp.cli.sources import read
from erdapp.layout import PictureOptions, draw
import erdapp.loaders.sql
imported = time.perf_counter()
loaded = read(sys.argv[1])
read_in = time.perf_counter()
picture = draw(loaded.schema, PictureOptions())
drawn = time.perf_counter()
Path(sys.argv[2]).write_text(picture.svg, encoding="utf-8")
print(imported - start, read_in - imported, drawn - read_in, time.perf_counter() - drawn)
"""


def whole(source: Path, output: Path) -> float:
    """Seconds of one run of the command."""
    start = time.perf_counter()
    command = [ERDAPP, "erd", str(source), "-o", str(output)]
    subprocess.run(command, check=True, capture_output=True, env=environment())
    return time.perf_counter() - start


def parts(source: Path, output: Path) -> list[float]:
    """Seconds of importing, loading, drawing and writing."""
    command = [sys.executable, "-c", _PARTS, str(source), str(output)]
    found = subprocess.run(command, check=True, capture_output=True, text=True, env=environment())
    return [float(word) for word in found.stdout.split()]


def main() -> None:
    print("| tables | whole process s | import | load | draw | write | SVG KB |")
    print("|---" * 7 + "|")
    with TemporaryDirectory() as folder:
        source, output = Path(folder) / "schema.sql", Path(folder) / "schema.svg"
        for tables in SIZES:
            source.write_text(generate(tables), encoding="utf-8")
            whole(source, output)  # the first run of all compiles
            wholes, split = [], []
            for _ in range(ROUNDS):
                wholes.append(whole(source, output))
                split.append(parts(source, output))
            columns = " | ".join(f"{median(column):.3f}" for column in zip(*split, strict=True))
            size = output.stat().st_size // 1024
            print(f"| {tables} | {median(wholes):.2f} | {columns} | {size} |")


if __name__ == "__main__":
    main()
