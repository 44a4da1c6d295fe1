"""PostgreSQL: what of a foreign key changes without dropping it, which would check every row."""

from __future__ import annotations

import pytest

from erdapp.planner import plan
from erdapp.runner import Verdict, prove
from erdapp.schema import Dialect
from tests.planner.sources import schema

TABLES = """
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY, a_id int);
"""
KEY = "ALTER TABLE b ADD CONSTRAINT {name} FOREIGN KEY (a_id) REFERENCES a (id){more};"
TOLD = "COMMENT ON CONSTRAINT {name} ON b IS '{text}';"
PLAIN = KEY.format(name="f", more="")

CHANGES = {
    "another comment": (
        PLAIN + TOLD.format(name="f", text="one"),
        PLAIN + TOLD.format(name="f", text="two"),
        ['COMMENT ON CONSTRAINT "f" ON "b" IS \'two\''],
    ),
    "another name and comment": (
        PLAIN,
        KEY.format(name="g", more="") + TOLD.format(name="g", text="two"),
        [
            'ALTER TABLE "b" RENAME CONSTRAINT "f" TO "g"',
            'COMMENT ON CONSTRAINT "g" ON "b" IS \'two\'',
        ],
    ),
    "valid at last": (
        KEY.format(name="f", more=" NOT VALID"),
        PLAIN,
        ['ALTER TABLE "b" VALIDATE CONSTRAINT "f"'],
    ),
}


@pytest.mark.live
@pytest.mark.parametrize("what", CHANGES)
def test_the_key_stays_while_it_changes(postgres_url: str, what: str) -> None:
    older, newer, wanted = CHANGES[what]
    before, after = (schema(TABLES + text, Dialect.POSTGRES) for text in (older, newer))
    found = plan(before, after)
    assert [statement.sql for statement in found.up] == wanted
    assert prove(before, after, found, url=postgres_url).verdict is Verdict.PROVED


@pytest.mark.live
def test_a_key_that_must_go_for_another_change_gets_its_comment_with_its_return(
    postgres_url: str,
) -> None:
    before = schema(TABLES + PLAIN, Dialect.POSTGRES)
    wider = TABLES.replace("(id int", "(id bigint").replace("a_id int", "a_id bigint")
    after = schema(wider + PLAIN + TOLD.format(name="f", text="two"), Dialect.POSTGRES)
    found = plan(before, after)
    assert [statement.sql.split()[0] for statement in found.up][-1] == "COMMENT"
    assert sum("COMMENT ON" in statement.sql for statement in found.up) == 1
    assert prove(before, after, found, url=postgres_url).verdict is Verdict.PROVED
