"""The child process: reads the files of one upload, makes the tables, says their SQL, is gone.

Run as a program by its path, with an empty environment and `/` as its folder. Nothing of the upload
is executed here; the limits are for what reading a hostile text may cost, and the lock for what
nobody thought of: modules can still be read, and nothing else be reached.
"""

from __future__ import annotations

import os
import resource
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from erdapp.loaders.python.answering import Answer

LIMITS = (
    (resource.RLIMIT_DATA, 900_000_000),
    (resource.RLIMIT_CPU, 20),
    (resource.RLIMIT_NOFILE, 128),
    (resource.RLIMIT_CORE, 0),
)
RECURSION = 6_000
LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/local/lib", "/usr/share/zoneinfo")
"""Where what modules are linked with is read from."""


def main(root: str, locking: str) -> None:
    """Serve one request from standard input."""
    for limit, value in LIMITS:
        resource.setrlimit(limit, (value, value))
    sys.setrecursionlimit(RECURSION)
    sys.path.insert(0, root)
    from msgspec import json
    from msgspec.structs import replace

    from erdapp.loaders.python.answering import Answer, Request

    locked = _lock(locking, root)
    request = json.decode(sys.stdin.buffer.read(), type=Request)
    try:
        answer = _serve(request)
    except MemoryError:
        answer = Answer(failed="they need more memory than is given")
    except RecursionError:
        answer = Answer(failed="they are nested too deeply")
    sys.stdout.buffer.write(json.encode(replace(answer, locked=locked)))
    sys.stdout.flush()


def _lock(locking: str, root: str) -> bool:
    """Leave only reading of modules; whether the kernel holds to it."""
    sys.path.append(locking)
    import lock  # type: ignore[import-not-found]  # of erdapp/loaders/sealed

    lock.begin()
    own = [path for path in sys.path if path not in (root, locking)]
    files_closed = lock.close_files([*own, os.path.join(root, "erdapp"), *LIBRARIES])
    return bool(lock.close_calls(may_read=True) and files_closed)


def _serve(request: object) -> Answer:
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
    main(*sys.argv[1:3])
    os._exit(0)
