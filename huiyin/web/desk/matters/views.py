"""群体与重大: the ledger, the room of one matter, and what is done for all its complaints at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.complaints import commands
from huiyin.complaints.access import READERS
from huiyin.complaints.commands import matters
from huiyin.complaints.queries import matter_room
from huiyin.complaints.queries import matters as queries
from huiyin.complaints.queries.matter_room import Room
from huiyin.intake.commands.together import register_together
from huiyin.organisation.actor import Role
from huiyin.organisation.refusal import Refused
from huiyin.web.desk.http import StaffRequest, only
from huiyin.web.desk.matters.forms import FORMS, Asking, Open
from huiyin.web.desk.matters.together import TAKES_IN, Together

CONFLICT, UNREADABLE = 409, 422
LARGEST = 2**63 - 1
# name, icon, what the button of the form says
WORDS: dict[str, tuple[Any, str, Any]] = {
    "join": (gettext_lazy("归入"), "users-plus", gettext_lazy("归入本事项")),
    "assign": (gettext_lazy("分办"), "send", gettext_lazy("全部分办")),
    "pick": (gettext_lazy("领取"), "hand-grab", gettext_lazy("全部领取")),
    "representative": (gettext_lazy("选定代表"), "user-check", gettext_lazy("选定")),
    "send_back": (gettext_lazy("退回"), "arrow-back-up", gettext_lazy("全部退回")),
    "approve": (gettext_lazy("同意"), "check", gettext_lazy("全部同意")),
    "propose": (gettext_lazy("提出意见"), "writing-sign", gettext_lazy("提交统一意见")),
    "close": (gettext_lazy("办结事项"), "circle-check", gettext_lazy("办结")),
}
COMMANDS: dict[str, Callable[..., Any]] = {
    name: getattr(matters, name) for name in ("join", "assign", "pick", "send_back", "approve", "propose", "close")
}  # fmt: skip


@require_safe
@only(*READERS)
def ledger(request: StaffRequest) -> HttpResponse:
    """Matters of which this reader sees a complaint, newest first."""
    typed = request.GET.get("before", "")
    before = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else queries.FIRST
    found = queries.ledger(seen_by=request.actor, before=before)
    by = request.actor
    may = {"together": by.has(*TAKES_IN), "open": by.has(Role.COORDINATOR)}
    return render(request, "desk/matters/ledger.html", {"found": found, "may": may})


@require_safe
@only(*READERS)
def show(request: StaffRequest, matter_id: int) -> HttpResponse:
    room = _room(request, matter_id)
    unfinished = "open" in request.GET
    tiles = [tile for tile in room.tiles if not (unfinished and tile.ended)]
    acts = [(act, *WORDS[act]) for act in WORDS if act in room.acts]
    return render(
        request,
        "desk/matters/show.html",
        {"room": room, "tiles": tiles, "unfinished": unfinished, "acts": acts},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@only(*READERS)
def act(request: StaffRequest, matter_id: int, act: str) -> HttpResponse:
    """One act for the whole matter: its form, or all of it done, or nothing and why."""
    if act not in FORMS:
        raise Http404
    room = _room(request, matter_id)
    form = FORMS[act](request.POST or None, room=room, by=request.actor, at=request.at)
    if request.method != "POST":
        return _form(request, room, act, form)
    form = FORMS[act](request.POST, room=room, by=request.actor, at=request.at)
    if not form.is_valid():
        return _form(request, room, act, form, status=UNREADABLE)
    try:
        said = _do(request, matter_id, act, form)
    except Refused as refused:
        form.refuse(refused)
        return _form(request, room, act, form, status=CONFLICT)
    messages.success(request, said)
    return _to_room(matter_id)


def _do(request: StaffRequest, matter_id: int, act: str, form: Asking) -> str:
    by, at, given = request.actor, request.at, form.arguments()
    if act == "representative":
        commands.choose_representative(given.pop("ref"), by=by, at=at, **given)
        return _("已选定代表。")
    done = COMMANDS[act](matter_id, by=by, at=at, **given)
    said = _("{act}：{n} 件。").format(act=WORDS[act][0], n=len(done.done))
    return said + (_("另有 {n} 件不在这一步，没有变动。").format(n=len(done.left)) if done.left else "")


@require_http_methods(["GET", "HEAD", "POST"])
@only(Role.COORDINATOR)
def gather(request: StaffRequest) -> HttpResponse:
    """Open a matter."""
    form = Open(request.POST if request.method == "POST" else None, by=request.actor, at=request.at)
    if request.method != "POST":
        return _new(request, form)
    if not form.is_valid():
        return _new(request, form, status=UNREADABLE)
    try:
        done = matters.open_matter(by=request.actor, at=request.at, **form.arguments())
    except Refused as refused:
        form.refuse(refused)
        return _new(request, form, status=CONFLICT)
    messages.success(request, _("已立项，归入 {n} 件。").format(n=len(done.done)))
    return _to_room(done.matter_id)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@only(*TAKES_IN)
def together(request: StaffRequest) -> HttpResponse:
    """Register those who came together; what was typed stays until all of it can be read."""
    form = Together(request.POST if request.method == "POST" else None, by=request.actor, at=request.at)
    if request.method != "POST":
        return _new(request, form)
    if not form.is_valid():
        return _new(request, form, status=UNREADABLE)
    people = form.cleaned_data["people"]
    try:
        answer = register_together(
            form.cleaned_data["key"], form.shared(), people, by=request.actor, at=request.at
        )
    except Refused as refused:
        form.refuse(refused)
        return _new(request, form, status=CONFLICT)
    refs = answer.body["refs"]
    said = _("已登记过 {n} 件，没有重复登记：{refs}") if answer.repeated else _("已登记 {n} 件：{refs}")
    messages.success(request, said.format(n=len(refs), refs=_("、").join(refs)))
    return HttpResponseRedirect(reverse("desk:matters"), status=303)


def _room(request: StaffRequest, matter_id: int) -> Room:
    """One of which nothing may be seen does not exist."""
    try:
        return matter_room.room(min(matter_id, LARGEST), seen_by=request.actor, at=request.at)
    except Refused as refused:
        raise Http404 from refused


def _form(request: StaffRequest, room: Room, act: str, form: Asking, *, status: int = 200) -> HttpResponse:
    name, icon, button = WORDS[act]
    context = {"room": room, "form": form, "name": name, "icon": icon, "button": button, "act": act}
    return render(request, "desk/matters/act.html", context, status=status)


def _new(request: StaffRequest, form: Asking, *, status: int = 200) -> HttpResponse:
    visiting = isinstance(form, Together)
    return render(request, "desk/matters/new.html", {"form": form, "visiting": visiting}, status=status)


def _to_room(matter_id: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:matter", args=[matter_id]), status=303)
