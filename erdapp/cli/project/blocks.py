"""An `env` block to an `Environment`; top-level `diff`, `lint` and `format` lie beneath it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from erdapp.cli.project.environment import Environment, Migration
from erdapp.cli.project.settings import Settings
from erdapp.cli.project.trees import laid_over, tree
from erdapp.cli.project.values import Unfit, Value, flag, text
from erdapp.loaders.base import SourceError
from erdapp.loaders.hcl.syntax import Block
from erdapp.planner.options import PLAIN, SKIPS, PlanOptions

_INSIDE = frozenset({"migration", "diff", "lint", "format", "schema", "test"})
_EXEC_ORDERS = ("linear", "linear-skip", "non-linear")
_TX_MODES = ("none", "file", "all")
_FORMATS = ("atlas", "golang-migrate", "goose", "flyway", "liquibase", "dbmate", "sequelize")


def environment_of(
    settings: Settings, name: str, beneath: Mapping[str, Any], variables: Mapping[str, str]
) -> Environment:
    """The environment that the block describes. Raises SourceError at what makes no sense."""
    for inner in settings.block.blocks:
        if inner.kind not in _INSIDE:
            known = ", ".join(sorted(_INSIDE))
            raise SourceError(
                f"env has no block {inner.kind}; it has {known}",
                file=inner.file,
                line=inner.line,
            )
    inside = laid_over(beneath, _trees(settings))
    return Environment(
        name=name,
        src=settings.texts("src") or _schema_src(settings),
        url=settings.text("url", ""),
        dev=settings.text("dev", ""),
        schemas=settings.texts("schemas"),
        exclude=settings.texts("exclude"),
        migration=_migration(settings),
        diff=policies_of(inside.get("diff", {}), settings),
        lint=inside.get("lint", {}),
        format=dict(_templates(inside.get("format", {}), settings)),
        variables=variables,
    )


def _schema_src(settings: Settings) -> tuple[str, ...]:
    """`schema { src = … }`, as newer files say it."""
    return next((src for part in settings.blocks("schema") if (src := part.texts("src"))), ())


def _trees(settings: Settings) -> dict[str, Any]:
    """The blocks `diff`, `lint` and `format`, several of one kind together."""
    return trees_of(settings.block, settings)


def trees_of(block: Block, settings: Settings) -> dict[str, Any]:
    """The blocks `diff`, `lint` and `format` inside a body."""
    found: dict[str, Any] = {}
    for inner in block.blocks:
        if inner.kind in ("diff", "lint", "format"):
            made = {inner.kind: tree(inner, settings.evaluator, settings.own)}
            found = laid_over(found, made)
    return found


def _migration(settings: Settings) -> Migration:
    for part in settings.blocks("migration"):
        return Migration(
            dir=part.text("dir", ""),
            format=_word(part, "format", _FORMATS),
            baseline=part.text("baseline", ""),
            exec_order=_word(part, "exec_order", _EXEC_ORDERS),
            lock_timeout=part.text("lock_timeout", ""),
            revisions_schema=part.text("revisions_schema", ""),
            tx_mode=_word(part, "tx_mode", _TX_MODES),
            repo=next((repo.text("name", "") for repo in part.blocks("repo")), ""),
        )
    return Migration()


def _word(part: Settings, name: str, known: tuple[str, ...]) -> str:
    """One of the words, which may be written `LINEAR_SKIP`."""
    word = part.text(name, "").lower().replace("_", "-")
    if word and word not in known:
        raise part.error(f"{name} is one of {', '.join(known)}, not {word}", name)
    return word


def policies_of(diff: Mapping[str, Any], settings: Settings) -> PlanOptions:
    """The block `diff` as the planner takes it: Atlas's `skip` and `concurrent_index`, and
    `not_valid`, `online` and `expand_contract` as they are on the command line."""
    known = {"skip", "concurrent_index", "not_valid", "online", "expand_contract"}
    for name in diff:
        if name not in known:
            raise settings.error(f"diff has no {name}; it has {', '.join(sorted(known))}")
    if not diff:
        return PLAIN
    skip = set(_chosen(diff, "skip", settings))
    for name in skip:
        if name not in SKIPS:
            raise settings.error(f"diff skip has no {name}; it has {', '.join(SKIPS)}")
    index = {
        "create" if one == "add" else one for one in _chosen(diff, "concurrent_index", settings)
    }
    if unknown := index - {"create", "drop"}:
        raise settings.error(f"concurrent_index has create and drop, not {', '.join(unknown)}")
    return PlanOptions(
        skip=frozenset(skip),
        concurrent_index=frozenset(index),
        not_valid=_flag(diff, "not_valid", settings),
        online=_flag(diff, "online", settings),
        expand_contract=_flag(diff, "expand_contract", settings),
    )


def _chosen(diff: Mapping[str, Any], name: str, settings: Settings) -> Iterator[str]:
    """The names of a block of flags that are true."""
    found = diff.get(name, {})
    if not isinstance(found, dict):
        raise settings.error(f"{name} is a block of flags: {name} {{ … = true }}")
    return (key for key in found if _flag(found, key, settings))


def _flag(values: Mapping[str, Value], name: str, settings: Settings) -> bool:
    try:
        return flag(values.get(name, False))
    except Unfit as error:
        raise settings.error(f"{name}: {error}") from None


def _templates(format: Mapping[str, Any], settings: Settings) -> Iterator[tuple[str, str]]:
    """`format { migrate { diff = "…" } }` as `migrate.diff`."""
    for verb, commands in format.items():
        if not isinstance(commands, dict):
            raise settings.error(f"format {verb} is a block: {verb} {{ diff = … }}")
        for command, template in commands.items():
            try:
                yield f"{verb}.{command}", text(template)
            except Unfit as error:
                raise settings.error(f"format {verb} {command}: {error}") from None
