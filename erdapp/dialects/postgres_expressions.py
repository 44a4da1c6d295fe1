"""PostgreSQL's expressions in one form, whether written by people or printed by the server.

`ruleutils` prints every implicit cast, `= ANY (ARRAY[…])` for IN, `~~` for LIKE and comparisons
for BETWEEN; here casts that the server would add anyway go, and the readable words come back.
"""

from __future__ import annotations

from erdapp.dialects import rules
from erdapp.dialects.postgres_inference import (
    DOUBLE,
    TEXT,
    Types,
    bare,
    element,
    is_number,
    is_string,
    type_of,
    widest,
)
from erdapp.dialects.postgres_literals import NAMESPACES, as_type, sequence, typed
from erdapp.dialects.tree import (
    NOTHING,
    NULL,
    Form,
    Node,
    binary,
    call,
    cast,
    chain,
    rewritten,
    string,
    with_parts,
)
from erdapp.schema import DataType

BIT = DataType('"bit"')
TEXTS = DataType("text", dimensions=1)
_LIKES = {"~~": "LIKE", "!~~": "NOT LIKE", "~~*": "ILIKE", "!~~*": "NOT ILIKE"}
_FUNCTIONS = {"btrim": "trim", "character_length": "char_length", "pow": "power"}
_DOUBLE_FUNCTIONS = frozenset({"sqrt", "cbrt", "power", "exp", "ln", "log", "atan2", "sin", "cos"})
_TEXT_ARRAY_FUNCTIONS = frozenset({"xpath", "xpath_exists", "jsonb_set", "jsonb_insert"})
"""Functions that take an array of text, and nothing else in its place."""
_JSON = frozenset(
    {
        *("json_to_record", "json_to_recordset", "json_array_elements", "json_each"),
        *("jsonb_to_record", "jsonb_to_recordset", "jsonb_array_elements", "jsonb_each"),
    }
)
_ALTERNATIVES = frozenset({"coalesce", "greatest", "least", "nullif"})
_SAME_TYPE = frozenset(
    {"=", "<>", "<", ">", "<=", ">=", "@>", "<@", "&&", "||", "<<", ">>", "~", "!~", "~*", "!~*"}
) | {
    "LIKE",
    "NOT LIKE",
    "ILIKE",
    "NOT ILIKE",
    "IS DISTINCT FROM",
    "IS NOT DISTINCT FROM",
}
_ARITHMETIC = frozenset({"+", "-", "*", "/", "%", "^", "&", "|", "#"})
_TEXT_ARRAYS = frozenset({"#>", "#>>", "#-", "?|", "?&"})


def normal_tree(tree: Node, types: Types) -> Node:
    """The tree in normal form, `types` being what is known of the columns."""
    return rewritten(tree, lambda node: _rule(node, types))


def assigned(tree: Node, type: DataType) -> Node:
    """A normal tree as the default of a column: a literal loses its cast to the column's type."""
    if tree.form is Form.CAST and tree.parts[0] == NULL:
        return NULL
    if tree.form is Form.CAST and tree.type is not None:
        part = tree.parts[0]
        if part.form is Form.NUMBER and is_number(tree.type) and is_number(type):
            return part
        same = tree.type in (type, bare(type))
        if part.form in (Form.STRING, Form.NUMBER) and same:
            return part
    return as_type(tree, bare(type))


def _rule(node: Node, types: Types) -> Node:
    match node.form:
        case Form.REF:
            return _reference(node, types)
        case Form.CALL:
            return _call(node, types)
        case Form.CAST:
            return _cast(node, types)
        case Form.BINARY:
            return _binary(node, types)
        case Form.IN:
            return _in(node, types)
        case Form.BETWEEN:
            return _between(node, types)
        case Form.CASE:
            return _case(node, types)
        case _:
            return _simple(node)


def _simple(node: Node) -> Node:
    """What needs no types."""
    match node.form:
        case Form.NUMBER:
            return rules.plain_numbers(node)
        case Form.BITS if node.text[0] == "b":
            return cast(string(node.text[1:]), BIT)
        case Form.FORM | Form.COLLATE if node.names[0] in NAMESPACES and len(node.names) > 1:
            return Node(node.form, node.text, node.parts, node.names[1:])
        case Form.AND | Form.OR:
            return chain(node.form, node.parts)
        case Form.NOT if node.parts[0].form is Form.IN and not node.parts[0].text:
            return Node(Form.IN, "NOT", node.parts[0].parts)
        case _:
            return rules.distinct_negated(node)


def _between(node: Node, types: Types) -> Node:
    """BETWEEN as two comparisons, each in normal form."""
    found = rules.between_as_comparisons(node)
    if found.form is node.form:
        return node
    return with_parts(found, tuple(_binary(part, types) for part in found.parts))


def _reference(node: Node, types: Types) -> Node:
    """A column without its table."""
    if len(node.names) > 1 and node.name in types and node.names[0] not in ("new", "old"):
        return Node(Form.REF, names=node.names[-1:])
    return node


def _call(node: Node, types: Types) -> Node:
    names = node.names
    if len(names) > 1 and names[0] in NAMESPACES:
        names = names[1:]
    if len(names) == 1:
        names = (_FUNCTIONS.get(names[0], names[0]),)
    name = names[0] if len(names) == 1 else ""
    if name in _ALTERNATIVES:
        return Node(Form.CALL, node.text, _alternatives(node.parts, types), names)
    if name == "timezone" and len(node.parts) == 2:
        return binary("AT TIME ZONE", node.parts[1], node.parts[0])
    if name == "nextval" and len(node.parts) == 1:
        return call(name, sequence(node.parts[0]))
    parts = tuple(_argument(name, part, types) for part in node.parts)
    if len(parts) > 1:
        parts = tuple(NULL if _is_null_cast(part) else part for part in parts)
    return Node(Form.CALL, node.text, parts, names)


def _is_null_cast(node: Node) -> bool:
    return node.form is Form.CAST and node.parts[0] == NULL


def _argument(name: str, node: Node, types: Types) -> Node:
    """An argument without the casts that the server adds to it."""
    if node.form is not Form.CAST or node.type is None:
        return node
    part = node.parts[0]
    if part.form is Form.NUMBER and is_number(node.type):
        return part
    if part.form is Form.STRING and node.type.name in ("regconfig", "regclass"):
        return part
    if part.form is Form.STRING and name.startswith(f"{node.type.name}_") and name in _JSON:
        return part
    if part.form is Form.STRING and node.type == TEXTS and name in _TEXT_ARRAY_FUNCTIONS:
        return part
    if name in _DOUBLE_FUNCTIONS and node.type == DOUBLE and is_number(type_of(part, types)):
        return part
    return node


def _cast(node: Node, types: Types) -> Node:
    part, type = node.parts[0], node.type
    assert type is not None
    if part.form is Form.ARRAY and type.dimensions and part.parts:
        inner = element(type)
        if inner.dimensions and all(item.form is Form.ARRAY for item in part.parts):
            inner = type
        return Node(Form.ARRAY, parts=tuple(_cast(cast(item, inner), types) for item in part.parts))
    if part.form is Form.STRING:
        return typed(part.text, type)
    if part.form is Form.CAST and part.type == type:
        return part
    if part.form is Form.CAST and part.parts[0].form is Form.NUMBER and is_number(type):
        return cast(part.parts[0], type)
    if part.form in (Form.NUMBER, Form.WORD) and type == type_of(part, types):
        return part  # a constant that is of the type by itself
    if part.form in (Form.NUMBER, Form.WORD, Form.ROW):
        return node
    known = type_of(part, types)
    if known == type and not (known.args or type.args):
        return part
    return part if type == TEXT and is_string(known) else node


def _is_column(node: Node) -> bool:
    return node.form in (Form.REF, Form.SUBSCRIPT, Form.FIELD)


def _binary(node: Node, types: Types) -> Node:
    operator = _LIKES.get(node.text, node.text)
    left, right = node.parts
    if right.is_call("like_escape") and len(right.parts) == 2:
        right = Node(Form.ESCAPE, parts=right.parts)
    if right.is_call("similar_to_escape", "similar_escape") and operator in ("~", "!~"):
        operator = "SIMILAR TO" if operator == "~" else "NOT SIMILAR TO"
        right = right.parts[0] if len(right.parts) == 1 else Node(Form.ESCAPE, parts=right.parts)
    if right.form is Form.QUANTIFIED:
        return _quantified(operator, left, right, types)
    if left.form is right.form is Form.ROW and len(left.parts) == len(right.parts):
        return _rows(operator, left, right, types)
    if (
        operator in _TEXT_ARRAYS
        and right.form is Form.CAST
        and right.type == DataType("text", dimensions=1)
    ):
        right = right.parts[0]
    return binary(
        operator,
        _beside(operator, left, right, types),
        _beside(operator, right, left, types),
    )


def _rows(operator: str, left: Node, right: Node, types: Types) -> Node:
    pairs = zip(left.parts, right.parts, strict=True)
    if operator == "=":
        return chain(Form.AND, tuple(_binary(binary("=", *pair), types) for pair in pairs))
    if operator == "<>":
        return chain(Form.OR, tuple(_binary(binary("<>", *pair), types) for pair in pairs))
    return binary(operator, left, right)


def _beside(operator: str, node: Node, other: Node, types: Types) -> Node:
    """One side of an operator without the cast that the other side's type explains."""
    if operator not in _SAME_TYPE and operator not in _ARITHMETIC:
        return node
    if node.form is Form.CAST and node.type is not None:
        return _explained(operator, node, other, types)
    wanted = type_of(other, types)
    if wanted is None or operator not in _SAME_TYPE:
        return node
    strings = wanted.dimensions > 0 and is_string(element(wanted)) and wanted != TEXTS
    if node.form is Form.ARRAY and strings:
        return cast(node, wanted)  # strings alone would make a text[], which is another type
    return as_type(node, wanted)


def _explained(operator: str, node: Node, other: Node, types: Types) -> Node:
    wanted = type_of(other, types)
    part, type = node.parts[0], node.type
    if part.form is Form.NUMBER and is_number(type):
        return part if operator != "/" or wanted == type or not is_number(type) else node
    if part.form in (Form.STRING, Form.ARRAY):
        unknown = wanted is None and _is_column(other)
        explained = operator in _SAME_TYPE and (unknown or wanted == type)
        return part if explained else node
    if type is not None and is_number(type) and operator in (_SAME_TYPE | _ARITHMETIC):
        if other.form is Form.CAST and other.parts[0].form is Form.NUMBER:
            wanted = type_of(other.parts[0], types)  # the literal follows the column, not reverse
        own = is_number(type_of(part, types)) and (wanted == type or operator == "^")
        return part if own else node
    return node


def _quantified(operator: str, left: Node, right: Node, types: Types) -> Node:
    """`= ANY (ARRAY[…])` as IN, `<> ALL (ARRAY[…])` as NOT IN."""
    inner = right.parts[0]
    if inner.form is Form.QUERY and (operator, right.text) == ("=", "ANY"):
        return Node(Form.IN, parts=(left, inner))
    if inner.form is Form.ARRAY and (operator, right.text) in (("=", "ANY"), ("<>", "ALL")):
        negated = "NOT" if operator == "<>" else ""
        return _in(Node(Form.IN, negated, (left, *inner.parts)), types)
    if inner.form is Form.ARRAY:
        items = tuple(_beside("=", item, left, types) for item in inner.parts)
        inner = Node(Form.ARRAY, parts=items)
    elif inner.form is Form.CAST and inner.parts[0].form is Form.STRING:
        inner = inner.parts[0]
    return binary(operator, left, Node(Form.QUANTIFIED, right.text, (inner,)))


def _in(node: Node, types: Types) -> Node:
    """IN with casts off; items that are no constants are compared one by one, as the server
    does."""
    operand, *items = node.parts
    if items and items[0].form is Form.QUERY:
        return node
    operator = "<>" if node.text else "="
    if operand.form is Form.ROW:
        rows = tuple(_binary(binary(operator, operand, item), types) for item in items)
        return chain(Form.AND if node.text else Form.OR, rows)
    plain = [_beside("=", item, operand, types) for item in items]
    constants = tuple(item for item in plain if _is_constant(item))
    others = [item for item in plain if not _is_constant(item)]
    if len(constants) < 2:
        constants, others = (), plain
    alternatives = [Node(Form.IN, node.text, (operand, *constants))] if constants else []
    alternatives += [_binary(binary(operator, operand, item), types) for item in others]
    return chain(Form.AND if node.text else Form.OR, tuple(alternatives))


def _is_constant(node: Node) -> bool:
    return node.form is not Form.REF and all(_is_constant(part) for part in node.parts)


def _alternatives(parts: tuple[Node, ...], types: Types) -> tuple[Node, ...]:
    """Arguments of COALESCE and results of CASE, which share one type."""
    free = [part for part in parts if part.form not in (Form.CAST, Form.STRING, Form.NUMBER)]
    return tuple(_alternative(part, parts, free, types) for part in parts)


def _alternative(part: Node, parts: tuple[Node, ...], free: list[Node], types: Types) -> Node:
    if part.form is not Form.CAST or part.type is None:
        return part
    inner = part.parts[0]
    if inner.form is Form.NUMBER and is_number(part.type):
        return inner
    if inner == NULL and len(parts) > 1:
        return NULL
    wanted = widest([other for other in parts if other is not part], types)
    if inner.form is Form.STRING:
        return inner if wanted == part.type or (free and wanted is None) else part
    return inner if is_number(part.type) and wanted == part.type else part


def _case(node: Node, types: Types) -> Node:
    parts = list(node.parts)
    places = [*range(2, len(parts) - 1, 2), len(parts) - 1]
    results = _alternatives(tuple(parts[place] for place in places), types)
    for place, result in zip(places, results, strict=True):
        parts[place] = result
    if parts[-1] == NULL:
        parts[-1] = NOTHING
    return with_parts(node, tuple(parts))
