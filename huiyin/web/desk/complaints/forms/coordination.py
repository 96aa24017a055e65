"""归口: declining, re-typing, splitting, merging, moving between coordinators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from huiyin.calendars.workdays import day_of
from huiyin.complaints.queries import departures, lists, moves
from huiyin.web.desk.complaints.forms.base import (
    Group,
    Note,
    StepForm,
    long_text,
    short_text,
    yes_or_no,
)
from huiyin.web.desk.complaints.forms.intake import Offering
from huiyin.web.ui import steps as words
from huiyin.web.ui import words as said

PROPOSALS = ("propose_decline", "propose_retype")


class Suggested(forms.TextInput):
    """A line to type in, with what is likely beneath it."""

    suggestions: list[tuple[str, str]] = []

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        known = f"{name}_known"
        line = super().render(name, value, {**(attrs or {}), "list": known}, renderer)
        options = format_html_join("", '<option value="{}">{}</option>', self.suggestions)
        return format_html('{}<datalist id="{}">{}</datalist>', line, known, options)


class Reasoned(Note):
    """A decision that must say why."""

    reason = long_text(_("理由"), rows=3)


class Proposed(Reasoned):
    """What was proposed stands in the form already."""

    def proposal(self, action: str) -> dict[str, str]:
        """The words of the last proposal, if it was this one."""
        lines = self.file.timeline.lines
        last = next((line for line in lines if line.action in PROPOSALS), None)
        return dict(last.facts) if last is not None and last.action == action else {}


class ProposeDecline(Reasoned):
    ground = forms.ChoiceField(label=_("情形"), widget=forms.RadioSelect)
    field_order = ("ground", "reason")

    def offer(self) -> None:
        self.choose("ground", moves.decline_grounds())


class Decline(Proposed):
    ground = forms.ChoiceField(label=_("情形"), widget=forms.RadioSelect)
    notice = long_text(
        _("告知客户的内容"),
        rows=4,
        required=False,
        hint=_("不填的，告知所选情形和提出异议的办法；原文留存。"),
    )
    field_order = ("ground", "reason", "notice")

    def filled(self) -> dict[str, Any]:
        asked = self.proposal("propose_decline")
        codes = {name: code for code, name in moves.decline_grounds()}
        return {"ground": codes.get(asked.get("ground", "")), "reason": asked.get("reason", "")}

    def offer(self) -> None:
        self.choose("ground", moves.decline_grounds())


class ProposeRetype(Reasoned):
    to_type = forms.ChoiceField(label=_("应为"))
    field_order = ("to_type", "reason")

    def offer(self) -> None:
        self.choose("to_type", [("", words.NOT_CHOSEN), *moves.other_types()])


class Retype(Proposed):
    to_type = forms.ChoiceField(label=_("转为"))
    keep_complaint = yes_or_no(_("投诉继续办理，只增加这一类别"))
    receiving_unit_id = forms.TypedChoiceField(
        label=_("接收单位"), required=False, coerce=int, empty_value=None,
        help_text=_("信访、举报、个人信息请求不填的，由信访办、纪检监察部、个人信息保护岗接收。"),
    )  # fmt: skip
    receiving_body = short_text(_("行外接收机关"), required=False, hint=_("移交行外的，写明机关名称。"))
    notice = long_text(
        _("告知客户的内容"),
        rows=4,
        required=False,
        hint=_("不填的，告知转类依据、去向和提出异议的办法；原文留存。"),
    )
    field_order = ("to_type", "keep_complaint", "receiving_unit_id", "receiving_body", "reason", "notice")

    def filled(self) -> dict[str, Any]:
        asked = self.proposal("propose_retype")
        codes = {name: code for code, name in moves.other_types()}
        return {
            "to_type": codes.get(asked.get("to_type", "")), "reason": asked.get("reason", ""), "keep_complaint": "no",
        }  # fmt: skip

    def offer(self) -> None:
        units = moves.receiving_units(self.file.facts.coordinator_id, on=day_of(self.at))
        self.choose("to_type", [("", words.NOT_CHOSEN), *moves.other_types()])
        self.choose("receiving_unit_id", [("", words.NOT_CHOSEN), *units])


class FinishTransfer(Note):
    result = long_text(_("办理结果"), rows=3)


class Object(Reasoned):
    proof = short_text(_("凭证"), required=False, hint=_("录音、信件或者消息的编号。"))


class Split(Reasoned):
    """The second matter; the first may be worded anew."""

    title = short_text(_("第二件的标题"), required=False, hint=_("不填的，取经过的第一句。"))
    story = long_text(
        _("第二件的经过"), rows=5, hint=_("只写第二件事。一封信里有举报的，拆出投诉部分，再把原件转为举报。")
    )
    category = forms.ChoiceField(label=_("第二件的业务分类"))
    remaining_title = short_text(_("原件的标题"), required=False)
    remaining_story = long_text(_("原件的经过"), rows=5, required=False)
    groups = (
        Group(
            _("改写原件（留空的不改动）"), ("remaining_title", "remaining_story"), folded=True, kind="column"
        ),
    )
    field_order = ("title", "story", "category", "reason")

    def offer(self) -> None:
        self.choose("category", [("", words.NOT_CHOSEN), *lists.categories()])


class Merge(Reasoned):
    into = forms.ChoiceField(label=_("并入"), help_text=_("同一客户、尚未办结的投诉；以最早收到的时间计时。"))
    field_order = ("into", "reason")

    def offer(self) -> None:
        found = departures.others(self.file.head.ref, seen_by=self.by, still_open=True)
        none = words.NOT_CHOSEN if found else _("这位客户没有别的未办结的投诉")
        self.choose("into", [("", none), *((each.ref, named(each)) for each in found)])


class Unmerge(Reasoned):
    entries = forms.TypedMultipleChoiceField(
        label=_("也属于本件的记录"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=_("合并期间在另一件上的记录；选中的也记入本件，另一件上的不动。"),
    )  # fmt: skip
    field_order = ("entries", "reason")

    def offer(self) -> None:
        lines = departures.since_merged(self.file.head.ref, seen_by=self.by)
        self.choose("entries", [(line.seq, told(line)) for line in lines])


class Tie(Reasoned):
    other = forms.CharField(label=_("另一件投诉的编号"), max_length=40, widget=Suggested)
    kind = forms.ChoiceField(label=_("关系"), widget=forms.RadioSelect)
    field_order = ("other", "kind", "reason")

    def offer(self) -> None:
        widget = self.fields["other"].widget
        if isinstance(widget, Suggested):
            found = departures.others(self.file.head.ref, seen_by=self.by)
            widget.suggestions = [(each.ref, named(each)) for each in found]
            widget.attrs["class"] = "form-control"
        self.choose("kind", moves.link_kinds())


class HandDown(Reasoned):
    unit_id = forms.TypedChoiceField(label=_("下级归口管理单位"), coerce=int)
    field_order = ("unit_id", "reason")

    def offer(self) -> None:
        facts = self.file.facts
        offices = moves.smaller_offices(facts.coordinator_id, facts.complained_of_id, on=day_of(self.at))
        self.choose("unit_id", [("", words.NOT_CHOSEN), *offices])


class ReferUp(Offering):
    """Why it lies beyond the part: an offer nobody here may grant, or two departments of head office."""

    reason = long_text(_("理由"), rows=3)
    departments = forms.TypedMultipleChoiceField(
        label=_("涉及的总行部门（两个以上）"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("reason", "departments")

    def offer(self) -> None:
        super().offer()
        self.choose("departments", moves.head_office_departments(on=day_of(self.at)))


def named(other: departures.Other) -> str:
    return f"{other.ref} · {other.title} · {other.stage_name} · {said.moment(other.received_at)}"


def told(line: Any) -> str:
    action = words.STEPS[line.action].told if line.action in words.STEPS else line.action
    facts = str(_("；")).join(value for _name, value in line.facts)
    return f"{said.moment(line.at)} {line.by} {action} {facts}".strip()


FORMS: dict[str, type[StepForm]] = {
    "decline": Decline, "escalate": Reasoned, "finish_transfer": FinishTransfer, "hand_down": HandDown, "link": Tie,
    "merge": Merge, "object": Object, "propose_decline": ProposeDecline, "propose_retype": ProposeRetype,
    "refer_up": ReferUp, "retype": Retype, "split": Split, "take_back": Reasoned, "unmerge": Unmerge,
}  # fmt: skip
