"""Data sources: programs, databases, files with variables, templates, several schemas in one."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest

from erdapp.cli.failure import Failure
from erdapp.cli.sources import read
from erdapp.schema import Dialect
from tests.cli.project.conftest import Opened

PROGRAM = """
data "external_schema" "app" {{
  program = ["{python}", "load.py", "--dialect", "mysql"]
}}
env "dev" {{
  src = data.external_schema.app.url
}}
"""


def external(tmp_path: Path, program: str) -> str:
    (tmp_path / "load.py").write_text(program)
    return PROGRAM.format(python=sys.executable)


def test_a_program_prints_the_schema(opened: Opened, tmp_path: Path) -> None:
    found = opened(external(tmp_path, 'print("CREATE TABLE users (id int AUTO_INCREMENT)")'))
    assert found.src == ("data://external_schema/app",)
    loaded = read(found.src[0], Dialect.MYSQL)
    assert [table.name for table in loaded.schema.tables] == ["users"]


def test_a_program_runs_only_when_its_schema_is_wanted(opened: Opened, tmp_path: Path) -> None:
    found = opened(external(tmp_path, 'open("ran", "w").close(); print("CREATE TABLE a (b int)")'))
    assert not (tmp_path / "ran").exists()
    read(found.src[0])
    assert (tmp_path / "ran").exists()


def test_positions_and_renames_of_models_are_taken_over(opened: Opened, tmp_path: Path) -> None:
    ddl = (
        "-- atlas:pos users[type=table] models/user.ts:10-20\n\n"
        "-- atlas:renamed_from people\nCREATE TABLE users (id int);"
    )
    loaded = read(opened(external(tmp_path, f"print({ddl!r})")).src[0], Dialect.POSTGRES)
    assert loaded.origins["users"].file == "models/user.ts"
    assert loaded.origins["users.id"].line == 10
    assert [rename.before for rename in loaded.renames] == ["people"]


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("import sys; sys.exit('boom')", "ended with exit code 1"),
        ("pass", "printed nothing"),
        ("print('-- no models')", "printed no statement that makes anything"),
    ],
)
def test_a_program_that_fails_is_no_empty_schema(
    opened: Opened, tmp_path: Path, program: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = opened(external(tmp_path, program))
    with pytest.raises(Failure, match=f"data.external_schema.app: .*{said}"):
        read(found.src[0])
    assert ("boom" in capsys.readouterr().err) is ("boom" in program)


def test_a_statement_of_a_program_that_is_not_understood_is_told_with_its_line(
    opened: Opened, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = r'print("CREATE TABLE a (b int);\nFROBNICATE;")'
    read(opened(external(tmp_path, program)).src[0], Dialect.MYSQL)
    assert "data.external_schema.app:2: " in capsys.readouterr().err


def test_a_program_that_is_not_there_is_named(opened: Opened) -> None:
    found = opened(PROGRAM.format(python="no-such-program"))
    with pytest.raises(Failure, match="no-such-program: there is no such program"):
        read(found.src[0])


def test_a_program_gives_json(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "env.py").write_text("""print('{"url": "sqlite://app.db"}')""")
    text = f"""
data "external" "dot_env" {{
  program = ["{sys.executable}", "env.py"]
}}
locals {{
  dot_env = jsondecode(data.external.dot_env)
}}
env "dev" {{
  url = local.dot_env.url
}}
"""
    assert opened(text).url == "sqlite://app.db"


def test_a_query_gives_the_values_of_its_column(opened: Opened, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "t.db") as connection:
        connection.executescript("CREATE TABLE t (n TEXT); INSERT INTO t VALUES ('a'), ('b');")
    text = """
data "sql" "tenants" {
  url   = "sqlite://t.db"
  query = "SELECT n FROM t WHERE n <> ? ORDER BY n"
  args  = ["c"]
}
env "dev" {
  url     = "sqlite://${data.sql.tenants.value}.db"
  schemas = data.sql.tenants.values
  exclude = [tostring(data.sql.tenants.count)]
}
"""
    found = opened(text)
    assert (found.url, found.schemas, found.exclude) == ("sqlite://a.db", ("a", "b"), ("2",))
    with pytest.raises(Failure, match=r"atlas\.hcl:4: the query fails: no such column: m"):
        opened(text.replace("SELECT n", "SELECT m"))


def test_hcl_gets_the_values_of_its_variables(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "schema.hcl").write_text(
        'variable "name" {\n  type = string\n}\nschema "public" {\n}\ntable "users" {\n'
        "  schema = schema.public\n  comment = var.name\n"
        '  column "id" {\n    type = int\n  }\n}\n'
    )
    text = """
data "hcl_schema" "app" {
  path = "schema.hcl"
  vars = {
    name = "of ${atlas.env} $${x}"
  }
}
env "dev" {
  src = data.hcl_schema.app.url
}
"""
    (table,) = read(opened(text).src[0]).schema.tables
    assert table.comment == "of dev ${x}"


def test_several_schemas_become_one(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text("CREATE TABLE users (id serial PRIMARY KEY);")
    (tmp_path / "b.sql").write_text(
        "CREATE TABLE logins (id serial PRIMARY KEY, u int REFERENCES public.users);"
        "CREATE VIEW last AS SELECT max(id) AS id FROM logins;"
    )
    text = """
data "composite_schema" "all" {
  schema "public" {
    url = "file://a.sql"
  }
  schema "auth" {
    url = "file://b.sql"
  }
}
env "dev" {
  src = data.composite_schema.all.url
}
"""
    schema = read(opened(text).src[0], Dialect.POSTGRES).schema
    assert [str(table.full_name) for table in schema.tables] == ["users", "auth.logins"]
    (key,) = schema.tables[1].foreign_keys
    assert (key.ref_schema, key.ref_table) == ("", "users")
    assert [view.schema for view in schema.views] == ["auth"]


def test_templates_are_written_out_with_their_values(opened: Opened, tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "shared.tmpl").write_text('{{ define "cols" }}id int{{ end }}')
    (folder / "1.sql").write_text(
        '{{- range $n := .tables }}\nCREATE TABLE {{ $n }} ({{ template "cols" $ }});\n{{- end }}'
    )
    text = """
data "template_dir" "schema" {
  path = "templates"
  vars = {
    tables = ["a", "b"]
  }
}
env "dev" {
  src = data.template_dir.schema.url
}
"""
    loaded = read(opened(text).src[0], Dialect.SQLITE)
    assert [table.name for table in loaded.schema.tables] == ["a", "b"]


def test_a_constant_and_a_file_are_runtime_variables(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s3")
    text = """
data "runtimevar" "a" {
  url = "constant://?val=hello&decoder=string"
}
data "runtimevar" "b" {
  url = "file://secret?decoder=string"
}
env "dev" {
  url = "${data.runtimevar.a}-${data.runtimevar.b}"
}
"""
    assert opened(text).url == "hello-s3"


def test_what_needs_a_service_says_so(opened: Opened) -> None:
    text = 'data "remote_dir" "x" {\n}\nenv "dev" {\n  src = data.remote_dir.x.url\n}\n'
    with pytest.raises(Failure, match=r"atlas\.hcl:1: data remote_dir needs a service"):
        opened(text)
