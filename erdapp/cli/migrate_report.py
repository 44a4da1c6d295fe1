"""What `erdapp migrate apply` and `down` say while they run, and the same as JSON."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import click

from erdapp.cli.colours import painted_report
from erdapp.cli.durations import go_duration
from erdapp.cli.failure import Failure
from erdapp.loaders.database import Target
from erdapp.migdir.directory import Directory
from erdapp.migdir.files import MigrationFile
from erdapp.runner.apply import Teller

NOTHING = "No migration files to execute"


class Report(Teller):
    """Tells a run, line by line as it happens (`loud`), and remembers it for JSON."""

    def __init__(
        self, target: Target, directory: Directory, files: Sequence[MigrationFile], current: str,
        *, loud: bool,
    ) -> None:  # fmt: skip
        self.directory, self.files, self.current = directory, files, current
        self.target, self.loud = target, loud
        self.goal = files[-1].version if files else ""
        self.started = time.perf_counter()
        self.begun_at = _time()
        self.applied: list[dict[str, Any]] = []
        self._file_started = self.started
        self.error = ""

    def begin(self) -> None:
        origin = f" from {self.current}" if self.current else ""
        total = len(self.files)
        self._say(f"Migrating to version {self.goal}{origin} ({total} migrations in total):")

    def file(self, file: MigrationFile, skipped: int) -> None:
        self._file_started = time.perf_counter()
        self.applied.append({**_file(file), "Start": _time(), "Skipped": skipped, "Applied": []})
        self._say(f"\n  -- migrating version {file.version}")

    def statement(self, sql: str) -> None:
        self.applied[-1]["Applied"].append(sql)
        self._say(statement_line(sql))

    def failed(self, sql: str, message: str) -> None:
        self.applied[-1]["Error"] = {"Stmt": sql, "Text": message}
        self.applied[-1]["End"] = _time()
        self._say(f"    {message}")

    def done(self, file: MigrationFile) -> None:
        self.applied[-1]["End"] = _time()
        self._say(f"  -- ok ({go_duration(time.perf_counter() - self._file_started)})")

    def end(self, error: str = "") -> None:
        self.error = error
        statements = sum(len(one["Applied"]) for one in self.applied)
        files = len(self.applied)
        self._say(f"\n  -------------------------\n  -- {self.spent()}")
        if error:
            self._say(f"  -- {counted(max(files - 1, 0), 'migration')} ok (1 with errors)")
            statement_failed = any(one.get("Error", {}).get("Stmt") for one in self.applied)
            ok = statements - 1 if statement_failed else statements
            self._say(f"  -- {counted(ok, 'sql statement')} ok (1 with errors)")
        else:
            self._say(f"  -- {counted(files, 'migration')}")
            self._say(f"  -- {counted(statements, 'sql statement')}")

    def spent(self) -> str:
        return go_duration(time.perf_counter() - self.started)

    def shape(self) -> dict[str, Any]:
        """Atlas's shape, as templates see it."""
        message = NOTHING
        if self.applied:
            message = (
                f"Migrated to version {self.goal} from {self.current} "
                f"({len(self.files)} migrations in total)"
            )
        return {
            **environment_shape(self.target, self.directory),
            "Pending": [_file(file) for file in self.files],
            "Applied": [without_empty(one) for one in self.applied],
            "Current": self.current,
            "Target": self.goal,
            "Start": self.begun_at,
            "End": _time(),
            "Error": self.error,
            "Message": "" if self.error else message,
        }

    def _say(self, line: str) -> None:
        if self.loud:
            click.echo(painted_report(line))


def statement_line(sql: str) -> str:
    """`    -> SELECT 1`, the further lines of a statement under its first."""
    return "    -> " + sql.replace("\n", "\n       ")


def formatted(shape: dict[str, Any], template: str) -> str:
    """The report as JSON, where what is empty is left out as Atlas does, or in the words of a
    template. Raises Failure for one that can't be read."""
    from erdapp.cli.gotemplate import TemplateError, render

    if template in ("json", "{{ json . }}"):
        return json.dumps(without_empty(shape), ensure_ascii=False)
    try:
        return render(template, shape).rstrip("\n")
    except TemplateError as error:
        raise Failure(f"--format: {error}") from error


def environment_shape(target: Target, directory: Directory) -> dict[str, Any]:
    """`Driver`, `URL` and `Dir` as Atlas's reports begin, without the password."""
    return {
        "Driver": str(target.dialect),
        "URL": {
            "Scheme": str(target.dialect),
            "Host": f"{target.host}:{target.port}" if target.host else "",
            "Path": target.database,
        },
        "Dir": str(directory.path),
    }


def file_shape(file: MigrationFile) -> dict[str, Any]:
    """A file as Atlas's reports name it."""
    return without_empty(_file(file))


def _file(file: MigrationFile) -> dict[str, Any]:
    return {"Name": file.name, "Version": file.version, "Description": file.description}


def without_empty(shape: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in shape.items() if value not in ("", 0, [], {}, None)}


def counted(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")


def _time() -> str:
    return datetime.now(UTC).isoformat()
