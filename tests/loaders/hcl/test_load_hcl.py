"""Facts about reading Atlas HCL: each construct is the value that the SQL of it would give."""

from __future__ import annotations

import pytest

from erdapp.export import export
from erdapp.loaders.base import Loaded, LoadOptions, SourceError, SourceFile
from erdapp.loaders.hcl import load_hcl
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Schema


def read(text: str, dialect: Dialect = Dialect.POSTGRES) -> Loaded:
    return load_hcl([SourceFile("schema.hcl", text)], LoadOptions(dialect=dialect))


def from_sql(text: str, dialect: Dialect = Dialect.POSTGRES) -> Schema:
    return load_sql([SourceFile("schema.sql", text)], LoadOptions(dialect=dialect)).schema


USERS = """
table "users" {
  schema = schema.public
  column "id" {
    type = int
  }
  primary_key { columns = [column.id] }
}
"""

POSTGRES = {
    "keys_and_references": (
        USERS
        + """
schema "public" {}
table "posts" {
  schema = schema.public
  column "id" {
    type = bigserial
  }
  column "author_id" {
    null = true
    type = int
  }
  column "title" {
    type    = varchar(200)
    default = "it's new"
  }
  primary_key {
    columns = [column.id]
  }
  foreign_key "posts_author" {
    columns     = [column.author_id]
    ref_columns = [table.users.column.id]
    on_delete   = SET_NULL
  }
  index "posts_title" {
    unique = true
    type   = BTREE
    where  = "title <> ''"
    on {
      expr = "lower(title)"
      desc = true
    }
  }
  check "title_given" {
    expr = "title <> ''"
  }
}
""",
        """
CREATE TABLE users (id int NOT NULL, PRIMARY KEY (id));
CREATE TABLE posts (
  id bigserial PRIMARY KEY,
  author_id int CONSTRAINT posts_author REFERENCES users (id) ON DELETE SET NULL,
  title varchar(200) NOT NULL DEFAULT 'it''s new',
  CONSTRAINT title_given CHECK (title <> '')
);
CREATE UNIQUE INDEX posts_title ON posts (lower(title) DESC) WHERE title <> '';
""",
    ),
    "types": (
        """
enum "mood" {
  schema = schema.app
  values = ["glad", "sad"]
}
domain "email" {
  schema = schema.app
  type   = text
  check "has_at" { expr = "VALUE LIKE '%@%'" }
}
composite "place" {
  schema = schema.app
  field "street" { type = text }
}
schema "app" { comment = "All of it" }
table "people" {
  schema = schema.app
  column "mood" {
    type    = enum.mood
    default = "glad"
  }
  column "email" {
    null = true
    type = domain.email
  }
  column "at" {
    null    = true
    type    = timestamptz(3)
    default = sql("now()")
  }
  column "tags" {
    null = true
    type = sql("text[]")
  }
  column "ratio" {
    null = true
    type = double_precision
  }
  column "no" {
    type = bigint
    identity {
      generated = ALWAYS
      start     = 10
    }
  }
  column "twice" {
    null = true
    type = int
    as   = "1 + 1"
  }
}
""",
        """
CREATE SCHEMA app;
COMMENT ON SCHEMA app IS 'All of it';
CREATE TYPE app.mood AS ENUM ('glad', 'sad');
CREATE DOMAIN app.email AS text CONSTRAINT has_at CHECK (VALUE LIKE '%@%');
CREATE TYPE app.place AS (street text);
CREATE TABLE app.people (
  mood app.mood NOT NULL DEFAULT 'glad',
  email app.email,
  at timestamptz(3) DEFAULT now(),
  tags text[],
  ratio double precision,
  no bigint GENERATED ALWAYS AS IDENTITY (START WITH 10),
  twice int GENERATED ALWAYS AS (1 + 1) STORED
);
""",
    ),
    "routines_and_what_hangs_on_tables": (
        USERS
        + """
function "touch" {
  schema = schema.public
  lang   = PLpgSQL
  return = trigger
  as     = <<-SQL
  BEGIN
    RETURN NEW;
  END
  SQL
}
function "twice" {
  schema = schema.public
  lang   = SQL
  arg "n" {
    type = int
  }
  return     = int
  volatility = IMMUTABLE
  as         = "SELECT n * 2"
}
trigger "touched" {
  on = table.users
  before {
    update = true
  }
  foreach = ROW
  execute {
    function = function.touch
  }
}
policy "own" {
  on    = table.users
  for   = SELECT
  to    = [PUBLIC]
  using = "(id > 0)"
}
sequence "numbers" {
  schema = schema.public
  start  = 1000
}
view "all_users" {
  schema = schema.public
  as     = "SELECT id FROM users"
}
extension "citext" {
  schema  = schema.public
  version = "1.6"
}
""",
        """
CREATE EXTENSION citext;
CREATE TABLE users (id int PRIMARY KEY);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN
  RETURN NEW;
END$$;
CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql IMMUTABLE AS $$SELECT n * 2$$;
CREATE TRIGGER touched BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
CREATE POLICY own ON users FOR SELECT TO PUBLIC USING (id > 0);
CREATE SEQUENCE numbers START 1000;
CREATE VIEW all_users AS SELECT id FROM users;
""",
    ),
}


@pytest.mark.parametrize("case", POSTGRES)
def test_a_document_is_what_its_sql_is(case: str):
    text, sql = POSTGRES[case]
    loaded = read(text)
    assert loaded.problems == ()
    assert loaded.schema == from_sql(sql)


def test_mysql_says_its_own_things():
    text = """
schema "shop" {}
table "orders" {
  schema  = schema.shop
  engine  = "InnoDB"
  charset = "utf8mb4"
  collate = "utf8mb4_0900_ai_ci"
  column "id" {
    type           = int
    unsigned       = true
    auto_increment = true
  }
  column "state" {
    type    = enum("new", "it's")
    default = "new"
  }
  column "at" {
    type      = timestamp
    default   = sql("CURRENT_TIMESTAMP")
    on_update = sql("CURRENT_TIMESTAMP")
  }
  column "note" {
    null = true
    type = text
  }
  primary_key { columns = [column.id] }
  index "by_note" {
    on {
      column = column.note
      prefix = 20
    }
  }
}
"""
    sql = """
CREATE TABLE orders (
  id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
  state enum('new', 'it''s') NOT NULL DEFAULT 'new',
  at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  note text,
  KEY by_note (note(20))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci;
"""
    loaded = read(text, Dialect.MYSQL)
    assert loaded.problems == ()
    assert loaded.schema == from_sql(sql, Dialect.MYSQL)


def test_variables_and_locals_are_put_in():
    files = [
        SourceFile("a.hcl", 'variable "prefix" {\n type = string\n default = "app"\n}\n'),
        SourceFile(
            "b.hcl",
            'locals {\n  size = 40\n  table = "${var.prefix}_users"\n}\n'
            'table "users" {\n  schema = schema.public\n  comment = "Called ${local.table}"\n'
            '  column "name" {\n    type = varchar(local.size)\n  }\n}\n',
        ),
    ]
    [table] = load_hcl(files, LoadOptions(dialect=Dialect.POSTGRES)).schema.tables
    assert table.comment == "Called app_users"
    assert table.columns[0].type.args == ("40",)


def test_tables_of_one_name_are_told_apart_by_their_namespace():
    text = """
schema "a" {}
schema "b" {}
table "a" "t" {
  schema = schema.a
  column "id" { type = int }
  primary_key { columns = [column.id] }
}
table "b" "t" {
  schema = schema.b
  column "id" { type = int }
  foreign_key "f" {
    columns     = [column.id]
    ref_columns = [table.a.t.column.id]
  }
}
"""
    [_, table] = read(text).schema.tables
    assert (table.foreign_keys[0].ref_schema, table.foreign_keys[0].ref_table) == ("a", "t")


def test_positions_are_kept():
    loaded = read(USERS)
    assert loaded.origins["users"].line == 2
    assert (loaded.origins["users.id"].line, loaded.origins["users.id"].raw) == (4, "int")


def test_what_is_not_known_is_told_with_its_line():
    loaded = read(USERS.replace("type = int", "type = int\n    colour = 3") + 'robot "r" {}\n')
    assert [(problem.line, problem.message) for problem in loaded.problems] == [
        (6, "the attribute colour of column id is not known and was left out"),
        (10, "robot blocks are not known here: r was left out"),
    ]


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ('schema "public" {}\ntable "t" {\n  column "a" { type = text }\n}', Dialect.POSTGRES),
        ('schema "dbo" {}\ntable "t" {\n  column "a" { type = int }\n}', Dialect.MSSQL),
        ('schema "main" {}\ntable "t" {\n  column "a" { type = integer }\n}', Dialect.SQLITE),
        ('table "t" {\n  column "a" {\n    type = int\n    unsigned = true\n  }\n}', Dialect.MYSQL),
    ],
)
def test_the_dialect_is_told_by_its_words(text: str, dialect: Dialect):
    assert load_hcl([SourceFile("s.hcl", text)]).schema.dialect is dialect


HOSTILE = {
    "deep blocks": "a {\n" * 5_000,
    "deep lists": "x = " + "[" * 5_000,
    "deep templates": "x = " + '"${' * 5_000,
    "deep parentheses": "x = " + "(" * 100_000,
    "an open string": 'table "t {\n',
    "an open heredoc": "x = <<-SQL\n" * 1_000,
    "an open comment": "/* " * 10_000,
    "itself": 'locals {\n  a = local.b\n  b = local.a\n}\ntable "t" { comment = local.a }\n',
    "laughs": 'locals {\n  l0 = "haha"\n'
    + "".join(
        f'  l{n} = "{"".join(["${local.l" + str(n - 1) + "}"] * 10)}"\n' for n in range(1, 12)
    )
    + '}\ntable "t" { comment = local.l11 }\n',
    "no variable": 'table "t" { comment = var.nothing }\n',
    "no type": 'table "t" {\n  column "a" { }\n}\n',
    "twice": 'table "t" {\n  column "a" { type = int }\n  column "a" { type = int }\n}\n',
    "an operator": "x = 1 + 1\n",
    "nothing": "",
    "a key of nothing": 'table "t" {\n  primary_key { }\n}\n',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_one_error(name: str):
    with pytest.raises(SourceError):
        read(HOSTILE[name])


def test_an_error_says_its_line():
    with pytest.raises(SourceError, match=r"^schema\.hcl:3: this is not HCL: expected a name"):
        read('table "t" {\n  schema = schema.public\n  = 3\n}\n')


def test_the_database_of_mysql_keeps_its_name():
    text = (
        'schema "shop" {}\ntable "users" {\n  schema = schema.shop\n  column "id" { type = int }\n}'
    )
    loaded = load_hcl([SourceFile("s.hcl", text)], LoadOptions(dialect=Dialect.MYSQL))
    assert (loaded.database, loaded.schema.tables[0].schema) == ("shop", "")
    written = export(loaded.schema, "hcl", database=loaded.database)
    assert 'schema "shop" {' in written
    assert "schema = schema.shop" in written
    again = load_hcl([SourceFile("s.hcl", written)], LoadOptions(dialect=Dialect.MYSQL))
    assert (again.schema, again.database) == (loaded.schema, "shop")
