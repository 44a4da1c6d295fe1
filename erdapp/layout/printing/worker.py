"""The child process: Typst sets one document and the file goes to the standard output.

Run as a program by its path, with an empty environment and `/` as its folder. The document is our
own text; names from schemas reach it as data, never as markup.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile

LIMITS = (
    (resource.RLIMIT_CPU, 120),
    (resource.RLIMIT_DATA, 4_000_000_000),
    (resource.RLIMIT_CORE, 0),
)


def main(site_packages: str) -> None:
    """Read the request, set it, write the file."""
    for limit, value in LIMITS:
        resource.setrlimit(limit, (value, value))
    sys.path.append(site_packages)
    import typst

    request = json.load(sys.stdin.buffer)
    fonts = typst.Fonts(
        font_paths=[request["fonts"]],
        include_system_fonts=request["system_fonts"],
        include_embedded_fonts=False,
    )
    with tempfile.TemporaryDirectory() as nothing_in_it:
        made = typst.compile(
            request["document"].encode(),
            root=nothing_in_it,
            font_paths=fonts,
            format=request["kind"],
            ppi=request["ppi"],
            sys_inputs={"data": request["data"]},
        )
    data = memoryview(made)
    while data:
        data = data[os.write(1, data) :]


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except Exception as error:  # nobody else could tell
        sys.stderr.write(f"{type(error).__name__}: {str(error).splitlines()[0]}\n")
        sys.exit(1)
