"""A block with its inner blocks as plain mappings, and one such mapping over another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from erdapp.cli.project.evaluate import Evaluator
from erdapp.cli.project.values import Value
from erdapp.loaders.hcl.syntax import Block, Expression, Path


def tree(block: Block, evaluator: Evaluator, own: Mapping[str, Value]) -> dict[str, Any]:
    """Attributes by name, blocks by kind, blocks with labels by kind and label."""
    found: dict[str, Any] = {
        item.name: word_or_value(item.value, evaluator, own) for item in block.attributes
    }
    for inner in block.blocks:
        place = found
        for step in (inner.kind, *inner.labels):
            before = place.get(step)
            if not isinstance(before, dict):
                before = place[step] = {}
            place = before
        place |= laid_over(place, tree(inner, evaluator, own))
    return found


def word_or_value(expression: Expression, evaluator: Evaluator, own: Mapping[str, Value]) -> Value:
    """The value of an attribute whose value may be a bare word: `exec_order = LINEAR`."""
    if isinstance(expression, Path) and len(expression.parts) == 1:
        (word,) = expression.parts
        if isinstance(word, str) and word not in own and word not in evaluator.roots:
            return word
    return evaluator.value(expression, own)


def laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Both mappings in one; where both say something, `above` wins."""
    found = dict(below)
    for key, value in above.items():
        under = found.get(key)
        both = isinstance(under, dict) and isinstance(value, dict)
        found[key] = laid_over(under, value) if both else value  # type: ignore[arg-type]
    return found
