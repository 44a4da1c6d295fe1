"""`erdapp schema` with a project file, several sources, globs and templates."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import FIRST, Call

PROJECT = """
variable "file" {
  type    = string
  default = "v1.sql"
}
env "dev" {
  src     = "file://${var.file}"
  url     = "sqlite://app.db"
  dev     = "sqlite://dev?mode=memory"
  exclude = ["audit_*"]
  diff {
    skip {
      drop_table = true
    }
  }
  format {
    schema {
      inspect = "{{ json . }}"
    }
  }
}
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path) -> None:
    (tmp_path / "atlas.hcl").write_text(PROJECT)
    (tmp_path / "v1.sql").write_text(FIRST)
    (tmp_path / "v2.sql").write_text("CREATE TABLE customers (id INTEGER PRIMARY KEY);")


def test_the_environment_says_what_flags_do_not(call: Call) -> None:
    done = call("schema", "inspect", "--env", "dev", "-u", "env://src")
    names = [table["name"] for table in json.loads(done.stdout)["schemas"][0]["tables"]]
    assert names == ["customers", "orders"]


def test_a_flag_wins_over_the_environment(call: Call) -> None:
    done = call("schema", "inspect", "--env", "dev", "-u", "v1.sql", "--format", "{{ sql . }}")
    assert done.stdout.startswith('-- Create "customers" table')


@pytest.mark.parametrize(
    "arguments",
    [
        ("schema", "--env", "dev", "diff", "--from", "env://src", "--to", "v1.sql"),
        ("schema", "diff", "--env=dev", "--from", "env://src", "--to", "file://v1.sql"),
        ("schema", "diff", "--from", "v1.sql", "--to", "env://src", "-c", "file://atlas.hcl",
         "--env", "dev"),
        ("schema", "-c", "file://atlas.hcl", "diff", "-f", "v1.sql", "--to", "v1.sql",
         "--dialect", "sqlite"),
    ],
)  # fmt: skip
def test_flags_may_stand_behind_the_group_or_the_command(
    call: Call, arguments: tuple[str, ...]
) -> None:
    done = call(*arguments)
    assert done.stdout == "Schemas are synced, no changes to be made.\n", done.stderr
    assert done.returncode == 0


def test_a_variable_is_read_with_quotes_around_it(call: Call) -> None:
    done = call("schema", "inspect", "--env", "dev", "-u", "env://src", "--var", '"file=v2.sql"')
    assert [t["name"] for t in json.loads(done.stdout)["schemas"][0]["tables"]] == ["customers"]


def test_the_policies_of_the_environment_hold_and_flags_replace_them(call: Call) -> None:
    arguments = ("schema", "diff", "--env", "dev", "--from", "v1.sql", "--to", "v2.sql")
    assert 'DROP TABLE "orders"' not in call(*arguments).stdout
    assert 'DROP TABLE "orders"' in call(*arguments, "--skip", "drop_column").stdout


def test_several_sources_are_one_state(call: Call, tmp_path: Path) -> None:
    (tmp_path / "more.sql").write_text("CREATE TABLE audit_log (id INTEGER PRIMARY KEY);")
    (tmp_path / "t.hcl").write_text(
        'schema "main" {\n}\ntable "tags" {\n  schema = schema.main\n'
        '  column "id" {\n    type = integer\n  }\n}\n'
    )
    to = ("--to", "v1.sql,more.sql", "--to", "t.hcl")
    done = call("schema", "diff", "--from", "v1.sql", *to, "--dialect", "sqlite")
    assert 'CREATE TABLE "audit_log"' in done.stdout
    assert 'CREATE TABLE "tags"' in done.stdout
    assert "orders" not in done.stdout


def test_one_column_is_left_out_by_a_glob(call: Call) -> None:
    only = ("--exclude", "orders.total", "--format", "{{ sql . }}", "--dialect", "sqlite")
    done = call("schema", "inspect", "-u", "v1.sql", *only)
    assert '"customer_id"' in done.stdout
    assert '"total"' not in done.stdout


def test_a_template_goes_through_what_is_there(call: Call) -> None:
    template = '{{ range .Schemas }}{{ range .tables }}{{ upper .name | printf "%s;" }}'
    template += "{{ end }}{{ end }}"
    done = call("schema", "inspect", "-u", "v1.sql", "--format", template, "--dialect", "sqlite")
    assert done.stdout == "CUSTOMERS;ORDERS;\n"
    template = "{{ range .Changes }}{{ .Comment }}|{{ end }}{{ len .Changes }}"
    done = call("schema", "diff", "-f", "v2.sql", "--to", "v1.sql", "--format", template,
                "--dialect", "sqlite")  # fmt: skip
    assert done.stdout.count("|") == int(done.stdout.strip()[-1])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("inspect",), "--url is missing: give it, or take it from the project file: --env dev"),
        (("inspect", "--env", "prod"), "atlas.hcl: there is no env prod; there are dev"),
        (("inspect", "-u", "env://src"), "env://src needs --env"),
        (("inspect", "--env", "dev", "-u", "env://x"), "env://x: the env dev has none of that"),
        (("inspect", "-u", "v1.sql", "--format", "{{ x . }}"), "there is no function x; known are"),
        (("inspect", "-u", "v1.sql", "--exclude", "a.b.c.d"), "'a.b.c.d' is no pattern"),
        (("diff", "--from", "v1.sql"), "--to is missing"),
        (("inspect", "--env", "dev", "--var", "x"), "--var x: write it as name=value"),
        (("inspect", "-u", "data://external_schema/x"), "only a project file can name this"),
        (("inspect", "-u", "v1.sql", "--dev-url", "docker://oracle/1/x"), "docker://oracle"),
    ],
)
def test_what_is_missing_or_wrong_is_one_line(
    call: Call, arguments: tuple[str, ...], said: str
) -> None:
    done = call("schema", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
