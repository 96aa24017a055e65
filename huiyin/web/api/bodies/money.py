"""付款: what is owed is asked for, paid by two, settled between units, or broken."""

from __future__ import annotations

from typing import Annotated

from huiyin.complaints.queries import lists
from huiyin.web.api.bodies.main import Step
from huiyin.web.api.fields import Line, Long, LongNumber, Money, Number, OneOf


class RequestPayment(Step):
    promise_id: LongNumber


class Pay(Step):
    """Of two payment officers, each sends the voucher's number; the second call pays."""

    payment_id: LongNumber
    voucher: Line


class RefusePayment(Step):
    payment_id: LongNumber
    reason: Long


class SettleAccounts(Step):
    payment_id: LongNumber
    voucher: Line


class BookCost(Step):
    kind: Annotated[str, OneOf(lists.costs_by_hand())]
    amount: Money
    unit_id: Number
    what: Line


BODIES: dict[str, type[Step]] = {
    "book_cost": BookCost, "pay": Pay, "refuse_payment": RefusePayment, "request_payment": RequestPayment,
    "settle_accounts": SettleAccounts,
}  # fmt: skip
