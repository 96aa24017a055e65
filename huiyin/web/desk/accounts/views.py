"""How pages look, with or without being signed in; and staying signed in."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from huiyin.organisation import commands
from huiyin.web.ui import preferences


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Speak another language from now on."""
    chosen = request.POST.get("language", "")
    if chosen not in preferences.LANGUAGES:
        return HttpResponseRedirect(came_from(request))
    _own(request, commands.set_language, chosen)
    response = HttpResponseRedirect(came_from(request), status=303)
    preferences.keep(response, preferences.LANGUAGE_COOKIE, chosen)
    return response


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the computer is; with htmx the page changes where it stands."""
    chosen = request.POST.get("theme", "")
    if chosen not in preferences.THEMES:
        return HttpResponseRedirect(came_from(request))
    _own(request, commands.set_theme, chosen)
    if request.headers.get("HX-Request") == "true":
        following = "light" if chosen == "dark" else "dark"
        said = json.dumps({"hy:theme": {"theme": chosen, "next": following}})
        response = HttpResponse(status=204, headers={"HX-Trigger": said})
    else:
        response = HttpResponseRedirect(came_from(request), status=303)
    preferences.keep(response, preferences.THEME_COOKIE, chosen)
    return response


@require_GET
def awake(request: HttpRequest) -> HttpResponse:
    """Somebody is still there: being asked is enough to keep the session."""
    return HttpResponse(status=204)


def came_from(request: HttpRequest) -> str:
    """Where one came from, never out of the house."""
    to = request.POST.get("next", "/")
    return to if url_has_allowed_host_and_scheme(to, {request.get_host()}, request.is_secure()) else "/"


def _own(request: HttpRequest, keep: Callable[[int, str], None], chosen: str) -> None:
    if request.user.is_authenticated:
        keep(int(request.user.pk), chosen)
