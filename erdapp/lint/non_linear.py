"""NL101 to NL103: a history that isn't only added to at its end.

Who has run the merged files already won't run one that comes before them, nor an edited one again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from erdapp.lint.policy import DEFAULT, Policy
from erdapp.lint.report import Diagnostic, Report, Severity, SuggestedFix

NAME = "non_linear"


class History(Struct, frozen=True, kw_only=True):
    """The files of a directory as a branch has them, set against those that are merged."""

    merged: tuple[str, ...]
    """Names of the merged files, in the order in which they run."""
    added: tuple[str, ...]
    edited: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def non_linear(history: History, policy: Policy = DEFAULT) -> Report | None:
    """What breaks the line, or None."""
    severity = policy.rule(NAME).severity
    found = [item for item in _found(history, severity) if item.code not in policy.skipped]
    if not found:
        return None
    return Report(analyzer=NAME, text="non-linear changes detected", diagnostics=tuple(found))


def _found(history: History, severity: Severity) -> Iterator[Diagnostic]:
    last = max(history.merged, default="")
    for name in history.added:
        if name < last:
            later = _listed([other for other in history.merged if other > name])
            mend = f"Give it a later version: erdapp migrate rebase {name}"
            text = f'File "{name}" is added before {later}, merged already'
            yield _diagnostic("NL101", text, name, severity, mend)
    for name in history.edited:
        mend = "Restore it, and put the change into a file of its own"
        text = f'File "{name}" is merged already and was edited'
        yield _diagnostic("NL102", text, name, severity, mend)
    for name in history.removed:
        mend = "Restore it; databases that have run it don't undo it"
        text = f'File "{name}" is merged already and was removed'
        yield _diagnostic("NL103", text, name, severity, mend)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f'"{name}"' for name in names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown


def _diagnostic(code: str, text: str, file: str, severity: Severity, mend: str) -> Diagnostic:
    fix = SuggestedFix(message=mend)
    return Diagnostic(code=code, text=text, file=file, line=1, severity=severity, fixes=(fix,))


def from_first_new(names: Sequence[str], added: Iterable[str]) -> int:
    """The place of the first new file: what follows is run after it and so is new, too."""
    new = set(added)
    return next((place for place, name in enumerate(names) if name in new), len(names))
