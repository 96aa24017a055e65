"""付款: what is owed is asked for, paid by two, settled between units, or broken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from huiyin.complaints.models import Payment, Promise
from tests.complaints.road import Road


def payment_id(road: Road) -> int:
    found = Payment.objects.filter(complaint=road.complaint).order_by("-id").first()
    return found.pk if found else 0


def promise_id(road: Road) -> int:
    found = Promise.objects.filter(complaint=road.complaint).first()
    return found.pk if found else 0


GIVEN: dict[str, Callable[[Road], dict[str, Any]]] = {
    "request_payment": lambda road: {"promise_id": promise_id(road)},
    "pay": lambda road: {"payment_id": payment_id(road), "voucher": f"FK-{payment_id(road)}"},
    "refuse_payment": lambda road: {"payment_id": payment_id(road), "reason": "户名不符退汇"},
    "settle_accounts": lambda road: {"payment_id": payment_id(road), "voucher": "QS-1"},
    "book_cost": lambda road: {"kind": "postage", "amount": 22, "unit_id": road.lead_unit.pk, "what": "邮寄答复函"},
}
