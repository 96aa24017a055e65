"""refuse_payment: a request that cannot be paid, or money that came back, is owed as before."""

from __future__ import annotations

import pytest

from huiyin.complaints import commands, verify
from huiyin.complaints.models import Batch, Payment, Promise, Stage
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.road import Road, at_stage

pytestmark = pytest.mark.django_db


def refuse(road: Road, who: str = "maker", reason: str = "户名不符退汇") -> None:
    road.do("refuse_payment", getattr(road, who), payment_id=road.payment().pk, reason=reason)


def promise(road: Road) -> Promise:
    return Promise.objects.get(complaint=road.complaint)


def test_what_came_back_is_owed_again_by_the_same_day() -> None:
    road = at_stage(Stage.REPLIED).request().enter()
    due = promise(road).due_at
    refuse(road, "checker")
    assert (road.payment().state, road.payment().refusal) == ("refused", "户名不符退汇")
    assert (promise(road).state, task(road, "prove").due_at, kinds(road)) == (
        "open",
        due,
        {"confirm", "prove"},
    )
    recorded(road, "refuse_payment", road.checker, reason="户名不符退汇", state="refused")
    road.request().pay()
    assert promise(road).state == "proved"
    assert verify.run() == []


def test_it_refuses_without_a_reason_by_others_and_once_it_is_paid() -> None:
    road = at_stage(Stage.REPLIED).request()
    with refused("empty", "reason"):
        refuse(road, reason=" ")
    with refused("not_yours"):
        refuse(road, "handler")
    road.pay()
    with refused("nothing_to_pay", "payment_id"):
        refuse(road)


def test_whoever_sent_it_out_does_not_say_alone_that_it_came_back() -> None:
    entered = at_stage(Stage.REPLIED).request().enter()
    batched = at_stage(Stage.REPLIED).request()
    commands.batch([batched.payment().pk], by=batched.maker, at=batched.at)
    for road in (entered, batched):
        with refused("maker_is_checker", "payment_id"):
            refuse(road)
        refuse(road, "checker")
        assert road.payment().state == "refused"
    assert verify.run() == []


def test_the_customer_refuses_before_it_is_paid() -> None:
    """What nobody has begun is void with the decision."""
    road = at_stage(Stage.REPLIED).request()
    road.do("not_accept", road.intake, reason="金额太少")
    assert (promise(road).state, road.payment().state, kinds(road)) == ("void", "refused", {"investigate"})
    assert road.complaint.redress is None
    with refused("nothing_to_pay"):
        road.pay()
    assert verify.run() == []


@pytest.mark.parametrize("arrives", [True, False])
def test_the_customer_refuses_while_the_money_is_on_its_way(arrives: bool) -> None:
    """It may have left the bank: it counts as given until it is known to have come back."""
    road = at_stage(Stage.REPLIED).request().enter()
    road.do("not_accept", road.intake, reason="金额太少")
    assert (promise(road).state, road.payment().state, kinds(road)) == (
        "open",
        "entered",
        {"investigate", "pay"},
    )
    assert road.complaint.redress == 300
    if arrives:
        road.do("pay", road.checker, payment_id=road.payment().pk, voucher=road.payment().voucher)
    else:
        road.do("refuse_payment", road.checker, payment_id=road.payment().pk, reason="退汇")
    assert promise(road).state == ("proved" if arrives else "void")
    assert road.complaint.redress == (300 if arrives else None)
    assert verify.run() == []


def test_what_went_out_in_a_file_may_be_on_its_way_too() -> None:
    road = at_stage(Stage.REPLIED).request()
    batch = Batch.objects.create(
        unit_id=road.payment().unit_id, at=road.at, by_staff_id=road.maker.pk, count=1, total=300
    )
    Payment.objects.update(batch=batch)
    road.do("not_accept", road.intake, reason="金额太少")
    assert (promise(road).state, road.payment().state) == ("open", "requested")
    assert verify.run() == []
