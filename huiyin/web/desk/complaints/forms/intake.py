"""受理: correct, settle, submit."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.calendars.workdays import day_of
from huiyin.complaints.commands import Customer
from huiyin.complaints.queries import lists
from huiyin.web.desk.complaints.forms.base import (
    OFFERS,
    Group,
    Note,
    StepForm,
    legend,
    long_text,
    numbered,
    offers,
    short_text,
)
from huiyin.web.ui import steps as words

OF_OFFER = ("kind_", "amount_", "due_", "bearing_")
CUSTOMER = ("name", "phone", "id_no", "card", "address")
AMENDED = (
    "title", "category", "cause", "demands", "amount", "story", "source_no", "complained_of_unit_id",
    "complained_of_person",
)  # fmt: skip


class Offering(Note):
    """A form with up to four things offered."""

    groups = tuple(
        Group(
            legend(_("补救"), number), (f"kind_{number}", f"amount_{number}"), folded=number > 1, kind="offer"
        )
        for number in range(1, OFFERS + 1)
    )
    places: ClassVar = {"offers": "kind_1"}

    def offer(self) -> None:
        kinds = [("", _("无")), *lists.offer_kinds()]
        for kind, amount in zip(numbered("kind", OFFERS), numbered("amount", OFFERS), strict=True):
            self.fields[kind] = forms.ChoiceField(label=_("补救方式"), choices=kinds, required=False)
            self.fields[amount] = forms.DecimalField(
                label=_("金额（元）"), required=False, min_value=0, max_digits=14, decimal_places=2
            )

    def arguments(self) -> dict[str, Any]:
        plain = {n: v for n, v in super().arguments().items() if not n.startswith(OF_OFFER)}
        return {**plain, "offers": offers(self.cleaned_data)}


class Settle(Offering):
    findings = long_text(_("核实情况"), rows=3)
    grounds = long_text(_("依据与理由"), rows=2)
    decision = long_text(_("处理决定"), rows=2)
    way = forms.ChoiceField(label=_("答复方式"), initial="phone")
    proof = short_text(
        _("客户接受的凭证"), hint=_("录音、签字或消息的编号；没有凭证时留空，另行征询客户。"), required=False
    )

    def offer(self) -> None:
        super().offer()
        self.choose("way", lists.ways())


class Submit(Note):
    """Nothing but a word to the coordinator."""


class Amend(Note):
    """Only what was changed is handed on; empty customer fields stay as they are."""

    title = short_text(_("标题"))
    category = forms.ChoiceField(label=_("业务分类"))
    cause = forms.ChoiceField(label=_("客户所述原因"), required=False)
    demands = forms.MultipleChoiceField(label=_("诉求"), required=False, widget=forms.CheckboxSelectMultiple)
    amount = forms.DecimalField(
        label=_("争议金额（元）"), required=False, min_value=0, max_digits=14, decimal_places=2
    )
    story = long_text(_("经过"), rows=6)
    source_no = short_text(_("来源编号"), hint=_("录音、单据或转办文号"), required=False)
    complained_of_unit_id = forms.TypedChoiceField(
        label=_("被投诉单位"), required=False, coerce=int, empty_value=None
    )
    complained_of_person = short_text(_("被投诉人"), required=False)
    name = short_text(_("客户姓名"), required=False)
    phone = short_text(_("联系电话"), required=False)
    id_no = short_text(_("证件号码"), required=False)
    card = short_text(_("卡号或账号"), required=False)
    address = short_text(_("联系地址"), required=False)
    groups = (Group(_("客户信息（留空的不改动）"), CUSTOMER, folded=True, kind="column"),)
    places: ClassVar = {"customer": "name"}

    def filled(self) -> dict[str, Any]:
        facts = self.file.facts
        return {
            "title": self.file.head.title, "category": facts.category, "cause": facts.cause_code,
            "demands": list(facts.demand_codes), "amount": facts.amount, "story": facts.story,
            "source_no": facts.source_no, "complained_of_unit_id": facts.complained_of_id,
            "complained_of_person": facts.complained_of_person,
        }  # fmt: skip

    def offer(self) -> None:
        facts = self.file.facts
        units = lists.units_in_reach(facts.coordinator_id, on=day_of(self.at))
        if facts.complained_of_id and facts.complained_of_id not in dict(units):
            units.insert(0, (facts.complained_of_id, facts.complained_of))
        self.choose("category", lists.categories())
        self.choose("cause", [("", words.NOT_CHOSEN), *lists.causes()])
        self.choose("demands", lists.demands())
        self.choose("complained_of_unit_id", [("", words.NOT_CHOSEN), *units])

    def clean_story(self) -> str:
        """Browsers send line ends their own way."""
        return str(self.cleaned_data["story"]).replace("\r\n", "\n")

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self._changed() and not self._customer():
            self.add_error(None, forms.ValidationError(_("没有任何改动。"), code="nothing_changed"))
        return self.cleaned_data

    def arguments(self) -> dict[str, Any]:
        return {**self._changed(), "customer": self._customer(), "note": self.cleaned_data["note"]}

    def _changed(self) -> dict[str, Any]:
        before = self.filled()
        return {name: self.cleaned_data[name] for name in AMENDED if self.cleaned_data[name] != before[name]}

    def _customer(self) -> Customer:
        return Customer(**{name: self.cleaned_data[name] for name in CUSTOMER})


FORMS: dict[str, type[StepForm]] = {
    "amend": Amend, "settle": Settle, "submit": Submit,
}  # fmt: skip
