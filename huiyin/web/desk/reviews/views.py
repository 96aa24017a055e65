"""核查: what the superior units are asked to check, and one review with its decision."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from huiyin.complaints.access import READERS
from huiyin.complaints.queries import file as files
from huiyin.complaints.queries import paging
from huiyin.complaints.queries import rechecks as queries
from huiyin.complaints.queries.paging import Key
from huiyin.organisation.refusal import Refused
from huiyin.web.desk.complaints.forms import FORMS
from huiyin.web.desk.http import StaffRequest, only
from huiyin.web.ui.steps import STEPS

DECISIONS = ("confirm", "change", "redo")


@require_safe
@only(*READERS)
def ledger(request: StaffRequest) -> HttpResponse:
    """Reviews to decide, due first, and those decided."""
    after, before = (paging.key(request.GET.get(name, "")) for name in ("after", "before"))
    found = queries.ledger(by=request.actor, at=request.at, after=after, before=before)
    context = {
        "found": found, "after": after, "before": before, "more": _address("after", found.next),
        "older": _address("before", found.older),
    }  # fmt: skip
    return render(request, "desk/reviews/ledger.html", context)


def _address(name: str, key: Key | None) -> str:
    return f"{reverse('desk:reviews')}?{urlencode({name: str(key)})}" if key is not None else ""


@require_safe
@only(*READERS)
def show(request: StaffRequest, ref: str) -> HttpResponse:
    """One review: what the file says, who may not review it, and the form of the decision chosen."""
    step = request.GET.get("decision", "")
    step = step if step in DECISIONS else DECISIONS[0]
    try:
        review = queries.recheck(ref, seen_by=request.actor, at=request.at)
        file = files.file(ref, seen_by=request.actor, at=request.at)
    except Refused as refused:
        raise Http404 from refused
    context = {
        "review": review,
        "file": file,
        "cards": [(name, STEPS[name], name == step) for name in DECISIONS],
    }
    if review.may:
        form = FORMS[step](file=file, by=request.actor, at=request.at)
        context |= {"form": form, "step": step, "words": STEPS[step]}
    return render(request, "desk/reviews/show.html", context)
