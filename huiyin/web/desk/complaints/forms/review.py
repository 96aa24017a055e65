"""审核与分办: what the coordinator decides."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.calendars.workdays import day_of
from huiyin.complaints.commands import Ask
from huiyin.complaints.queries import lists
from huiyin.web.desk.complaints.forms.base import (
    Choices,
    Group,
    Note,
    StepForm,
    Text,
    legend,
    long_text,
    moment,
    numbered,
    yes,
    yes_or_no,
)
from huiyin.web.ui import steps as words

CO_HANDLERS = 4
ASKED = ("unit", "question", "due")


class ReturnToIntake(Note):
    missing = long_text(_("缺少什么"), rows=3)


class Assess(Note):
    statutory = yes_or_no(_("属监管口径投诉"))
    complex_ = yes_or_no(_("情况复杂（30 日）"))
    severity = forms.TypedChoiceField(label=_("严重程度"), coerce=int, widget=forms.RadioSelect)
    reason = long_text(_("理由"), rows=2)

    def filled(self) -> dict[str, Any]:
        facts = self.file.facts
        return {
            "statutory": yes(facts.statutory), "complex_": yes(facts.complex), "severity": self.file.head.severity,
        }  # fmt: skip

    def offer(self) -> None:
        self.choose("severity", lists.severities())


def _asked(prefix: str) -> tuple[str, ...]:
    return tuple(f"{prefix}_{part}" for part in ASKED)


class Asks(Note):
    """Several units, each with its own question and an earlier due time if wanted; the first must be named."""

    prefixes: ClassVar[tuple[str, ...]] = ()

    def units(self) -> Choices:
        """Whom this reader may ask."""
        return lists.units_in_reach(self.file.facts.coordinator_id, on=day_of(self.at))

    def offer(self) -> None:
        units = [("", words.NOT_CHOSEN), *self.units()]
        for prefix in self.prefixes:
            unit, question, due = _asked(prefix)
            needed = prefix == self.prefixes[0]
            self.fields[unit] = forms.TypedChoiceField(
                label=_("单位"), choices=units, required=needed, coerce=int, empty_value=None
            )
            self.fields[question] = long_text(_("请该单位回答的问题"), rows=2, required=needed)
            self.fields[due] = moment(_("要求完成时间"), hint=_("不填按规定时限；只能提前。"), required=False)

    def clean(self) -> dict[str, Any]:
        """A unit without a question, or a question without a unit, is a slip of the pen."""
        for prefix in self.prefixes[1:]:
            unit, question, _due = _asked(prefix)
            if self.cleaned_data.get(unit) and not self.cleaned_data.get(question):
                self.add_error(
                    question, forms.ValidationError(_("请写明要该单位回答什么。"), code="required")
                )
            if self.cleaned_data.get(question) and not self.cleaned_data.get(unit):
                self.add_error(unit, forms.ValidationError(_("请选择单位。"), code="required"))
        return self.cleaned_data

    def asks(self) -> list[Ask]:
        """The rows that were filled in."""
        rows = ([self.cleaned_data[name] for name in _asked(prefix)] for prefix in self.prefixes)
        return [Ask(*row) for row in rows if row[0]]


def asked_groups(name: Text, prefix: str, *, open_: int = 0) -> tuple[Group, ...]:
    """One group a unit, numbered; the first ones open."""
    return tuple(
        Group(legend(name, number), _asked(f"{prefix}_{number}"), folded=number > open_, kind="ask")
        for number in range(1, CO_HANDLERS + 1)
    )


class Assign(Asks):
    """The lead and up to four co-handlers."""

    prefixes = ("lead", *numbered("co", CO_HANDLERS))
    groups = (Group(_("第一责任部门"), _asked("lead"), kind="ask"), *asked_groups(_("协办单位"), "co"))
    places: ClassVar = {
        "lead": "lead_unit", "co_handlers": "co_1_unit", "co_handlers_question": "co_1_question",
    }  # fmt: skip

    def arguments(self) -> dict[str, Any]:
        lead, *co_handlers = self.asks()
        return {"lead": lead, "co_handlers": co_handlers, "note": self.cleaned_data["note"]}


class Arbitrate(Note):
    unit_id = forms.TypedChoiceField(label=_("申请退办的单位"), coerce=int)
    to_unit_id = forms.TypedChoiceField(label=_("裁定"), required=False, coerce=int, empty_value=None)
    reason = long_text(_("理由"), rows=2)
    places: ClassVar = {"lead": "to_unit_id", "co_handlers": "to_unit_id"}

    def offer(self) -> None:
        refused = [(share.unit_id, share.unit) for share in self.file.shares if share.state == "refused"]
        units = lists.units_in_reach(self.file.facts.coordinator_id, on=day_of(self.at))
        self.choose("unit_id", refused)
        self.choose("to_unit_id", [("", _("由原单位继续承办")), (_("改派"), units)])


FORMS: dict[str, type[StepForm]] = {
    "arbitrate": Arbitrate, "assess": Assess, "assign": Assign, "return_to_intake": ReturnToIntake,
}  # fmt: skip
