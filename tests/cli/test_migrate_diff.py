"""`erdapp migrate diff`, `checkpoint`, `rebase`, `import`: files that are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from erdapp.migdir.lock import directory_lock
from tests.migrating import Told, folder, migrate

DEV = ("--dev-url", "sqlite://dev?mode=memory")
USERS = "CREATE TABLE users (id integer NOT NULL PRIMARY KEY, name text NOT NULL);\n"
POSTS = "CREATE TABLE posts (id integer NOT NULL PRIMARY KEY);\n"
SYNCED = "The migration directory is synced with the desired state, no changes to be made\n"


class Project:
    """A desired state and a migration folder."""

    def __init__(self, path: Path, format_name: str = "atlas") -> None:
        self.path, self.folder = path, path / "migrations"
        self.dir = f"file://{self.folder}?format={format_name}"

    def wants(self, sql: str) -> Project:
        (self.path / "schema.sql").write_text(sql)
        return self

    def diff(self, *arguments: str) -> Told:
        to = f"file://{self.path}/schema.sql"
        return migrate("diff", *arguments, "--to", to, "--dir", self.dir)

    def files(self) -> list[str]:
        """The texts of the files in order."""
        return [path.read_text() for path in sorted(self.folder.glob("*.sql"))]

    def names(self) -> list[str]:
        """The names of the files without their versions."""
        return [path.name.partition("_")[2] for path in sorted(self.folder.glob("*.sql"))]


@pytest.mark.parametrize("dev", [DEV, ("--dialect", "sqlite")])
def test_the_first_file_and_the_next(tmp_path: Path, dev: tuple[str, ...]) -> None:
    project = Project(tmp_path).wants(USERS)
    told = project.diff("init", *dev)
    assert (told.code, told.text.count("\n")) == (0, 1)
    assert told.text.endswith("_init.sql\n")
    assert project.files() == [
        '-- Create "users" table\n'
        'CREATE TABLE "users" ("id" integer NOT NULL, "name" text NOT NULL, PRIMARY KEY ("id"));\n'
    ]
    assert project.diff(*dev) == (0, SYNCED)
    project.wants(USERS.replace("name", "age integer, name"))
    assert project.diff("age", *dev).code == 0
    assert project.files()[1] == (
        '-- Add column "age" to table: "users"\n'
        'ALTER TABLE "users" ADD COLUMN "age" integer NULL;\n'
    )
    assert project.names() == ["init.sql", "age.sql"]
    assert migrate("validate", "--dir", project.dir).code == 0


def test_bodies_are_indented_where_the_template_says_so(tmp_path: Path) -> None:
    project = Project(tmp_path).wants(USERS)
    assert project.diff(*DEV, "--format", '{{ sql . "  " }}').code == 0
    assert '(\n  "id" integer NOT NULL,\n' in project.files()[0]
    other = Project(tmp_path / "other")
    other.path.mkdir()
    assert other.wants(USERS).diff(*DEV, "--format", '{{ sql . "\\t" }}').code == 0
    assert '(\n\t"id" integer NOT NULL,\n' in other.files()[0]
    assert project.diff(*DEV, "--format", "{{ other . }}").code == 2


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    project = Project(tmp_path).wants(USERS)
    told = project.diff("--dry-run", *DEV)
    assert (told.code, told.text.startswith('-- Create "users" table\n')) == (0, True)
    assert not project.folder.exists()


def test_a_rename_is_told(tmp_path: Path) -> None:
    project = Project(tmp_path).wants(USERS)
    project.diff("init", *DEV)
    project.wants(USERS.replace("name", "title"))
    assert project.diff("title", *DEV, "--rename", "users.name=title").code == 0
    assert "RENAME COLUMN" in project.files()[1]


def test_a_migration_in_two_steps_is_two_files(tmp_path: Path) -> None:
    project = Project(tmp_path).wants(USERS)
    project.diff("init", *DEV)
    project.wants(USERS.replace("name", "title"))
    told = project.diff("title", *DEV, "--rename", "users.name=title", "--expand-contract")
    assert told.code == 0
    assert project.names() == ["init.sql", "title_expand.sql", "title_contract.sql"]
    assert project.diff(*DEV) == (0, SYNCED)


def test_what_has_to_run_alone_is_said_at_the_head(tmp_path: Path) -> None:
    project = Project(tmp_path).wants(USERS)
    project.diff("init", "--dialect", "postgres")
    project.wants(USERS + "CREATE INDEX i ON users (name);\n")
    assert project.diff("i", "--dialect", "postgres", "--concurrent-index", "create").code == 0
    assert project.files()[1].startswith("-- atlas:txmode none\n\n-- Create index")


def test_a_state_that_lost_something_is_not_planned_from(tmp_path: Path) -> None:
    project = Project(tmp_path).wants(f"{USERS}CREATE TABLE;\n")
    told = project.diff("--dialect", "sqlite")
    assert (told.code, "is incomplete" in told.text) == (2, True)


def test_flags_that_are_missing_are_named(tmp_path: Path) -> None:
    told = migrate("diff", "--dir", f"file://{tmp_path}")
    assert (told.code, "--to is missing" in told.text) == (2, True)


@pytest.mark.parametrize(
    "format_name", ["golang-migrate", "goose", "flyway", "liquibase", "dbmate"]
)
def test_every_format_goes_on_from_what_it_wrote(tmp_path: Path, format_name: str) -> None:
    project = Project(tmp_path, format_name).wants(USERS)
    assert project.diff("init", *DEV).code == 0
    assert project.diff(*DEV) == (0, SYNCED)
    assert project.wants(USERS + POSTS).diff("posts", *DEV).code == 0
    assert project.diff(*DEV) == (0, SYNCED)
    target = tmp_path / "atlas"
    told = migrate("import", "--from", project.dir, "--to", f"file://{target}")
    assert told.code == 0, told.text
    names = [path.name.partition("_")[2] for path in sorted(target.glob("*.sql"))]
    assert names == ["init.sql", "posts.sql"]
    assert (
        "-- reverse"
        not in (target / sorted(path.name for path in target.glob("*.sql"))[0]).read_text()
    )
    assert migrate("validate", "--dir", f"file://{target}", *DEV).code == 0
    again = Project(tmp_path).wants(USERS + POSTS)
    again.dir = f"file://{target}"
    assert again.diff(*DEV) == (0, SYNCED)


def test_import_keeps_the_order_and_wants_an_empty_target(tmp_path: Path) -> None:
    source = folder(
        tmp_path / "flyway", "flyway", V1__a=USERS, V2__b=POSTS, V10__c="DROP TABLE posts;\n",
        R__v="CREATE VIEW v AS SELECT 1;\n", U2__b="DROP TABLE posts;\n",
    )  # fmt: skip
    target = tmp_path / "m"
    assert migrate("import", "--from", source, "--to", f"file://{target}").code == 0
    names = sorted(path.name for path in target.glob("*.sql"))
    assert names == ["01_a.sql", "02_b.sql", "10R_v.sql", "10_c.sql"] or names == [
        "01_a.sql", "02_b.sql", "10_c.sql", "10R_v.sql",
    ]  # fmt: skip
    told = migrate("import", "--from", source, "--to", f"file://{target}")
    assert (told.code, "the target directory has to be empty" in told.text) == (2, True)
    told = migrate("import", "--from", f"file://{target}", "--to", f"file://{tmp_path}/x")
    assert (told.code, "is in Atlas's format already" in told.text) == (2, True)


def test_a_checkpoint_makes_what_all_files_make(tmp_path: Path) -> None:
    project = Project(tmp_path).wants(USERS)
    project.diff("init", *DEV)
    project.wants(USERS + POSTS).diff("posts", *DEV)
    assert migrate("checkpoint", "--tag", "v1", "--dir", project.dir, *DEV).code == 0
    assert project.names() == ["init.sql", "posts.sql", "checkpoint.sql"]
    text = project.files()[2]
    assert text.startswith("-- atlas:checkpoint v1\n\n-- Create")
    assert project.diff(*DEV) == (0, SYNCED)
    told = migrate("apply", "--url", f"sqlite://{tmp_path}/a.db", "--dir", project.dir)
    assert "(1 migrations in total)" in told.text


def test_rebase_puts_files_last_and_settles_the_sum(tmp_path: Path) -> None:
    at = folder(tmp_path, _20240101000000_a=USERS, _20240102000000_b=POSTS)
    (tmp_path / "atlas.sum").write_text("<<<<<<< ours\n=======\n>>>>>>> theirs\n")
    assert migrate("validate", "--dir", at).code == 2
    told = migrate("rebase", "20240101000000", "--dir", at)
    assert (told.code, told.text.startswith("20240101000000_a.sql -> 20")) == (0, True)
    names = sorted(path.name for path in tmp_path.glob("*.sql"))
    assert [name.partition("_")[2] for name in names] == ["b.sql", "a.sql"]
    assert migrate("validate", "--dir", at).code == 0
    assert migrate("rebase", "7", "--dir", at).text == (
        'erdapp: migration with version "7" not found\n'
    )


def test_rebase_takes_the_way_back_along(tmp_path: Path) -> None:
    at = folder(tmp_path, "golang-migrate", **{"1_a.up": USERS, "1_a.down": "", "2_b.up": POSTS})
    assert migrate("rebase", "1", "--dir", at).code == 0
    names = [path.name for path in tmp_path.glob("*_a.*.sql")]
    assert len(names) == 2
    assert len({name.partition("_")[0] for name in names}) == 1


def test_the_project_file_says_what_flags_don_t(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("schema.sql").write_text(USERS)
    Path("atlas.hcl").write_text(
        """
        env "dev" {
          src = "file://schema.sql"
          url = "sqlite://app.db"
          dev = "sqlite://dev?mode=memory"
          migration { dir = "file://changes" }
          format { migrate { diff = "{{ sql . \\"  \\" }}" } }
        }
        """
    )
    assert migrate("diff", "init", "--env", "dev").code == 0
    assert '(\n  "id"' in next(Path("changes").glob("*_init.sql")).read_text()
    assert migrate("--env", "dev", "apply").code == 0
    assert "Migration Status: OK" in migrate("status", "--env", "dev").text
    assert migrate("diff", "--env", "dev").text == SYNCED


def test_a_directory_is_a_state_of_its_own(tmp_path: Path) -> None:
    """Any command takes one, at any version, in any format."""
    project = Project(tmp_path, "goose").wants(USERS)
    project.diff("init", *DEV)
    project.wants(USERS + POSTS).diff("posts", *DEV)
    first = sorted(path.name for path in project.folder.glob("*.sql"))[0].partition("_")[0]
    other = Project(tmp_path)
    other.dir = f"file://{tmp_path}/other"
    told = migrate("diff", "--to", f"{project.dir}&version={first}", "--dir", other.dir, *DEV)
    assert told.code == 0, told.text
    text = next((tmp_path / "other").glob("*.sql")).read_text()
    assert ('CREATE TABLE "users"' in text, 'CREATE TABLE "posts"' in text) == (True, False)
    (tmp_path / "migrations" / "atlas.sum").write_text("h1:\n")
    told = migrate("diff", "--to", project.dir, "--dir", other.dir, *DEV)
    assert (told.code, "checksum mismatch" in told.text) == (2, True)


QUALIFIED = """
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TABLE users (id int PRIMARY KEY, mood mood);
CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users (id));
CREATE INDEX by_user ON orders (user_id);
"""


def test_names_are_qualified_where_that_is_asked_for(tmp_path: Path) -> None:
    project = Project(tmp_path).wants(QUALIFIED)
    flags = ("--dialect", "postgres", "--qualifier", "shop")
    assert project.diff(*flags).code == 0
    (text,) = project.files()
    for part in (
        'CREATE TYPE "shop"."mood"',
        '"mood" shop.mood NULL',
        'CREATE TABLE "shop"."users"',
        'REFERENCES "shop"."users"',
        'ON "shop"."orders"',
    ):
        assert part in text, text
    assert project.diff(*flags) == (0, SYNCED)
    project.wants(QUALIFIED.replace("user_id int", "note text, user_id int"))
    assert project.diff("note", *flags).code == 0
    assert 'ALTER TABLE "shop"."orders" ADD COLUMN "note"' in project.files()[1]


def test_a_qualifier_says_nothing_for_sqlite(tmp_path: Path) -> None:
    told = Project(tmp_path).wants(USERS).diff(*DEV, "--qualifier", "shop")
    assert told.code == 2
    assert "--qualifier says nothing for sqlite" in told.text


def test_two_at_once_do_not_write_the_same_change_twice(tmp_path: Path) -> None:
    project = Project(tmp_path).wants(USERS)
    project.folder.mkdir()
    with directory_lock(project.folder, 1):
        told = project.diff(*DEV, "--lock-timeout", "100ms")
    assert told.code == 2
    assert "give more time with --lock-timeout" in told.text
    assert project.files() == []
