"""What a project file says about its environments."""

from __future__ import annotations

from pathlib import Path

import pytest

from erdapp.cli.failure import Failure
from erdapp.cli.project import Environment, Migration, open_environment, open_environments
from erdapp.planner import PlanOptions
from tests.cli.project.conftest import Opened

WHOLE = """
variable "url" {
  type    = string
  default = "postgres://localhost/shop"
}
locals {
  dir = "migrations"
}
lint {
  destructive {
    error = false
  }
  latest = 1
}
diff {
  skip {
    drop_schema = true
    drop_table  = true
  }
}
env "dev" {
  src     = ["file://schema.sql", "file://more.sql"]
  url     = var.url
  dev     = "docker://postgres/15/dev?search_path=public"
  schemas = ["public"]
  exclude = ["audit_*"]
  migration {
    dir              = "file://${local.dir}"
    format           = golang-migrate
    exec_order       = LINEAR_SKIP
    lock_timeout     = "30s"
    revisions_schema = "revisions"
    baseline         = "20240101000000"
    tx_mode          = "all"
    repo {
      name = "shop"
    }
  }
  diff {
    skip {
      drop_table = false
    }
    concurrent_index {
      add  = true
      drop = true
    }
  }
  lint {
    destructive {
      error = true
    }
    naming {
      match = "^[a-z_]+$"
      table {
        match = "^t_"
      }
    }
    review = ERROR
  }
  format {
    migrate {
      diff = "{{ sql . \\"  \\" }}"
    }
  }
}
"""


def test_every_part_of_an_environment_is_read(opened: Opened) -> None:
    assert opened(WHOLE) == Environment(
        name="dev",
        src=("file://schema.sql", "file://more.sql"),
        url="postgres://localhost/shop",
        dev="docker://postgres/15/dev?search_path=public",
        schemas=("public",),
        exclude=("audit_*",),
        migration=Migration(
            dir="file://migrations",
            format="golang-migrate",
            exec_order="linear-skip",
            lock_timeout="30s",
            revisions_schema="revisions",
            baseline="20240101000000",
            tx_mode="all",
            repo="shop",
        ),
        diff=PlanOptions(
            skip=frozenset({"drop_schema"}), concurrent_index=frozenset({"create", "drop"})
        ),
        lint={
            "destructive": {"error": True},
            "latest": 1,
            "naming": {"match": "^[a-z_]+$", "table": {"match": "^t_"}},
            "review": "ERROR",
        },
        format={"migrate.diff": '{{ sql . "  " }}'},
    )


def test_a_variable_is_given_on_the_command_line(opened: Opened) -> None:
    found = opened(WHOLE, url="sqlite://app.db")
    assert found.url == "sqlite://app.db"
    assert found.variables == {"url": "sqlite://app.db"}


def test_an_environment_without_a_label_goes_by_any_name(opened: Opened) -> None:
    text = 'env {\n  name = atlas.env\n  url = "sqlite://${atlas.env}.db"\n}\n'
    assert opened(text, "staging").url == "sqlite://staging.db"


def test_for_each_makes_one_environment_a_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "erdapp.hcl").write_text(
        'env "prod" {\n  for_each = toset(["a", "b", "a"])\n'
        '  url = urlsetpath("mysql://localhost:3306/", each.value)\n}\n'
    )
    found = open_environments(None, "prod", {})
    assert [one.url for one in found] == ["mysql://localhost:3306/a", "mysql://localhost:3306/b"]
    with pytest.raises(Failure, match="stands for 2 databases"):
        open_environment(None, "prod", {})


def test_without_a_name_there_is_only_what_all_environments_share(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert open_environment(None, None, {}) == Environment()
    (tmp_path / "p.hcl").write_text(WHOLE)
    found = open_environment("file://p.hcl", None, {})
    assert (found.url, found.lint["latest"]) == ("", 1)


def test_an_environment_needs_a_project_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Failure, match=r"there is no atlas\.hcl here"):
        open_environment(None, "dev", {})


WRONG = {
    'env "dev" {\n  url = var.nothing\n}': "atlas.hcl:2: there is no variable nothing",
    'variable "u" {\n  type = string\n}\nenv "dev" {\n  url = var.u\n}': (
        "atlas.hcl:1: the variable u has no value: pass --var u=…, or give it a default"
    ),
    'variable "n" {\n  type = int\n  default = "x"\n}\nenv "dev" {\n  url = var.n\n}': (
        "atlas.hcl:1: the variable n: a number is wanted, not 'x'"
    ),
    'env "prod" {\n}': "atlas.hcl: there is no env dev; there are prod",
    'env "dev" {\n  migration {\n    format = flyaway\n  }\n}': (
        "atlas.hcl:3: format is one of atlas,"
    ),
    'env "dev" {\n  migrations {\n  }\n}': "atlas.hcl:2: env has no block migrations; it has",
    'table "t" {\n}': "atlas.hcl:1: table has no place here",
    'url = "x"': "atlas.hcl:1: url has no place here",
    'env "dev" {\n  diff {\n    skip {\n      tables = true\n    }\n  }\n}': (
        "atlas.hcl:1: diff skip has no tables"
    ),
    'env "dev" {\n  url = ["a"]\n}': "atlas.hcl:2: url: a string is wanted, not a list",
    'env "dev" {\n  url = data.sql.x.value\n}': (
        "atlas.hcl:2: there is no data block of the kind sql"
    ),
    'data "oracle" "x" {\n}\nenv "dev" {\n  url = data.oracle.x\n}': (
        "atlas.hcl:1: data oracle is not known"
    ),
    'data "sql" {\n}': 'atlas.hcl:1: data needs 2 names: data "…" "…" {',
    'locals {\n  a = local.b\n  b = local.a\n}\nenv "dev" {\n  url = local.a\n}': (
        "local.a refers to itself"
    ),
    'env "dev" {\n  url = \n}': "atlas.hcl:2: this is not HCL",
    'env "dev" {\n  url = local\n}': "atlas.hcl:2: this names a group of things",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_makes_no_sense_is_one_line_with_its_place(opened: Opened, text: str) -> None:
    with pytest.raises(Failure) as caught:
        opened(text)
    assert WRONG[text] in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_variable_that_is_not_there_is_named_with_those_that_are(opened: Opened) -> None:
    with pytest.raises(Failure, match="--var tenant: no such variable; there are: url"):
        opened(WHOLE, tenant="x")


def test_a_variable_is_validated(opened: Opened) -> None:
    text = """
variable "size" {
  type = int
  validation {
    condition     = var.size > 0
    error_message = "size must be positive"
  }
}
env "dev" {
  url = "sqlite://${var.size}.db"
}
"""
    assert opened(text, size="3").url == "sqlite://3.db"
    with pytest.raises(Failure, match=r"atlas\.hcl:4: the variable size: size must be positive"):
        opened(text, size="-1")


def test_several_values_of_a_variable_are_a_list(opened: Opened) -> None:
    text = 'variable "t" {\n  type = list(string)\n}\nenv "dev" {\n  schemas = var.t\n}\n'
    assert opened(text, t=["a", "b"]).schemas == ("a", "b")
    assert opened(text, t="a").schemas == ("a",)


def test_a_docker_block_is_a_dev_database(opened: Opened) -> None:
    text = 'docker "mysql" "dev" {\n  image = "mysql:8.0"\n  schema = "app"\n}\n'
    found = opened(text + 'env "dev" {\n  dev = docker.mysql.dev.url\n}\n')
    assert found.dev == "docker://mysql/8.0/app"
