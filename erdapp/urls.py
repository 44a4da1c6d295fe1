"""All addresses: the pages and the API; error pages in the house style."""

from __future__ import annotations

from django.urls import include, path

from erdapp.api import api

urlpatterns = [path("api/v1/", api.urls), path("", include("erdapp.web.urls"))]

handler400 = "erdapp.web.views.errors.bad_request"
handler403 = "erdapp.web.views.errors.forbidden"
handler404 = "erdapp.web.views.errors.not_found"
handler500 = "erdapp.web.views.errors.server_error"
