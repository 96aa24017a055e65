"""book_cost: what handling it costs beside what the customer gets."""

from __future__ import annotations

from decimal import Decimal

import pytest

from huiyin.complaints import verify
from huiyin.complaints.models import Cost, Stage
from tests.complaints.checks import recorded, refused
from tests.complaints.road import Road, at_stage

pytestmark = pytest.mark.django_db


def book(road: Road, who: str = "handler", **changed: object) -> None:
    given = {"kind": "postage", "amount": Decimal(22), "unit_id": road.lead_unit.pk, "what": "邮寄答复函"}
    road.do("book_cost", getattr(road, who), **(given | changed))


def test_it_is_booked_to_the_unit_that_bears_it() -> None:
    road = at_stage(Stage.INVESTIGATING)
    book(road)
    cost = Cost.objects.get()
    assert (cost.kind, cost.amount, cost.unit_id, cost.at, cost.by_staff_id) == (
        "postage", Decimal(22), road.lead_unit.pk, road.at, road.handler.id,
    )  # fmt: skip
    recorded(road, "book_cost", road.handler, amount="22", what="邮寄答复函", unit=road.lead_unit.pk)
    book(road, "coordinator", kind="fee", amount=Decimal("800.50"), what="笔迹鉴定")
    assert verify.run() == []


def test_it_refuses_what_is_paid_to_customers_and_what_says_nothing() -> None:
    road = at_stage(Stage.INVESTIGATING)
    for changed, code, field in (
        ({"kind": "redress"}, "unknown", "kind"), ({"kind": "castle"}, "unknown", "kind"),
        ({"amount": Decimal(0)}, "amount_missing", "amount"), ({"unit_id": 999_999}, "unknown", "unit_id"),
        ({"what": " "}, "empty", "what"),
    ):  # fmt: skip
        with refused(code, field):
            book(road, **changed)
    with refused("not_yours"):
        book(road, "head")
