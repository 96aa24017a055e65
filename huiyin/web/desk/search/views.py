"""The list of complaints and the search box that leads to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from huiyin.complaints import commands
from huiyin.complaints.access import OPENERS
from huiyin.complaints.queries import narrowed, sought
from huiyin.complaints.queries import search as queries
from huiyin.complaints.queries.search import Found
from huiyin.organisation.actor import Actor, Role
from huiyin.web.desk.http import StaffRequest, only
from huiyin.web.desk.search.forms import Filters, address


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@only(*OPENERS)
def show(request: StaffRequest) -> HttpResponse:
    """Posted words go into the address, so that a list can be kept, unless they are a customer's number."""
    posted = request.method == "POST"
    q = (request.POST if posted else request.GET).get("q", "")
    if ref := queries.direct(q, seen_by=request.actor):
        return HttpResponseRedirect(reverse("desk:complaints:show", args=[ref]), status=303)
    units = narrowed.units_of(request.actor, at=request.at)
    form = Filters(request.POST if posted else request.GET, units=units)
    wanted = form.wanted()
    private = sought.personal(q)
    if posted and not private:
        return HttpResponseRedirect(address(q, form.asked(), before=wanted.before), status=303)
    commands.opened(_told(q, form, private), by=request.actor, at=request.at)
    found = queries.search(wanted, seen_by=request.actor, at=request.at)
    return render(request, "desk/search/show.html", _context(form, found, q, by=request.actor, private=private))


def _told(q: str, form: Filters, private: bool) -> str:
    """What the record of an auditor's reading says was looked for; a customer's number it keeps to itself."""
    return address("***" if private else q, form.asked())


def _context(form: Filters, found: Found, q: str, *, by: Actor, private: bool) -> dict[str, Any]:
    asked = form.asked()
    return {
        "may_register": by.has(Role.INTAKE), "form": form, "found": found, "q": q, "private": private, "asked": asked,
        "first": not form.cleaned_data.get("before"), "narrowed": bool(asked or q.strip()),
        "clear": reverse("desk:search"), "newest": address(q, asked),
        "next": address(q, asked, before=found.before) if found.before else "",
    }  # fmt: skip
