"""Addresses: which door opens where."""

from __future__ import annotations

from django.urls import include, path

from huiyin.config import health

handler500 = "huiyin.config.errors.failed"

urlpatterns = [
    path("live", health.live),
    path("ready", health.ready),
    path("metrics", health.metrics),
    path("api/v1/", include("huiyin.web.api.urls")),
    path("accounts/", include("huiyin.web.desk.accounts.urls")),
    path("", include("huiyin.web.desk.urls")),
]
