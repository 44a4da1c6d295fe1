"""Models on the page: a folder with its paths, a text in a chosen language, the migrations."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.test import Client

from erdapp.loaders.detect import Language
from erdapp.loaders.sequelize.child import BUILD, end_spare
from erdapp.store.models import Project, Version
from tests.loaders.sequelize.cases import TASK_AND_USER, TASK_AND_USER_TYPED

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not (BUILD / "sequelize.js").exists(), reason="the bundle isn't built: npm run build"
    ),
]
BOUNDARY = "a-line-between-files"
APPLICATIONS = Path(__file__).parents[1] / "loaders" / "sequelize" / "applications"


@pytest.fixture(autouse=True)
def _spare():  # type: ignore[no-untyped-def]
    """The warm worker that a load leaves behind is ended with the test."""
    yield
    end_spare()


def send(client: Client, url: str, files: dict[str, str], **fields: str) -> Version:
    """What a browser sends for a chosen folder: the names of the files are paths."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in {"text": "", **fields}.items()
    ]
    parts += [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="folder"; filename="{path}"\r\n'
        f"Content-Type: text/plain\r\n\r\n{text}\r\n"
        for path, text in files.items()
    ]
    body = "".join(parts) + f"--{BOUNDARY}--\r\n"
    response = client.post(
        url, body.encode(), content_type=f"multipart/form-data; boundary={BOUNDARY}"
    )
    assert response.status_code == 302, response.content.decode()
    return Version.objects.order_by("-pk")[0]


def folder(files: dict[str, str]) -> dict[str, str]:
    return {f"app/models/{path}": text for path, text in files.items()}


def with_age(files: dict[str, str]) -> dict[str, str]:
    return {
        path: text.replace(
            "    name: {", "    age: { type: DataTypes.INTEGER, allowNull: false },\n    name: {"
        ).replace(
            "  @AllowNull(false)\n  @Column\n  name",
            "  @AllowNull(false)\n  @Column\n  age!: number;\n\n"
            "  @AllowNull(false)\n  @Column\n  name",
        )
        for path, text in files.items()
    }


@pytest.mark.parametrize("models", [TASK_AND_USER, TASK_AND_USER_TYPED])
def test_task_and_user_give_the_two_migrations(models: dict[str, str], client: Client) -> None:
    first = send(client, "/", folder(models), dialect="mysql")
    assert (first.source_kind, first.dialect, first.snapshot.tables) == ("sequelize", "mysql", 2)
    assert not first.incomplete
    sql = client.get(f"/p/{first.project.slug}/v/1/erd.sql").content.decode()
    assert sql.index("CREATE TABLE `Users`") < sql.index("CREATE TABLE `Tasks`")
    assert "FOREIGN KEY (`userID`) REFERENCES `Users` (`id`)" in sql
    second = send(client, f"/p/{first.project.slug}/versions/", folder(with_age(models)))
    assert (second.number, second.dialect) == (2, "mysql")
    up = client.get(f"/p/{first.project.slug}/compare/1...2/up.sql").content.decode()
    statements = [line for line in up.splitlines() if line and not line.startswith("--")]
    assert statements == ["ALTER TABLE `Users` ADD COLUMN `age` int NOT NULL AFTER `id`;"]


def test_the_paths_of_a_folder_are_kept(client: Client) -> None:
    files = {
        path.relative_to(APPLICATIONS).as_posix(): path.read_text()
        for path in (APPLICATIONS / "shop").rglob("*.js*")
    }
    version = send(client, "/", files)
    assert version.project.name == "Shop"
    assert version.snapshot.tables == 24
    assert version.skipped == ["shop/migrations/20200101-create.js"]
    assert "shop/models/user.js" in version.sources.values_list("path", flat=True)
    page = client.get(f"/p/{version.project.slug}/v/1/sql/").content.decode()
    assert "shop/migrations/20200101-create.js" in page


def test_a_hostile_path_is_only_a_label(client: Client) -> None:
    version = send(client, "/", {"../../etc/<b>x</b>.sql": "CREATE TABLE t (id INTEGER);"})
    assert version.sources.get().path == "etc/<b>x</b>.sql"


@pytest.mark.parametrize("language", ["", "sequelize"])
def test_a_pasted_model_is_told_by_its_looks_or_by_the_switch(
    language: str, client: Client
) -> None:
    text = (
        "const { Sequelize, DataTypes } = require('sequelize');\n"
        "const sequelize = new Sequelize('sqlite::memory:');\n"
        "sequelize.define('User', { name: DataTypes.STRING });\n"
    )
    client.post("/", {"text": text, "language": language})
    version = Version.objects.get()
    assert (version.source_kind, version.snapshot.tables) == ("sequelize", 1)


def test_the_switch_offers_every_language(client: Client) -> None:
    page = client.get("/").content.decode()
    for language in Language:
        assert f'<option value="{language.value}">{language.label}</option>' in page


def test_a_zip_of_models_and_a_broken_file_make_an_incomplete_version(client: Client) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, text in folder(TASK_AND_USER).items():
            archive.writestr(path, text)
        archive.writestr("app/models/bad.js", "module.exports = (sequelize, DataTypes) => {\n"
                         "  sequelize.define('Bad', { a: DataTypes.NOPE.x });\n};\n")  # fmt: skip
        archive.writestr("app/node_modules/x/index.js", "throw 1")
    packed.seek(0)
    packed.name = "models.zip"
    client.post("/", {"uploads": [packed], "dialect": "postgres"})
    version = Version.objects.get()
    assert version.incomplete
    assert version.snapshot.tables == 2
    assert version.skipped == ["app/node_modules/x/index.js"]
    page = client.get(f"/p/{version.project.slug}/v/1/problems/").content.decode()
    assert "app/models/bad.js:2</a>" in page
    assert "#L2" in page


def test_a_load_that_fails_stores_nothing(client: Client) -> None:
    response = client.post("/", {"text": "oops(", "language": "sequelize"})
    assert response.status_code == 400
    assert "pasted.ts:1" in response.content.decode()
    assert not Project.objects.exists()


def test_tables_and_columns_lead_to_their_lines(client: Client) -> None:
    first = send(client, "/", folder(TASK_AND_USER), dialect="postgres")
    send(client, f"/p/{first.project.slug}/versions/", folder(with_age(TASK_AND_USER)))
    base = f"/p/{first.project.slug}/v/1/"
    page = client.get(f"{base}t/Tasks/").content.decode()
    assert f'href="{base}sql/?file=0#L3"' in page
    assert "app/models/task.js:3</a>" in page
    assert f'href="{base}sql/?file=0#L4"' in page  # its column `complete`
    source = client.get(f"{base}sql/?file=0").content.decode()
    assert '<span id="L4">' in source
    changes = client.get(f"/p/{first.project.slug}/compare/1...2/changes").content.decode()
    assert f'href="/p/{first.project.slug}/v/2/sql/?file=1#L4"' in changes


def test_behind_a_share_link_places_are_no_links(client: Client) -> None:
    first = send(client, "/", folder(TASK_AND_USER), dialect="postgres")
    client.post(f"/p/{first.project.slug}/share/", {"version": 1})
    token = first.shares.get().token
    page = Client().get(f"/s/{token}/t/Tasks/").content.decode()
    assert '<span class="place">app/models/task.js:3</span>' in page
