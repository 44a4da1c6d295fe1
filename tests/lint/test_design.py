"""Each design rule: a schema in which it is found, and one that nearly is."""

from __future__ import annotations

import pytest

from erdapp.lint.design import RULES, lint_schema
from erdapp.lint.design.names import style_of
from erdapp.lint.design.rings import rings
from erdapp.lint.policy import DEFAULT, Policy, policy_of
from erdapp.lint.report import Report, Severity
from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect

P = "CREATE TABLE p (id bigint PRIMARY KEY, n int NOT NULL);"
COLUMNS = ", ".join(f"a_{n} int" for n in range(9))
CASES: dict[str, list[tuple[str, str, str]]] = {
    "ER101": [
        ("postgres", "CREATE TABLE t (id int);", "CREATE TABLE t (id int PRIMARY KEY);"),
        ("sqlite", "CREATE TABLE t (a);", "CREATE VIRTUAL TABLE t USING fts5(a);"),
    ],
    "ER102": [
        (
            "postgres",
            P + "CREATE TABLE t (id int PRIMARY KEY, p bigint REFERENCES p, q int);"
            "CREATE INDEX i ON t (q, p);",
            P + "CREATE TABLE t (id int PRIMARY KEY, p bigint REFERENCES p, q int);"
            "CREATE INDEX i ON t (p, q);",
        ),
        (
            "sqlite",
            "CREATE TABLE t (id integer PRIMARY KEY, t integer REFERENCES t);",
            "CREATE TABLE t (id integer PRIMARY KEY REFERENCES u); "
            "CREATE TABLE u (id integer PRIMARY KEY);",
        ),
        (
            "mssql",
            P + "CREATE TABLE t (id int PRIMARY KEY, p bigint REFERENCES p (id));",
            P + "CREATE TABLE t (id int PRIMARY KEY, p bigint UNIQUE REFERENCES p (id));",
        ),
    ],
    "ER103": [
        (
            "postgres",
            P + "CREATE INDEX i ON p (n); CREATE INDEX j ON p (n);",
            P + "CREATE INDEX i ON p (n); CREATE INDEX j ON p (n) WHERE n > 0;"
            "CREATE INDEX k ON p USING hash (n);",
        ),
        (
            "mysql",
            "CREATE TABLE t (id int PRIMARY KEY, KEY i (id));",
            "CREATE TABLE t (id int PRIMARY KEY, n int, UNIQUE KEY i (n));",
        ),
    ],
    "ER104": [
        (
            "postgres",
            P + "CREATE INDEX i ON p (n); CREATE INDEX j ON p (n, id);",
            P + "CREATE UNIQUE INDEX i ON p (n); CREATE INDEX j ON p (n, id);",
        ),
        (
            "sqlite",
            "CREATE TABLE t (a, b, PRIMARY KEY (a, b)); CREATE INDEX i ON t (a);",
            "CREATE TABLE t (a, b, PRIMARY KEY (a, b)); CREATE INDEX i ON t (b);",
        ),
    ],
    "ER105": [
        (
            "postgres",
            P + "CREATE TABLE t (id int PRIMARY KEY REFERENCES p);",
            P + "CREATE DOMAIN d AS bigint; CREATE TABLE t (id d PRIMARY KEY REFERENCES p);",
        ),
        (
            "mysql",
            "CREATE TABLE p (id int unsigned PRIMARY KEY);"
            "CREATE TABLE t (id int PRIMARY KEY, FOREIGN KEY (id) REFERENCES p (id));",
            "CREATE TABLE p (id varchar(9) PRIMARY KEY);"
            "CREATE TABLE t (id varchar(20) PRIMARY KEY, FOREIGN KEY (id) REFERENCES p (id));",
        ),
    ],
    "ER106": [
        (
            "postgres",
            "CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE);",
            "CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE NULLS NOT DISTINCT, "
            "b int NOT NULL UNIQUE);",
        ),
        (
            "mysql",
            "CREATE TABLE t (id int PRIMARY KEY, a int, UNIQUE (a));",
            "CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, UNIQUE (a));",
        ),
    ],
    "ER107": [
        (
            "sqlite",
            "CREATE TABLE t (id integer PRIMARY KEY REFERENCES gone (id));",
            "CREATE TABLE t (id integer PRIMARY KEY REFERENCES T (ID));",
        ),
        (
            "mysql",
            "CREATE TABLE t (id int PRIMARY KEY, FOREIGN KEY (id) REFERENCES gone (id));",
            "CREATE TABLE app.t (id int PRIMARY KEY, "
            "FOREIGN KEY (id) REFERENCES elsewhere.u (id));",
        ),
    ],
    "ER108": [
        (
            "sqlite",
            "CREATE TABLE p (a integer); CREATE TABLE t (id integer REFERENCES p (a));",
            "CREATE TABLE p (a integer UNIQUE); CREATE TABLE t (id integer REFERENCES p (a));",
        )
    ],
    "ER109": [
        (
            "postgres",
            f'CREATE TABLE t (id int PRIMARY KEY, {COLUMNS}, "bC" int);',
            f"CREATE TABLE t (id int PRIMARY KEY, {COLUMNS}, plain int);",
        )
    ],
    "ER110": [
        (
            "postgres",
            'CREATE TABLE "user" (id int PRIMARY KEY);',
            "CREATE TABLE users (id int PRIMARY KEY, position int, values int);",
        ),
        (
            "mysql",
            "CREATE TABLE t (id int PRIMARY KEY, `key` int);",
            "CREATE TABLE t (id int PRIMARY KEY, name int);",
        ),
    ],
    "ER111": [
        (
            "postgres",
            "CREATE TABLE t (id int PRIMARY KEY, at timestamp);",
            "CREATE TABLE t (id int PRIMARY KEY, at timestamptz, day date);",
        )
    ],
    "ER112": [
        (
            "mysql",
            "CREATE TABLE t (id int PRIMARY KEY, unitPrice double);",
            "CREATE TABLE t (id int PRIMARY KEY, unitPrice decimal(9,2), priceless double);",
        )
    ],
    "ER113": [
        (
            "postgres",
            "CREATE TABLE t (id serial PRIMARY KEY);",
            "CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE u (id bigserial PRIMARY KEY);",
        ),
        (
            "mssql",
            "CREATE TABLE t (id int IDENTITY PRIMARY KEY);",
            "CREATE TABLE t (id bigint IDENTITY PRIMARY KEY);",
        ),
    ],
    "ER114": [
        (
            "postgres",
            "CREATE TABLE t (id int PRIMARY KEY, code char(8));",
            "CREATE TABLE t (id int PRIMARY KEY, flag char, code varchar(8));",
        )
    ],
    "ER115": [
        ("postgres", "CREATE TYPE e AS ENUM ('a');", "CREATE TYPE e AS ENUM ('a', 'b');"),
        (
            "mysql",
            "CREATE TABLE t (id int PRIMARY KEY, e enum('a'));",
            "CREATE TABLE t (id int PRIMARY KEY, e enum('a','b'));",
        ),
    ],
    "ER116": [
        (
            "postgres",
            "CREATE TABLE a (id int PRIMARY KEY, b int NOT NULL);"
            "CREATE TABLE b (id int PRIMARY KEY, a int NOT NULL REFERENCES a);"
            "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;",
            "CREATE TABLE a (id int PRIMARY KEY, b int NOT NULL, a int NOT NULL REFERENCES a);"
            "CREATE TABLE b (id int PRIMARY KEY, a int NOT NULL REFERENCES a);"
            "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b DEFERRABLE;",
        )
    ],
    "ER117": [
        (
            "postgres",
            P + "CREATE TABLE t (p bigint NOT NULL REFERENCES p ON DELETE SET NULL);",
            P + "CREATE TABLE t (p bigint REFERENCES p ON DELETE SET NULL);",
        )
    ],
    "ER118": [
        (
            "mysql",
            "CREATE TABLE t (id int PRIMARY KEY) CHARSET utf8mb3;",
            "CREATE TABLE t (id int PRIMARY KEY) CHARSET latin1;",
        )
    ],
    "ER119": [
        (
            "mysql",
            P + "CREATE TABLE t (id bigint PRIMARY KEY, FOREIGN KEY (id) REFERENCES p (id))"
            " ENGINE=MyISAM;",
            P + "CREATE TABLE t (id bigint PRIMARY KEY, FOREIGN KEY (id) REFERENCES p (id))"
            " ENGINE=InnoDB; CREATE TABLE u (id int PRIMARY KEY) ENGINE=MyISAM;",
        )
    ],
    "ER120": [
        (
            "postgres",
            P + "CREATE TABLE t (p bigint CONSTRAINT a REFERENCES p CONSTRAINT b REFERENCES p);",
            P + "CREATE TABLE t (p bigint REFERENCES p, q bigint REFERENCES p);",
        )
    ],
}
FLAT = [(code, *case) for code, cases in CASES.items() for case in cases]
each = pytest.mark.parametrize(
    ("code", "dialect", "sql", "near"),
    FLAT,
    ids=[f"{code}-{dialect}" for code, dialect, *_ in FLAT],
)


def linted(dialect: str, sql: str, policy: Policy = DEFAULT) -> Report:
    loaded = load_sql([SourceFile("schema.sql", sql)], LoadOptions(dialect=Dialect(dialect)))
    return lint_schema(loaded.schema, policy, loaded.origins)


def codes(dialect: str, sql: str, policy: Policy = DEFAULT) -> set[str]:
    return {item.code for item in linted(dialect, sql, policy).diagnostics}


def test_every_rule_has_a_case() -> None:
    assert set(CASES) == set(RULES)


@each
def test_it_is_found(code: str, dialect: str, sql: str, near: str) -> None:
    report = linted(dialect, sql)
    assert code in {item.code for item in report.diagnostics}
    assert all(item.fixes for item in report.diagnostics)


@each
def test_a_near_miss_is_not(code: str, dialect: str, sql: str, near: str) -> None:
    assert code not in codes(dialect, near)


def test_findings_say_where_the_source_says_it() -> None:
    sql = "CREATE TABLE t (\n  id serial PRIMARY KEY,\n  cost real\n);"
    places = {(item.code, item.file, item.line) for item in linted("postgres", sql).diagnostics}
    assert places == {("ER112", "schema.sql", 3), ("ER113", "schema.sql", 2)}


def test_the_policy_makes_errors_but_never_of_notes() -> None:
    sql = "CREATE TABLE t (id smallserial, code char(8));"
    policy = policy_of({"design": {"error": True}})
    found = {item.code: item.severity for item in linted("postgres", sql, policy).diagnostics}
    assert found == {"ER101": Severity.ERROR, "ER114": Severity.NOTE}
    checks = policy_of({"check": {"ER114": {"error": True}, "ER101": {"skip": True}}})
    found = {item.code: item.severity for item in linted("postgres", sql, checks).diagnostics}
    assert found == {"ER114": Severity.ERROR}


def test_the_naming_policy_holds_for_a_whole_schema() -> None:
    policy = policy_of({"naming": {"match": "^[a-z]+$"}})
    sql = 'CREATE TABLE "T" (id int PRIMARY KEY, "aB" int);'
    assert codes("postgres", sql, policy) == {"NM102", "NM103"}


def test_an_empty_schema_is_silent() -> None:
    for dialect in Dialect:
        assert linted(dialect, "SELECT 1;").diagnostics == ()


def test_styles() -> None:
    assert [style_of(name) for name in ("a_b", "aB", "AbCd", "A_B", "ab", "Ab", "x2_y")] == [
        "snake_case", "camelCase", "PascalCase", "UPPER_CASE", "", "", "snake_case",
    ]  # fmt: skip


def test_rings_of_two_and_more() -> None:
    edges = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": {"e"}, "e": {"d"}, "f": {"f", "a"}}
    assert list(rings(edges)) == [["a", "b", "c"], ["d", "e"]]


def test_a_long_chain_is_no_trouble() -> None:
    assert list(rings({str(n): {str(n + 1)} for n in range(20_000)})) == []
