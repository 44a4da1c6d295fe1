"""What the evaluator makes of Python, without running it."""

from __future__ import annotations

import pytest

from erdapp.loaders.base import Severity
from erdapp.loaders.python.reading import External, Machine, Made, Unknown
from erdapp.loaders.python.reading.budget import STEPS, TooMuch

VALUES: dict[str, tuple[str, object]] = {
    "arithmetic": ("x = (2 + 3 * 4 - 1) // 2 % 5 ** 2 << 1", ((2 + 3 * 4 - 1) // 2 % 5**2) << 1),
    "text": ("x = 'a' 'b'.upper() + '-'.join(['c', 'd'])", "ABc-d"),
    "a format": ("n = 3\nx = f'{n:03d} {n!r} {\"a\":>3}'", "003 3   a"),
    "the old format": ("x = '%s is %d' % ('a', 4)", "a is 4"),
    "the other format": ("x = '{} {name}'.format(1, name='n')", "1 n"),
    "collections": ("x = [*(1, 2), *{3: 4}, len({5, 6})]", [1, 2, 3, 2]),
    "a dict": ("a = {'k': 1}\nx = {**a, 'l': a['k'] + 1} | {'m': 3}", {"k": 1, "l": 2, "m": 3}),
    "slices": ("x = 'abcdef'[1:-1:2]", "bd"),
    "comprehensions": ("x = [(a, b) for a in range(3) if a for b in 'xy']", [
        (1, "x"), (1, "y"), (2, "x"), (2, "y"),
    ]),
    "a comprehension of a dict": ("x = {k: v for k, v in zip('ab', (1, 2))}", {"a": 1, "b": 2}),
    "choices": ("x = 'yes' if 3 > 2 >= 2 and not [] else 'no'", "yes"),
    "builtins": ("x = max(map(len, sorted(['aaa', 'b'], key=lambda s: len(s))))", 3),
    "unpacking": ("(a, b), c = (1, 2), 3\nx = [a, b, c]", [1, 2, 3]),
    "augmented": ("x = 1\nx += 2\ny = [1]\ny += [2]\nx += len(y)", 5),
    "loops": ("x = 0\nfor i in range(10):\n  if i == 5: break\n  if i % 2: continue\n  x += i", 6),
    "a while loop": ("x = 0\nwhile x < 7: x += 2", 8),
    "a function": ("def f(a, *rest, b=2, **more): return a + b + len(rest) + len(more)\n"
                   "x = f(1, 5, 6, c=3)", 6),
    "recursion": ("def f(n): return 1 if n < 2 else n * f(n - 1)\nx = f(5)", 120),
    "a closure": ("def f(a):\n  def g(b): return a + b\n  return g\nx = f(1)(2)", 3),
    "an enum": ("import enum\nclass E(enum.Enum):\n  A = 1\n  B = enum.auto()\n"
                "x = [(e.name, e.value) for e in E] + [E['A'].name, E(2).name]",
                [("A", 1), ("B", 2), "A", "B"]),
    "choices of Django": ("from django.db import models\nclass C(models.TextChoices):\n"
                          "  A = 'a', 'The a'\n  BIG_B = 'b'\n  __empty__ = 'none'\n"
                          "x = C.choices + C.values + C.labels + [C.A.label, f'{C.BIG_B.value}']",
                          [(None, "none"), ("a", "The a"), ("b", "Big B"), None, "a", "b",
                           "none", "The a", "Big B", "The a", "b"]),
    "a class": ("class A:\n  n = 4\n  def __init__(self, k): self.k = k\n  @property\n"
                "  def both(self): return self.n + self.k\nclass B(A):\n  n = 5\nx = B(3).both", 8),
    "super": ("class A:\n  def f(self): return 1\nclass B(A):\n"
              "  def f(self): return super().f() + 1\nx = B().f()", 2),
    "an exception": ("try:\n  x = {}['a']\nexcept (KeyError, ValueError):\n  x = 'none'", "none"),
    "an exception far inside": ("def f(): raise LookupError('x')\ntry:\n  x = f()\n"
                                "except LookupError:\n  x = 3\nelse:\n  x = 4", 3),
    "getattr": ("class A:\n  a = 1\nx = [getattr(A, 'a', 2), hasattr(A, 'a')]", [1, True]),
    "an import that may fail": ("try:\n  from nowhere import x\nexcept ImportError:\n  x = 1",
                                External("nowhere.x")),
    "what is only for types": ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n  x = 1", 1),
    "translations": ("from django.utils.translation import gettext_lazy as _\nx = _('a')", "a"),
    "the walrus": ("x = [y := 3, y + 1]", [3, 4]),
}  # fmt: skip


def machine(**texts: str) -> Machine:
    return Machine([(name.replace("__", "/") + ".py", text) for name, text in texts.items()])


@pytest.mark.parametrize("name", VALUES)
def test_a_value_is_what_python_makes_of_it(name: str):
    text, expected = VALUES[name]
    assert machine(m=text).module("m").names["x"] == expected


def test_names_of_other_modules_are_found():
    found = machine(
        shop__constants="SIZE = 3\n_hidden = 1",
        shop__models="from .constants import *\nfrom . import constants as c\nx = SIZE + c._hidden",
        main="import shop.models\nfrom shop import models\nx = shop.models.x + models.x",
    )
    assert found.module("main").names["x"] == 8


def test_a_module_that_is_called_as_a_package_is_not_taken_for_it():
    found = machine(
        shop__db__sqlalchemy__models="from sqlalchemy import Index\nimport types\nx = types.y",
        shop__db__types="y = 1",
    )
    names = found.module("shop.db.sqlalchemy.models").names
    assert names["Index"] == External("sqlalchemy.Index")
    assert names["x"] == External("types.y")


def test_modules_that_import_each_other_are_read():
    found = machine(a="from b import y\nx = 1\nz = y + 1", b="from a import x\ny = x + 1")
    assert found.module("a").names["z"] == 3


def test_an_upload_may_begin_inside_of_its_package():
    found = machine(constants="SIZE = 3", models="from shop.constants import SIZE\nx = SIZE")
    assert found.module("models").names["x"] == 3


def test_what_is_external_stays_a_symbol():
    names = (
        machine(m="from django.db import models as m\nx = m.CharField(max_length=3)")
        .module("m")
        .names
    )
    assert isinstance(names["x"], Made)
    assert names["x"].target == External("django.db.models.CharField")
    assert names["x"].keywords == {"max_length": 3}
    assert (names["x"].place.file, names["x"].place.line) == ("m.py", 2)


def test_what_cannot_be_told_says_why_and_where():
    found = machine(m="\nx = missing + 1\ny = open('/etc/passwd').read()").module("m").names
    assert isinstance(found["x"], Unknown)
    assert (found["x"].why, found["x"].place.line) == ("missing is not known here", 2)
    assert not isinstance(found["y"], str)


BOMBS = {
    "a long text": "x = 'x' * 10 ** 9",
    "a long list": "x = [0] * 10 ** 8",
    "a large power": "x = 9 ** 9 ** 9",
    "a large shift": "x = 1 << 10 ** 9",
    "a large range": "x = list(range(10 ** 9))",
    "doubling": "x = 'ab'\n" + "x = x + x\n" * 60,
    "doubling a list": "x = [1]\n" + "x += x\n" * 60,
    "a wide format": "x = '%999999999d' % 1",
    "a wide f-string": "x = f'{1:999999999}'",
    "a computed width": "w = 10 ** 9\nx = f'{1:{w}}'",
    "the other wide format": "x = '{:>999999999}'.format(1)",
    "justifying": "x = 'a'.ljust(10 ** 10)",
    "joining": "x = ('a' * 1000).join(['b' * 1000] * 1000)",
    "replacing": "x = ('a' * 100000).replace('a', 'b' * 100000)",
    "nested parentheses": "x = " + "(" * 500 + ")" * 500,
    "nested lists": "x = " + "[" * 150 + "]" * 150,
    "nested operators": "x = " + "-" * 90_000 + "1",
    "a long sum": "x = " + "+".join(["1"] * 5_000),
    "endless recursion": "def f(n): return f(n + 1)\nx = f(0)",
    "mutual recursion": "def f(n): return g(n)\ndef g(n): return f(n)\nx = f(0)",
    "recursion in a class": "class A:\n  @property\n  def a(self): return self.a\nx = A().a",
    "a class of itself": "class A(A): pass\nx = A.y",
    "a list in itself": "x = []\nx.append(x)",
    "digits": "x = int('9' * 100000)",
    "a text of digits": "x = str(10 ** 1200)",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_not_built(name: str):
    found = machine(m=BOMBS[name])
    value = found.module("m").names.get("x")
    assert not isinstance(value, str | int) or len(str(value)) < 300_000


@pytest.mark.parametrize(
    "text",
    [
        "while True: x = 1",
        "def f():\n  for a in range(9999):\n    for b in range(9999):\n      g(a, b)\nf()",
        "x = [a + b for a in range(9999) for b in range(9999)]\n",
    ],
)
def test_work_without_end_is_given_up(text: str):
    found = machine(m=text * 200)
    try:
        found.module("m")
    except TooMuch:
        return
    assert found.budget.steps <= STEPS


def test_text_that_is_not_python_is_a_problem():
    found = machine(m="x = 1\ndef f(:\n", n="from m import x\ny = x")
    found.module("n")
    [problem] = found.problems
    assert (problem.file, problem.line, problem.severity) == ("m.py", 2, Severity.ERROR)
