"""`/login/`, `/logout/`, `/signup/`: accounts, and what a browser made before."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.test import Client

from erdapp.store.models import Project
from tests.people import FIRST

SIGNUP = {"username": "dora", "password1": "corr3ct-horse", "password2": "corr3ct-horse"}


def test_signing_up_keeps_what_was_drawn_before(db: None) -> None:
    client = Client()
    url = client.post("/", {"text": FIRST}).url
    assert client.post("/signup/", SIGNUP).url == "/"
    assert Project.objects.get().owner == User.objects.get(username="dora")
    assert client.get(url).status_code == 200


def test_logging_in_keeps_what_was_drawn_before(db: None) -> None:
    User.objects.create_user("dora", password="corr3ct-horse")
    client = Client()
    client.post("/", {"text": FIRST})
    client.post("/login/", {"username": "dora", "password": "corr3ct-horse"})
    assert Project.objects.get().owner == User.objects.get()


def test_after_logging_out_ones_projects_are_not_shown(db: None) -> None:
    client = Client()
    client.post("/signup/", SIGNUP)
    url = client.post("/", {"text": FIRST}).url
    assert client.post("/logout/").status_code == 302
    assert client.get(url).status_code == 404


def test_logging_out_takes_a_post(db: None) -> None:
    assert Client().get("/logout/").status_code == 405


def test_a_wrong_password_is_said(db: None) -> None:
    response = Client().post("/login/", {"username": "dora", "password": "wrong"})
    assert b'role="alert"' in response.content


def test_a_weak_password_is_refused(db: None) -> None:
    weak = SIGNUP | {"password1": "dora", "password2": "dora"}
    response = Client().post("/signup/", weak)
    assert response.status_code == 400
    assert not User.objects.exists()


def test_login_leads_to_no_other_site(db: None) -> None:
    User.objects.create_user("dora", password="corr3ct-horse")
    data = {"username": "dora", "password": "corr3ct-horse", "next": "https://evil.example/"}
    assert Client().post("/login/", data).url == "/"
