"""reopen: taken up again, with a reason and another handler."""

from __future__ import annotations

from datetime import timedelta

import pytest

from huiyin.complaints import verify, work
from huiyin.complaints.models import Assignment, Clock, Stage
from huiyin.organisation.actor import Role
from huiyin.organisation.models import Staff, StaffRole
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.road import Road, at_stage, findings
from tests.world import TODAY, unit

pytestmark = pytest.mark.django_db
BLOCKS = {"findings": "事实", "grounds": "依据", "decision": "决定"}


def reopen(road: Road) -> None:
    road.do("reopen", road.coordinator, reason="新的事实")


def second_handler() -> Staff:
    new = Staff.objects.create_user("xin.ren", "a long password", name="新人")
    StaffRole.objects.create(
        staff=new, unit=unit("天河支行"), role=Role.HANDLER, valid_from=TODAY - timedelta(days=9)
    )
    return new


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.ARCHIVED])
def test_an_ended_one_is_under_review_again_with_a_clock_of_its_own(stage: Stage) -> None:
    road = at_stage(stage)
    road.at += timedelta(days=20)
    reopen(road)
    complaint = road.complaint
    assert (complaint.stage, kinds(road), complaint.closed_at) == (Stage.UNDER_REVIEW, {"review"}, None)
    assert (complaint.lead_unit_id, complaint.acceptance, complaint.drawn) == (None, "", False)
    clock = work.customer_clock(complaint)
    assert clock is not None
    assert (clock.started_at, complaint.due_at) == (road.at, clock.due_at)
    assert not Clock.objects.filter(complaint=complaint, rule="archive", stopped_at=None).exists()
    recorded(road, "reopen", road.coordinator, reason="新的事实")
    assert verify.run() == []


def test_what_was_settled_at_first_contact_keeps_the_clock_of_its_first_receipt() -> None:
    """Journey 2: closed on the call, and the customer rings the next day."""
    road = Road()
    due = road.complaint.due_at
    road.do("settle", road.intake, **BLOCKS, proof="R-1")
    road.do("close", road.intake, **findings(road.lead_unit.pk))
    road.at += timedelta(days=1)
    reopen(road)
    complaint = road.complaint
    assert (complaint.stage, complaint.first_contact, complaint.due_at) == (Stage.UNDER_REVIEW, False, due)
    assert task(road, "review").due_at < due if due else False
    assert verify.run() == []


def test_after_the_call_the_lead_unit_works_on_with_another_handler() -> None:
    road = at_stage(Stage.FOLLOWING_UP)
    second_handler()
    reopen(road)
    assert (road.complaint.stage, kinds(road)) == (Stage.INVESTIGATING, {"investigate", "prove"})
    assert (road.complaint.lead_unit_id, task(road, "investigate").staff_id) == (road.lead_unit.pk, None)
    assert road.handler.id in road.complaint.barred
    with refused("handled_before"):
        road.propose()


def test_where_the_unit_has_no_other_handler_the_coordinator_decides() -> None:
    road = at_stage(Stage.FOLLOWING_UP)
    reopen(road)
    assert (road.complaint.stage, kinds(road)) == (Stage.UNDER_REVIEW, {"review", "prove"})
    assert not Assignment.objects.filter(complaint=road.complaint, ended_at=None).exists()
    assert verify.run() == []


def test_a_first_contact_drawn_for_a_call_goes_to_review_too() -> None:
    road = Road()
    road.do("settle", road.intake, **BLOCKS, proof="R-1")
    complaint = road.complaint
    complaint.stage = Stage.FOLLOWING_UP
    complaint.save()
    reopen(road)
    assert road.complaint.stage == Stage.UNDER_REVIEW


def test_what_the_customer_said_on_the_call_is_not_carried_over() -> None:
    road = at_stage(Stage.CLOSED)
    assert road.complaint.process_satisfied
    reopen(road)
    assert road.complaint.process_satisfied is None
    assert road.complaint.called_at is None


def test_it_refuses_no_reason_others_and_other_stages() -> None:
    road = at_stage(Stage.CLOSED)
    with refused("empty", "reason"):
        road.do("reopen", road.coordinator, reason=" ")
    for by in (road.handler, road.head, road.intake):
        with refused("not_yours"):
            road.do("reopen", by, reason="？")
    with refused("stage"):
        reopen(at_stage(Stage.REPLIED))
