"""not_accept: worked on again, at most twice; at first contact it goes to the coordinator."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from huiyin.complaints.commands import Offer
from huiyin.complaints.models import Acceptance, Opinion, Promise, Redress, Stage
from tests.complaints.checks import customer_clock, kinds, recorded, refused
from tests.complaints.road import Road, at_stage

pytestmark = pytest.mark.django_db
BLOCKS = {"findings": "事实", "grounds": "依据", "decision": "决定"}


def no(road: Road) -> None:
    road.do("not_accept", road.intake, reason="金额太少", proof="R-5")


def test_the_lead_unit_works_on_and_what_is_unpaid_is_owed_no_more() -> None:
    road = at_stage(Stage.REPLIED)
    no(road)
    complaint = road.complaint
    assert (complaint.stage, complaint.rounds, kinds(road)) == (Stage.INVESTIGATING, 1, {"investigate"})
    assert complaint.acceptance == Acceptance.NOT_ACCEPTED
    assert Promise.objects.get(complaint=complaint).state == "void"
    assert Redress.objects.get(opinion__complaint=complaint).void_at == road.at
    assert Opinion.objects.get(complaint=complaint).state == "rejected"
    recorded(road, "not_accept", road.intake, reason="金额太少", proof="R-5")


def test_what_was_paid_still_counts() -> None:
    road = at_stage(Stage.REPLIED).prove()
    no(road)
    assert Promise.objects.get(complaint=road.complaint).state == "proved"
    assert Redress.objects.get(opinion__complaint=road.complaint).void_at is None


def test_after_the_second_round_somebody_higher_must_stand_by() -> None:
    road = at_stage(Stage.REPLIED)
    for _ in range(2):
        no(road)
        road.propose().approve().reply()
    no(road)
    assert (road.complaint.stage, road.complaint.rounds, kinds(road)) == (Stage.REPLIED, 2, {"stand", "prove"})
    assert road.complaint.owner_staff_id not in (None, road.head.id, road.approver.id)
    with refused("already_answered"):
        no(road)


def settled() -> Road:
    road = Road()
    road.do("settle", road.intake, **BLOCKS, offers=[Offer("refund", Decimal(50))], proof="R-1")
    road.at += timedelta(days=1)
    return road


def test_at_first_contact_it_goes_to_the_coordinator_and_the_first_receipt_governs() -> None:
    """Journey 2: the customer rings the next day."""
    road = settled()
    due = customer_clock(road).due_at
    no(road)
    complaint = road.complaint
    assert (complaint.stage, complaint.first_contact, kinds(road)) == (Stage.UNDER_REVIEW, False, {"review"})
    assert complaint.due_at == due
    assert customer_clock(road).stopped_at is None
    assert complaint.replying_unit_id is None
    assert Promise.objects.get(complaint=complaint).state == "void"


def test_it_refuses_no_reason_others_and_other_stages() -> None:
    road = at_stage(Stage.REPLIED)
    with refused("empty", "reason"):
        road.do("not_accept", road.intake, reason="")
    with refused("not_yours"):
        road.do("not_accept", road.coordinator, reason="？")
    with refused("stage"):
        no(at_stage(Stage.REPLYING))
