"""领取、放回: one row, the rows chosen, or the most urgent of the pool; each by its own command."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from huiyin.complaints import commands, numbers
from huiyin.complaints.access import READERS
from huiyin.complaints.commands import Refused
from huiyin.web.desk.http import StaffRequest, only
from huiyin.web.desk.worklist.filters import Filters, address
from huiyin.web.ui import words

MOST = 50  # as many as a page has rows
STEPS: dict[str, tuple[Callable[..., object], object]] = {
    "pick": (commands.pick, gettext_lazy("已领取 {n} 件：{refs}")),
    "put_back": (commands.put_back, gettext_lazy("已放回 {n} 件：{refs}")),
}


@require_POST
@only(*READERS)
def take(request: StaffRequest) -> HttpResponse:
    """Take or give back what was chosen; what is refused does not hold up the rest."""
    one = request.POST.get("one")
    name = "pick" if one else request.POST.get("do", "")
    if name in STEPS:
        _each(request, name, [one] if one else request.POST.getlist("task")[:MOST])
    return _back(request)


def _each(request: StaffRequest, name: str, chosen: Iterable[str]) -> None:
    command, said = STEPS[name]
    done = list[str]()
    for value in chosen:
        task_id, _colon, ref = value.partition(":")
        if not task_id.isdecimal():
            continue
        try:
            command(ref, task_id=int(task_id), by=request.actor, at=request.at)
        except Refused as refused:
            messages.error(request, _("{ref}：{why}").format(ref=ref, why=words.refusal(refused)))
        else:
            done.append(ref)
    if done:
        messages.success(request, str(said).format(n=len(done), refs=_("、").join(done)))


@require_POST
@only(*READERS)
def take_next(request: StaffRequest) -> HttpResponse:
    """Take the most urgent free task of one's unit and go to it."""
    unit_id = request.POST.get("unit", "")
    try:
        found = commands.pick_next(int(unit_id), by=request.actor, at=request.at) if unit_id.isdecimal() else None
    except Refused as refused:
        messages.error(request, str(words.refusal(refused)))
        return _back(request)
    if found is None:
        messages.info(request, _("没有可以领取的任务，刚刚都已有人领走。"))
        return _back(request)
    return HttpResponseRedirect(
        reverse("desk:complaints:show", args=[numbers.ref(found.pk, found.registered_at)]), status=303
    )


def _back(request: StaffRequest) -> HttpResponse:
    """The list as it was; only what reads as filters is taken over."""
    return HttpResponseRedirect(address(Filters(QueryDict(request.POST.get("back", ""))).wanted()), status=303)
