"""break_promise: what was promised for a day after the closing is kept, or the file is taken up again."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from huiyin.complaints import jobs, verify
from huiyin.complaints.commands import Offer
from huiyin.complaints.models import Clock, Promise, Stage
from huiyin.organisation.actor import SYSTEM
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.road import BEIJING, MINUTE, Road, at_stage

pytestmark = pytest.mark.django_db
SPRING = datetime(2027, 3, 1, 17, 30, tzinfo=BEIJING)


def closed(*, kind: str = "refund") -> Road:
    """Closed with one thing promised for next spring and one paid."""
    amount = Decimal(120) if kind == "refund" else None
    road = at_stage(Stage.INVESTIGATING).answer()
    road.propose(
        Offer(kind, amount, due_at=SPRING), Offer("goodwill", Decimal(80))
    ).approve().reply().accept().call()
    paid = Promise.objects.get(complaint=road.complaint, kind="goodwill")
    return road.request(paid).pay(paid).close()


def late(road: Road) -> Promise:
    return Promise.objects.get(
        complaint=road.complaint, due_at__gt=road.at, kind__in=["refund", "correction"]
    )


def test_a_file_may_close_before_a_long_promise_is_due_and_stays_on_the_ledger() -> None:
    road = closed()
    promise = late(road)
    assert (road.complaint.stage, promise.long, promise.state) == (Stage.CLOSED, True, "open")
    assert (kinds(road), task(road, "prove").due_at) == ({"prove"}, SPRING)
    with refused("promises_unproved"):
        road.archive()
    assert verify.run() == []
    road.at = SPRING - timedelta(days=3)
    jobs.run_due(at=road.at)  # the day of archiving has come and gone
    assert road.complaint.stage == Stage.CLOSED
    road.request(promise).pay(promise)
    assert (late_state(promise), kinds(road)) == ("proved", set())
    jobs.run_due(at=road.at + MINUTE)
    assert road.complaint.stage == Stage.ARCHIVED
    assert verify.run() == []


def late_state(promise: Promise) -> str:
    return Promise.objects.get(pk=promise.pk).state


@pytest.mark.parametrize("asked", [False, True])
def test_a_broken_promise_takes_the_file_up_again_and_is_still_owed(asked: bool) -> None:
    road = closed()
    promise = late(road)
    if asked:
        road.request(promise)
    road.at = SPRING + MINUTE
    jobs.run_due(at=road.at)
    complaint, broken = road.complaint, Promise.objects.get(pk=promise.pk)
    assert (complaint.stage, complaint.closed_at, complaint.lead_unit_id) == (Stage.UNDER_REVIEW, None, None)
    assert road.handler.id in complaint.barred
    assert complaint.due_at is not None  # the customer's limit runs anew
    assert (broken.state, broken.long, broken.due_at > road.at) == ("broken", False, True)
    assert kinds(road) == {"review", "pay" if asked else "prove"}
    assert task(road, "pay" if asked else "prove").due_at == broken.due_at
    recorded(road, "break_promise", SYSTEM, promises=[promise.pk], kinds=["refund"])
    jobs.run_due(at=road.at + MINUTE)  # nothing breaks twice
    assert road.complaint.entry_count == complaint.entry_count
    if not asked:
        road.request(promise)
    road.pay(promise)
    assert Promise.objects.get(pk=promise.pk).state == "proved"
    assert verify.run() == []


def test_while_the_file_is_open_nothing_is_taken_up_but_it_does_not_close_any_more() -> None:
    road = at_stage(Stage.INVESTIGATING).answer()
    road.propose(Offer("correction", due_at=SPRING)).approve().reply().accept().call()
    road.at = SPRING + MINUTE
    jobs.run_due(at=road.at)
    assert road.complaint.stage == Stage.FOLLOWING_UP
    with refused("promises_unproved"):
        road.close()
    road.prove().close()
    assert verify.run() == []


def test_it_refuses_before_the_day_and_by_people() -> None:
    road = closed(kind="correction")
    with refused("not_yours"):
        road.do("break_promise", road.coordinator)
    with refused("nothing_to_break"):
        road.do("break_promise", SYSTEM)
    assert Clock.objects.filter(rule="promise", fire_at=SPRING).count() == 1


def test_an_offer_for_yesterday_or_of_an_unknown_unit_is_refused() -> None:
    road = at_stage(Stage.INVESTIGATING).answer()
    with refused("due_in_past", "offers"):
        road.propose(Offer("refund", Decimal(1), due_at=road.at - MINUTE))
    with refused("unknown", "offers"):
        road.propose(Offer("refund", Decimal(1), bearing_unit_id=999_999))
