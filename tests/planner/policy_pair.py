"""One pair of schemas with every change that a policy can skip, for SQLite and PostgreSQL."""

from __future__ import annotations

from erdapp.diff.changes import Rename
from tests.planner.pairs import Pair, column, table

SQLITE = Pair(
    """
CREATE TABLE kept (id integer PRIMARY KEY, a integer, gone text, x varchar(9), CHECK (a < 900));
CREATE TABLE old_name (id integer PRIMARY KEY, kept_id integer REFERENCES kept (id), o text);
CREATE TABLE dropped (id integer PRIMARY KEY, kept_id integer REFERENCES kept (id));
CREATE TABLE child (id integer PRIMARY KEY, kept_id integer, d_id integer,
  FOREIGN KEY (d_id) REFERENCES kept (id), FOREIGN KEY (kept_id) REFERENCES kept (id));
CREATE INDEX kept_a ON kept (a);
CREATE INDEX kept_gone ON kept (gone);
CREATE INDEX kept_x ON kept (x);
""",
    """
CREATE TABLE kept (id integer PRIMARY KEY, a integer, came text, x varchar(30), CHECK (a < 900));
CREATE TABLE new_name (id integer PRIMARY KEY, kept_id integer REFERENCES kept (id), n text);
CREATE TABLE added (id integer PRIMARY KEY, kept_id integer REFERENCES kept (id));
CREATE TABLE child (id integer PRIMARY KEY, kept_id integer, a_id integer,
  FOREIGN KEY (a_id) REFERENCES added (id),
  FOREIGN KEY (kept_id) REFERENCES kept (id) ON DELETE CASCADE);
CREATE INDEX kept_came ON kept (came);
CREATE INDEX kept_x ON kept (x, a);
CREATE VIEW over AS SELECT id FROM added;
""",
    (table("old_name", "new_name"), column("new_name", "o", "n")),
)

POSTGRES = Pair(
    f"""CREATE SCHEMA former;
CREATE TYPE mood AS ENUM ('sad');
{SQLITE.before}
CREATE TABLE former.log (id int, m mood);
ALTER TABLE kept ADD COLUMN named int, ADD CONSTRAINT old_unique UNIQUE (named);
""",
    f"""CREATE SCHEMA later;
{SQLITE.after}
CREATE TABLE later.log (id int);
ALTER TABLE kept ADD COLUMN named int, ADD CONSTRAINT new_unique UNIQUE (named);
""",
    (*SQLITE.renames, Rename("constraint", "old_unique", "new_unique", "", "kept")),
)
