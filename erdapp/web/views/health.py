"""Whether this replica can serve."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse


def check(request: HttpRequest) -> HttpResponse:
    """200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")
