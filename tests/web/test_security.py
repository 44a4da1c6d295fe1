"""Headers of every page, and requests that are too large."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from erdapp.store.models import Project
from erdapp.web.security import SecurityHeaders


def test_no_script_and_no_style_but_our_own_files(db: None) -> None:
    policy = Client().get("/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_every_page_has_the_safe_headers(db: None, header: str, value: str) -> None:
    assert Client().get("/")[header] == value


@pytest.mark.parametrize(
    ("kind", "governed"),
    [
        ("text/html; charset=utf-8", True),
        ("image/svg+xml", True),
        ("text/plain", True),
        ("text/css; charset=utf-8", False),
        ("text/javascript", False),
        ("font/woff2", False),
    ],
)
def test_documents_carry_a_policy_and_parts_of_pages_do_not(kind: str, governed: bool) -> None:
    answer = SecurityHeaders(lambda request: HttpResponse(b"", content_type=kind))
    response = answer(RequestFactory().get("/anything"))
    assert ("Content-Security-Policy" in response.headers) is governed


def test_pages_have_neither_inline_scripts_nor_inline_styles(db: None) -> None:
    page = Client().get("/").content.decode()
    assert "<script>" not in page
    assert "style=" not in page
    assert "onclick" not in page


def test_fifty_megabytes_are_refused_unread(db: None) -> None:
    response = Client().post("/", {"text": "x" * 50_000_000})
    assert response.status_code == 413
    assert b"up to 25 MB" in response.content
    assert not Project.objects.exists()


def test_a_program_is_told_in_json(db: None, settings: Settings) -> None:
    settings.UPLOAD_BYTES = 10
    answer = Client().post("/api/v1/push", "x" * 20, content_type="application/json")
    assert answer.status_code == 413
    assert "can be read at once" in answer.json()["error"]


def test_the_limit_is_a_setting(db: None, settings: Settings) -> None:
    settings.UPLOAD_BYTES = 10
    assert Client().post("/", {"text": "x" * 20}).status_code == 413


def test_cookies_are_kept_from_scripts(db: None) -> None:
    client = Client()
    client.post("/", {"text": "CREATE TABLE a (id INTEGER PRIMARY KEY);"})
    cookie = client.cookies["erdapp_browser"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
