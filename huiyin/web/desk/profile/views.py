"""My page: how the desk looks to me, the roles I hold, my sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.organisation import commands, queries
from huiyin.organisation.actor import Held, Role
from huiyin.web.desk.http import StaffRequest
from huiyin.web.desk.profile.forms import Preferences
from huiyin.web.ui import preferences

SESSIONS_SHOWN = 5


@dataclass(frozen=True)
class Post:
    """One role as its holder reads it, and who stands in."""

    role: str
    unit: str
    grade: int
    for_whom: str
    deputy: str


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: StaffRequest) -> HttpResponse:
    now = preferences.of(request)
    form = Preferences(
        request.POST or None,
        initial={"language": now.language, "theme": now.theme, "single_keys": now.single_keys},
    )
    if request.method == "POST" and form.is_valid():
        return _save(request, form.cleaned_data)
    return render(request, "desk/profile/show.html", {"form": form, "posts": _posts(request), **_sessions(request)})


def _save(request: StaffRequest, wanted: dict[str, str | bool]) -> HttpResponse:
    me = request.actor.pk
    commands.set_language(me, str(wanted["language"]))
    commands.set_theme(me, str(wanted["theme"]))
    commands.set_single_keys(me, bool(wanted["single_keys"]))
    messages.success(request, _("已保存。"))
    response = HttpResponseRedirect(request.path, status=303)
    preferences.keep(response, preferences.LANGUAGE_COOKIE, str(wanted["language"]))
    preferences.keep(response, preferences.THEME_COOKIE, str(wanted["theme"]))
    return response


def _posts(request: StaffRequest) -> list[Post]:
    today = timezone.localtime(request.at).date()
    stands_in = queries.deputy_of(request.actor.pk, on=today)
    return [_post(held, stands_in.name if stands_in else "", today) for held in request.actor.held]


def _post(held: Held, deputy: str, today: date) -> Post:
    """In somebody else's place, or in one's own right with the deputy who would take over."""
    for_whom = queries.actor(held.deputy_for_id, on=today).name if held.deputy_for_id else ""
    return Post(str(Role(held.role).label), held.unit_name, held.grade, for_whom, "" if for_whom else deputy)


def _sessions(request: StaffRequest) -> dict[str, object]:
    found = sorted(UserSession.objects.purge_and_list(request.user), key=lambda s: s.created_at, reverse=True)
    return {"sessions": found[:SESSIONS_SHOWN], "session_count": len(found)}
