"""People of the bank at the desk's door."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.test import Client
from django.utils import timezone

from huiyin.organisation.actor import Actor
from huiyin.organisation.models import Staff

HTMX = {"HX-Request": "true"}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def desk(by: Actor) -> Client:
    """This person, signed in."""
    client = Client(headers={"host": "localhost"})
    client.force_login(Staff.objects.get(pk=by.pk), backend=BACKEND)
    return client


def an_hour_ago() -> datetime:
    return timezone.now() - timedelta(hours=1)


__all__ = ["HTMX", "an_hour_ago", "desk"]
