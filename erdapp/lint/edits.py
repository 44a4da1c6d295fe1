"""Suggested fixes as edits: a new text of the file, and the lines in which it differs."""

from __future__ import annotations

from erdapp.lint.context import Look, MigrationFile, StatementChanges
from erdapp.lint.report import SuggestedFix, TextEdit
from erdapp.schema import Dialect

NO_TRANSACTION = "-- atlas:txmode none"


def before(look: Look, message: str, sql: str) -> SuggestedFix:
    """A fix that puts statements in front of this one and the comments that belong to it."""
    one, text = look.statement, look.file.text
    place = _start(look.file, one)
    return _fix(look.file, message, text[:place] + sql + "\n" + text[place:])


def after(look: Look, message: str, sql: str) -> SuggestedFix:
    """A fix that puts statements behind this one; SQL Server wants a batch of its own for a view,
    and for a name that is new."""
    if look.dialect is Dialect.MSSQL:
        sql = f"GO\n{sql}\nGO"
    place, text = look.statement.end, look.file.text
    return _fix(look.file, message, f"{text[:place]}\n{sql}{text[place:]}")


def instead(
    look: Look, message: str, sql: str, *, follow: str = "", outside_transactions: bool = False
) -> SuggestedFix:
    """A fix that puts other words in the place of this statement's, and whole statements behind
    it; where asked for, the file says that it isn't to run in a transaction."""
    one, text = look.statement, look.file.text
    end = one.offset + len(one.text)
    if text[one.offset : end] != one.text:  # a conditional comment of MySQL was taken apart
        return SuggestedFix(message=message)
    terminator = text[end : one.end] or ";"
    behind = f"\n{follow}" if follow else ""
    changed = text[: one.offset] + sql + terminator + behind + text[one.end :]
    if outside_transactions and not look.file.outside_transactions:
        changed = headed(changed)
    return _fix(look.file, message, changed)


def with_header(look: Look, message: str) -> SuggestedFix:
    """A fix that lets the file run outside a transaction."""
    return _fix(look.file, message, headed(look.file.text))


def headed(text: str) -> str:
    """The text with the directive at its top."""
    return f"{NO_TRANSACTION}\n\n{text}"


def _start(file: MigrationFile, one: StatementChanges) -> int:
    """Where the statement and the comments above it begin."""
    if not one.leading.strip():
        return one.offset
    begin = one.offset - len(one.leading)
    behind = one.leading.find("\n") + 1 if begin else 0
    blank = one.leading.rfind("\n\n")
    inside = max(behind, blank + 2 if blank >= 0 else 0)
    lead = one.leading[inside:]
    return begin + inside + len(lead) - len(lead.lstrip())


def _fix(file: MigrationFile, message: str, changed: str) -> SuggestedFix:
    return SuggestedFix(message=message, edit=edit_between(file.text, changed))


def edit_between(old: str, new: str) -> TextEdit:
    """The edit that makes one text of another: the lines from the first to the last difference."""
    lines, wanted = old.split("\n"), new.split("\n")
    shorter = min(len(lines), len(wanted))
    # one line stays on either side, as an edit can't take lines away without leaving one
    top = next((at for at in range(shorter - 1) if lines[at] != wanted[at]), shorter - 1)
    most = shorter - top - 1
    tail = next((at for at in range(most) if lines[-1 - at] != wanted[-1 - at]), most)
    chosen = wanted[top : len(wanted) - tail]
    return TextEdit(line=top + 1, end=len(lines) - tail, new_text="\n".join(chosen))
