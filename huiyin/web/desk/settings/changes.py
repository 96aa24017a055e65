"""机构变更: a unit is moved, merged or closed: tried first, confirmed by another person, carried out on its day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from huiyin.complaints import commands
from huiyin.complaints.queries import reorganisation as complaints
from huiyin.complaints.queries.reorganisation import Preview
from huiyin.organisation import commands as organisation
from huiyin.organisation import queries
from huiyin.organisation.actor import Role
from huiyin.organisation.queries import reorganisation
from huiyin.organisation.queries.reorganisation import Change, ChangeLine
from huiyin.organisation.refusal import Refused
from huiyin.web.desk.http import StaffRequest, only
from huiyin.web.desk.settings.reading import administrators, may_change, today
from huiyin.web.ui import words
from huiyin.web.ui.steps import NOT_CHOSEN, PARTS, Text
from huiyin.web.ui.words import Refusal

UNREADABLE = 422
APPROVERS = (Role.SECURITY_ADMIN,)
ADVISED = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
WHAT: dict[str, Text] = {
    "units": gettext_lazy("下级机构"), "tasks": gettext_lazy("待办任务"), "promises": gettext_lazy("未兑现的承诺"),
    "ended": gettext_lazy("已办结的投诉件（随之可查）"), "people": gettext_lazy("人员"), "roles": gettext_lazy("岗位"),
    "assignable": gettext_lazy("可分办关系"), "channels": gettext_lazy("归属渠道"),
    "part:approving": gettext_lazy("在办投诉件，作为审批单位"),
}  # fmt: skip
LACKING: dict[str, Text] = {
    "authority": gettext_lazy("无人可批的级别"), "head": gettext_lazy("没有负责人签署"),
    "deputies": gettext_lazy("无人可代的岗位"),
}  # fmt: skip


class Draft(forms.Form):
    """What is to happen to one unit, from which day, by which document."""

    kind = forms.ChoiceField(label=gettext_lazy("变更"), widget=forms.Select({"class": "form-select"}))
    target_id = forms.TypedChoiceField(
        label=gettext_lazy("迁入或者并入"), coerce=int, required=False, empty_value=None,
        help_text=gettext_lazy("撤销不填；只有没有未了结事项的机构才能撤销。"),
        widget=forms.Select({"class": "form-select"}),
    )  # fmt: skip
    on = forms.DateField(
        label=gettext_lazy("生效日"),
        widget=forms.DateInput({"class": "form-control", "type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(
        label=gettext_lazy("依据文件号"), max_length=500, required=False,
        widget=forms.TextInput({"class": "form-control"}),
    )  # fmt: skip

    def __init__(self, *args: Any, units: Sequence[tuple[Any, Text]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "change_%s"
        for name, choices in (("kind", reorganisation.kinds()), ("target_id", [("", NOT_CHOSEN), *units])):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [*choices]

    def change(self, unit_id: int) -> Change:
        data = self.cleaned_data
        return Change(data["kind"], unit_id, data["target_id"], data["on"])

    def refuse(self, refused: Refused) -> None:
        error = forms.ValidationError(str(words.refusal(refused)), code=refused.code)
        self.add_error(refused.field if refused.field in self.fields else None, error)


@dataclass(frozen=True)
class Tried:
    """What the trial found, in words."""

    moving: tuple[tuple[Text, int, str], ...]
    lacking: tuple[tuple[Text, str], ...]
    refusal: Refusal | None


@dataclass(frozen=True)
class Shown:
    """A change that waits, and what it would move as things stand."""

    line: ChangeLine
    tried: Tried
    own: bool
    held_up: Refusal | None


@require_http_methods(["GET", "HEAD", "POST"])
@administrators
def draft(request: StaffRequest, unit_id: int) -> HttpResponse:
    """The draft at the left, what it would do beside it; nothing is written before it is sent on."""
    lines = queries.tree_for_settings(today(request))
    units = [(line.id, _("{name}（{code}）").format(name=line.name, code=line.code)) for line in lines]
    if unit_id not in dict(units):
        raise Http404
    if request.method == "POST":
        return _send_on(request, unit_id, units)
    asked = request.GET if "on" in request.GET else None
    form = Draft(asked, units=units, initial={"kind": request.GET.get("kind", "move"), "on": today(request)})
    return _drafted(request, unit_id, form)


@only(Role.SYSTEM_ADMIN)
def _send_on(request: StaffRequest, unit_id: int, units: Sequence[tuple[Any, Text]]) -> HttpResponse:
    form = Draft(request.POST, units=units)
    if form.is_valid():
        try:
            commands.draft_change(
                form.change(unit_id), reason=form.cleaned_data["reason"], by=request.actor, at=request.at
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("已提交复核，由安全管理员另一人确认。"))
            return HttpResponseRedirect(reverse("desk:settings:changes"), status=303)
    return _drafted(request, unit_id, form, status=UNREADABLE)


def _drafted(request: StaffRequest, unit_id: int, form: Draft, *, status: int = 200) -> HttpResponse:
    readable = form.is_bound and {"kind", "target_id", "on"} <= set(_cleaned(form))
    change = form.change(unit_id) if readable else None
    trails = {c.id: c.trail for c in queries.choices([queries.unit(i) for i in _named(unit_id, change)])}
    context = {
        "form": form, "unit": queries.unit(unit_id), "trail": trails.get(unit_id, ""),
        "target": trails.get(change.target_id or 0, "") if change else "", "may_change": may_change(request),
        "tried": _tried(change, request) if change else None, "stays": reorganisation.stays(unit_id),
        "change": change, "kinds": dict(reorganisation.kinds()),
    }  # fmt: skip
    return render(request, "desk/settings/change.html", context, status=status)


def _cleaned(form: Draft) -> dict[str, Any]:
    """What could be read, also where a rule has said no since."""
    form.is_valid()
    return form.cleaned_data


def _named(unit_id: int, change: Change | None) -> list[int]:
    return [unit_id, *([change.target_id] if change and change.target_id else [])]


@require_http_methods(["GET", "HEAD", "POST"])
@administrators
def show(request: StaffRequest) -> HttpResponse:
    """待复核 and 变更记录."""
    if request.method == "POST":
        return _decide(request)
    waiting, done = reorganisation.changes()
    shown = [
        Shown(line, _tried(line.change, request), line.drafted_by_id == request.actor.id, _said(line.held_up))
        for line in waiting
    ]
    context = {
        "waiting": shown, "done": done, "may_confirm": request.actor.has(*APPROVERS),
        "may_drop": request.actor.has(*ADVISED), "on": today(request),
    }  # fmt: skip
    return render(request, "desk/settings/changes.html", context)


@only(*ADVISED)
def _decide(request: StaffRequest) -> HttpResponse:
    known: dict[str, tuple[Callable[..., None], str]] = {
        "confirm": (organisation.confirm_change, _("已复核，到生效日自动执行。")),
        "drop": (organisation.drop_change, _("已撤回。")),
    }
    given = request.POST.get("id", "")
    change_id = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
    found = known.get(request.POST.get("do", ""))
    if found is not None:
        command, said = found
        try:
            command(change_id, by=request.actor, at=request.at)
        except Refused as refused:
            messages.error(request, str(words.refusal(refused)))
        else:
            messages.success(request, said)
    return HttpResponseRedirect(request.path, status=303)


def _tried(change: Change, request: StaffRequest) -> Tried:
    return _in_words(complaints.preview(change, today=min(change.on, today(request))))


def _in_words(found: Preview) -> Tried:
    moving = tuple((_what(line.what), line.count, words.listed(line.first)) for line in found.moving)
    lacking = tuple(
        (
            LACKING[each.what],
            words.listed(words.role(d) if each.what == "deputies" else d for d in each.details),
        )
        for each in found.lacking
    )
    return Tried(moving, lacking, words.refusal(found.refused) if found.refused else None)


def _what(code: str) -> Text:
    part = code.removeprefix("part:")
    if code in WHAT:
        return WHAT[code]
    return _("在办投诉件，作为{part}").format(part=PARTS.get(part, part))


def _said(code: str) -> Refusal | None:
    return words.said(code, {}) if code else None
