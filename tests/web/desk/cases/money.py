"""付款: what is owed is asked for, paid by two, settled between units, or broken."""

from __future__ import annotations

from huiyin.complaints.models import Stage
from tests.complaints.given.money import payment_id, promise_id
from tests.complaints.road import Road
from tests.web.desk.cases.case import Case


def requested(road: Road) -> None:
    road.request()


def paid(road: Road) -> None:
    road.request().pay()


CASES: dict[str, Case] = {
    "request_payment": Case(
        Stage.REPLIED, "handler", lambda road: {"promise_id": promise_id(road)}, ("promise_id",),
        {"promise_id": "999999"}, outsider="coordinator"),
    "pay": Case(
        Stage.REPLIED, "maker", lambda road: {"payment_id": payment_id(road), "voucher": "FK-1"},
        ("payment_id", "voucher"), {"payment_id": "999999"}, requested),
    "refuse_payment": Case(
        Stage.REPLIED, "maker", lambda road: {"payment_id": payment_id(road), "reason": "户名不符"},
        ("payment_id", "reason"), {"payment_id": "999999"}, requested),
    "settle_accounts": Case(
        Stage.REPLIED, "maker", lambda road: {"payment_id": payment_id(road), "voucher": "QS-1"},
        ("payment_id", "voucher"), {"payment_id": "999999"}, paid),
    "book_cost": Case(
        Stage.INVESTIGATING, "handler",
        lambda road: {"kind": "postage", "amount": "22.00", "unit_id": road.lead_unit.pk, "what": "邮寄答复函"},
        ("kind", "amount", "unit_id", "what"), {"kind": "castle", "amount": "-1"}),
}  # fmt: skip
