"""工作台: what is due next, as a page, as the part that a filter changes, or as the rows that come after."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from huiyin.complaints.access import OPENERS
from huiyin.complaints.queries import paging, sought
from huiyin.complaints.queries import worklist as queries
from huiyin.complaints.queries.wanted import Wanted
from huiyin.organisation.actor import Role
from huiyin.web.desk.http import StaffRequest, only
from huiyin.web.desk.worklist import strip
from huiyin.web.desk.worklist.filters import Filters, address, query

MORE = "more"  # the place that older rows take


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@only(*OPENERS)
def show(request: StaffRequest) -> HttpResponse:
    """Posted filters go into the address, unless the words are a customer's number."""
    form = Filters(request.POST or request.GET)
    wanted = form.wanted()
    fragment = request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers
    shown_in_address = not sought.personal(wanted.text)
    if request.method == "POST" and shown_in_address and not fragment:
        return HttpResponseRedirect(address(wanted), status=303)
    if fragment and request.headers.get("HX-Target") == MORE:
        return _rows(request, wanted)
    response = _work(request, form, wanted, fragment=fragment)
    if request.method == "POST":
        response["HX-Push-Url"] = address(wanted) if shown_in_address else "false"
    return response


def _rows(request: StaffRequest, wanted: Wanted) -> HttpResponse:
    """What comes after the rows shown; the head of the group they end in is on the page already."""
    after = paging.key(request.GET.get("after", ""))
    page = queries.rows(wanted, by=request.actor, at=request.at, after=after)
    context = {"page": page, "heads": strip.HEADS, "more": _more(wanted, page), "shown": request.GET.get("in", "")}
    return render(request, "desk/worklist/_rows.html", context)


def _work(request: StaffRequest, form: Filters, wanted: Wanted, *, fragment: bool) -> HttpResponse:
    after = paging.key(request.GET.get("after", ""))
    found = queries.worklist(wanted, by=request.actor, at=request.at, after=after)
    here, personal = replace(wanted, scope=found.scope), sought.personal(wanted.text)
    shown = replace(here, text="") if personal else here
    context = {
        "found": found, "page": found.page, "form": form, "wanted": here, "hidden": _hidden(here),
        "tiles": strip.tiles(found, here, request.at), "tabs": strip.tabs(found, request.actor), "heads": strip.HEADS,
        "here": address(shown), "back": address(shown).partition("?")[2], "clear": address(Wanted(found.scope)),
        "pool": address(Wanted("pool")),
        "more": _more(shown, found.page), "after": after, "register": _register(request),
        "boxes": any(row.free or row.mine for group in found.page.groups for row in group.rows),
        "personal": personal,
    }  # fmt: skip
    return render(request, "desk/worklist/_work.html" if fragment else "desk/worklist/show.html", context)


def _more(wanted: Wanted, page: queries.Page) -> str:
    last = page.groups[-1].name if page.groups else ""
    return address(wanted, after=page.next, **{"in": last}) if page.next else ""


def _hidden(wanted: Wanted) -> dict[str, str]:
    """What the filter form carries along unseen."""
    return {name: value for name, value in query(wanted).items() if name in ("scope", "due")}


def _register(request: StaffRequest) -> str:
    """The way to registration, for whoever takes complaints in."""
    try:
        return reverse("desk:register") if request.actor.has(Role.INTAKE) else ""
    except NoReverseMatch:
        return ""

