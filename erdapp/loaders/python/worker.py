"""The child process: reads the files of one upload, makes the tables, says their SQL, is gone.

Run as a program by its path, with an empty environment and `/` as its folder. Nothing of the upload
is executed here; the limits are for what reading a hostile text may cost.
"""

from __future__ import annotations

import os
import resource
import sys

LIMITS = (
    (resource.RLIMIT_DATA, 900_000_000),
    (resource.RLIMIT_CPU, 20),
    (resource.RLIMIT_NOFILE, 128),
    (resource.RLIMIT_CORE, 0),
)
RECURSION = 6_000


def main(root: str) -> None:
    """Serve one request from standard input."""
    for limit, value in LIMITS:
        resource.setrlimit(limit, (value, value))
    sys.setrecursionlimit(RECURSION)
    sys.path.insert(0, root)
    from msgspec import json

    from erdapp.loaders.python.answering import Answer, Request

    request = json.decode(sys.stdin.buffer.read(), type=Request)
    try:
        answer = _serve(request)
    except MemoryError:
        answer = Answer(failed="they need more memory than is given")
    except RecursionError:
        answer = Answer(failed="they are nested too deeply")
    sys.stdout.buffer.write(json.encode(answer))
    sys.stdout.flush()


def _serve(request: object) -> object:
    from erdapp.loaders.python.answering import Answer, Request
    from erdapp.loaders.python.reading.budget import TooMuch

    assert isinstance(request, Request)
    try:
        if request.language == "django":
            from erdapp.loaders.python.django_models.load import Load

            return Load(request.files, request.dialect).answer()
        from erdapp.loaders.python.sqlalchemy_tables.load import load

        return load(request.files, request.dialect)
    except TooMuch:
        return Answer(failed="they take more steps to read than are given")


if __name__ == "__main__":
    main(sys.argv[1])
    os._exit(0)
