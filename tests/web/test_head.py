"""HEAD: the headers of a GET, no body."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from erdapp.web.head import HeadWithoutBody


def test_head_says_the_length_and_sends_nothing() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(b"twelve bytes")

    response = HeadWithoutBody(view)(RequestFactory().head("/"))
    assert (response["Content-Length"], response.content) == ("12", b"")
    assert HeadWithoutBody(view)(RequestFactory().get("/")).content == b"twelve bytes"
