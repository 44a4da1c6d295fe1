"""Functions, operators, conditionals, `for` and splats of a project file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from erdapp.cli.failure import Failure

Evaluated = Callable[[str], str]

MEANT = {
    # operators, in their order
    "1 + 2 * 3": "7",
    "(1 + 2) * 3": "9",
    "7 / 2": "3.5",
    "8 / 2": "4",
    "7 % 4": "3",
    "-(2 - 5)": "3",
    "10 - 2 - 3": "5",
    "1 < 2 && !(2 <= 1) || false": "true",
    '"a" == "a" && 1 != 2': "true",
    '1 == true ? "same" : "other"': "other",
    'false ? 1 : true ? "b" : "c"': "b",
    'false && local.nothing == 1 ? "x" : "y"': "y",
    '(\n    true\n    ? "on"\n    : "off"\n  )': "on",
    # templates
    '"${1 + 1}-${"a"}-$${x}-${true}"': "2-a-${x}-true",
    "<<-EOT\n    a\n      ${upper(\"b\")}\n  EOT": "a\n  B",
    '"a%{ if 1 < 2 }b${1}%{ else }c%{ endif }d"': "ab1d",
    '"a%{ if false }b%{ endif }d"': "ad",
    '"%{ for x in ["a", "b"] }<${x}>%{ endfor }"': "<a><b>",
    '"%{ for i, x in ["a", "b"] }%{ if i > 0 },%{ endif }${x}%{ endfor }"': "a,b",
    '"%{ if true }%{ if false }a%{ else }b%{ endif }%{ endif }"': "b",
    '"a  ${~ "b" ~}  c"': "abc",
    "<<-EOT\n    %{ for x in [1, 2] ~}\n    row ${x}\n    %{ endfor ~}\n    end\n  EOT": (
        "row 1\nrow 2\nend"
    ),
    '"100%%{ if } 5%{x} %%{ for }"': "100%{ if } 5%{x} %{ for }",
    # for and splats
    'join(",", [for x in ["a", "b"] : upper(x)])': "A,B",
    'join(",", [for i, x in ["a", "b"] : "${i}${x}" if x != "a"])': "1b",
    'jsonencode({for k, v in {b = 1, a = 2} : k => v + 1})': '{"a":3,"b":2}',
    'jsonencode({for x in ["a1", "b2", "a3"] : substr(x, 0, 1) => x...})': (
        '{"a":["a1","a3"],"b":["b2"]}'
    ),
    'join(",", [{n = "a"}, {n = "b"}][*].n)': "a,b",
    'join(",", [{n = {m = "a"}}].*.n.m)': "a",
    "{a = [1, 2]}.a[1]": "2",
    '{"x y" = "z"}["x y"]': "z",
    # strings
    'format("%s-%03d-%5.2f-%q-%v-%%", "a", 7, 1.5, "b", [1])': 'a-007- 1.50-"b"-[1]-%',
    'replace("a.b.c", ".", "_")': "a_b_c",
    'replace("v12", "/v(\\\\d+)/", "<$1>")': "<12>",
    'regex("(\\\\d+)-(\\\\d+)", "x 12-34")[1]': "34",
    'trimprefix("sqlite://x", "sqlite://")': "x",
    'trimsuffix("a.sql", ".sql")': "a",
    'trimspace("  a ")': "a",
    'trim("xxaxx", "x")': "a",
    'title("hello world")': "Hello World",
    'substr("hello", 1, 3)': "ell",
    'strcontains("hello", "ell") ? lower("A") : ""': "a",
    'split(",", "a,b")[1]': "b",
    'join("-", split("", "abc"))': "a-b-c",
    # collections
    'join(",", concat(["a"], ["b", "c"]))': "a,b,c",
    "merge({a = 1}, {a = 2, b = 3}).a": "2",
    'lookup({a = "x"}, "b", "none")': "none",
    'length("abc") + length([1, 2]) + length({a = 1})': "6",
    'contains(["a"], "a")': "true",
    'coalesce(null, "", "c")': "c",
    'join(",", toset(["b", "a", "b"]))': "b,a",
    'join(",", sort(["b", "a"]))': "a,b",
    'join(",", keys({b = 1, a = 2}))': "a,b",
    "sum([1, 2, 3.5])": "6.5",
    "max(1, 3, 2) - min(4, 2)": "1",
    'element(["a", "b"], 3)': "b",
    'join(",", flatten([["a"], [["b"]]]))': "a,b",
    'zipmap(["a"], ["x"]).a': "x",
    'join(",", range(1, 4))': "1,2,3",
    'one(["x"])': "x",
    'tostring(1) == "1" && tonumber("2") == 2 && tobool("true")': "true",
    'try({a = 1}.b, "fallback")': "fallback",
    "can({a = 1}.b)": "false",
    # encodings
    'jsondecode("{\\"a\\": [1, {\\"b\\": \\"c\\"}]}").a[1].b': "c",
    'base64decode(base64encode("ä"))': "ä",
    'sha256("a")': "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
    # URLs
    'urlsetpath("postgres://u:p@h:5432/a?sslmode=disable", "b")': (
        "postgres://u:p@h:5432/b?sslmode=disable"
    ),
    'urlqueryset("postgres://h/a?x=1", "search_path", "s")': "postgres://h/a?search_path=s&x=1",
    'urlqueryset("mysql://h", "x", "a b")': "mysql://h?x=a+b",
    'urluserinfo("mysql://old:pw@h:3306/a", "new", "p@:/")': "mysql://new:p%40%3A%2F@h:3306/a",
    'urluserinfo("mysql://h/a", "new")': "mysql://new@h/a",
    'urlescape("a b/&")': "a+b%2F%26",
}  # fmt: skip


@pytest.mark.parametrize("expression", MEANT)
def test_an_expression_means(evaluated: Evaluated, expression: str) -> None:
    assert evaluated(expression) == MEANT[expression]


WRONG = {
    "nothing(1)": "there is no function nothing",
    "upper()": "upper: it takes 1 argument, not 0",
    'upper(["a"])': "upper: a string is wanted, not a list",
    "1 / 0": "a division by zero",
    '"a" + 1': "a number is wanted, not 'a'",
    "other.thing": "there is nothing named other; a string stands in quotes",
    "[1][3]": "there is no item 3 in a list of 1",
    "{a = 1}.b": "there is no b in it",
    'jsondecode("{")': "jsondecode: this is not JSON",
    'regex("(", "a")': "is not a regular expression",
    'urlsetpath("secret", "a")': "urlsetpath: a URL is wanted",
    '"${[1]}"': "a string is wanted, not a list",
    "[for x in 1 : x]": "for goes over a list or an object, not a number",
    '{for x in ["a", "a"] : x => 1}': "the key 'a' comes twice",
    "{for x in [1] : x}": "{for …} makes pairs with =>",
    "true ? 1": "expected ':'",
    '"%{ if true }a"': "%{ endif } is missing",
    '"%{ for x in [1] }a%{ endif }"': "%{ endif } has nothing to end",
    '"a%{ endif }"': "%{ endif } has nothing to end",
    '"%{ for x in [[1]] }${x}%{ endfor }"': "a string is wanted, not a list",
    'file("nowhere.txt")': "file: nowhere.txt: No such file",
}


@pytest.mark.parametrize("expression", WRONG)
def test_what_makes_no_sense_says_why(evaluated: Evaluated, expression: str) -> None:
    with pytest.raises(Failure) as caught:
        evaluated(expression)
    assert str(caught.value).startswith("atlas.hcl:")
    assert WRONG[expression] in str(caught.value)


def test_an_expression_that_unfolds_without_end_is_stopped(evaluated: Evaluated) -> None:
    inner = "range(0, 9999)"
    with pytest.raises(Failure, match="unfold without end"):
        evaluated(f"length([for a in {inner} : [for b in {inner} : b]])")


def test_files_are_found_beside_the_project_file(evaluated: Evaluated, tmp_path: Path) -> None:
    (tmp_path / "sql").mkdir()
    (tmp_path / "sql" / "b.sql").write_text("B")
    (tmp_path / "sql" / "a.sql").write_text("A")
    assert evaluated('join(",", glob("sql/*.sql"))') == "sql/a.sql,sql/b.sql"
    assert evaluated('join(",", fileset("sql", "*.sql"))') == "a.sql,b.sql"
    assert evaluated('join("", [for f in fileset("sql/*.sql") : file(f)])') == "AB"


def test_the_environment_is_asked(evaluated: Evaluated, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_URL", "sqlite://shop.db")
    assert evaluated('getenv("SHOP_URL")') == "sqlite://shop.db"
    assert evaluated('getenv("SHOP_NONE") == "" ? "none" : "some"') == "none"
