"""Who asks: every request of the desk carries the person with today's roles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from huiyin.organisation.actor import Actor
from huiyin.web.ui.headers import Answer
from huiyin.web.ui.who import actor_of

View = Callable[..., HttpResponse]
DESK = "desk"
SEEN_AT = "seen_at"
STAYS_AWAKE = timedelta(minutes=5)


class StaffRequest(HttpRequest):
    """A request of the desk: somebody is signed in."""

    actor: Actor
    at: datetime


def who_asks(answer: Answer) -> Answer:
    """Middleware: the actor of the request, loaded once; the session lives on while it is used."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            at = timezone.now()
            request.actor, request.at = actor_of(request), at  # type: ignore[attr-defined]
            _stay_awake(request, at)
        response = answer(request)
        if hasattr(request, "actor"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(request: HttpRequest, *_: object) -> HttpResponse | None:
        """Pages of the desk are for people who are signed in."""
        match = request.resolver_match
        if match is None or DESK not in match.namespaces or hasattr(request, "actor"):
            return None
        return _sign_in(request)

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _sign_in(request: HttpRequest) -> HttpResponse:
    """A fragment cannot show the sign-in page: let the whole page go there."""
    fragment = request.headers.get("HX-Request") == "true"
    here = urlsplit(request.headers.get("HX-Current-URL", "")) if fragment else None
    target = redirect_to_login(here._replace(scheme="", netloc="").geturl() if here else request.get_full_path())
    return HttpResponse(headers={"HX-Redirect": target.url}) if fragment else target


def _stay_awake(request: HttpRequest, at: datetime) -> None:
    """Idle time counts from the last use, but not every request is worth a write."""
    seen = request.session.get(SEEN_AT, 0)
    if at.timestamp() - seen > STAYS_AWAKE.total_seconds():
        request.session[SEEN_AT] = int(at.timestamp())


def only(*roles: str) -> Callable[[View], View]:
    """A page for holders of one of these roles."""

    def guarded(view: View) -> View:
        @wraps(view)
        def page(request: StaffRequest, *args: Any, **named: Any) -> HttpResponse:
            if not request.actor.has(*roles):
                raise PermissionDenied
            return view(request, *args, **named)

        return page

    return guarded
