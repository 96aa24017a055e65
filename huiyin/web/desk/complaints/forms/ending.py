"""答复、确认、回访、办结: the customer is told and asked, promises are proved, the file ends."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.calendars.workdays import day_of
from huiyin.complaints.queries import lists
from huiyin.web.desk.complaints.forms.base import (
    Group,
    Note,
    StepForm,
    legend,
    long_text,
    moment,
    numbered,
    short_text,
    who_agreed,
    yes_or_no,
)
from huiyin.web.ui import steps as words

ACCOUNTABLE = 3
WHOLE = 100


class Reply(Note):
    way = forms.ChoiceField(label=_("答复方式"))
    delivered_at = moment(_("送达时间"))
    proof = short_text(_("送达凭证"), hint=_("快递单号、录音编号或者签收单号"))

    def filled(self) -> dict[str, Any]:
        return {"way": "letter", "delivered_at": self.at.replace(second=0, microsecond=0)}

    def offer(self) -> None:
        self.choose("way", lists.ways())


class Accept(Note):
    proof = short_text(_("客户接受的凭证"), hint=_("录音、签字或消息的编号"))

    def offer(self) -> None:
        who_agreed(self)


class NotAccept(Note):
    reason = long_text(_("客户不接受的理由"), rows=3)
    proof = short_text(_("凭证"), required=False)


class FollowUp(Note):
    reached = yes_or_no(_("接通"))
    process_satisfied = yes_or_no(_("对办理过程满意"), required=False)
    result_satisfied = yes_or_no(_("对办理结果满意"), required=False)


class Close(Note):
    category = forms.ChoiceField(label=_("最终业务分类"))
    cause = forms.ChoiceField(label=_("查明的原因"))
    liability = forms.ChoiceField(label=_("责任认定"), widget=forms.RadioSelect)
    outcome = long_text(_("办理结果"), rows=3)
    groups = tuple(
        Group(legend(_("责任单位"), number), (f"unit_{number}", f"share_{number}"), number > 1, "offer")
        for number in range(1, ACCOUNTABLE + 1)
    )
    places: ClassVar = {"accountable": "unit_1"}

    def filled(self) -> dict[str, Any]:
        facts = self.file.facts
        lead = next((share.unit_id for share in self.file.shares if share.lead and not share.ended), None)
        return {
            "category": facts.category, "cause": facts.cause_code, "unit_1": facts.complained_of_id or lead,
            "share_1": WHOLE,
        }  # fmt: skip

    def offer(self) -> None:
        self.choose("category", lists.categories())
        self.choose("cause", [("", words.NOT_CHOSEN), *lists.causes()])
        self.choose("liability", lists.liabilities())
        units = [
            ("", words.NOT_CHOSEN),
            (_("本件涉及的单位"), self._involved()),
            (_("其他单位"), self._others()),
        ]
        for unit, share in zip(numbered("unit", ACCOUNTABLE), numbered("share", ACCOUNTABLE), strict=True):
            self.fields[unit] = forms.TypedChoiceField(
                label=_("单位"), choices=units, required=False, coerce=int, empty_value=None
            )
            self.fields[share] = forms.IntegerField(
                label=_("责任比例（%）"), required=False, min_value=1, max_value=WHOLE
            )

    def arguments(self) -> dict[str, Any]:
        names = ("category", "cause", "liability", "outcome", "note")
        at_fault = self.cleaned_data["liability"] in ("full", "partial")
        rows = zip(numbered("unit", ACCOUNTABLE), numbered("share", ACCOUNTABLE), strict=True)
        pairs = [(self.cleaned_data[u], self.cleaned_data[s] or 0) for u, s in rows if self.cleaned_data[u]]
        return {**{n: self.cleaned_data[n] for n in names}, "accountable": pairs if at_fault else []}

    def _involved(self) -> list[tuple[int, str]]:
        facts, found = self.file.facts, {share.unit_id: share.unit for share in self.file.shares}
        if facts.complained_of_id:
            found[facts.complained_of_id] = facts.complained_of
        found[facts.intake_id] = facts.intake
        return list(found.items())

    def _others(self) -> list[tuple[int, str]]:
        involved = dict(self._involved())
        units = lists.units_in_reach(self.file.facts.coordinator_id, on=day_of(self.at))
        return [pair for pair in units if pair[0] not in involved]


class Reopen(Note):
    reason = long_text(_("理由"), rows=3)


class Archive(Note):
    """Nothing is asked."""


class Prove(Note):
    promise_id = forms.TypedChoiceField(label=_("承诺事项"), coerce=int)
    voucher = short_text(_("凭证号"), hint=_("复核人请凭原件重新输入，两次一致才算兑现。"))

    def offer(self) -> None:
        turns = {"enter": _("登记"), "confirm": _("复核"), "correct": _("更正")}
        owed = [p for p in self.file.promises if p.mine in turns]
        self.choose(
            "promise_id", [(p.id, f"{turns[p.mine]} · {p.name} {money(p.amount)}".strip()) for p in owed]
        )


def money(amount: object) -> str:
    return "" if amount is None else f"¥{amount:,.2f}"


FORMS: dict[str, type[StepForm]] = {
    "accept": Accept, "archive": Archive, "close": Close, "follow_up": FollowUp, "not_accept": NotAccept,
    "prove": Prove, "reopen": Reopen, "reply": Reply,
}  # fmt: skip
