"""pay: two payment officers, one voucher; the money goes once, and its cost is booked."""

from __future__ import annotations

from decimal import Decimal

import pytest

from huiyin.complaints import verify
from huiyin.complaints.commands import Customer, Offer
from huiyin.complaints.models import Cost, Payment, Promise, Stage
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.road import Road, at_stage

pytestmark = pytest.mark.django_db


def pay(road: Road, who: str, voucher: str, payment_id: int | None = None) -> None:
    road.do("pay", getattr(road, who), payment_id=payment_id or road.payment().pk, voucher=voucher)


def promise(road: Road) -> Promise:
    return Promise.objects.get(complaint=road.complaint)


def test_two_officers_and_one_voucher_prove_the_promise_and_book_the_cost() -> None:
    road = at_stage(Stage.REPLIED).request()
    pay(road, "maker", " FK-1 ")
    entered = road.payment()
    assert (entered.state, entered.voucher, entered.entered_by) == ("entered", "FK-1", road.maker.id)
    assert (promise(road).state, "pay" in kinds(road)) == ("open", True)
    recorded(road, "pay", road.maker, state="entered", voucher="FK-1", amount="300.00", kind="goodwill")
    pay(road, "checker", "FK-1")
    paid = road.payment()
    assert (paid.state, paid.paid_by, paid.paid_at) == ("paid", road.checker.id, road.at)
    kept = promise(road)
    assert (kept.state, kept.voucher, kept.entered_by, kept.proved_by) == (
        "proved", "FK-1", road.maker.id, road.checker.id,
    )  # fmt: skip
    cost = Cost.objects.get()
    assert (cost.kind, cost.amount, cost.unit_id, cost.at) == (
        "goodwill",
        Decimal(300),
        kept.bearing_unit_id,
        road.at,
    )
    assert kinds(road) == {"confirm"}
    recorded(road, "pay", road.checker, state="paid")
    assert verify.run() == []


def test_neither_one_person_nor_whoever_asked_for_it_pays_alone() -> None:
    road = at_stage(Stage.REPLIED).request()
    Payment.objects.update(requested_by=road.maker.id)
    with refused("maker_is_checker", "payment_id"):
        pay(road, "maker", "FK-1")
    pay(road, "checker", "FK-1")
    with refused("maker_is_checker", "payment_id"):
        pay(road, "maker", "FK-1")
    Payment.objects.update(requested_by=road.handler.id)
    with refused("maker_is_checker", "voucher"):
        pay(road, "checker", "FK-1")
    with refused("voucher_differs", "voucher"):
        pay(road, "maker", "FK-2")
    pay(road, "checker", "FK-3")  # whoever typed it wrong corrects it, and it still takes another
    assert (road.payment().state, road.payment().voucher) == ("entered", "FK-3")
    pay(road, "maker", "FK-3")
    assert road.payment().state == "paid"
    assert verify.run() == []


def test_a_voucher_pays_once_in_the_whole_bank() -> None:
    first, second = at_stage(Stage.REPLIED).request(), at_stage(Stage.REPLIED).request()
    pay(first, "maker", "FK-1")
    with refused("voucher_used", "voucher"):
        pay(second, "maker", "FK-1")
    first.do("refuse_payment", first.checker, payment_id=first.payment().pk, reason="户名不符退汇")
    pay(second, "maker", "FK-1")
    with refused("empty", "voucher"):
        pay(second, "checker", " ")


def test_it_refuses_what_is_paid_refused_anothers_or_out_of_reach() -> None:
    road = at_stage(Stage.REPLIED).request()
    with refused("not_yours"):
        pay(road, "handler", "FK-1")
    other = at_stage(Stage.REPLIED).request()
    with refused("nothing_to_pay", "payment_id"):
        pay(road, "maker", "FK-1", other.payment().pk)
    road.pay()
    with refused("nothing_to_pay", "payment_id"):
        pay(road, "maker", "FK-9")
    untouched = at_stage(Stage.REPLIED, customer=Customer(name="王五"))
    with refused("not_found"):  # the payment officers see what they are asked to pay, and nothing else
        untouched.do("pay", untouched.maker, payment_id=1, voucher="FK-1")


def test_the_last_payment_starts_the_day_for_closing() -> None:
    road = at_stage(Stage.FOLLOWING_UP).call().request()
    before = task(road, "close").due_at
    road.pay()
    assert task(road, "close").due_at < before
    road.close()
    assert road.complaint.stage == Stage.CLOSED


def test_compensation_is_booked_apart_from_goodwill() -> None:
    road = (
        at_stage(Stage.INVESTIGATING)
        .answer()
        .propose(Offer("refund", Decimal(120)), Offer("goodwill", Decimal(80)))
    )
    road.approve().reply().prove()
    assert list(Cost.objects.order_by("kind").values_list("kind", "amount")) == [
        ("goodwill", Decimal(80)), ("redress", Decimal(120)),
    ]  # fmt: skip
    assert road.complaint.redress == Decimal(200)
    assert verify.run() == []
