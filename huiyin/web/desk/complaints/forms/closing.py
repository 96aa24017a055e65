"""维持、撤回、核查: the last word on a decision, the customer's change of mind, and the superior unit's look at it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.complaints.queries import lists
from huiyin.complaints.queries.signing import signers
from huiyin.web.desk.complaints.forms.base import Note, StepForm, long_text, moment, short_text, yes_or_no
from huiyin.web.desk.complaints.forms.ending import Close
from huiyin.web.desk.complaints.forms.intake import Offering
from huiyin.web.ui import steps as words

CHECKS = ("process", "limits", "result", "grounds")
FOUND = ("category", "cause", "liability", "outcome")


class StandBy(Close):
    grounds = long_text(_("维持的理由"), rows=3)
    way = forms.ChoiceField(label=_("告知书送达方式"))
    delivered_at = moment(_("告知书送达时间"), hint=_("客户申请核查的 30 日自送达之日起算。"))
    proof = short_text(_("告知书送达凭证"), hint=_("快递单号、录音编号或者签收单号"))
    field_order = ("grounds", "way", "delivered_at", "proof")

    def filled(self) -> dict[str, Any]:
        told = {"way": "letter", "delivered_at": self.at.replace(second=0, microsecond=0)}
        return {**super().filled(), **told, "outcome": _("与客户未达成一致，维持原决定")}

    def offer(self) -> None:
        super().offer()
        self.choose("way", lists.ways())

    def arguments(self) -> dict[str, Any]:
        told = ("grounds", "way", "delivered_at", "proof")
        return {**super().arguments(), **{name: self.cleaned_data[name] for name in told}}


class Withdraw(Note):
    reason = long_text(_("客户撤回的理由"), rows=3)
    received_at = moment(_("收到撤回的时间"), hint=_("自收到当日终止办理。"))
    proof = short_text(_("凭证"), hint=_("录音、书面材料或者消息的编号"))

    def filled(self) -> dict[str, Any]:
        return {"received_at": self.at.replace(second=0, microsecond=0)}


class ConfirmWithdrawal(Note):
    free = yes_or_no(_("客户出于自愿，没有附加条件"))
    proof = short_text(_("向客户核实的凭证"), hint=_("录音或者书面材料的编号"))


class AskReview(Note):
    reason = long_text(_("客户的理由"), rows=4)
    asked_at = moment(_("客户提出的时间"), hint=_("最后一次决定送达之日起 30 日内。"))
    proof = short_text(_("凭证"), hint=_("申请书、录音或者消息的编号"))

    def filled(self) -> dict[str, Any]:
        return {"asked_at": self.at.replace(second=0, microsecond=0)}


class Checks(Note):
    process = long_text(_("一、核程序"), rows=2)
    limits = long_text(_("二、核时限"), rows=2)
    result = long_text(_("三、核结果"), rows=2)
    grounds = long_text(_("理由（写入核查决定书）"), rows=3)


class Confirm(Close):
    """What was closed before keeps its findings; what never was needs them now."""

    process = Checks.base_fields["process"]
    limits = Checks.base_fields["limits"]
    result = Checks.base_fields["result"]
    grounds = Checks.base_fields["grounds"]
    field_order = CHECKS

    def filled(self) -> dict[str, Any]:
        return {}

    def offer(self) -> None:
        super().offer()
        self.choose("category", [("", words.NOT_CHOSEN), *lists.categories()])
        for name in FOUND:
            self.fields[name].required = False
            self.fields[name].help_text = _("已经办结过的，可以不填。")

    def arguments(self) -> dict[str, Any]:
        return {**super().arguments(), **{name: self.cleaned_data[name] for name in CHECKS}}


class Change(Offering):
    process = Checks.base_fields["process"]
    limits = Checks.base_fields["limits"]
    result = Checks.base_fields["result"]
    findings = long_text(_("核实情况"), rows=3)
    grounds = Checks.base_fields["grounds"]
    decision = long_text(_("变更后的决定"), rows=3)
    signed_by = forms.TypedChoiceField(
        label=_("签发人"), coerce=int, help_text=_("由有权限的另一人签发，核查员本人不得签发。")
    )
    places: ClassVar = {"offers": "kind_1"}

    def offer(self) -> None:
        super().offer()
        able = signers(self.file.head.ref, seen_by=self.by, at=self.at)
        self.choose(
            "signed_by",
            [("", words.NOT_CHOSEN), *((h.staff_id, f"{h.name} · {h.unit_name}") for h in able)],
        )


class Redo(Checks):
    """Done again by somebody else."""


FORMS: dict[str, type[StepForm]] = {
    "stand_by": StandBy, "withdraw": Withdraw, "confirm_withdrawal": ConfirmWithdrawal, "ask_review": AskReview,
    "confirm": Confirm, "change": Change, "redo": Redo,
}  # fmt: skip
