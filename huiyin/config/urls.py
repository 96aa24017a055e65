"""Addresses: which door opens where."""

from __future__ import annotations

from django.urls import path

from huiyin.config import health

urlpatterns = [
    path("live", health.live),
    path("ready", health.ready),
    path("metrics", health.metrics),
]
