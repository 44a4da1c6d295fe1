"""Error pages: one clear sentence in the house style, never a traceback."""

from __future__ import annotations

from unittest.mock import patch

from django.test import Client

from erdapp.web.views import home
from tests.people import People


def test_an_unknown_address(db: None) -> None:
    response = Client().get("/nothing/here")
    assert response.status_code == 404
    assert b"There is no page at this address." in response.content


def test_a_defect_tells_nothing_of_its_cause(db: None) -> None:
    client = Client(raise_request_exception=False)
    with patch.object(home, "with_newest", side_effect=RuntimeError("a secret detail")):
        response = client.get("/")
    assert response.status_code == 500
    assert b"Something broke" in response.content
    assert b"secret" not in response.content


def test_a_form_from_elsewhere_is_refused(people: People) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.alice)
    response = client.post(f"{people.url}delete/")
    assert response.status_code == 403
    assert b"Please send it again" in response.content


def test_another_host_name_is_refused(db: None) -> None:
    response = Client().get("/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert b"evil" not in response.content
