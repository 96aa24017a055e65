"""单位之间: distribution below, release, joint consultation, questions to partners."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.calendars.workdays import day_of
from huiyin.complaints.queries import lists, shares
from huiyin.web.desk.complaints.forms.base import (
    Choices,
    Group,
    Note,
    StepForm,
    long_text,
    moment,
    numbered,
    yes_or_no,
)
from huiyin.web.desk.complaints.forms.review import CO_HANDLERS, Asks, asked_groups
from huiyin.web.ui import steps as words

GUESTS = 3


class Distribute(Asks):
    prefixes = tuple(numbered("below", CO_HANDLERS))
    groups = asked_groups(_("下属单位"), "below", open_=1)
    places: ClassVar = {"shares": "below_1_unit", "shares_question": "below_1_question"}

    def units(self) -> Choices:
        giver = shares.given_out_from(self.file.shares, self.by)
        return lists.units_below(giver, on=day_of(self.at)) if giver is not None else []

    def arguments(self) -> dict[str, Any]:
        return {"shares": self.asks(), "note": self.cleaned_data["note"]}


class Release(Note):
    unit_id = forms.TypedChoiceField(label=_("免除哪个单位"), coerce=int)
    reason = long_text(_("理由"), rows=2)

    def offer(self) -> None:
        waiting = [s for s in self.file.shares if not s.lead and not s.ended and s.answered_at is None]
        self.choose("unit_id", [(share.unit_id, share.unit) for share in waiting])


class Consult(Note):
    meets_at = moment(_("会商时间"))
    agenda = long_text(_("议题"), rows=3, hint=_("写明哪几个单位、在什么问题上意见不一致。"))
    unit_ids = forms.TypedMultipleChoiceField(
        label=_("参加的承办单位"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    groups = (Group(_("其他单位"), tuple(numbered("guest", GUESTS)), folded=True),)

    def offer(self) -> None:
        self.choose("unit_ids", [(share.unit_id, share.unit) for share in self._at_work()])
        units = [
            ("", words.NOT_CHOSEN),
            *lists.units_in_reach(self.file.facts.coordinator_id, on=day_of(self.at)),
        ]
        for guest in numbered("guest", GUESTS):
            self.fields[guest] = forms.TypedChoiceField(
                label=_("单位"), choices=units, required=False, coerce=int, empty_value=None
            )

    def filled(self) -> dict[str, Any]:
        return {"unit_ids": [share.unit_id for share in self._at_work()]}

    def arguments(self) -> dict[str, Any]:
        guests = [self.cleaned_data[name] for name in numbered("guest", GUESTS) if self.cleaned_data[name]]
        plain = {name: self.cleaned_data[name] for name in ("meets_at", "agenda", "note")}
        return {**plain, "unit_ids": [*self.cleaned_data["unit_ids"], *guests]}

    def _at_work(self) -> list[shares.Share]:
        return [share for share in self.file.shares if not share.ended]


class Minute(Note):
    minutes = long_text(_("会商纪要"), rows=4)
    decision = long_text(_("决定"), rows=2)
    binding = yes_or_no(_("决定对各单位有约束力"))

    def offer(self) -> None:
        met = next((meeting for meeting in self.file.meetings if meeting.waiting), None)
        self.named = dict(met.units) if met else {}
        for unit_id, name in self.named.items():
            self.fields[f"dissent_{unit_id}"] = long_text(name, rows=1, required=False)
        fields = tuple(f"dissent_{unit_id}" for unit_id in self.named)
        self.groups = (Group(_("不同意见（按单位登记）"), fields, folded=True, kind="stack"),)

    def arguments(self) -> dict[str, Any]:
        plain = {name: self.cleaned_data[name] for name in ("minutes", "decision", "binding", "note")}
        said = {unit_id: self.cleaned_data[f"dissent_{unit_id}"].strip() for unit_id in self.named}
        return {**plain, "dissent": {unit_id: words for unit_id, words in said.items() if words}}


class AskPartner(Note):
    unit_id = forms.TypedChoiceField(label=_("合作机构"), coerce=int)
    what = long_text(_("请提供什么"), rows=3, hint=_("写明需要的录音、记录和用途；不写与协查无关的客户信息。"))

    def offer(self) -> None:
        self.choose("unit_id", [("", words.NOT_CHOSEN), *lists.partners(on=day_of(self.at))])


class PartnerAnswered(Note):
    request_id = forms.TypedChoiceField(label=_("协查事项"), coerce=int)
    answer = long_text(_("回复内容"), rows=3)
    answered_at = moment(_("回复时间"))

    def filled(self) -> dict[str, Any]:
        return {"answered_at": self.at.replace(second=0, microsecond=0)}

    def offer(self) -> None:
        waiting = [asked for asked in self.file.inquiries if asked.answered_at is None]
        self.choose("request_id", [(asked.id, f"{asked.partner} · {asked.what[:40]}") for asked in waiting])


FORMS: dict[str, type[StepForm]] = {
    "ask_partner": AskPartner, "consult": Consult, "distribute": Distribute, "minute": Minute,
    "partner_answered": PartnerAnswered, "release": Release,
}  # fmt: skip
