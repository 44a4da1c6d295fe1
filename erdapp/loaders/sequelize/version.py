"""Which Sequelize the models are of: 6, or 7, whose package has another name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from erdapp.loaders.base import SourceFile
from erdapp.loaders.sequelize_files import is_program

_SEVEN = re.compile(r"""(?:\bfrom|\brequire\s*\(|\bimport)\s*\(?\s*["'`]@sequelize/core""")


def is_seven(files: Sequence[SourceFile]) -> bool:
    """Whether a program among the files loads `@sequelize/core`."""
    return any(is_program(file.path) and _SEVEN.search(file.text) for file in files)
