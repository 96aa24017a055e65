"""request_payment: the owner has the whole of a promise paid, once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from huiyin.complaints import access, verify
from huiyin.complaints.commands import Customer, Offer
from huiyin.complaints.models import Payment, Promise, Stage
from huiyin.organisation.models import StaffRole
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.road import Road, at_stage
from tests.world import unit

pytestmark = pytest.mark.django_db


def promise(road: Road) -> Promise:
    return Promise.objects.get(complaint=road.complaint)


def request(road: Road, who: str = "handler", promise_id: int | None = None) -> None:
    road.do("request_payment", getattr(road, who), promise_id=promise_id or promise(road).pk)


def test_the_nearest_payment_office_is_asked_for_what_was_promised() -> None:
    road = at_stage(Stage.REPLIED)
    assert not access.sees(road.maker, road.complaint.pk)
    request(road)
    payment, office = road.payment(), unit("财务会计部").pk
    assert (payment.amount, payment.unit_id, payment.state, payment.requested_by) == (
        Decimal(300), office, "requested", road.handler.id,
    )  # fmt: skip
    asked = task(road, "pay")
    assert (asked.unit_id, asked.due_at, asked.promise_id) == (office, promise(road).due_at, promise(road).pk)
    assert kinds(road) == {"confirm", "pay"}  # nobody is asked twice for one promise
    assert access.sees(road.maker, road.complaint.pk)
    recorded(road, "request_payment", road.handler, unit=office, amount="300.00", state="requested")
    assert verify.run() == []


def test_a_promise_is_paid_by_the_unit_the_decision_named() -> None:
    """江苏 has a payment officer of its own, and the decision names it as paying and 运营部 as bearing."""
    nanjing, bearing = unit("江苏分行"), unit("广东分行运营部")
    StaffRole.objects.create(
        staff_id=at_stage(Stage.REGISTERED).maker.pk,
        unit=nanjing,
        role="payment_officer",
        valid_from="2026-01-01",
    )
    offer = Offer("refund", Decimal(120), paying_unit_id=nanjing.pk, bearing_unit_id=bearing.pk)
    road = at_stage(Stage.INVESTIGATING).answer().propose(offer).approve().reply()
    request(road)
    assert (road.payment().unit_id, promise(road).bearing_unit_id) == (nanjing.pk, bearing.pk)
    assert verify.run() == []


def test_at_most_one_payment_of_a_promise_is_alive() -> None:
    road = at_stage(Stage.REPLIED)
    request(road)
    with refused("payment_under_way", "promise_id"):
        request(road, "intake")
    road.do("refuse_payment", road.maker, payment_id=road.payment().pk, reason="户名不符")
    request(road, "intake")
    road.pay()
    with refused("nothing_to_pay", "promise_id"):
        request(road)
    assert Payment.objects.filter(complaint=road.complaint).count() == 2
    assert verify.run() == []


def test_it_refuses_what_is_no_money_and_what_is_owed_by_nobody_here() -> None:
    road = at_stage(Stage.INVESTIGATING).answer().propose(Offer("correction")).approve().reply()
    with refused("not_money", "promise_id"):
        request(road)
    other = at_stage(Stage.REPLIED, customer=Customer(name="王五"))
    with refused("nothing_to_pay", "promise_id"):
        request(road, promise_id=promise(other).pk)
    for who in ("coordinator", "co", "caller"):
        with refused("not_yours"):
            request(other, who)
    early = at_stage(Stage.REPLYING, customer=Customer(name="赵六"))
    with refused("not_yours"):  # nothing is promised before the customer has been told
        request(early, promise_id=1)


def test_where_nobody_pays_it_says_so() -> None:
    road = at_stage(Stage.REPLIED)
    StaffRole.objects.filter(role="payment_officer").delete()
    with refused("nobody_pays", "promise_id"):
        request(road)
