"""Who is asking: the signed-in person with the roles of today, read once a request."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from huiyin.calendars.workdays import BEIJING
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor

NOBODY = Actor("staff", None, "")


def actor_of(request: HttpRequest) -> Actor:
    """The actor behind a request; nobody before signing in."""
    known: Actor | None = getattr(request, "_actor", None)
    if known is None:
        known = _read(request)
        request._actor = known  # type: ignore[attr-defined]
    return known


def _read(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return NOBODY
    return organisation.acting(request.user, on=timezone.now().astimezone(BEIJING).date())
