"""settle_accounts: the unit that bears the cost makes it good to the unit that paid."""

from __future__ import annotations

import pytest

from huiyin.complaints import verify
from huiyin.complaints.models import Promise, Stage
from tests.complaints.checks import recorded, refused
from tests.complaints.road import Road, at_stage

pytestmark = pytest.mark.django_db


def settle(road: Road, who: str = "maker", voucher: str = "QS-1") -> None:
    road.do("settle_accounts", getattr(road, who), payment_id=road.payment().pk, voucher=voucher)


def test_what_one_unit_paid_for_another_is_made_good_once() -> None:
    road = at_stage(Stage.REPLIED).request()
    with refused("nothing_to_pay", "payment_id"):
        settle(road)
    road.pay()
    with refused("empty", "voucher"):
        settle(road, voucher=" ")
    with refused("not_yours"):
        settle(road, "handler")
    settle(road)
    assert (road.payment().settled_by, road.payment().settled_at) == (road.maker.id, road.at)
    recorded(road, "settle_accounts", road.maker, voucher="QS-1", amount="300.00")
    with refused("nothing_to_settle", "payment_id"):
        settle(road)
    assert verify.run() == []


def test_nothing_is_settled_where_the_paying_unit_bears_it() -> None:
    road = at_stage(Stage.REPLIED).request().pay()
    Promise.objects.update(bearing_unit_id=road.payment().unit_id)
    with refused("nothing_to_settle", "payment_id"):
        settle(road)
