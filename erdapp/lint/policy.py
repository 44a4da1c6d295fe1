"""The team's policy: what a `lint {}` block says, with the defaults it leaves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from erdapp.lint.report import Severity


class PolicyError(ValueError):
    """A policy that says nothing understandable; one line."""


class Rule(Struct, frozen=True, kw_only=True):
    """What one analyzer is told."""

    error: bool = False
    force: bool = False
    """Directives in files can't silence it."""

    @property
    def severity(self) -> Severity:
        return Severity.ERROR if self.error else Severity.WARNING


class ConcurrentIndex(Rule, frozen=True, kw_only=True):
    """PostgreSQL: which of its checks are on."""

    check_create: bool = True
    check_drop: bool = True
    check_txmode: bool = True


class Pattern(Struct, frozen=True, kw_only=True):
    """A regular expression that names have to match, and what to say of those that don't."""

    match: str = ""
    message: str = ""

    def __post_init__(self) -> None:
        """Raises PolicyError when it isn't a regular expression."""
        try:
            _compiled(self.match)
        except re.error as error:
            raise PolicyError(f"naming match {self.match!r} is no pattern: {error}") from None

    def allows(self, name: str) -> bool:
        return _compiled(self.match).search(name) is not None


@lru_cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


RESOURCES = ("schema", "table", "column", "index", "foreign_key", "check")


class Naming(Rule, frozen=True, kw_only=True):
    """Patterns by resource; those that aren't there follow the common one, if there is one."""

    match: str = ""
    message: str = ""
    resources: tuple[tuple[str, Pattern], ...] = ()

    def pattern(self, resource: str) -> Pattern | None:
        own = dict(self.resources).get(resource)
        if own is not None and own.match:
            return own
        return Pattern(match=self.match, message=self.message) if self.match else None


class Git(Struct, frozen=True, kw_only=True):
    """Which branch new files are told from, and where the repository is."""

    base: str = ""
    dir: str = ""


class Policy(Struct, frozen=True, kw_only=True):
    """A `lint {}` block."""

    rules: tuple[tuple[str, Rule], ...] = ()
    """By the analyzer's name; those with options of their own are fields below."""
    concurrent_index: ConcurrentIndex = ConcurrentIndex()
    naming: Naming = Naming()
    latest: int = 0
    git: Git = Git()
    skipped: frozenset[str] = frozenset()
    """Codes that aren't reported (`check "PG110" { skip = true }`)."""
    failing: frozenset[str] = frozenset()
    """Codes that are errors whatever their analyzer is (`check "DS103" { error = true }`)."""

    def rule(self, analyzer: str) -> Rule:
        match analyzer:
            case "concurrent_index":
                return self.concurrent_index
            case "naming":
                return self.naming
            case _:
                return dict(self.rules).get(analyzer) or _DEFAULTS.get(analyzer, Rule())


_DEFAULTS = {"destructive": Rule(error=True)}
DEFAULT = Policy()

Block = Mapping[str, object]


def policy_of(block: Block) -> Policy:
    """The policy that a `lint {}` block says, its nested blocks as mappings.

    Raises PolicyError for a value of the wrong kind; unknown words are passed over, since a
    project may be meant for other tools too.
    """
    rules, skipped, failing = [], [], []
    for name, value in block.items():
        if name == "check":
            for code, settings in _nested(value, "check").items():
                checked = _nested(settings, f"check {code}")
                skipped += [code] if _flag(checked, "skip", False) else []
                failing += [code] if _flag(checked, "error", False) else []
        elif isinstance(value, Mapping) and name not in ("concurrent_index", "naming", "git"):
            usual = _DEFAULTS.get(name, Rule())
            error = _flag(value, "error", usual.error)
            rules.append((name, Rule(error=error, force=_flag(value, "force", False))))
    return Policy(
        rules=tuple(rules),
        concurrent_index=_concurrent(_nested(block.get("concurrent_index", {}), "lint")),
        naming=_naming(_nested(block.get("naming", {}), "naming")),
        latest=_number(block, "latest"),
        git=_git(_nested(block.get("git", {}), "git")),
        skipped=frozenset(skipped),
        failing=frozenset(failing),
    )


def _concurrent(block: Block) -> ConcurrentIndex:
    return ConcurrentIndex(
        error=_flag(block, "error", False),
        force=_flag(block, "force", False),
        check_create=_flag(block, "check_create", True),
        check_drop=_flag(block, "check_drop", True),
        check_txmode=_flag(block, "check_txmode", True),
    )


def _naming(block: Block) -> Naming:
    resources = tuple(
        (name, Pattern(match=_text(found, "match"), message=_text(found, "message")))
        for name in RESOURCES
        if (found := _nested(block.get(name, {}), name))
    )
    Pattern(match=_text(block, "match"))
    return Naming(
        error=_flag(block, "error", False),
        match=_text(block, "match"),
        message=_text(block, "message"),
        resources=resources,
    )


def _git(block: Block) -> Git:
    return Git(base=_text(block, "base"), dir=_text(block, "dir"))


def _nested(value: object, name: str) -> Block:
    if not isinstance(value, Mapping):
        raise PolicyError(f"{name} has to be a block, not {value!r}")
    return value


def _flag(block: Block, name: str, usual: bool) -> bool:
    value = block.get(name, usual)
    if not isinstance(value, bool):
        raise PolicyError(f"{name} has to be true or false, not {value!r}")
    return value


def _text(block: Block, name: str) -> str:
    value = block.get(name, "")
    if not isinstance(value, str):
        raise PolicyError(f"{name} has to be a text, not {value!r}")
    return value


def _number(block: Block, name: str) -> int:
    value = block.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        raise PolicyError(f"{name} has to be a whole number, not {value!r}")
    return int(value)
