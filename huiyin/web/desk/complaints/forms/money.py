"""付款: what is owed is asked for, paid by two, settled between units, or broken."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.calendars.workdays import day_of
from huiyin.complaints.queries import lists
from huiyin.complaints.queries.shares import Owed
from huiyin.web.desk.complaints.forms.base import Note, StepForm, long_text, short_text
from huiyin.web.ui import steps as words

UNDER_WAY = ("requested", "entered")


def called(promise: Owed) -> str:
    amount = "" if promise.amount is None else f"¥{promise.amount:,.2f}"
    return f"{promise.name} {amount} · {promise.payee}"


class RequestPayment(Note):
    promise_id = forms.TypedChoiceField(label=_("承诺事项"), coerce=int)

    def offer(self) -> None:
        owed = [p for p in self.file.promises if p.mine == "request"]
        self.choose("promise_id", [(p.id, called(p)) for p in owed])


class OfPayment(Note):
    """What is done to one payment of the officer's unit."""

    states: tuple[str, ...] = UNDER_WAY
    payment_id = forms.TypedChoiceField(label=_("付款"), coerce=int)

    def offer(self) -> None:
        found = [(p, p.payment) for p in self.file.promises if p.payment is not None]
        self.choose("payment_id", [
            (payment.id, f"{payment.state_name} · {called(p)}") for p, payment in found if payment.state in self.states
        ])  # fmt: skip


class Pay(OfPayment):
    voucher = short_text(_("凭证号"), hint=_("核心系统的流水号；复核人请凭原件重新输入，两次一致才算已付。"))


class RefusePayment(OfPayment):
    reason = long_text(_("退回原因"), rows=3, hint=_("例如户名不符、账号有误、核心系统退汇。"))


class SettleAccounts(OfPayment):
    states = ("paid",)
    voucher = short_text(_("清算凭证号"))


class BookCost(Note):
    kind = forms.ChoiceField(label=_("费用种类"))
    amount = forms.DecimalField(label=_("金额（元）"), min_value=0, max_digits=14, decimal_places=2)
    unit_id = forms.TypedChoiceField(label=_("列支单位"), coerce=int)
    what = short_text(_("事由"), hint=_("例如邮寄答复函、司法鉴定费。"))

    def offer(self) -> None:
        facts = self.file.facts
        self.choose("kind", lists.costs_by_hand())
        involved = {facts.intake_id: facts.intake, facts.coordinator_id: facts.coordinator}
        involved |= {share.unit_id: share.unit for share in self.file.shares}
        others = [
            u for u in lists.units_in_reach(facts.coordinator_id, on=day_of(self.at)) if u[0] not in involved
        ]
        units = [
            ("", words.NOT_CHOSEN),
            (_("本件涉及的单位"), list(involved.items())),
            (_("其他单位"), others),
        ]
        self.choose("unit_id", units)


FORMS: dict[str, type[StepForm]] = {
    "book_cost": BookCost, "pay": Pay, "refuse_payment": RefusePayment, "request_payment": RequestPayment,
    "settle_accounts": SettleAccounts,
}  # fmt: skip
