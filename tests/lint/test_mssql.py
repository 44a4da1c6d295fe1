"""SQL Server: its own words for renames and batches."""

from __future__ import annotations

import pytest

from erdapp.lint.report import edited
from tests.lint.linting import codes, findings

BEFORE = "CREATE TABLE pets (id int PRIMARY KEY, name varchar(9));\nGO\n"
FOUND = {
    "DS102": "DROP TABLE pets;\n",
    "DS103": "ALTER TABLE pets DROP COLUMN name;\n",
    "BC101": "EXEC sp_rename 'pets', 'animals';\n",
    "BC102": "EXEC sp_rename 'pets.name', 'title', 'COLUMN';\n",
    "MF101": "CREATE UNIQUE INDEX i ON pets (name);\n",
    "MF103": "ALTER TABLE pets ADD c int NOT NULL;\n",
    "MF104": "ALTER TABLE pets ALTER COLUMN name varchar(9) NOT NULL;\n",
}


@pytest.mark.parametrize("code", FOUND)
def test_it_is_found_and_its_edit_mends_it(code: str) -> None:
    text = FOUND[code]
    (found,) = findings("mssql", BEFORE, text)
    assert found.code == code
    edits = [fix.edit for fix in found.fixes if fix.edit]
    if edits:
        assert codes("mssql", BEFORE, edited(text, edits)) == []


def test_a_view_begins_a_batch() -> None:
    (found,) = findings("mssql", BEFORE, FOUND["BC101"])
    assert found.fixes[0].edit is not None
    lines = edited(FOUND["BC101"], [found.fixes[0].edit]).splitlines()
    assert lines[1:] == ["GO", "CREATE VIEW [pets] AS SELECT * FROM [animals];", "GO"]
