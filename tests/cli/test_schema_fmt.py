"""`erdapp schema fmt`."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erdapp.cli.hcl_format import formatted
from erdapp.export import export
from erdapp.loaders.base import SourceFile
from erdapp.schema import Dialect
from tests.cli.conftest import Run
from tests.strategies import schemas

UGLY = """\
table   "users" {
schema=schema.public
   column "id" {
 null=false
      type   =  int   # the key
   unsigned = true // so
   }
   column    "name"   { type = varchar(  255 ) }
  primary_key { columns = [ column.id,column.name ] }
  check "positive" {
    expr = <<-SQL
       id > 0
     SQL
    a = 1
  }


  x = {
  a = 1
  bbb = "${upper( "x" )} $${ y }"
  }
  columns = [
  column.a,
      column.b
  ]
  z = a?b:-c+ -1*2
  w = {for k,v in foo:k=>v if v!=1}
  f = foo( {
    a = 1
  } )
  s = foo[*].bar
}
"""
NICE = """\
table "users" {
  schema = schema.public
  column "id" {
    null     = false
    type     = int  # the key
    unsigned = true // so
  }
  column "name" { type = varchar(255) }
  primary_key { columns = [column.id, column.name] }
  check "positive" {
    expr = <<-SQL
       id > 0
     SQL
    a    = 1
  }


  x = {
    a   = 1
    bbb = "${upper("x")} $${ y }"
  }
  columns = [
    column.a,
    column.b
  ]
  z = a ? b : -c + -1 * 2
  w = { for k, v in foo : k => v if v != 1 }
  f = foo({
    a = 1
  })
  s = foo[*].bar
}
"""


def test_a_file_gets_its_canonical_form_and_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "schema.hcl").write_text(UGLY)
    (tmp_path / "nice.hcl").write_text(NICE)
    done = run("schema", "fmt")
    assert (done.returncode, done.stdout) == (0, "schema.hcl\n")
    assert (tmp_path / "schema.hcl").read_text() == NICE
    assert run("schema", "fmt").stdout == ""


def test_a_check_writes_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "schema.hcl").write_text(UGLY)
    done = run("schema", "fmt", "--check", "schema.hcl")
    assert (done.returncode, done.stdout) == (1, "schema.hcl\n")
    assert (tmp_path / "schema.hcl").read_text() == UGLY


def test_what_is_not_hcl_is_left_alone_and_told_with_its_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "schema.hcl").write_text("table {\n  = 1\n}\n")
    done = run("schema", "fmt", "schema.hcl")
    assert done.returncode == 2
    assert done.stderr.startswith("erdapp: schema.hcl:2: this is not HCL")


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n"])
def test_little_stays_little(text: str) -> None:
    assert formatted(SourceFile("s.hcl", text)) == text.lstrip("\n")


@given(st.sampled_from(list(Dialect)).flatmap(schemas))
@settings(max_examples=25, deadline=None)
def test_what_is_exported_is_in_its_canonical_form(schema) -> None:
    text = export(schema, "hcl")
    assert formatted(SourceFile("s.hcl", text)) == text
