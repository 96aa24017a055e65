"""意见审批: what waits for this reader and what this reader has decided; signing is done on the complaint's page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from huiyin.complaints.access import READERS
from huiyin.complaints.queries import approvals as queries
from huiyin.complaints.queries import paging
from huiyin.complaints.queries.paging import Key
from huiyin.web.desk.http import StaffRequest, only


@require_safe
@only(*READERS)
def show(request: StaffRequest) -> HttpResponse:
    after, before = (paging.key(request.GET.get(name, "")) for name in ("after", "before"))
    found = queries.approvals(by=request.actor, at=request.at, after=after, before=before)
    context = {
        "found": found, "after": after, "before": before,
        "more": _address(found.waiting.next, before), "older": _address(after, found.history.next, "history"),
    }  # fmt: skip
    return render(request, "desk/approvals/show.html", context)


def _address(after: Key | None, before: Key | None, place: str = "") -> str:
    """Where the list goes on; each of the two keeps its place while the other is turned."""
    if (before if place else after) is None:
        return ""
    asked = {name: str(key) for name, key in (("after", after), ("before", before)) if key is not None}
    return f"{reverse('desk:approvals')}?{urlencode(asked)}{'#' if place else ''}{place}"
