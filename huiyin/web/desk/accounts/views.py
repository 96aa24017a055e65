"""One's own account: how pages look, which roles one holds; and the help page."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiyin.organisation import commands
from huiyin.organisation.actor import Role
from huiyin.web.ui.who import actor_of

YEAR = 365 * 24 * 60 * 60
KNOWN = {"language": {code for code, _words in settings.LANGUAGES}, "theme": {"light", "dark", "auto"}}
PREFERENCES = {"language": commands.set_language, "theme": commands.set_theme}


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Speak another language from now on: kept with the person, else in a cookie."""
    return _prefer(request, "language", settings.LANGUAGE_COOKIE_NAME)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the machine is."""
    return _prefer(request, "theme", "theme")


def _prefer(request: HttpRequest, name: str, cookie: str) -> HttpResponse:
    chosen, response = request.POST.get(name, ""), HttpResponseRedirect(_back(request))
    if chosen in KNOWN[name]:
        if request.user.is_authenticated:
            PREFERENCES[name](int(request.user.pk), chosen)
        response.set_cookie(cookie, chosen, max_age=YEAR, samesite="Lax", secure=settings.HUIYIN_SECURE)
    return response


def _back(request: HttpRequest) -> str:
    """Where one came from, never out of the house."""
    to = request.POST.get("next", "/")
    return to if url_has_allowed_host_and_scheme(to, {request.get_host()}, request.is_secure()) else "/"


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """My roles and preferences."""
    if request.method == "POST":
        return _save(request)
    held = [(Role(h.role).label, h.unit_name, h.grade, h.deputy_for_id is not None) for h in actor_of(request).held]
    return render(request, "desk/profile/show.html", {"held": held, "languages": settings.LANGUAGES})


def _save(request: HttpRequest) -> HttpResponse:
    staff_id = int(request.user.pk or 0)
    for name, keep in PREFERENCES.items():
        if request.POST.get(name) in KNOWN[name]:
            keep(staff_id, request.POST[name])
    commands.set_single_keys(staff_id, request.POST.get("single_keys") == "on")
    messages.success(request, _("已保存。"))
    return HttpResponseRedirect(request.path)


@require_GET
@login_required
def help_page(request: HttpRequest) -> HttpResponse:
    """The keys, and where to read on."""
    return render(request, "desk/help/show.html")
