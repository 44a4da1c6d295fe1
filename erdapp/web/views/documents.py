"""The pages of `docs/lint`: why something was found, and how to mend it."""

from __future__ import annotations

import re
from functools import cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from erdapp.lint.codes import TITLES
from erdapp.web import markdown

_LINK = re.compile(r"\]\((\w+)\.md\)")


@require_safe
def lint_overview(request: HttpRequest) -> HttpResponse:
    return _page(request, "README")


@require_safe
def lint_code(request: HttpRequest, code: str) -> HttpResponse:
    if code not in TITLES:
        raise Http404(f"There is no finding with the code {code}.")
    return _page(request, code)


def _page(request: HttpRequest, name: str) -> HttpResponse:
    text = _text(name)
    heading, _, body = text.partition("\n")
    context = {"title": heading.removeprefix("# "), "body": markdown.render(body, first=1)}
    return render(request, "documents/page.html", context)


@cache
def _text(name: str) -> str:
    """The page, its links between pages as addresses. Raises Http404 where there are no docs."""
    path = settings.BASE_DIR / "docs" / "lint" / f"{name}.md"
    if not path.is_file():
        raise Http404("The documentation isn't installed here.")
    return _LINK.sub(r"](/docs/lint/\1/)", path.read_text(encoding="utf-8"))
