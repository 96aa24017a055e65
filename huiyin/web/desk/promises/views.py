"""承诺兑现台账: filter, act on one promise, send the day's batch, take the receipts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from huiyin.complaints import commands, payfile
from huiyin.complaints.commands import Outcome, Refused
from huiyin.complaints.queries import paging
from huiyin.complaints.queries import promises as queries
from huiyin.complaints.queries.promises import READERS, Wanted
from huiyin.organisation.actor import Role
from huiyin.web.desk.http import StaffRequest, only
from huiyin.web.ui import words
from huiyin.web.ui.steps import Text

LARGEST_FILE = 5 * 1024 * 1024
STATUS = {"not_yours": 403, "not_found": 404}
CONFLICT = 409
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SHOWS: dict[str, tuple[Text, str]] = {
    "ask": (gettext_lazy("待申请"), "file-plus"), "pay": (gettext_lazy("待经办"), "cash-banknote"),
    "release": (gettext_lazy("待复核"), "user-check"), "over": (gettext_lazy("逾期"), "alert-triangle"),
    "holding": (gettext_lazy("阻止办结"), "lock"),
}  # fmt: skip
KINDS: dict[str, Text] = {
    "money": gettext_lazy("付款"), "correction": pgettext_lazy("redress", "更正"), "unlock": gettext_lazy("解控"),
    "other": gettext_lazy("回电及其他"),
}  # fmt: skip
ACTS: dict[str, Text] = {
    "request": gettext_lazy("申请"), "enter": gettext_lazy("付款经办"), "release": gettext_lazy("付款复核"),
    "voucher": pgettext_lazy("payment", "凭证"), "prove": gettext_lazy("证明"), "enter_proof": gettext_lazy("登记凭证"),
}  # fmt: skip
# What may be done from the ledger, with the arguments its form sends.
STEPS = {
    "request_payment": ("promise_id",), "pay": ("payment_id", "voucher"), "refuse_payment": ("payment_id", "reason"),
    "settle_accounts": ("payment_id", "voucher"), "prove": ("promise_id", "voucher"),
}  # fmt: skip


@require_safe
@only(*READERS)
def show(request: StaffRequest) -> HttpResponse:
    return _page(request)


def _page(request: StaffRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    wanted = _wanted(request)
    found = queries.ledger(wanted, by=request.actor, at=request.at)
    context = {
        "found": found, "wanted": wanted, "shows": _tiles(found.counters, wanted), "kinds": _tabs(found.kinds, wanted),
        "more": _address(wanted, after=str(found.next)) if found.next else "", "here": _address(wanted),
        "first": _address(wanted) if wanted.after else "", "acts": ACTS, "pays": request.actor.has(Role.PAYMENT),
        "lines": [(line, _address(wanted, promise=line.owed.id)) for line in found.lines], **more,
    }  # fmt: skip
    return render(request, "desk/promises/show.html", context, status=status)


def _wanted(request: StaffRequest) -> Wanted:
    asked = request.GET
    chosen = asked.get("promise", "")
    return Wanted(
        asked.get("show", ""), asked.get("kind", ""), _number(chosen), paging.key(asked.get("after", ""))
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _address(wanted: Wanted, **changed: object) -> str:
    query = {"show": wanted.show, "kind": wanted.kind, **changed}
    return f"{reverse('desk:promises')}?{urlencode({name: value for name, value in query.items() if value})}"


def _tiles(counters: Sequence[queries.Counter], wanted: Wanted) -> list[dict[str, Any]]:
    """Pressed to filter, pressed again to stop."""
    return [
        {"counter": each, "label": SHOWS[each.name][0], "icon": SHOWS[each.name][1], "on": each.name == wanted.show,
         "url": _address(wanted, show="" if each.name == wanted.show else each.name)}
        for each in counters
    ]  # fmt: skip


def _tabs(counters: Sequence[queries.Counter], wanted: Wanted) -> list[dict[str, Any]]:
    every = {"label": _("全部"), "number": sum(each.number for each in counters), "on": not wanted.kind,
             "url": _address(wanted, kind="")}  # fmt: skip
    return [every, *(
        {"label": KINDS[each.name], "number": each.number, "on": each.name == wanted.kind,
         "url": _address(wanted, kind=each.name)}
        for each in counters
    )]  # fmt: skip


@sensitive_post_parameters()
@require_POST
@only(*READERS)
def act(request: StaffRequest, ref: str, step: str) -> HttpResponse:
    """The next act on one promise; a refusal stands above the ledger."""
    given: dict[str, Any] = {name: request.POST.get(name, "") for name in STEPS[step]}
    for name in ("promise_id", "payment_id"):
        if name in given:
            given[name] = _number(given[name]) or 0
    try:
        getattr(commands, step)(ref, by=request.actor, at=request.at, **given)
    except Refused as refused:
        return _refused(request, refused)
    return HttpResponseRedirect(_address(_wanted(request)), status=303)


def _refused(request: StaffRequest, refused: Refused) -> HttpResponse:
    return _page(request, status=STATUS.get(refused.code, CONFLICT), refusal=words.refusal(refused))


@require_POST
@only(Role.PAYMENT)
def batch(request: StaffRequest) -> HttpResponse:
    """The chosen payments go out in one file."""
    chosen = [number for text in request.POST.getlist("payment") if (number := _number(text)) is not None]
    try:
        made = commands.batch(chosen, by=request.actor, at=request.at)
        return _file(request, made.pk)
    except Refused as refused:
        return _refused(request, refused)


@require_POST
@only(Role.PAYMENT)
def batch_again(request: StaffRequest, batch_id: int) -> HttpResponse:
    """The file of a batch once more, when it was lost; it is still one batch."""
    try:
        return _file(request, batch_id)
    except Refused as refused:
        return _refused(request, refused)


def _file(request: StaffRequest, batch_id: int) -> HttpResponse:
    kind = "csv" if request.POST.get("kind") == "csv" else "xlsx"
    slips = commands.batch_slips(batch_id, by=request.actor, at=request.at)
    response = HttpResponse(payfile.write(slips, kind), content_type=TYPES[kind])
    name = f"{_('付款批次')}-{batch_id}.{kind}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@only(Role.PAYMENT)
def receipts(request: StaffRequest) -> HttpResponse:
    """What the core system answered, line by line."""
    sent = request.FILES.get("file")
    try:
        if sent is None or (sent.size or 0) > LARGEST_FILE:
            raise Refused("not_a_spreadsheet", field="file")
        taken = commands.receipts(payfile.read(sent.read()), by=request.actor, at=request.at)
    except Refused as refused:
        return _refused(request, refused)
    return _page(request, outcomes=[(each.row, each.payment_id, _said(each)) for each in taken],
                 done=sum(each.refused is None for each in taken))  # fmt: skip


def _said(outcome: Outcome) -> words.Refusal | None:
    return words.refusal(outcome.refused) if outcome.refused else None
