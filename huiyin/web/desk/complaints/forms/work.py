"""处理: what the units and the approvers write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.policy import queries as policy
from huiyin.web.desk.complaints.forms.base import (
    OFFERS,
    Group,
    Note,
    StepForm,
    legend,
    long_text,
    moment,
    numbered,
)
from huiyin.web.desk.complaints.forms.intake import Offering

BLOCKS = ("findings", "grounds", "decision", "remedies")


class RefuseAssignment(Note):
    reason = long_text(_("理由"), rows=3, hint=_("写明为什么不属于本单位，应由哪个单位承办。"))


class Answer(Note):
    answer = long_text(_("答复"), rows=5)


class Propose(Offering):
    findings = long_text(_("一、核实情况"), rows=4)
    grounds = long_text(_("二、依据与理由"), rows=3)
    decision = long_text(_("三、处理决定"), rows=3)
    remedies = long_text(_("四、救济途径"), rows=2, hint=_("四项都会写进给客户的答复函。"))

    groups = tuple(
        Group(legend(_("补救"), n), (f"kind_{n}", f"amount_{n}", f"due_{n}", f"bearing_{n}"), n > 1, "offer")
        for n in range(1, OFFERS + 1)
    )

    def offer(self) -> None:
        """An offer may be kept later than usual, at the cost of another unit than the one that replies."""
        super().offer()
        involved = {share.unit_id: share.unit for share in self.file.shares}
        units = [("", _("答复单位")), *involved.items()]
        for due, bearing in zip(numbered("due", OFFERS), numbered("bearing", OFFERS), strict=True):
            self.fields[due] = moment(_("兑现期限"), required=False)
            self.fields[bearing] = forms.TypedChoiceField(
                label=_("列支单位"), choices=units, required=False, coerce=int, empty_value=None
            )

    def filled(self) -> dict[str, Any]:
        """What was sent back is where the next version begins."""
        last = self.file.opinion
        if last is None:
            return {"remedies": policy.policy().remedies}
        given: dict[str, Any] = {f"kind_{n}": offer.kind for n, offer in enumerate(last.offers, start=1)}
        given |= {f"amount_{n}": offer.amount for n, offer in enumerate(last.offers, start=1)}
        return {**{block: getattr(last, block) for block in BLOCKS}, **given}


class Approve(Note):
    """Agreeing asks for nothing; a word is welcome."""


class SendBack(Note):
    reason = long_text(_("退回理由"), rows=3, hint=_("写明要补充或者修改什么。"))


FORMS: dict[str, type[StepForm]] = {
    "answer": Answer, "approve": Approve, "propose": Propose, "refuse_assignment": RefuseAssignment,
    "send_back": SendBack,
}  # fmt: skip
