"""withdraw: everything ends the day it was received; what was promised is still paid."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from huiyin.complaints import access, verify
from huiyin.complaints.commands import Offer
from huiyin.complaints.models import OPEN, Counted, Departure, Promise, Stage
from huiyin.organisation.models import StaffRole
from tests.complaints.checks import customer_clock, kinds, recorded, refused, task
from tests.complaints.road import Road, at_stage

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("stage", OPEN)
def test_it_ends_from_every_open_stage_and_somebody_else_asks_whether_it_was_free(stage: Stage) -> None:
    road = at_stage(stage).withdraw()
    complaint = road.complaint
    assert (complaint.stage, complaint.owner_unit_id, complaint.due_at) == (Stage.WITHDRAWN, None, None)
    assert kinds(road) - {"prove"} == {"free"}
    asked = task(road, "free")
    assert (asked.unit_id, asked.staff_id) == (complaint.coordinator_unit_id, None)
    gone = Departure.objects.get(complaint=complaint)
    assert (gone.stage_before, gone.reason, gone.free) == (stage, "误会已经消除", None)
    recorded(road, "withdraw", road.intake, reason="误会已经消除", proof="R-8")
    assert verify.run() == []


def test_the_limit_ran_until_it_was_received_and_it_is_counted() -> None:
    road = at_stage(Stage.INVESTIGATING)
    StaffRole.objects.filter(role="coordinator").exclude(staff_id=road.coordinator.pk).delete()
    received_at, road.at = road.at, road.at + 3 * HOUR
    road.do("withdraw", road.coordinator, reason="客户来电撤回", proof="R-8", received_at=received_at)
    clock = customer_clock(road)
    assert (clock.stopped_at, clock.result) == (received_at, "kept")
    assert task(road, "free").unit_id == road.complaint.intake_unit_id  # the only coordinator recorded it
    assert road.lead_unit.pk in Counted.objects.get(complaint=road.complaint, kind="withdraw").unit_ids


def test_what_was_promised_and_not_refused_is_still_paid() -> None:
    road = at_stage(Stage.REPLIED).withdraw()
    road.prove()
    assert Promise.objects.get(complaint=road.complaint).state == "proved"
    assert kinds(road) == {"free"}
    refusing = at_stage(Stage.REPLIED).refuse_for_good().withdraw()
    assert kinds(refusing) == {"free"}
    assert verify.run() == []


@pytest.mark.parametrize("signed", [False, True])
def test_what_was_decided_after_a_refusal_is_in_force_when_it_is_taken_back(signed: bool) -> None:
    road = at_stage(Stage.REPLIED)
    road.do("not_accept", road.intake, reason="还不够")
    road.propose(Offer("refund", Decimal("80.00")))
    if signed:
        road.approve()
    road.withdraw()
    road.do("take_back", road.coordinator, reason="客户改变主意")
    if not signed:
        road.approve()
    road.reply().prove()
    assert road.complaint.redress == Decimal("80.00")
    assert verify.run() == []


def test_it_stays_in_sight_and_in_the_figures() -> None:
    road = at_stage(Stage.INVESTIGATING).withdraw()
    assert access.listing(road.coordinator).filter(pk=road.complaint.pk).exists()


def test_it_refuses_what_cannot_be() -> None:
    road = at_stage(Stage.INVESTIGATING)
    given = {"reason": "误会", "proof": "R-8", "received_at": road.at}
    for code, field, value in (
        ("empty", "reason", " "), ("empty", "proof", ""), ("received_in_future", "received_at", road.at + HOUR),
        ("withdrawn_before_received", "received_at", road.at - HOUR),
    ):  # fmt: skip
        with refused(code, field):
            road.do("withdraw", road.intake, **{**given, field: value})
    for by in (road.head, road.caller, road.co):
        with refused("not_yours"):
            road.do("withdraw", by, **given)
    with refused("stage"):
        Road.withdraw(at_stage(Stage.CLOSED))
