"""Items of a table that are cut out and remembered are what reading every word makes of them."""

from __future__ import annotations

import pytest

from erdapp.loaders import sql
from erdapp.loaders.base import Loaded, LoadOptions, SourceFile
from erdapp.loaders.sql import remembered
from erdapp.schema import Dialect
from tests.corpus import CORPUS, needs_corpus

TABLES = {
    "a column said twice": "CREATE TABLE t (a int, b int NOT NULL, a int, c int NOT NULL)",
    "a comma too much": "CREATE TABLE t (a int NOT NULL,\n b int NOT NULL,\n)",
    "columns of the key": "CREATE TABLE t (a int, PRIMARY KEY (b), b int, c int)",
    "two keys": "CREATE TABLE t (a int PRIMARY KEY, b int PRIMARY KEY)",
    "comments": "CREATE TABLE t (a int, -- one, two\n b int, /* ) */ c int DEFAULT 1)",
    "a comma in a string": "CREATE TABLE t (a varchar(9) DEFAULT 'x, y)', b int)",
    "escapes": r"CREATE TABLE t (a varchar(9) DEFAULT 'it\'s', b int, c int)",
    "checks": "CREATE TABLE t (a int CHECK (a IN (1, (2), 3)), b int, CHECK (a < b))",
    "deep parentheses": "CREATE TABLE t (a int DEFAULT ((((((1)))))), b int)",
    "never closed": "CREATE TABLE t (a int, b int",
    "nothing inside": "CREATE TABLE t ()",
    "not understood": "CREATE TABLE t (a int FROBNICATED, b int, ?, c int)",
    "options behind": "CREATE TABLE t (a int) WITH (fillfactor = 70)",
    "types of one's own": "CREATE TABLE s.t (a s.mood, b mood NOT NULL, c mood)",
    "arrays": "CREATE TABLE t (a text[], b int[3] NOT NULL, c int ARRAY)",
    "serial": "CREATE TABLE t (a serial PRIMARY KEY, b bigserial, c serial)",
    "identity": "CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, b int)",
    "quoted": 'CREATE TABLE "T" ("a b" int NOT NULL, "c""d" int, "primary" int)',
    "without types": "CREATE TABLE t (a, b PRIMARY KEY, c NOT NULL)",
    "auto increment": "CREATE TABLE t (a int AUTO_INCREMENT PRIMARY KEY, b int COMMENT 'x')",
    "a query": "CREATE TABLE t (SELECT 1)",
    "references": "CREATE TABLE t (a int REFERENCES u (b), c int NOT NULL REFERENCES t(a) "
    "ON DELETE SET  NULL, d int PRIMARY KEY REFERENCES u (b) ON DELETE CASCADE, "
    "e int REFERENCES u (b) ON UPDATE CASCADE, f int REFERENCES u(b) ON DELETE RESTRICT)",
    "a reference said twice": "CREATE TABLE t (a int REFERENCES u (b), a int REFERENCES u (b))",
    "a column called references": "CREATE TABLE t (references int, a references, b int)",
    "indexes": "CREATE TABLE t (a int, B int); CREATE INDEX i ON t (a, B);\n"
    "CREATE UNIQUE INDEX\n j\n ON T(a);CREATE INDEX concurrently ON t (a); CREATE INDEX i ON t (a)"
    "; CREATE INDEX k ON only (a); CREATE INDEX l ON s.t (a); CREATE INDEX m ON t (a desc)",
    "comments on": "CREATE TABLE t (a int); COMMENT ON TABLE t IS 'it''s'; COMMENT ON COLUMN t.A "
    "IS 'x'; COMMENT ON COLUMN public.t.a IS 'y'; COMMENT ON COLUMN t.z IS 'z'; COMMENT ON TABLE U "
    "IS 'u'; COMMENT ON TABLE t IS 'a' 'b'; COMMENT ON TABLE t IS NULL; COMMENT ON COLUMN t IS ''",
    "foreign keys": "CREATE TABLE u (a int, b int); CREATE TABLE s.t (a int, b int);"
    "ALTER TABLE u ADD FOREIGN KEY (a) REFERENCES u;"
    "ALTER TABLE ONLY s.T\n ADD CONSTRAINT C FOREIGN KEY (a, B) REFERENCES u ( a,b ) ON DELETE SET"
    "\nNULL ON UPDATE CASCADE; alter table u add foreign key(b)references s.t(a)on delete no "
    "action; ALTER TABLE u ADD FOREIGN KEY (a) REFERENCES u; ALTER TABLE gone ADD FOREIGN KEY (a) "
    "REFERENCES u; ALTER TABLE only ADD FOREIGN KEY (a) REFERENCES u; ALTER TABLE u ADD FOREIGN KEY"
    " (a) REFERENCES u (a) NOT VALID; ALTER TABLE u ADD FOREIGN KEY (a) REFERENCES U ON DELETE "
    "RESTRICT ON UPDATE SET DEFAULT, ADD FOREIGN KEY (b) REFERENCES u;"
    "ALTER TABLE u ADD FOREIGN KEY (a) REFERENCES u ON UPDATE SET DEFAULT ON UPDATE RESTRICT",
    "foreign keys on a search path": "CREATE TABLE s.u (a int); SET search_path TO p, s;"
    "ALTER TABLE u ADD FOREIGN KEY (a) REFERENCES u; CREATE TABLE u (a int);"
    "ALTER TABLE s.u ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES u (a)",
    "lines": "\n\nCREATE TABLE t (\n a int,\n\n b int,\n c int REFERENCES t (a),\n d int\n)",
}


def _loaded(text: str, dialect: Dialect) -> Loaded:
    return sql.load_sql([SourceFile("f.sql", text)], LoadOptions(dialect=dialect))


def _same(text: str, dialect: Dialect, patched: pytest.MonkeyPatch) -> None:
    remembered.clear()
    fast = _loaded(text, dialect)
    with patched.context() as patch:
        patch.setattr(remembered, "opening", lambda text: 0)
        patch.setattr(remembered, "read_plain", lambda text, line, state: False)
        remembered.clear()
        slow = _loaded(text, dialect)
        remembered.clear()
    assert fast.schema == slow.schema
    assert fast.origins == slow.origins
    assert fast.problems == slow.problems


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)
def test_a_table_cut_into_items_is_the_table_read_word_by_word(
    text: str, dialect: Dialect, monkeypatch: pytest.MonkeyPatch
) -> None:
    _same(text, dialect, monkeypatch)


@pytest.mark.corpus
@needs_corpus
@pytest.mark.parametrize("dialect", Dialect)
def test_real_files_load_the_same_with_and_without_items(
    dialect: Dialect, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in sorted((CORPUS / dialect).glob("*.sql")):
        _same(path.read_text(encoding="utf-8", errors="replace"), dialect, monkeypatch)
