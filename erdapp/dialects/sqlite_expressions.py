"""SQLite keeps expressions as they were written; only case, blanks and parentheses go."""

from __future__ import annotations

from collections.abc import Mapping

from erdapp.dialects.tree import Form, Node, chain, rewritten, string


def normal_tree(tree: Node, spelling: Mapping[str, str]) -> Node:
    """The tree in normal form; `spelling` has the columns' names by their folded ones."""
    return rewritten(tree, lambda node: _rule(node, spelling))


def _rule(node: Node, spelling: Mapping[str, str]) -> Node:
    match node.form:
        case Form.REF if len(node.names) == 1:
            known = spelling.get(node.name.casefold())
            return node if known is None else Node(Form.REF, names=(known,))
        case Form.CALL | Form.FORM:
            names = tuple(name.lower() for name in node.names)
            return Node(node.form, node.text, node.parts, names)
        case Form.AND | Form.OR:
            return chain(node.form, node.parts)
        case _:
            return node


def default_tree(tree: Node) -> Node:
    """A default; a bare or double-quoted word is a string there."""
    if tree.form is Form.REF and len(tree.names) == 1:
        return string(tree.name)
    return tree
