"""What the isolate answers, and the schema of it. Models can forge an answer, so it is read as
the text of a stranger: its shape is checked, and its SQL goes to the SQL loader alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import DecodeError, Struct, ValidationError, json
from msgspec.structs import replace

from erdapp.loaders.base import (
    Loaded,
    LoadOptions,
    Origin,
    Severity,
    SourceError,
    SourceFile,
    SourceProblem,
)
from erdapp.loaders.sql import load_sql


class _Table(Struct, frozen=True):
    name: str
    schema: str
    file: str
    line: int
    columns: list[tuple[str, str, str, int]]
    """Column and attribute; file and line of the relation that it is from, if it is."""


class _Problem(Struct, frozen=True):
    severity: Severity
    message: str
    file: str
    line: int


class Answer(Struct, frozen=True):
    """One answer of a worker."""

    failed: str = ""
    finished: bool = True
    statements: list[tuple[str, int]] = []
    """SQL, and the index of the table it is about, or -1."""
    tables: list[_Table] = []
    problems: list[_Problem] = []
    read: list[str] = []
    whole: list[str] = []
    """Those that TypeScript's own compiler had to compile, which is slow."""


def decode(data: bytes) -> Answer:
    """Raises SourceError when the isolate failed or its answer has another shape."""
    try:
        answer = json.decode(data, type=Answer)
    except (ValidationError, DecodeError, RecursionError) as error:
        raise SourceError(
            "what the models left as their answer cannot be read: load only the files of the models"
        ) from error
    if answer.failed:
        raise SourceError(f"the models could not be run: {' '.join(answer.failed.split())[:300]}")
    if not answer.finished:
        raise SourceError("the models wait for something that never comes: leave out what starts")
    return answer


def to_loaded(answer: Answer, files: Sequence[SourceFile], options: LoadOptions) -> Loaded:
    """The schema of the answer's SQL; origins and problems point at the models."""
    problems = [
        SourceProblem(file=one.file, line=one.line, severity=one.severity, message=one.message)
        for one in answer.problems
    ]
    if not answer.statements:
        for severity in (Severity.ERROR, Severity.NOTE):  # a note is a file that only uses models
            for one in problems:
                if one.severity is severity:
                    raise SourceError(one.message, file=one.file, line=one.line)
        raise SourceError(
            "no Sequelize model was found: choose the files that define models, or the folder that "
            "has them and what they import"
        )
    text, table_of_line = _script(answer)
    loaded = load_sql([SourceFile("models.sql", text)], options)
    texts = {file.path: file.text for file in files}
    places = _Places(answer.tables, table_of_line, texts)
    return replace(
        loaded,
        origins={key: places.of(key, origin) for key, origin in loaded.origins.items()},
        problems=(*problems, *(places.moved(problem) for problem in loaded.problems)),
    )


def _script(answer: Answer) -> tuple[str, list[int]]:
    """The statements as one text, and for each of its lines the table it is about."""
    pieces, table_of_line = [], []
    for statement, table in answer.statements:
        piece = statement if statement.rstrip().endswith(";") else statement + ";"
        pieces.append(piece)
        table_of_line += [table] * (piece.count("\n") + 1)
    return "\n".join(pieces) + "\n", table_of_line


class _Places:
    """From lines of the script to lines of the models."""

    def __init__(
        self, tables: Sequence[_Table], table_of_line: Sequence[int], texts: Mapping[str, str]
    ) -> None:
        self._tables, self._table_of_line = tables, table_of_line
        self._lines = {path: text.split("\n") for path, text in texts.items()}

    def _table(self, line: int) -> _Table | None:
        if not 0 < line <= len(self._table_of_line):
            return None
        index = self._table_of_line[line - 1]
        return self._tables[index] if 0 <= index < len(self._tables) else None

    def of(self, key: str, origin: Origin) -> Origin:
        table = self._table(origin.line)
        if table is None or table.file not in self._lines:
            return Origin("", 0, origin.raw)
        for column, attribute, file, line in table.columns:
            if key.endswith(f"{table.name}.{column}"):
                found = self._line_of(table, attribute)
                if found == table.line and file in self._lines:
                    return Origin(file, line, origin.raw)
                return Origin(table.file, found, origin.raw)
        return Origin(table.file, table.line, origin.raw)

    def _line_of(self, table: _Table, attribute: str) -> int:
        """Where an attribute is defined below its model, or else the model itself."""
        end = min(
            (one.line for one in self._tables if one.file == table.file and one.line > table.line),
            default=len(self._lines[table.file]) + 1,
        )
        name = re.escape(attribute)
        pattern = re.compile(rf"(?<![\w$]){name}['\"]?\s*[!?]?\s*:|\b[gs]et\s+{name}\s*\(")
        for line in range(max(table.line, 1), end):
            if pattern.search(self._lines[table.file][line - 1][:2_000]):
                return line
        return table.line

    def moved(self, problem: SourceProblem) -> SourceProblem:
        table = self._table(problem.line)
        return replace(problem, file=table.file if table else "", line=table.line if table else 0)
