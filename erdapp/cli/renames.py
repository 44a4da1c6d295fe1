"""Renames on the command line: told by the source or with --rename, asked for, or said aloud."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from erdapp.cli.failure import Failure
from erdapp.diff import guess_renames, told
from erdapp.diff.changes import Rename, RenameGuess
from erdapp.diff.telling import KIND_WORDS, readings
from erdapp.schema import Name, Schema


def chosen_renames(
    before: Schema, after: Schema, texts: Sequence[str], hints: Sequence[Rename]
) -> tuple[Rename, ...]:
    """All renames to plan with: those of `--rename`, then the source's hints, then the guesses
    that somebody at a terminal agrees to.

    Raises Failure for a `--rename` that names nothing in the two schemas.
    """
    renames = (*told_renames(before, after, texts), *hints)
    found = told(before, after, renames)
    for rename in found.idle:
        if rename not in hints:
            raise Failure(
                f"--rename: {said(rename)} cannot become {rename.after}, which is there already"
            )
        if is_new(rename, before, after):
            click.echo(
                f"note: {old_name(rename)} is told as the earlier name of {rename.after}, "
                "but the current state has nothing of that name",
                err=True,
            )
    if is_terminal():
        return ask(before, after, found.applied)
    untold_guesses(before, after, found.applied)
    return found.applied


def told_renames(before: Schema, after: Schema, texts: Sequence[str]) -> tuple[Rename, ...]:
    """`old=new` pairs as renames, `kind:old=new` where a name has several meanings.

    Raises Failure for a pair that names nothing in the two schemas, or more than one thing.
    """
    return tuple(_told(before, after, text) for text in texts)


def _told(before: Schema, after: Schema, text: str) -> Rename:
    left, equals, new = text.partition("=")
    if not equals or not left or not new:
        raise Failure(f"--rename {text}: write it as old=new")
    kind, colon, old = left.partition(":")
    if not (colon and kind in KIND_WORDS):
        kind, old = "", left
    found = readings(before, after, old, new, kind)
    if not found:
        raise Failure(f"--rename {text}: {_nothing(before, old, kind)}")
    if len(found) > 1:
        kinds = list(dict.fromkeys(rename.kind for rename in found))
        forms = " or ".join(f"{kind}:{old}={new}" for kind in kinds)
        if len(kinds) == 1:
            tables = ", ".join(str(Name(r.schema, r.table)) for r in found)
            raise Failure(f"--rename {text}: {old} is in {tables}; write it as table.{old}={new}")
        raise Failure(f"--rename {text}: that may mean several things; write {forms}")
    return found[0]


def _nothing(before: Schema, old: str, kind: str) -> str:
    """Which side of the pair is missing."""
    if readings(before, before, old, old, kind):
        return f"{old} is there, but the desired schema has nothing of the new name"
    return f"there is no {kind or 'table or column'} {old} to rename"


def is_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(before: Schema, after: Schema, known: Sequence[Rename]) -> tuple[Rename, ...]:
    """Ask about each guess that makes sense by then; an answer may bring up new ones."""
    renames, refused = list(known), set[Rename]()
    while guess := _next(before, after, renames, refused):
        question = f"{said(guess.rename)} looks renamed to {guess.rename.after} ({reason(guess)})"
        if click.confirm(f"{question}. Rename?", default=True, err=True):
            renames.append(guess.rename)
        else:
            refused.add(guess.rename)
    return tuple(renames)


def _next(
    before: Schema, after: Schema, known: Sequence[Rename], refused: set[Rename]
) -> RenameGuess | None:
    for guess in guess_renames(before, after, known):
        new = guess.rename not in refused
        if new and guess.rename in told(before, after, (*known, guess.rename)).applied:
            return guess
    return None


def untold_guesses(before: Schema, after: Schema, known: Sequence[Rename]) -> None:
    """Say on stderr which likely renames the plan treats as drop and add."""
    for guess in guess_renames(before, after, known):
        rename = guess.rename
        where = owner(rename)
        click.echo(
            f"{said(rename)} looks renamed to {rename.after} ({reason(guess)}); planned as drop "
            f"and add, pass --rename {prefix(rename)}{where}{old_name(rename)}="
            f"{where}{rename.after} to keep its data",
            err=True,
        )


def reason(guess: RenameGuess) -> str:
    return f"{guess.score:.2f}: {guess.reason}"


def owner(rename: Rename) -> str:
    """`orders.` for what is inside a table or an enum."""
    if not rename.table:
        return ""
    column = f"{rename.column}." if rename.column else ""
    return f"{Name(rename.schema, rename.table)}.{column}"


def said(rename: Rename) -> str:
    """`orders.total`; what isn't a table or column with its kind."""
    kind = "" if rename.kind in ("table", "column") else f"{rename.kind} "
    return f"{kind}{owner(rename)}{old_name(rename)}"


def old_name(rename: Rename) -> str:
    plain = rename.table or "." in rename.before
    return rename.before if plain else str(Name(rename.schema, rename.before))


def prefix(rename: Rename) -> str:
    return "" if rename.kind in ("table", "column") else f"{rename.kind}:"


def is_new(rename: Rename, before: Schema, after: Schema) -> bool:
    """Whether the new name came with this comparison, so that its hint was meant for it."""
    new = f"{owner(rename)}{rename.after}"
    if not rename.table:
        new = str(Name(rename.schema, rename.after))
    here = readings(after, after, new, new, rename.kind)
    return bool(here) and not readings(before, before, new, new, rename.kind)
