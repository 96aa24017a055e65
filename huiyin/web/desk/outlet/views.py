"""The outlet head's page: three counts, then one card for each thing to sign, to answer, to explain."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from huiyin.complaints import commands
from huiyin.complaints.commands import Refused
from huiyin.complaints.queries import outlet as queries
from huiyin.organisation.actor import Role
from huiyin.web.desk.http import StaffRequest, only
from huiyin.web.ui import words

SEE_OTHER = 303


@require_safe
@only(Role.UNIT_HEAD)
def show(request: StaffRequest) -> HttpResponse:
    return render(
        request, "desk/outlet/show.html", {"outlet": queries.outlet(by=request.actor, at=request.at)}
    )


@require_POST
@only(Role.UNIT_HEAD)
def sign(request: StaffRequest, ref: str) -> HttpResponse:
    """Agree to the opinion as it was shown, and come back to what else waits."""
    seen = request.POST.get("seen", "")
    try:
        if not seen.isdecimal() or not seen.isascii() or len(seen) > 9:
            raise Refused("unreadable")
        commands.approve(ref, by=request.actor, at=request.at, seen=int(seen))
        messages.success(request, _("已同意：{ref}").format(ref=ref))
    except Refused as refused:
        messages.error(request, str(words.refusal(refused)))
    return HttpResponseRedirect(reverse("desk:outlet"), status=SEE_OTHER)
