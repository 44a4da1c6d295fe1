"""What lint finds, on the pages of a version, a table, a comparison; and its documentation."""

from __future__ import annotations

import pytest

from erdapp.lint.codes import TITLES
from erdapp.planner import plan
from erdapp.schema import Dialect
from erdapp.store.access import Visitor
from erdapp.store.actions.versions import add_version
from erdapp.store.findings import of_plan
from erdapp.store.models import Snapshot
from erdapp.web.findings import untold
from tests.people import FIRST, People, sql
from tests.planner.sources import schema
from tests.web.conftest import statuses

NO_KEY = FIRST + "\n\nCREATE TABLE logs (at TEXT, amount REAL);\n"


@pytest.fixture
def odd(people: People) -> People:
    """A third version with a table that has no key."""
    add_version(people.project, sql(NO_KEY), Visitor(people.alice))
    return people


def test_a_version_counts_its_findings_in_a_tab(odd: People) -> None:
    page = odd.client("alice").get(f"{odd.url}v/3/").content.decode()
    assert "Findings · 2" in page
    assert "Findings ·" not in odd.client("alice").get(f"{odd.url}v/1/").content.decode()


def test_the_page_says_what_where_and_how_to_mend_it(odd: People) -> None:
    page = odd.client("alice").get(f"{odd.url}v/3/findings/").content.decode()
    line = NO_KEY[: NO_KEY.index("CREATE TABLE logs")].count("\n") + 1
    assert "Table &quot;logs&quot; has no primary key" in page
    assert f"schema.sql:{line}" in page
    assert 'href="/docs/lint/ER101/"' in page
    assert "Use numeric or decimal for money" in page
    assert f'href="{odd.url}v/3/t/logs/"' in page


def test_without_findings_it_says_so(people: People) -> None:
    page = people.client("alice").get(f"{people.url}v/1/findings/").content.decode()
    assert "Nothing was found" in page


def test_the_page_of_a_table_shows_its_own(odd: People) -> None:
    client = odd.client("alice")
    assert "has no primary key" in client.get(f"{odd.url}v/3/t/logs/").content.decode()
    assert "has no primary key" not in client.get(f"{odd.url}v/3/t/users/").content.decode()


def test_another_build_looks_anew(odd: People) -> None:
    client = odd.client("alice")
    client.get(f"{odd.url}v/3/")
    snapshot = odd.project.versions.get(number=3).snapshot
    Snapshot.objects.filter(pk=snapshot.pk).update(findings=b"", findings_maker="older")
    assert "Findings · 2" in client.get(f"{odd.url}v/3/").content.decode()


@pytest.mark.parametrize("tab", ["", "/migration"])
def test_a_comparison_tells_the_findings_of_its_plan(odd: People, tab: str) -> None:
    page = odd.client("alice").get(f"{odd.url}compare/3...1{tab}").content.decode()
    assert "Dropping table &quot;logs&quot;" in page
    assert "Add a pre-migration check to ensure table &quot;logs&quot; is empty" in page
    assert 'href="/docs/lint/DS102/"' in page


def test_a_comparison_without_a_danger_has_no_findings(odd: People) -> None:
    page = odd.client("alice").get(f"{odd.url}compare/1...3").content.decode()
    assert "/docs/lint/" not in page


def test_who_may_see_it(people: People) -> None:
    assert statuses(people, f"{people.url}v/1/findings/") == (200, 200, 404, 404)


@pytest.mark.parametrize("code", TITLES)
@pytest.mark.django_db
def test_every_code_has_a_page(client, code: str) -> None:
    page = client.get(f"/docs/lint/{code}/").content.decode()
    assert f"<h1>{code}: " in page
    assert ".md" not in page


@pytest.mark.django_db
def test_the_overview_links_them_and_others_are_not_found(client) -> None:
    assert 'href="/docs/lint/DS102/"' in client.get("/docs/lint/").content.decode()
    assert client.get("/docs/lint/README/").status_code == 404
    assert client.get("/docs/lint/DS999/").status_code == 404


def test_what_a_finding_tells_is_no_warning_beside_it() -> None:
    before, after = (
        schema(text, Dialect.POSTGRES)
        for text in ("CREATE TABLE t (a int, b int);", "CREATE TABLE t (a int);")
    )
    found = plan(before, after)
    findings = of_plan(before, found)
    assert [item.code for item in findings] == ["DS103"]
    assert [statement.warning for statement in untold(found, ())] != []
    assert untold(found, findings) == ()
