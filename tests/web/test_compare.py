"""`/p/<slug>/compare/<a>...<b>`: the differences on the diagram, with proof and questions."""

from __future__ import annotations

from erdapp.loaders.archive import Upload
from erdapp.schema import Dialect
from erdapp.store.access import Visitor
from erdapp.store.actions.projects import set_visibility
from erdapp.store.actions.versions import Source, add_version
from erdapp.store.models import Comparison, ProofState, Visibility
from tests.people import FIRST, People, sql
from tests.web.conftest import statuses


def test_the_differences_the_proof_and_the_sql_are_shown(people: People) -> None:
    page = people.client("alice").get(f"{people.url}compare/1...2").content.decode()
    assert "<svg" in page
    assert "Proved on SQLite" in page
    assert "Looks renamed" in page
    assert "+1 table" in page
    assert "tags" in page


def test_while_the_proof_runs_the_page_asks_again(people: People) -> None:
    client = people.client("alice")
    client.get(f"{people.url}compare/1...2")
    Comparison.objects.update(state=ProofState.RUNNING, proof={})
    page = client.get(f"{people.url}compare/1...2").content.decode()
    assert '<noscript><meta http-equiv="refresh"' in page
    assert f'hx-get="{people.url}compare/1...2/proof"' in page


def test_equal_versions_say_so(people: People) -> None:
    page = people.client("alice").get(f"{people.url}compare/1...1").content.decode()
    assert "equal" in page


def test_a_large_comparison_opens_with_what_changed(people: People) -> None:
    tables = [f"CREATE TABLE t{n} (id INTEGER PRIMARY KEY);" for n in range(40)]
    for text in ("".join(tables), "".join(tables).replace("t7 (id", "t7 (more TEXT, id")):
        add_version(people.project, sql(text), Visitor(people.alice))
    client = people.client("alice")
    opened = client.get(f"{people.url}compare/3...4").content.decode()
    assert "t7" in picture_of(opened)
    assert "t8" not in picture_of(opened)
    assert "t8" in picture_of(client.get(f"{people.url}compare/3...4?only=all").content.decode())
    assert "t8" in picture_of(client.get(f"{people.url}compare/4...4").content.decode())


def test_what_names_suggest_is_drawn_on_wish(people: People) -> None:
    loose = "CREATE TABLE users (id INTEGER PRIMARY KEY); CREATE TABLE orders (user_id INTEGER"
    for text in (f"{loose});", f"{loose}, note TEXT);"):
        add_version(people.project, sql(text), Visitor(people.alice))
    client, url = people.client("alice"), f"{people.url}compare/3...4"
    plain = client.get(url).content.decode()
    assert "?only=all&amp;inferred=1" in plain
    assert "inferred" not in picture_of(plain)
    assert "inferred" in picture_of(client.get(f"{url}?inferred=1").content.decode())
    assert "edge inferred" in client.get(f"{url}/erd.svg?inferred=1").content.decode()
    without = client.get(f"{people.url}compare/1...2").content.decode()
    assert "?only=all&amp;inferred=1" not in without


def picture_of(page: str) -> str:
    start = page.index('<svg xmlns="http://www.w3.org/2000/svg" class="erd')
    return page[start : page.index("</svg>", start)]


def test_two_dialects_are_told_apart_in_one_sentence(people: People) -> None:
    source = Source(uploads=(Upload("a.sql", FIRST.encode()),), dialect=Dialect.POSTGRES)
    add_version(people.project, source, Visitor(people.alice))
    response = people.client("alice").get(f"{people.url}compare/1...3")
    assert response.status_code == 400
    assert "only versions of one database can be compared" in response.content.decode()


def test_the_two_numbers_of_a_form_become_the_address(people: People) -> None:
    client = people.client("alice")
    assert client.get(f"{people.url}compare/?a=1&b=2").url == f"{people.url}compare/1...2"
    assert client.get(f"{people.url}compare/?a=x").url == people.url


def test_an_onlooker_of_a_public_project_may_compare_but_not_answer(people: People) -> None:
    set_visibility(people.project, Visibility.PUBLIC, Visitor(people.alice))
    page = people.client("nobody").get(f"{people.url}compare/1...2").content.decode()
    assert "Looks renamed" in page
    assert f"{people.url}compare/1...2/answer" not in page


def test_who_may_see_it(people: People) -> None:
    assert statuses(people, f"{people.url}compare/1...2") == (200, 200, 404, 404)
    assert statuses(people, f"{people.url}compare/1...9") == (404, 404, 404, 404)
    assert statuses(people, f"{people.url}compare/?a=1&b=2") == (302, 302, 404, 404)
